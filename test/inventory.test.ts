import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { ATTACHMENTS, POOLS } from '../rules/catalog/machine-pools.ts';
import { MACHINES } from '../rules/catalog/machines.ts';
import type { Inventory } from '../src/cluster/inventory.ts';
import { readConfiguration } from '../src/hcl/configuration-reader.ts';
import type { Configuration } from '../src/hcl/configuration.ts';
import { createHclParser } from '../src/hcl/hcl2json.ts';
import { inventoryOf, type PlannedObject, runOf, talosConfiguration } from './plan-of-machines.ts';

const parser = createHclParser();
afterAll(() => parser.close());

function sourcesOf(modules: Readonly<Record<string, { readonly dir: string; readonly text: string }>>): Promise<Configuration> {
  const sources = Object.entries(modules).map(([key, { dir, text }]) => ({
    key,
    dir,
    source: null,
    version: null,
    files: [{ name: 'main.tf', text }],
  }));
  return readConfiguration({ from: 'directory', modules: sources }, parser);
}

const server = (address: string, before: Readonly<Record<string, unknown>>): PlannedObject => ({ address, before: { id: '1', ...before } });
const script = (address: string, triggers: Readonly<Record<string, string>> = {}): PlannedObject => ({ address, before: { triggers } });
const shown = ({ nodes }: Inventory): readonly string[] =>
  nodes.map(({ name, role, roleFrom, cluster }) => `${name}: ${role} (${roleFrom})${cluster === '' ? '' : ` in ${cluster}`}`).toSorted();
const only = async (objects: readonly PlannedObject[]) => {
  const { nodes } = await inventoryOf(objects);
  expect(nodes).toHaveLength(1);
  return nodes[0];
};

describe('a machine of each provider', () => {
  test.each<[string, Readonly<Record<string, unknown>>, string, readonly string[]]>([
    ['aws_instance.a', { tags: { Name: 'ash' }, private_ip: '10.0.0.1', public_ip: '192.0.2.1' }, 'ash', ['10.0.0.1', '192.0.2.1']],
    [
      'google_compute_instance.a',
      { name: 'ash', network_interface: [{ network_ip: '10.0.0.1', access_config: [{ nat_ip: '192.0.2.1' }] }] },
      'ash',
      ['10.0.0.1', '192.0.2.1'],
    ],
    ['azurerm_linux_virtual_machine.a', { name: 'vm-ash', computer_name: 'ash', private_ip_addresses: ['10.0.0.1'] }, 'ash', ['10.0.0.1']],
    ['hcloud_server.a', { name: 'ash', ipv4_address: '192.0.2.1', network: [{ ip: '10.0.0.1' }] }, 'ash', ['10.0.0.1', '192.0.2.1']],
    ['digitalocean_droplet.a', { name: 'ash', ipv4_address_private: '10.0.0.1' }, 'ash', ['10.0.0.1']],
    [
      'proxmox_virtual_environment_vm.a',
      {
        name: 'ash',
        ipv4_addresses: [['127.0.0.1'], ['10.0.0.1']],
        initialization: [{ ip_config: [{ ipv4: [{ address: '10.0.0.1/24' }] }] }],
      },
      'ash',
      ['10.0.0.1'],
    ],
    ['proxmox_vm_qemu.a', { name: 'ash', ipconfig0: 'ip=10.0.0.1/24,gw=10.0.0.254' }, 'ash', ['10.0.0.1']],
    ['libvirt_domain.a', { name: 'ash', network_interface: [{ addresses: ['10.0.0.1', 'fd00::1'] }] }, 'ash', ['10.0.0.1', 'fd00::1']],
    ['vsphere_virtual_machine.a', { name: 'ash', default_ip_address: '10.0.0.1' }, 'ash', ['10.0.0.1']],
    ['openstack_compute_instance_v2.a', { name: 'ash', access_ip_v4: '10.0.0.1' }, 'ash', ['10.0.0.1']],
    ['oci_core_instance.a', { display_name: 'ash', private_ip: '10.0.0.1' }, 'ash', ['10.0.0.1']],
    ['vultr_instance.a', { label: 'Ash', hostname: 'ash', internal_ip: '10.0.0.1' }, 'ash', ['10.0.0.1']],
    ['linode_instance.a', { label: 'ash', ipv4: ['192.0.2.1', '10.0.0.1'] }, 'ash', ['192.0.2.1', '10.0.0.1']],
    ['equinix_metal_device.a', { hostname: 'ash', network: [{ address: '10.0.0.1' }] }, 'ash', ['10.0.0.1']],
  ])('%s', async (address, before, name, addresses) => {
    expect(await only([server(address, before)])).toMatchObject({ name, addresses });
  });

  test.each<[string, Readonly<Record<string, unknown>>, number, string]>([
    [
      'aws_eks_node_group.p',
      { node_group_name: 'apps', cluster_name: 'shop', scaling_config: [{ desired_size: 4, max_size: 9, min_size: 1 }] },
      4,
      'shop',
    ],
    ['google_container_node_pool.p', { name: 'apps', cluster: 'shop', node_count: 2 }, 2, 'shop'],
    ['azurerm_kubernetes_cluster_node_pool.p', { name: 'apps', node_count: 3 }, 3, ''],
    ['digitalocean_kubernetes_node_pool.p', { name: 'apps', node_count: 4, actual_node_count: 5 }, 5, ''],
    ['google_container_node_pool.p', { name: 'apps', node_count: 1e300 }, 0, ''],
  ])('a pool counts for as many machines as it has: %s', async (address, before, total, cluster) => {
    const inventory = await inventoryOf([server(address, before)]);
    expect(inventory.total).toBe(total);
    expect(inventory.nodes.map((node) => node.cluster)).toEqual(total === 0 ? [] : [cluster]);
  });

  test('pools inside of a cluster count each', async () => {
    const pools = [
      { name: 'system', node_count: 3 },
      { name: 'apps', node_count: 2 },
    ];
    expect(await inventoryOf([server('digitalocean_kubernetes_cluster.c', { name: 'shop', node_pool: pools })])).toMatchObject({
      total: 5,
      nodes: [{ name: 'system' }, { name: 'apps' }],
    });
  });

  test('every row says where it is from', () => {
    const rows = [...MACHINES, ...POOLS, ...ATTACHMENTS];
    expect(rows.filter(({ source }) => !/^https:\/\/\S+$/.test(source))).toEqual([]);
    const types = rows.map(({ type }) => type);
    expect(types).toEqual([...new Set(types)]);
  });
});

