import type { CatalogProgram } from './catalog-program.ts';

const cli = (command: string): string => `https://www.talos.dev/latest/reference/cli/#talosctl-${command}`;
const NODES = { flags: ['-n', '--nodes'], otherwise: ['-e', '--endpoints'] };

export const TALOS: readonly CatalogProgram[] = [
  {
    programs: ['talosctl'],
    values:
      '-n --nodes -e --endpoints --talosconfig --context --cluster -c --siderov1-keys-dir --system-labels-to-wipe --user-disks-to-wipe --wipe-mode --timeout -f --file -m --mode -i --image -s --stage -o --output --patch -p --config-patch --config-patch-control-plane --config-patch-worker --name --provisioner --state --from --to -t --type --with-secrets --kubernetes-version --install-disk --install-image --output-types --namespace --k8s-endpoint --init-node --control-plane-nodes --worker-nodes --wait-timeout --dns-domain --version --talos-version --recover-from --reboot-mode',
    switches:
      '--insecure --graceful --reboot --wait --force -k --kubernetes --debug --drain --preserve --dry-run --no-reboot --immediate --recover-skip-hash-check --short --client --merge --force-context-name',
    hosts: NODES,
    harmlessWith: '--help -h help --dry-run completion',
    rows: [
      // `--wipe-mode` and `--system-labels-to-wipe` choose what is wiped, never whether.
      { verb: 'reset', effect: 'wipe-node', source: cli('reset') },
      { verb: 'wipe', effect: 'delete-data', source: cli('wipe-disk') },
      { verb: 'shutdown', effect: 'stop-node', source: cli('shutdown') },
      { verb: 'reboot', effect: 'stop-node', source: cli('reboot') },
      { verb: 'rollback', effect: 'stop-node', source: cli('rollback') },
      { verb: 'upgrade', effect: 'stop-node', source: cli('upgrade') },
      { verb: 'etcd remove-member', effect: 'remove-node', source: cli('etcd-remove-member'), hosts: { words: 'all' } },
      { verb: 'etcd leave', effect: 'remove-node', source: cli('etcd-leave') },
      { verb: 'etcd forfeit-leadership|snapshot|members|status|alarm|defrag|downgrade', effect: 'harmless', source: cli('etcd') },
      { verb: 'service|services * stop', effect: 'stop-node', source: cli('service') },
      { verb: 'service|services * restart', effect: 'stop-node', source: cli('service') },
      { verb: 'cluster destroy', effect: 'delete-cluster', source: cli('cluster-destroy'), hosts: {} },
      { verb: 'meta write|delete', effect: 'change-network', source: cli('meta') },
      { verb: 'image remove', effect: 'delete-files', source: cli('image') },
      // A new configuration may reboot the machine unless it is told not to.
      { verb: 'apply-config|apply', effect: 'stop-node', source: cli('apply-config'), with: ['--mode=reboot', '-m=reboot'] },
      { verb: 'patch', effect: 'stop-node', source: cli('patch'), with: ['--mode=reboot', '-m=reboot'] },
      {
        verb: 'apply-config|apply|patch|edit|bootstrap|upgrade-k8s|cluster|conformance|inject|image|rotate-ca|support|debug',
        effect: 'harmless',
        source: cli('apply-config'),
      },
      {
        verb: 'get|list|ls|logs|log|dmesg|health|version|config|kubeconfig|gen|dashboard|disks|members|service|services|containers|c|processes|p|stats|time|validate|read|cp|copy|du|usage|events|inspect|interfaces|memory|m|mounts|netstat|pcap|routes|restart|images|machineconfig|mc|notes|cgroups|cgroup|meta',
        effect: 'harmless',
        source: cli('get'),
      },
    ],
  },
  {
    programs: ['omnictl'],
    values: '--context --omniconfig -o --output -n --namespace -i',
    rows: [
      {
        verb: 'delete machine|machines|clustermachine|clustermachines|link|links',
        effect: 'remove-node',
        source: 'https://omni.siderolabs.com/reference/cli',
        hosts: { words: 'all' },
      },
      { verb: 'delete cluster|clusters', effect: 'delete-cluster', source: 'https://omni.siderolabs.com/reference/cli' },
      { verb: 'cluster delete', effect: 'delete-cluster', source: 'https://omni.siderolabs.com/reference/cli' },
      { verb: 'cluster template delete', effect: 'delete-cluster', source: 'https://omni.siderolabs.com/reference/cli' },
      { verb: 'delete', effect: 'delete-resource', source: 'https://omni.siderolabs.com/reference/cli' },
      {
        verb: 'get|apply|config|kubeconfig|talosconfig|download|machine-logs|user|serviceaccount|completion|cluster',
        effect: 'harmless',
        source: 'https://omni.siderolabs.com/reference/cli',
      },
    ],
  },
];
