import type { CatalogProgram } from './catalog-program.ts';

const pve = 'https://pve.proxmox.com/pve-docs/';
const doctl = 'https://docs.digitalocean.com/reference/doctl/reference/';
const hcloud = 'https://github.com/hetznercloud/cli/blob/main/docs/reference/manual/hcloud.md';
const openstack = 'https://docs.openstack.org/python-openstackclient/latest/cli/command-list.html';
const ALL_WORDS = { words: 'all' } as const;
const FIRST_WORD = { words: 'first' } as const;

/** Machines: hypervisors and the server clouds. */
export const SERVERS: readonly CatalogProgram[] = [
  {
    programs: ['hcloud'],
    values: '--context --config --endpoint -o --output -l --selector --image --poll-interval --server',
    rows: [
      { verb: 'server delete|rm', effect: 'remove-node', source: hcloud, hosts: ALL_WORDS },
      { verb: 'server rebuild', effect: 'wipe-node', source: hcloud, hosts: FIRST_WORD },
      {
        verb: 'server shutdown|poweroff|reset|reboot|stop|enable-rescue|request-console|change-type',
        effect: 'stop-node',
        source: hcloud,
        hosts: FIRST_WORD,
      },
      { verb: 'volume delete', effect: 'delete-data', source: hcloud },
      { verb: 'volume detach', effect: 'delete-resource', source: hcloud },
      {
        verb: 'network|load-balancer|floating-ip|primary-ip|firewall|zone|rrset delete|delete-*|remove-*|detach-*|unassign|disable-*|replace-rules',
        effect: 'change-network',
        source: hcloud,
      },
      { verb: '** delete|delete-*|remove-*|detach-*|disable-*', effect: 'delete-resource', source: hcloud },
      { verb: '*', effect: 'harmless', source: hcloud },
    ],
  },
  {
    programs: ['doctl'],
    values: '-t --access-token -u --api-url -c --config --context -o --output --tag-name --region --size --image',
    rows: [
      { verb: 'compute droplet delete|d|del|rm', effect: 'remove-node', source: doctl, hosts: ALL_WORDS, all: ['--tag-name'] },
      { verb: 'compute droplet-action rebuild|restore', effect: 'wipe-node', source: doctl, hosts: FIRST_WORD },
      {
        verb: 'compute droplet-action shutdown|power-off|power-cycle|reboot|resize|change-kernel',
        effect: 'stop-node',
        source: doctl,
        hosts: FIRST_WORD,
      },
      { verb: 'kubernetes|k8s|k cluster|clusters|c delete|d|rm|delete-selective', effect: 'delete-cluster', source: doctl },
      { verb: 'kubernetes|k8s|k ** delete-node|delete|replace-node', effect: 'remove-node', source: doctl },
      { verb: 'databases|database|db|dbs user|db|pool|replica delete|d|rm', effect: 'delete-data', source: doctl },
      { verb: 'databases|database|db|dbs delete|d|rm', effect: 'delete-data', source: doctl },
      { verb: 'compute volume|snapshot|image delete|d|rm', effect: 'delete-data', source: doctl },
      {
        verb: 'compute domain|firewall|load-balancer|reserved-ip|floating-ip ** delete|d|rm|delete-rules|remove-droplets|remove-forwarding-rules',
        effect: 'change-network',
        source: doctl,
      },
      { verb: 'registry|spaces ** delete|delete-*|rm', effect: 'delete-data', source: doctl },
      { verb: '** delete|rm|detach|remove-*|delete-*', effect: 'delete-resource', source: doctl },
      { verb: '*', effect: 'harmless', source: doctl },
    ],
  },
  {
    programs: ['openstack', 'nova', 'cinder', 'neutron'],
    unknownFlag: 'value',
    switches: '--wait --force --hard --soft --recursive --purge --all --all-projects --cascade --insecure -v',
    values: '--os-cloud --os-region-name -f --format -c --column --image --os-auth-url --os-project-name --os-username --os-password',
    rows: [
      { verb: 'server delete', effect: 'remove-node', source: openstack, hosts: ALL_WORDS },
      { verb: 'server rebuild', effect: 'wipe-node', source: openstack, hosts: ALL_WORDS },
      { verb: 'server stop|reboot|suspend|shelve|pause|lock|rescue|evacuate', effect: 'stop-node', source: openstack, hosts: ALL_WORDS },
      { verb: 'volume|snapshot|container|object|image|share|database|secret ** delete', effect: 'delete-data', source: openstack },
      { verb: 'coe cluster delete', effect: 'delete-cluster', source: openstack },
      { verb: 'stack|project delete|purge', effect: 'delete-data', source: openstack },
      {
        verb: 'network|subnet|router|port|floating|security|loadbalancer|zone|recordset|ip ** delete|remove|unset|release',
        effect: 'change-network',
        source: openstack,
      },
      { verb: '** delete|delete-*|remove|purge|stop', effect: 'delete-resource', source: openstack },
      { verb: '*', effect: 'harmless', source: openstack },
    ],
  },
  {
    programs: ['govc'],
    longWithOneDash: true,
    values: '-u -k -dc -ds -vm -host -cluster -pool -folder -dump -json -tls-ca-certs -target-path',
    switches: '-f -json -dump -force -s -r -off -on -reset -shutdown -k -M',
    harmlessWith: '-h --help help version',
    rows: [
      {
        verb: 'vm.destroy',
        effect: 'remove-node',
        source: 'https://github.com/vmware/govmomi/blob/main/govc/USAGE.md#vmdestroy',
        hosts: ALL_WORDS,
      },
      {
        verb: 'vm.unregister|object.destroy|host.remove|pool.destroy|cluster.rule.remove',
        effect: 'remove-node',
        source: 'https://github.com/vmware/govmomi/blob/main/govc/USAGE.md',
        hosts: ALL_WORDS,
      },
      {
        verb: 'vm.power',
        effect: 'stop-node',
        source: 'https://github.com/vmware/govmomi/blob/main/govc/USAGE.md#vmpower',
        without: ['-on'],
        hosts: ALL_WORDS,
      },
      {
        verb: 'host.shutdown|host.maintenance.enter|cluster.stop',
        effect: 'stop-node',
        source: 'https://github.com/vmware/govmomi/blob/main/govc/USAGE.md',
        hosts: ALL_WORDS,
      },
      {
        verb: 'datastore.rm|disk.rm|snapshot.remove|volume.rm|library.rm|datastore.remove|device.remove|vm.disk.detach|datacenter.destroy|disk.delete',
        effect: 'delete-data',
        source: 'https://github.com/vmware/govmomi/blob/main/govc/USAGE.md',
      },
      {
        verb: 'dvs.portgroup.remove|host.portgroup.remove|host.vswitch.remove|vm.network.change',
        effect: 'change-network',
        source: 'https://github.com/vmware/govmomi/blob/main/govc/USAGE.md',
      },
      {
        verb: 'guest.run|guest.start',
        effect: 'runs-code',
        source: 'https://github.com/vmware/govmomi/blob/main/govc/USAGE.md',
        hosts: { flags: ['-vm'] },
      },
      { verb: '*', effect: 'harmless', source: 'https://github.com/vmware/govmomi/blob/main/govc/USAGE.md' },
    ],
  },
  {
    programs: ['virsh'],
    values: '-c --connect -d --debug -l --log --mode --pool --domain --snapshotname',
    hosts: FIRST_WORD,
    harmlessWith: '--help help --version',
    rows: [
      {
        verb: 'undefine',
        effect: 'delete-data',
        source: 'https://www.libvirt.org/manpages/virsh.html#undefine',
        with: ['--remove-all-storage', '--storage'],
      },
      { verb: 'undefine', effect: 'remove-node', source: 'https://www.libvirt.org/manpages/virsh.html#undefine' },
      {
        verb: 'destroy|shutdown|reboot|reset|suspend|managedsave|qemu-monitor-command|dompmsuspend',
        effect: 'stop-node',
        source: 'https://www.libvirt.org/manpages/virsh.html#destroy',
      },
      {
        verb: 'vol-delete|vol-wipe|pool-delete|snapshot-delete|snapshot-revert|checkpoint-delete|secret-undefine|detach-disk|detach-device|blockcommit|managedsave-remove',
        effect: 'delete-data',
        source: 'https://www.libvirt.org/manpages/virsh.html#vol-delete',
      },
      { verb: 'pool-destroy|pool-undefine', effect: 'delete-resource', source: 'https://www.libvirt.org/manpages/virsh.html#pool-destroy' },
      {
        verb: 'net-destroy|net-undefine|iface-destroy|iface-undefine|detach-interface|nwfilter-undefine|iface-unbridge',
        effect: 'change-network',
        source: 'https://www.libvirt.org/manpages/virsh.html#net-destroy',
      },
      { verb: '*', effect: 'harmless', source: 'https://www.libvirt.org/manpages/virsh.html' },
    ],
  },
  {
    programs: ['qm', 'pct'],
    values: '--timeout --storage',
    hosts: FIRST_WORD,
    rows: [
      { verb: 'destroy', effect: 'remove-node', source: `${pve}qm.1.html` },
      { verb: 'stop|shutdown|reboot|reset|suspend', effect: 'stop-node', source: `${pve}qm.1.html` },
      { verb: 'rollback|delsnapshot|template', effect: 'delete-data', source: `${pve}qm.1.html` },
      { verb: 'unlink', effect: 'delete-data', source: `${pve}qm.1.html` },
      { verb: 'disk unlink', effect: 'delete-data', source: `${pve}qm.1.html` },
      { verb: '*', effect: 'harmless', source: `${pve}qm.1.html` },
    ],
  },
  {
    programs: ['pvesh'],
    values: '--output-format',
    rows: [
      { verb: 'delete', effect: 'remove-node', source: `${pve}pvesh.1.html`, contains: '/qemu/' },
      { verb: 'delete', effect: 'remove-node', source: `${pve}pvesh.1.html`, contains: '/lxc/' },
      { verb: 'delete', effect: 'delete-data', source: `${pve}pvesh.1.html`, contains: '/storage' },
      { verb: 'delete', effect: 'delete-resource', source: `${pve}pvesh.1.html` },
      { verb: 'create', effect: 'stop-node', source: `${pve}pvesh.1.html`, contains: '/status/' },
      { verb: '*', effect: 'harmless', source: `${pve}pvesh.1.html` },
    ],
  },
  {
    programs: ['pvecm'],
    rows: [
      { verb: 'delnode', effect: 'remove-node', source: `${pve}pvecm.1.html`, hosts: FIRST_WORD },
      { verb: '*', effect: 'harmless', source: `${pve}pvecm.1.html` },
    ],
  },
  {
    programs: ['pvesm', 'pveceph'],
    rows: [
      { verb: 'free|remove|destroy|purge|stop', effect: 'delete-data', source: `${pve}pvesm.1.html` },
      { verb: '* destroy', effect: 'delete-data', source: `${pve}pveceph.1.html` },
      { verb: '*', effect: 'harmless', source: `${pve}pvesm.1.html` },
    ],
  },
  {
    programs: ['VBoxManage', 'vboxmanage'],
    hosts: FIRST_WORD,
    rows: [
      { verb: 'unregistervm', effect: 'remove-node', source: 'https://www.virtualbox.org/manual/ch08.html#vboxmanage-unregistervm' },
      {
        verb: 'controlvm * poweroff|reset|acpipowerbutton|pause|savestate',
        effect: 'stop-node',
        source: 'https://www.virtualbox.org/manual/ch08.html#vboxmanage-controlvm',
        hosts: {},
      },
      {
        verb: 'closemedium',
        effect: 'delete-data',
        source: 'https://www.virtualbox.org/manual/ch08.html#vboxmanage-closemedium',
        with: ['--delete'],
        hosts: {},
      },
      {
        verb: 'snapshot * delete|restore',
        effect: 'delete-data',
        source: 'https://www.virtualbox.org/manual/ch08.html#vboxmanage-snapshot',
        hosts: {},
      },
      {
        verb: 'hostonlyif|natnetwork|dhcpserver|hostonlynet remove',
        effect: 'change-network',
        source: 'https://www.virtualbox.org/manual/ch08.html',
        hosts: {},
      },
      { verb: '*', effect: 'harmless', source: 'https://www.virtualbox.org/manual/ch08.html' },
    ],
  },
  {
    programs: ['vagrant'],
    values: '--provider --machine-readable',
    hosts: ALL_WORDS,
    rows: [
      { verb: 'destroy', effect: 'remove-node', source: 'https://developer.hashicorp.com/vagrant/docs/cli/destroy' },
      { verb: 'halt|suspend|reload', effect: 'stop-node', source: 'https://developer.hashicorp.com/vagrant/docs/cli/halt' },
      { verb: 'box remove', effect: 'delete-resource', source: 'https://developer.hashicorp.com/vagrant/docs/cli/box', hosts: {} },
      { verb: 'provision|up', effect: 'runs-code', source: 'https://developer.hashicorp.com/vagrant/docs/cli/up' },
      { verb: '*', effect: 'harmless', source: 'https://developer.hashicorp.com/vagrant/docs/cli' },
    ],
  },
  {
    programs: ['multipass', 'lxc', 'incus', 'limactl', 'machinectl'],
    hosts: ALL_WORDS,
    rows: [
      {
        verb: 'delete|rm|purge|remove',
        effect: 'remove-node',
        source: 'https://documentation.ubuntu.com/lxd/en/latest/reference/manpages/lxc/delete/',
        all: ['--all'],
      },
      {
        verb: 'stop|suspend|restart|poweroff|reboot|terminate|pause|kill',
        effect: 'stop-node',
        source: 'https://documentation.ubuntu.com/lxd/en/latest/reference/manpages/lxc/stop/',
        all: ['--all'],
      },
      {
        verb: 'storage ** delete',
        effect: 'delete-data',
        source: 'https://documentation.ubuntu.com/lxd/en/latest/reference/manpages/lxc/storage/',
        hosts: {},
      },
      {
        verb: 'network ** delete',
        effect: 'change-network',
        source: 'https://documentation.ubuntu.com/lxd/en/latest/reference/manpages/lxc/network/',
        hosts: {},
      },
      {
        verb: 'rebuild|restore',
        effect: 'wipe-node',
        source: 'https://documentation.ubuntu.com/lxd/en/latest/reference/manpages/lxc/rebuild/',
      },
      {
        verb: '* delete|remove',
        effect: 'delete-resource',
        source: 'https://documentation.ubuntu.com/lxd/en/latest/reference/manpages/lxc/',
        hosts: {},
      },
      { verb: '*', effect: 'harmless', source: 'https://documentation.ubuntu.com/lxd/en/latest/reference/manpages/lxc/' },
    ],
  },
  {
    programs: [
      'scw',
      'linode-cli',
      'vultr-cli',
      'exo',
      'civo',
      'ibmcloud',
      'oci',
      'aliyun',
      'packet',
      'metal',
      'upctl',
      'ionosctl',
      'yc',
      'flyctl',
      'fly',
      'heroku',
      'oxide',
      'phoenixnap',
      'stackit',
      'clever',
      'ovhcloud',
    ],
    unknownFlag: 'value',
    rows: [
      {
        verb: 'instance|linodes|instances|compute|device|devices|server|servers|machine|machines ** delete|terminate|rm|remove|destroy',
        effect: 'remove-node',
        source: 'https://cli.scaleway.com/instance/',
      },
      {
        verb: 'instance|linodes|instances|compute|device|devices|server|servers|machine|machines ** stop|reboot|shutdown|standby|halt|reset|off|reinstall|rebuild',
        effect: 'stop-node',
        source: 'https://cli.scaleway.com/instance/',
      },
      {
        verb: 'k8s|kubernetes|lke|ks|ce|sks|container ** delete|rm|remove|cluster-delete|destroy',
        effect: 'delete-cluster',
        source: 'https://cli.scaleway.com/k8s/',
      },
      {
        verb: 'rdb|volume|volumes|block|database|databases|object|storage|object-storage|bv|os|db|redis|dbaas|apps|app ** delete|rm|remove|destroy|purge',
        effect: 'delete-data',
        source: 'https://cli.scaleway.com/rdb/',
      },
      { verb: '** delete|terminate|rm|remove|destroy|delete-*', effect: 'delete-resource', source: 'https://cli.scaleway.com/' },
      {
        verb: '** list|get|ls|show|create|update|describe|info|login|config|status|add|attach|view|use|version|wait|kubeconfig|save|install|start|auth|logs|deploy|set|init',
        effect: 'harmless',
        source: 'https://cli.scaleway.com/',
      },
    ],
  },
  {
    programs: ['ipmitool', 'ipmiutil'],
    values: '-I -H -U -P -E -L -f -p -C -R -N -k -y -S -t -b -e',
    hosts: { flags: ['-H'] },
    rows: [
      { verb: 'power|chassis off|cycle|reset|soft', effect: 'stop-node', source: 'https://manpages.debian.org/ipmitool' },
      { verb: 'chassis power off|cycle|reset|soft', effect: 'stop-node', source: 'https://manpages.debian.org/ipmitool' },
      { verb: 'mc reset', effect: 'stop-node', source: 'https://manpages.debian.org/ipmitool' },
      { verb: 'user|lan|sel set|disable|clear|priv', effect: 'change-network', source: 'https://manpages.debian.org/ipmitool' },
      { verb: 'raw', effect: 'runs-code', source: 'https://manpages.debian.org/ipmitool' },
      { verb: '*', effect: 'harmless', source: 'https://manpages.debian.org/ipmitool' },
    ],
  },
  {
    programs: ['racadm', 'ilorest', 'redfishtool', 'wakeonlan', 'etherwake', 'wol', 'maas'],
    values: '-r -u -p -H -U',
    hosts: { flags: ['-r', '-H'] },
    rows: [
      {
        verb: '** serveraction powerdown|powercycle|hardreset|graceshutdown',
        effect: 'stop-node',
        source: 'https://www.dell.com/support/manuals/idrac9-lifecycle-controller',
      },
      {
        verb: '** racreset|systemerase|lclog|reboot|reset',
        effect: 'stop-node',
        source: 'https://www.dell.com/support/manuals/idrac9-lifecycle-controller',
      },
      { verb: '** machine release|delete|power-off|abort', effect: 'wipe-node', source: 'https://maas.io/docs/maas-cli' },
      { verb: '*', effect: 'harmless', source: 'https://maas.io/docs/maas-cli' },
    ],
  },
];