describe('what counts as there', () => {
  test('only what exists before the apply: not what it makes, but what it moves, imports, or leaves out', async () => {
    const inventory = await inventoryOf([
      { address: 'hcloud_server.new', before: null, after: { name: 'new' }, actions: ['create'] },
      { ...server('hcloud_server.a["one"]', { name: 'moved' }), previousAddress: 'hcloud_server.b["one"]' },
      { ...server('hcloud_server.gone', { name: 'gone' }), after: null, actions: ['delete'] },
      { ...server('hcloud_server.other', { name: 'other' }), inStateOnly: true },
      { ...server('hcloud_server.gone', { name: 'left over' }), deposed: 'd0', after: null, actions: ['delete'] },
    ]);
    expect(inventory.nodes.map(({ name }) => name).toSorted()).toEqual(['gone', 'moved', 'other']);
  });

  test('a host that only a command wipes is a machine; that of a machine which is being made is not', async () => {
    const made: PlannedObject = {
      address: 'hcloud_server.new',
      before: null,
      after: { name: 'new', network: [{ ip: '10.0.0.9' }] },
      actions: ['create'],
    };
    const runs = [
      runOf({ address: 'terraform_data.x', hosts: ['10.0.0.1'] }),
      runOf({ address: 'terraform_data.y', hosts: ['root@10.0.0.1', '10.0.0.2:50000'] }),
      runOf({ address: 'terraform_data.new', hosts: ['10.0.0.9'], when: 'create' }),
      runOf({ address: 'terraform_data.z', hosts: ['10.0.0.3'], kind: 'drain-node' }),
      runOf({ address: 'terraform_data.z', hosts: ['<each.value>'] }),
    ];
    const { nodes } = await inventoryOf([made], { runs });
    expect(nodes.map(({ name, role, roleFrom }) => [name, role, roleFrom])).toEqual([
      ['10.0.0.1', 'unknown', 'guess'],
      ['10.0.0.2', 'unknown', 'guess'],
    ]);
  });

  test('a script is a machine by its connection, by its own address beside node commands, or by what it wipes; else it is none', async () => {
    const configuration = await sourcesOf({
      '': {
        dir: '.',
        text: `
resource "null_resource" "over_ssh" {
  triggers = { host = "10.0.0.1" }
  connection {
    host = self.triggers.host
  }
  provisioner "remote-exec" {
    inline = ["true"]
  }
}
resource "null_resource" "kubeadm" {
  triggers = { node = "10.0.0.2", endpoint = "10.0.0.1" }
  provisioner "local-exec" {
    when    = destroy
    command = "ssh root@\${self.triggers.node} kubeadm reset -f"
  }
}
resource "null_resource" "file" {
  for_each = toset(["a.conf", "b.conf"])
  connection {
    host = "10.0.0.5"
  }
  provisioner "remote-exec" {
    inline = ["true"]
  }
}
resource "null_resource" "bastion" {
  for_each = toset(["c.conf", "d.conf"])
  connection {
    host = var.bastion
  }
  provisioner "remote-exec" {
    inline = ["true"]
  }
}
resource "null_resource" "by_key" {
  for_each = { oak = "10.0.0.6", yew = "10.0.0.7" }
  connection {
    host = each.value
  }
  provisioner "remote-exec" {
    inline = ["true"]
  }
}
resource "null_resource" "hello" {
  triggers = { node = "10.0.0.3" }
  provisioner "local-exec" {
    command = "echo hello"
  }
}`,
      },
    });
    const objects = [
      server('null_resource.over_ssh', { triggers: { host: '10.0.0.1' } }),
      server('null_resource.kubeadm', { triggers: { node: '10.0.0.2', endpoint: '10.0.0.1' } }),
      ...['a', 'b'].map((key) => server(`null_resource.file["${key}.conf"]`, {})),
      ...['c', 'd'].map((key) => server(`null_resource.bastion["${key}.conf"]`, {})),
      ...['oak', 'yew'].map((key) => server(`null_resource.by_key["${key}"]`, {})),
      server('null_resource.hello', { triggers: { node: '10.0.0.3' } }),
      server('terraform_data.wiped["elm"]', { input: 'v1' }),
    ];
    const runs = [runOf({ address: 'terraform_data.wiped["elm"]', hosts: ['10.0.0.4'] })];
    const { nodes } = await inventoryOf(objects, { configuration, runs });
    expect(nodes.map(({ name, addresses }) => [name, ...addresses].join(' ')).toSorted()).toEqual([
      '10.0.0.1 10.0.0.1',
      '10.0.0.2 10.0.0.2',
      '10.0.0.5 10.0.0.5',
      'elm 10.0.0.4',
      'oak',
      'yew',
    ]);
  });
});

