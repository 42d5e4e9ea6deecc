/**
 * Where a provider keeps what identifies a machine. A path names attributes with `.`; `[]` goes into every element of a list
 * (or the one object that stands in its place), `[][]` into lists of lists.
 */
export type MachineType = {
  readonly type: string;
  /** Best first. */
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  /** Maps of labels or lists of tags. */
  readonly labels: readonly string[];
  /** An update in place of one of these powers the machine off, on the way or for good. */
  readonly stops: readonly string[];
  readonly source: string;
};

/** The provider's own page of a resource. */
export const docs = (provider: string, page: string): string =>
  `https://registry.terraform.io/providers/${provider}/latest/docs/resources/${page}`;

const azureMachine = (type: string, size: string): MachineType => ({
  type,
  names: ['computer_name', 'name'],
  addresses: ['private_ip_address', 'private_ip_addresses[]', 'public_ip_address', 'public_ip_addresses[]'],
  labels: ['tags'],
  stops: [size],
  source: docs('hashicorp/azurerm', type.replace('azurerm_', '')),
});

const metalDevice = (type: string, provider: string): MachineType => ({
  type,
  names: ['hostname'],
  addresses: ['access_private_ipv4', 'access_public_ipv4', 'access_public_ipv6', 'network[].address'],
  labels: ['tags'],
  stops: [],
  source: docs(provider, type.replace(/^equinix_/, '')),
});

export const MACHINES: readonly MachineType[] = [
  {
    type: 'aws_instance',
    names: ['tags.Name', 'private_dns'],
    addresses: ['private_ip', 'public_ip', 'ipv6_addresses[]', 'private_dns', 'public_dns'],
    labels: ['tags', 'tags_all'],
    stops: ['instance_type', 'user_data', 'user_data_base64', 'ebs_optimized'],
    source: docs('hashicorp/aws', 'instance'),
  },
  {
    type: 'google_compute_instance',
    names: ['name', 'hostname'],
    addresses: ['network_interface[].network_ip', 'network_interface[].access_config[].nat_ip'],
    labels: ['labels', 'tags'],
    stops: ['machine_type', 'min_cpu_platform', 'service_account', 'desired_status', 'shielded_instance_config'],
    source: docs('hashicorp/google', 'compute_instance'),
  },
  azureMachine('azurerm_linux_virtual_machine', 'size'),
  azureMachine('azurerm_windows_virtual_machine', 'size'),
  azureMachine('azurerm_virtual_machine', 'vm_size'),
  {
    type: 'hcloud_server',
    names: ['name'],
    addresses: ['network[].ip', 'ipv4_address', 'ipv6_address'],
    labels: ['labels'],
    stops: ['server_type'],
    source: docs('hetznercloud/hcloud', 'server'),
  },
  {
    type: 'digitalocean_droplet',
    names: ['name'],
    addresses: ['ipv4_address_private', 'ipv4_address', 'ipv6_address'],
    labels: ['tags'],
    stops: ['size'],
    source: docs('digitalocean/digitalocean', 'droplet'),
  },
  {
    type: 'proxmox_virtual_environment_vm',
    names: ['name'],
    addresses: [
      'initialization[].ip_config[].ipv4[].address',
      'initialization[].ip_config[].ipv6[].address',
      'ipv4_addresses[][]',
      'ipv6_addresses[][]',
    ],
    labels: ['tags'],
    stops: ['cpu', 'memory', 'machine', 'bios', 'started'],
    source: docs('bpg/proxmox', 'virtual_environment_vm'),
  },
  {
    type: 'proxmox_virtual_environment_container',
    names: ['initialization[].hostname'],
    addresses: ['initialization[].ip_config[].ipv4[].address', 'initialization[].ip_config[].ipv6[].address'],
    labels: ['tags'],
    stops: ['started'],
    source: docs('bpg/proxmox', 'virtual_environment_container'),
  },
  {
    type: 'proxmox_vm_qemu',
    names: ['name'],
    addresses: ['default_ipv4_address', 'ssh_host', 'ipconfig0', 'ipconfig1'],
    labels: ['tags'],
    stops: ['cores', 'sockets', 'memory', 'vm_state'],
    source: docs('Telmate/proxmox', 'vm_qemu'),
  },
  {
    type: 'libvirt_domain',
    names: ['name', 'network_interface[].hostname'],
    addresses: ['network_interface[].addresses[]'],
    labels: [],
    stops: ['running', 'memory', 'vcpu'],
    source: docs('dmacvicar/libvirt', 'domain'),
  },
  {
    type: 'vsphere_virtual_machine',
    names: ['name'],
    addresses: ['default_ip_address', 'guest_ip_addresses[]', 'clone[].customize[].network_interface[].ipv4_address'],
    labels: ['custom_attributes'],
    stops: ['num_cpus', 'memory', 'firmware'],
    source: docs('hashicorp/vsphere', 'virtual_machine'),
  },
  {
    type: 'openstack_compute_instance_v2',
    names: ['name'],
    addresses: ['access_ip_v4', 'access_ip_v6', 'network[].fixed_ip_v4', 'network[].fixed_ip_v6'],
    labels: ['metadata', 'tags'],
    stops: ['flavor_name', 'flavor_id', 'power_state'],
    source: docs('terraform-provider-openstack/openstack', 'compute_instance_v2'),
  },
  {
    type: 'oci_core_instance',
    names: ['display_name', 'hostname_label'],
    addresses: ['private_ip', 'public_ip'],
    labels: ['freeform_tags'],
    stops: ['shape', 'shape_config', 'state'],
    source: docs('oracle/oci', 'core_instance'),
  },
  {
    type: 'vultr_instance',
    names: ['hostname', 'label'],
    addresses: ['internal_ip', 'main_ip', 'v6_main_ip'],
    labels: ['tags'],
    stops: ['plan'],
    source: docs('vultr/vultr', 'instance'),
  },
  {
    type: 'linode_instance',
    names: ['label'],
    addresses: ['private_ip_address', 'ip_address', 'ipv4[]', 'ipv6'],
    labels: ['tags'],
    stops: ['type', 'booted'],
    source: docs('linode/linode', 'instance'),
  },
  metalDevice('equinix_metal_device', 'equinix/equinix'),
  metalDevice('metal_device', 'equinix/metal'),
  {
    type: 'scaleway_instance_server',
    names: ['name'],
    addresses: ['private_ips[].address', 'private_ip', 'public_ip', 'public_ips[].address'],
    labels: ['tags'],
    stops: ['type', 'state'],
    source: docs('scaleway/scaleway', 'instance_server'),
  },
  {
    type: 'exoscale_compute_instance',
    names: ['name'],
    addresses: ['public_ip_address', 'ipv6_address', 'network_interface[].ip_address'],
    labels: ['labels'],
    stops: ['type', 'state'],
    source: docs('exoscale/exoscale', 'compute_instance'),
  },
  {
    type: 'upcloud_server',
    names: ['hostname', 'title'],
    addresses: ['network_interface[].ip_address'],
    labels: ['labels', 'tags'],
    stops: ['plan', 'cpu', 'mem'],
    source: docs('UpCloudLtd/upcloud', 'server'),
  },
  {
    type: 'incus_instance',
    names: ['name'],
    addresses: ['ipv4_address', 'ipv6_address'],
    labels: [],
    stops: ['running'],
    source: docs('lxc/incus', 'instance'),
  },
];
