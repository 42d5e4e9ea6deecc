import type { CatalogProgram } from './catalog-program.ts';

const doctl = 'https://docs.digitalocean.com/reference/doctl/reference/';
const hcloud = 'https://github.com/hetznercloud/cli/blob/main/docs/reference/manual/hcloud.md';
const openstack = 'https://docs.openstack.org/python-openstackclient/latest/cli/command-list.html';
const ALL_WORDS = { words: 'all' } as const;
const FIRST_WORD = { words: 'first' } as const;

/** The server clouds. */
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
];