describe('views of one machine', () => {
  const machine_configuration_input = talosConfiguration({ type: 'controlplane', hostname: 'ash', cluster: 'grove' });

  test('seen by its VM, its Talos configuration, a reset resource and a command, it counts once', async () => {
    const { nodes, total } = await inventoryOf(
      [
        server('hcloud_server.vm["a"]', { name: 'ash', ipv4_address: '192.0.2.1' }),
        { address: 'hcloud_server_network.net["a"]', before: { id: '1-9', server_id: 1, ip: '10.0.0.1' } },
        { address: 'talos_machine_configuration_apply.cp[0]', before: { node: '10.0.0.1', machine_configuration_input } },
        { address: 'null_resource.reset[0]', before: { triggers: { node: '10.0.0.1' } } },
      ],
      { runs: [runOf({ address: 'null_resource.reset[0]', hosts: ['10.0.0.1'] })] },
    );
    expect(total).toBe(1);
    expect(nodes[0]).toMatchObject({
      name: 'ash',
      cluster: 'grove',
      role: 'control-plane',
      roleFrom: 'provider',
      addresses: ['192.0.2.1', '10.0.0.1'],
    });
    expect(nodes[0]?.views).toHaveLength(4);
  });

  test.each<[string, readonly PlannedObject[], readonly number[]]>([
    [
      'by host name',
      [
        server('proxmox_vm_qemu.vm[0]', { name: 'ash' }),
        { address: 'talos_machine_configuration_apply.cp["10.0.0.1"]', before: { node: '10.0.0.1', machine_configuration_input } },
      ],
      [2],
    ],
    ['by instance key', [server('aws_instance.vm["ash"]', { private_ip: '10.0.0.1' }), script('null_resource.drain["ash"]')], [2]],
    [
      'not by a key that two machines have',
      [server('aws_instance.a["x"]', { id: 'i-1' }), server('aws_instance.b["x"]', { id: 'i-2' }), script('null_resource.r["x"]')],
      [1, 1],
    ],
    [
      'by the key of the module instance',
      [server('module.node["ash"].aws_instance.vm', { private_ip: '10.0.0.1' }), script('null_resource.r["ash"]')],
      [2],
    ],
    ['not by a number', [server('aws_instance.vm[0]', { private_ip: '10.0.0.1' }), script('null_resource.r[0]')], [1]],
    [
      'by an address in the triggers that is named so, not by one that all share',
      [
        ...[1, 2].map((i) => server(`aws_instance.vm[${i}]`, { id: `i-${i}`, private_ip: `10.0.0.${i}` })),
        ...[1, 2].map((i) => script(`null_resource.r[${i}]`, { node_ip: `10.0.0.${i}`, endpoint: '10.0.0.1' })),
      ],
      [2, 2],
    ],
    [
      'not two machines with one address',
      [1, 2].map((i) => server(`module.m${i}.aws_instance.vm`, { id: `i-${i}`, private_ip: '10.0.0.1' })),
      [1, 1],
    ],
    [
      'not by an endpoint that all share',
      [0, 1, 2].map((i) => ({
        address: `talos_machine_configuration_apply.n[${i}]`,
        before: { node: `10.0.0.${i + 1}`, endpoint: '10.0.0.1' },
      })),
      [1, 1, 1],
    ],
  ])('%s', async (_, objects, views) => {
    // A script is looked at where a command of it runs.
    const runs = objects
      .filter(({ address }) => address.startsWith('null_resource'))
      .map(({ address }) => runOf({ address, kind: 'drain-node' }));
    const { nodes } = await inventoryOf(objects, { runs });
    expect(nodes.map((node) => node.views.length)).toEqual(views);
  });

  test('by reference where neither address nor name is the same', async () => {
    const configuration = await sourcesOf({
      '': {
        dir: '.',
        text: `
resource "hcloud_server" "vm" {
  count = 2
}
resource "null_resource" "setup" {
  count    = 2
  triggers = { server = hcloud_server.vm[count.index].id }
  connection {
    host = hcloud_server.vm[count.index].ipv6_address
  }
  provisioner "remote-exec" {
    inline = ["true"]
  }
}`,
      },
    });
    const objects = [0, 1].flatMap((i) => [
      server(`hcloud_server.vm[${i}]`, { id: `${i}`, name: `n${i}` }),
      { address: `null_resource.setup[${i}]`, before: { triggers: { server: `${i}` } } },
    ]);
    const { nodes } = await inventoryOf(objects, { configuration });
    expect(nodes.map(({ name, views }) => [name, views.length])).toEqual([
      ['n0', 2],
      ['n1', 2],
    ]);
  });

  test('two clusters of one module have the same private addresses, and stay two', async () => {
    const clusters = ['north', 'south'];
    const objects = clusters.flatMap((cluster) =>
      ['controlplane', 'worker'].flatMap((type, i): readonly PlannedObject[] => {
        const input = talosConfiguration({ type, hostname: `n${i}`, cluster });
        const module = `module.site["${cluster}"]`;
        return [
          {
            address: `${module}.talos_machine_configuration_apply.node["n${i}"]`,
            before: { node: `10.0.0.${i}`, machine_configuration_input: input },
          },
          { address: `${module}.null_resource.reset["n${i}"]`, before: { triggers: { node: `10.0.0.${i}` } } },
        ];
      }),
    );
    const runs = [runOf({ address: 'module.site["south"].null_resource.reset["n0"]', hosts: ['10.0.0.0'] })];
    const inventory = await inventoryOf(objects, { runs });
    expect(shown(inventory)).toEqual([
      'n0: control-plane (provider) in north',
      'n0: control-plane (provider) in south',
      'n1: worker (provider) in north',
      'n1: worker (provider) in south',
    ]);
    expect(inventory.nodesAt('10.0.0.0', 'module.site["south"].null_resource.reset["n0"]').map(({ cluster }) => cluster)).toEqual([
      'south',
    ]);
    expect(inventory.nodesAt('10.0.0.0', 'terraform_data.elsewhere')).toHaveLength(2);
  });

  test('any number of views in any order give as many machines as there are addresses', async () => {
    const arbitrary = fc.uniqueArray(fc.integer({ min: 1, max: 250 }), { maxLength: 12 }).chain((ids) =>
      fc.tuple(
        fc.constant(ids),
        fc.shuffledSubarray(
          ids.flatMap((id) => [0, 1, 2].map((kind) => ({ id, kind }))),
          { minLength: ids.length * 3 },
        ),
      ),
    );
    await fc.assert(
      fc.asyncProperty(arbitrary, async ([ids, views]) => {
        const objects = views.map(({ id, kind }): PlannedObject => {
          if (kind === 0) return server(`hcloud_server.vm[${id}]`, { id: `${id}`, name: `n${id}`, ipv4_address: `192.0.2.${id}` });
          if (kind === 1)
            return { address: `hcloud_server_network.net[${id}]`, before: { id: `x${id}`, server_id: id, ip: `10.0.0.${id}` } };
          return { address: `talos_machine_configuration_apply.node["k${id}"]`, before: { node: `10.0.0.${id}` } };
        });
        const { nodes, total } = await inventoryOf(objects);
        expect(total).toBe(ids.length);
        expect(nodes.map(({ name }) => name).toSorted()).toEqual(ids.map((id) => `n${id}`).toSorted());
      }),
      { numRuns: 40 },
    );
  });
});

