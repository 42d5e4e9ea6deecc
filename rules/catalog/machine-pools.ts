import { docs } from './machines.ts';

/** A group of machines that the provider manages, of which only the number is known, or a resource that holds such groups. */
export type PoolType = {
  readonly type: string;
  /** Where the pools stand in the resource; '' is the resource itself. */
  readonly pools: string;
  readonly names: readonly string[];
  /** The number of machines now; the first that is known counts. */
  readonly size: readonly string[];
  /** Name of the cluster, in the resource. */
  readonly cluster: readonly string[];
  /** Its machines may be for anything; absent: they are workers of Kubernetes. */
  readonly forAnything?: true;
  readonly source: string;
};

/** An object whose end takes a machine off its network. */
export type AttachmentType = {
  readonly type: string;
  /** Path of the machine's id. */ readonly machine: string;
  readonly addresses: readonly string[];
  readonly source: string;
};

export const POOLS: readonly PoolType[] = [
  {
    type: 'aws_eks_node_group',
    pools: '',
    names: ['node_group_name'],
    size: ['scaling_config[].desired_size'],
    cluster: ['cluster_name'],
    source: docs('hashicorp/aws', 'eks_node_group'),
  },
  {
    type: 'aws_autoscaling_group',
    forAnything: true,
    pools: '',
    names: ['name'],
    size: ['desired_capacity', 'min_size'],
    cluster: [],
    source: docs('hashicorp/aws', 'autoscaling_group'),
  },
  {
    type: 'google_container_node_pool',
    pools: '',
    names: ['name'],
    size: ['node_count', 'initial_node_count'],
    cluster: ['cluster'],
    source: docs('hashicorp/google', 'container_node_pool'),
  },
  {
    type: 'google_container_cluster',
    pools: 'node_pool[]',
    names: ['name'],
    size: ['node_count', 'initial_node_count'],
    cluster: ['name'],
    source: docs('hashicorp/google', 'container_cluster'),
  },
  {
    type: 'google_compute_instance_group_manager',
    forAnything: true,
    pools: '',
    names: ['name'],
    size: ['target_size'],
    cluster: [],
    source: docs('hashicorp/google', 'compute_instance_group_manager'),
  },
  {
    type: 'azurerm_kubernetes_cluster',
    pools: 'default_node_pool[]',
    names: ['name'],
    size: ['node_count'],
    cluster: ['name'],
    source: docs('hashicorp/azurerm', 'kubernetes_cluster'),
  },
  {
    type: 'azurerm_kubernetes_cluster_node_pool',
    pools: '',
    names: ['name'],
    size: ['node_count'],
    cluster: [],
    source: docs('hashicorp/azurerm', 'kubernetes_cluster_node_pool'),
  },
  {
    type: 'digitalocean_kubernetes_cluster',
    pools: 'node_pool[]',
    names: ['name'],
    size: ['actual_node_count', 'node_count'],
    cluster: ['name'],
    source: docs('digitalocean/digitalocean', 'kubernetes_cluster'),
  },
  {
    type: 'digitalocean_kubernetes_node_pool',
    pools: '',
    names: ['name'],
    size: ['actual_node_count', 'node_count'],
    cluster: [],
    source: docs('digitalocean/digitalocean', 'kubernetes_node_pool'),
  },
];

export const ATTACHMENTS: readonly AttachmentType[] = [
  { type: 'hcloud_server_network', machine: 'server_id', addresses: ['ip'], source: docs('hetznercloud/hcloud', 'server_network') },
  {
    type: 'aws_network_interface_attachment',
    machine: 'instance_id',
    addresses: [],
    source: docs('hashicorp/aws', 'network_interface_attachment'),
  },
  {
    type: 'openstack_compute_interface_attach_v2',
    machine: 'instance_id',
    addresses: ['fixed_ip'],
    source: docs('terraform-provider-openstack/openstack', 'compute_interface_attach_v2'),
  },
  {
    type: 'oci_core_vnic_attachment',
    machine: 'instance_id',
    addresses: ['create_vnic_details[].private_ip'],
    source: docs('oracle/oci', 'core_vnic_attachment'),
  },
];
