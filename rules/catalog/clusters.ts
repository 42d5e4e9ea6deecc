import type { CatalogProgram } from './catalog-program.ts';

const k3s = 'https://docs.k3s.io/installation/uninstall';
const eksctl = 'https://eksctl.io/usage/creating-and-managing-clusters/';

/** Kubernetes distributions: what takes a node or a whole cluster down. */
export const CLUSTERS: readonly CatalogProgram[] = [
  {
    programs: ['kubeadm'],
    values: '--kubeconfig --config --cri-socket --cert-dir --skip-phases --ignore-preflight-errors -v --rootfs --cleanup-tmp-dir',
    harmlessWith: '--help -h help version --dry-run completion',
    rows: [
      { verb: 'reset', effect: 'wipe-node', source: 'https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-reset/' },
      {
        verb: 'token delete',
        effect: 'delete-resource',
        source: 'https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-token/',
      },
      {
        verb: 'init|join|upgrade|config|token|certs|kubeconfig|alpha',
        effect: 'harmless',
        source: 'https://kubernetes.io/docs/reference/setup-tools/kubeadm/',
      },
    ],
  },
  {
    programs: [
      'k3s-uninstall.sh',
      'k3s-agent-uninstall.sh',
      'rke2-uninstall.sh',
      'rke2-agent-uninstall.sh',
      'rancher-system-agent-uninstall.sh',
      'rke2-uninstall',
      'k3s-uninstall',
    ],
    rows: [{ verb: '', effect: 'wipe-node', source: k3s }],
  },
  {
    programs: ['k3s-killall.sh', 'rke2-killall.sh', 'k3s-killall', 'rke2-killall'],
    rows: [{ verb: '', effect: 'stop-node', source: 'https://docs.k3s.io/upgrades/killall' }],
  },
  {
    programs: ['k3s', 'rke2'],
    longWithOneDash: false,
    values: '--data-dir -d --config -c --token -t --server -s --node-name --etcd-s3-bucket --kubeconfig',
    rows: [
      { verb: 'server|agent', effect: 'delete-cluster', source: 'https://docs.k3s.io/datastore/backup-restore', with: ['--cluster-reset'] },
      { verb: 'etcd-snapshot delete|prune', effect: 'delete-data', source: 'https://docs.k3s.io/cli/etcd-snapshot' },
      { verb: 'token delete', effect: 'delete-resource', source: 'https://docs.k3s.io/cli/token' },
      {
        verb: 'server|agent|etcd-snapshot|token|secrets-encrypt|certificate|check-config|ctr|crictl|completion',
        effect: 'harmless',
        source: 'https://docs.k3s.io/cli',
      },
    ],
  },
  {
    programs: ['k0s'],
    values: '--data-dir --config -c --kubelet-root-dir --cri-socket',
    rows: [
      { verb: 'reset', effect: 'wipe-node', source: 'https://docs.k0sproject.io/stable/reset/' },
      { verb: 'stop', effect: 'stop-node', source: 'https://docs.k0sproject.io/stable/cli/k0s_stop/' },
      {
        verb: 'etcd leave',
        effect: 'remove-node',
        source: 'https://docs.k0sproject.io/stable/remove_controller/',
        hosts: { flags: ['--peer-address'] },
      },
      { verb: 'token invalidate', effect: 'delete-resource', source: 'https://docs.k0sproject.io/stable/cli/' },
      {
        verb: 'start|status|install|controller|worker|token|kubeconfig|config|backup|restore|airgap|api|ctr|etcd|sysinfo|validate|version|completion|docs',
        effect: 'harmless',
        source: 'https://docs.k0sproject.io/stable/cli/',
      },
    ],
  },
  {
    programs: ['k0sctl'],
    values: '-c --config',
    rows: [
      { verb: 'reset', effect: 'delete-cluster', source: 'https://github.com/k0sproject/k0sctl#k0sctl-reset' },
      {
        verb: 'apply|init|kubeconfig|backup|config|version|completion',
        effect: 'harmless',
        source: 'https://github.com/k0sproject/k0sctl',
      },
    ],
  },
  {
    programs: ['rke'],
    values: '--config --ssh-agent-auth --cert-dir',
    rows: [
      { verb: 'remove', effect: 'delete-cluster', source: 'https://rke.docs.rancher.com/managing-clusters' },
      { verb: 'etcd snapshot-restore', effect: 'delete-data', source: 'https://rke.docs.rancher.com/etcd-snapshots' },
      { verb: 'up|etcd|cert|config|encrypt|util|version', effect: 'harmless', source: 'https://rke.docs.rancher.com/' },
    ],
  },
  {
    programs: ['microk8s'],
    rows: [
      { verb: 'reset', effect: 'wipe-node', source: 'https://microk8s.io/docs/command-reference#heading--microk8s-reset' },
      { verb: 'leave', effect: 'remove-node', source: 'https://microk8s.io/docs/command-reference#heading--microk8s-leave' },
      {
        verb: 'remove-node',
        effect: 'remove-node',
        source: 'https://microk8s.io/docs/command-reference#heading--microk8s-remove-node',
        hosts: { words: 'first' },
      },
      { verb: 'stop', effect: 'stop-node', source: 'https://microk8s.io/docs/command-reference#heading--microk8s-stop' },
      { verb: 'uninstall', effect: 'wipe-node', source: 'https://microk8s.io/docs/command-reference' },
      { verb: 'disable', effect: 'delete-resource', source: 'https://microk8s.io/docs/command-reference#heading--microk8s-disable' },
      {
        verb: 'status|start|enable|config|add-node|join|inspect|ctr|istioctl|linkerd|refresh-certs|version|images|dashboard-proxy|dbctl|addons',
        effect: 'harmless',
        source: 'https://microk8s.io/docs/command-reference',
      },
    ],
  },
  {
    programs: ['snap'],
    rows: [
      { verb: 'remove|disable|stop', effect: 'wipe-node', source: 'https://snapcraft.io/docs/snap-howto', contains: 'microk8s' },
      { verb: 'remove|disable|stop', effect: 'delete-resource', source: 'https://snapcraft.io/docs/snap-howto' },
      { verb: '*', effect: 'harmless', source: 'https://snapcraft.io/docs/snap-howto' },
    ],
  },
  {
    programs: ['kind', 'k3d', 'minikube', 'ctlptl', 'kwokctl', 'vcluster', 'colima'],
    values: '--name -n --kubeconfig -p --profile --namespace -c --config --image',
    rows: [
      {
        verb: 'delete|destroy|prune',
        effect: 'delete-cluster',
        source: 'https://kind.sigs.k8s.io/docs/user/quick-start/',
        all: ['--all', '-a', '-A'],
      },
      {
        verb: 'cluster|node delete|stop',
        effect: 'delete-cluster',
        source: 'https://k3d.io/stable/usage/commands/k3d_cluster_delete/',
        all: ['--all', '-a'],
      },
      { verb: 'stop|pause', effect: 'stop-node', source: 'https://minikube.sigs.k8s.io/docs/commands/stop/' },
      { verb: '*', effect: 'harmless', source: 'https://kind.sigs.k8s.io/docs/user/quick-start/' },
    ],
  },
  {
    programs: ['k3sup'],
    rows: [
      {
        verb: 'install|join|join-batch|ready|node-token|get-config|get|plan|pro|update|version',
        effect: 'harmless',
        source: 'https://github.com/alexellis/k3sup',
      },
    ],
  },
  {
    programs: ['eksctl'],
    values: '-f --config-file -n --name -r --region --profile --cluster --timeout',
    harmlessWith: '--help -h help version --dry-run',
    rows: [
      { verb: 'delete cluster', effect: 'delete-cluster', source: eksctl },
      { verb: 'delete nodegroup|ng|fargateprofile', effect: 'remove-node', source: eksctl },
      { verb: 'drain', effect: 'drain-node', source: eksctl },
      { verb: 'delete', effect: 'delete-resource', source: eksctl },
      { verb: 'scale nodegroup|ng', effect: 'remove-node', source: eksctl, with: ['--nodes=0', '-N=0'] },
      { verb: '*', effect: 'harmless', source: eksctl },
    ],
  },
  {
    programs: ['kops'],
    values: '--name --state --config -f --filename',
    rows: [
      {
        verb: 'delete cluster',
        effect: 'delete-cluster',
        source: 'https://kops.sigs.k8s.io/cli/kops_delete_cluster/',
        with: ['--yes', '-y'],
      },
      {
        verb: 'delete instancegroup|ig|instance',
        effect: 'remove-node',
        source: 'https://kops.sigs.k8s.io/cli/kops_delete/',
        with: ['--yes', '-y'],
      },
      { verb: 'rolling-update', effect: 'stop-node', source: 'https://kops.sigs.k8s.io/cli/kops_rolling-update/', with: ['--yes', '-y'] },
      { verb: 'delete', effect: 'delete-resource', source: 'https://kops.sigs.k8s.io/cli/kops_delete/', with: ['--yes', '-y'] },
      // Without --yes it only shows what it would do.
      { verb: '*', effect: 'harmless', source: 'https://kops.sigs.k8s.io/cli/kops/' },
    ],
  },
  {
    programs: ['etcdctl'],
    values:
      '--endpoints --cacert --cert --key --user --password --command-timeout --dial-timeout -w --write-out --range-end --discovery-srv --lease --rev',
    harmlessWith: '--help -h help version',
    rows: [
      {
        verb: 'member remove',
        effect: 'remove-node',
        source: 'https://etcd.io/docs/latest/op-guide/runtime-configuration/',
        hosts: { flags: ['--endpoints'] },
      },
      {
        verb: 'del|rm|rmdir',
        effect: 'delete-data',
        source: 'https://etcd.io/docs/latest/dev-guide/interacting_v3/',
        hosts: { flags: ['--endpoints'] },
        all: ['--prefix', '--from-key'],
      },
      { verb: 'snapshot restore', effect: 'delete-data', source: 'https://etcd.io/docs/latest/op-guide/recovery/' },
      { verb: 'auth disable', effect: 'delete-resource', source: 'https://etcd.io/docs/latest/op-guide/authentication/' },
      { verb: 'user|role|lease delete|revoke', effect: 'delete-resource', source: 'https://etcd.io/docs/latest/op-guide/authentication/' },
      {
        verb: 'move-leader|compaction|compact|defrag|alarm|member|endpoint|get|ls|put|set|mk|mkdir|txn|watch|snapshot|auth|user|role|lease|check|elect|lock|cluster-health|downgrade|make-mirror',
        effect: 'harmless',
        source: 'https://etcd.io/docs/latest/op-guide/',
      },
    ],
  },
  {
    programs: ['etcdutl'],
    rows: [
      { verb: 'snapshot restore', effect: 'delete-data', source: 'https://etcd.io/docs/latest/op-guide/recovery/' },
      { verb: '*', effect: 'harmless', source: 'https://etcd.io/docs/latest/op-guide/recovery/' },
    ],
  },
];