describe('roles', () => {
  const labelled = (labels: unknown, name = 'box-1', block = 'box'): PlannedObject => server(`hcloud_server.${block}`, { name, labels });

  test.each<[string, PlannedObject, string, string]>([
    ['label', labelled({ role: 'control-plane' }), 'control-plane', 'label'],
    ['label of k3s', labelled({ 'k3s/role': 'server' }), 'control-plane', 'label'],
    ['label of another cluster', labelled({ role: 'server', service: 'consul' }), 'server', 'label'],
    ['label of Talos', labelled({ 'talos/type': 'worker' }), 'worker', 'label'],
    ['label of Kubernetes', labelled({ 'node-role.kubernetes.io/control-plane': 'true' }), 'control-plane', 'label'],
    ['label that says no', labelled({ 'node-role.kubernetes.io/control-plane': 'false' }), 'unknown', 'guess'],
    ['tags', server('digitalocean_droplet.box', { name: 'box', tags: ['role:worker', 'k8s'] }), 'worker', 'label'],
    ['a tag alone', server('digitalocean_droplet.box', { name: 'box', tags: ['k8s', 'control-plane'] }), 'control-plane', 'label'],
    ['a label beats a name', labelled({ role: 'worker' }, 'master-1'), 'worker', 'label'],
    ['name', labelled({}, 'fjord-cp-0'), 'control-plane', 'name'],
    ['name with a number behind', labelled({}, 'delta-master03'), 'control-plane', 'name'],
    ['block', labelled({}, 'box-1', 'control_plane'), 'control-plane', 'name'],
    ['k3s calls them servers and agents', labelled({}, 'box-1', 'k3s_agent'), 'worker', 'name'],
    ['a server is anything', labelled({}, 'web-server-1'), 'unknown', 'guess'],
    ['a letter is a guess', labelled({}, 'fjord-w-1'), 'worker', 'guess'],
    ['nothing says it', labelled({}), 'unknown', 'guess'],
    ['etcd', labelled({}, 'etcd-2'), 'etcd', 'name'],
    ['storage', labelled({}, 'ceph-osd-2'), 'storage', 'name'],
    ['module', server('module.workers.hcloud_server.this[0]', { name: 'x' }), 'worker', 'name'],
    ['a master of other software', server('hcloud_server.a', { name: 'jenkins-master' }), 'unknown', 'guess'],
    ['the same by a label', server('hcloud_server.a', { name: 'a', labels: { role: 'master', app: 'mysql' } }), 'unknown', 'guess'],
    ['but of Kubernetes', server('hcloud_server.a', { name: 'k8s-master-redis' }), 'control-plane', 'name'],
    ['what works with storage', server('hcloud_server.a', { name: 'nfs-client' }), 'unknown', 'guess'],
    ['what stands before control planes', server('hcloud_server.a', { name: 'control-plane-lb' }), 'unknown', 'guess'],
    ['a group of machines for anything', server('aws_autoscaling_group.web', { name: 'web', desired_capacity: 3 }), 'unknown', 'guess'],
    ['and for what its name says', server('aws_autoscaling_group.w', { name: 'eks-workers', desired_capacity: 3 }), 'worker', 'name'],
  ])('%s', async (_, object, role, roleFrom) => {
    expect(await only([object])).toMatchObject({ role, roleFrom });
  });

  test('what a person says wins, by name, address or resource address', async () => {
    const stated = [
      {
        name: 'grove',
        nodes: [
          { match: 'ash', role: 'control-plane' },
          { match: '10.0.0.2*', role: 'worker' },
        ],
      },
      { name: 'orchard', nodes: [{ match: 'hcloud_server.x[*]', role: 'storage' }] },
    ] as const;
    const objects = [
      server('hcloud_server.a', { id: '1', name: 'ash', labels: { role: 'worker' } }),
      server('hcloud_server.b', { id: '2', name: 'elm', ipv4_address: '10.0.0.22' }),
      server('hcloud_server.x[3]', { id: '3', name: 'oak' }),
      server('hcloud_server.y', { id: '4', name: 'ash-2' }),
    ];
    expect(shown(await inventoryOf(objects, { stated }))).toEqual([
      'ash-2: unknown (guess)',
      'ash: control-plane (stated) in grove',
      'elm: worker (stated) in grove',
      'oak: storage (stated) in orchard',
    ]);
  });

  test('a module per machine is no cluster per machine, and environments are not one cluster', async () => {
    const perMachine = ['a', 'b', 'c'].map((key, i) => server(`module.node["${key}"].hcloud_server.cp`, { id: `${i}`, name: key }));
    expect(new Set((await inventoryOf(perMachine)).nodes.map(({ cluster }) => cluster))).toEqual(new Set(['']));
    const twoEnvironments = ['prod', 'staging'].flatMap((env, i) =>
      [0, 1].map((n) => server(`hcloud_server.${env}_cp[${n}]`, { id: `${i}${n}`, name: `${env}-cp-${n}` })),
    );
    expect((await inventoryOf(twoEnvironments)).nodes.map(({ cluster }) => cluster)).toEqual(['prod', 'prod', 'staging', 'staging']);
  });
});

