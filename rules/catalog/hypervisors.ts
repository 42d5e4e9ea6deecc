import type { CatalogProgram } from './catalog-program.ts';

const pve = 'https://pve.proxmox.com/pve-docs/';
const ALL_WORDS = { words: 'all' } as const;
const FIRST_WORD = { words: 'first' } as const;

/** Hypervisors, and virtual machines on this machine. */
export const HYPERVISORS: readonly CatalogProgram[] = [
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
        hosts: {},
      },
      {
        verb: 'pool-destroy|pool-undefine',
        effect: 'delete-resource',
        source: 'https://www.libvirt.org/manpages/virsh.html#pool-destroy',
        hosts: {},
      },
      {
        verb: 'net-destroy|net-undefine|iface-destroy|iface-undefine|detach-interface|nwfilter-undefine|iface-unbridge',
        effect: 'change-network',
        source: 'https://www.libvirt.org/manpages/virsh.html#net-destroy',
        hosts: {},
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
    programs: ['pveum', 'pvesr', 'ha-manager'],
    rows: [
      { verb: '* delete|remove', effect: 'delete-resource', source: `${pve}pveum.1.html` },
      { verb: 'delete|remove|disable|crm-command', effect: 'delete-resource', source: `${pve}ha-manager.1.html` },
      { verb: '*', effect: 'harmless', source: `${pve}pveum.1.html` },
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
    programs: ['multipass', 'lxc', 'incus', 'limactl', 'machinectl', 'docker-machine'],
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
];