describe('hostile input', () => {
  test.each([
    ['nested YAML', `machine: ${'['.repeat(20000)}`],
    [
      'a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nmachine: {type: controlplane, x: [*c,*c,*c,*c]}`,
    ],
    ['no YAML', '\u0000: : :\n\t- x'],
    ['two documents without a machine', '---\nkind: A\n---\n- 1\n'],
    ['other types', 'machine: {type: {a: b}, network: [hostname]}\ncluster: 7\n'],
  ])('%s in a machine configuration leaves the machine in the count', async (_, machine_configuration_input) => {
    const node = await only([
      { address: 'talos_machine_configuration_apply.cp["x"]', before: { node: '10.0.0.1', machine_configuration_input } },
    ]);
    expect(node).toMatchObject({ name: 'x', role: 'control-plane', roleFrom: 'name', cluster: '' });
  });

  test('keys that are special to JavaScript', async () => {
    const keys = ['__proto__', 'constructor', 'a"].b["c', 'a\nb'];
    const scripts = keys.map((key) => script(`null_resource.r[${JSON.stringify(key)}]`));
    const servers = keys.map((key, i): PlannedObject => ({
      address: `aws_instance.vm[${JSON.stringify(key)}]`,
      before: JSON.parse(`{"id":"i-${i}","tags":{"__proto__":"worker","Name":"n${i}"}}`),
    }));
    const { nodes } = await inventoryOf([...servers, ...scripts], { runs: scripts.map(({ address }) => runOf({ address })) });
    expect(nodes.map(({ name, views }) => `${name} ${views.length}`).toSorted()).toEqual(keys.map((_, i) => `n${i} 2`));
  });
});
