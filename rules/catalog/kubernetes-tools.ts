import type { CatalogProgram } from './catalog-program.ts';

const KUBE =
  '-n --namespace --context --kubeconfig --kube-context --kubeconfig-context --timeout --kube-apiserver --kube-token --kube-as-user --cluster --user --token --server';
const flux = (command: string): string => `https://fluxcd.io/flux/cmd/flux_${command}/`;
const argocd = (command: string): string => `https://argo-cd.readthedocs.io/en/stable/user-guide/commands/argocd_${command}/`;
const helm = (command: string): string => `https://helm.sh/docs/helm/helm_${command}/`;

export const KUBERNETES_TOOLS: readonly CatalogProgram[] = [
  {
    programs: ['helm', 'helm3', 'microk8s.helm', 'microk8s.helm3'],
    values: `${KUBE} --registry-config --repository-cache --repository-config --kube-ca-file --description --cascade -f --values --set --set-string --set-file --version --repo --history-max -o --output`,
    harmlessWith: '--help -h help --dry-run completion',
    rows: [
      { verb: 'uninstall|delete|del|un', effect: 'delete-resource', source: helm('uninstall') },
      { verb: 'upgrade|install', effect: 'delete-resource', source: helm('upgrade'), with: ['--force', '--replace'] },
      {
        verb: 'rollback|install|upgrade|template|list|ls|status|get|history|hist|repo|search|show|inspect|pull|fetch|push|package|lint|dependency|dep|create|env|plugin|registry|test|verify|version|diff|secrets|repository',
        effect: 'harmless',
        source: helm(''),
      },
    ],
  },
  {
    programs: ['helmfile'],
    values:
      '-e --environment -f --file -l --selector -n --namespace --kube-context --state-values-file --state-values-set --log-level --chart --helm-binary --kubeconfig --args --concurrency --deleteTimeout',
    harmlessWith: '--help -h help --version version --dry-run',
    rows: [
      { verb: 'destroy|delete', effect: 'delete-resource', source: 'https://helmfile.readthedocs.io/en/latest/#cli-reference' },
      // Releases with `installed: false` are deleted by it.
      { verb: 'apply|sync|charts', effect: 'harmless', source: 'https://helmfile.readthedocs.io/en/latest/#cli-reference' },
      {
        verb: 'diff|template|lint|list|status|build|fetch|deps|repos|test|write-values|init|cache|show-dag|print-env',
        effect: 'harmless',
        source: 'https://helmfile.readthedocs.io/en/latest/#cli-reference',
      },
    ],
  },
  {
    programs: ['flux'],
    values: `${KUBE} --as --as-group --interval -c --components --path --export --source --branch --url`,
    harmlessWith: '--help -h help --version completion --export --dry-run',
    rows: [
      { verb: 'uninstall', effect: 'delete-resource', source: flux('uninstall') },
      { verb: 'delete kustomization|ks', effect: 'delete-data', source: flux('delete_kustomization') },
      { verb: 'delete', effect: 'delete-resource', source: flux('delete') },
      { verb: 'suspend', effect: 'delete-resource', source: flux('suspend') },
      {
        verb: 'get|reconcile|resume|check|logs|events|stats|tree|trace|diff|build|export|create|bootstrap|install|pull|push|list|tag|version|envsubst|debug|migrate|operator',
        effect: 'harmless',
        source: flux('get'),
      },
    ],
  },
  {
    programs: ['argocd'],
    values: `${KUBE} --auth-token --config --grpc-web-root-path --server-crt --client-crt --client-crt-key --port-forward-namespace --argocd-context -l --selector -N --app-namespace --propagation-policy -p --project --resource-name --kind --group -o --output`,
    harmlessWith: '--help -h help version completion --dry-run',
    rows: [
      { verb: 'app delete', effect: 'delete-data', source: argocd('app_delete'), without: ['--cascade=false'] },
      { verb: 'appset delete', effect: 'delete-data', source: argocd('appset_delete') },
      { verb: 'app delete-resource', effect: 'delete-resource', source: argocd('app_delete-resource') },
      { verb: 'app terminate-op', effect: 'harmless', source: argocd('app') },
      { verb: 'app sync', effect: 'delete-resource', source: argocd('app_sync'), with: ['--prune', '--force', '--replace'] },
      { verb: 'cluster rm', effect: 'delete-resource', source: argocd('cluster_rm') },
      {
        verb: 'app|appset|proj|repo|repocreds|cluster|account|cert|gpg delete|rm|remove|delete-token|remove-source',
        effect: 'delete-resource',
        source: argocd('proj_delete'),
      },
      { verb: 'app delete', effect: 'delete-resource', source: argocd('app_delete') },
      {
        verb: 'app|appset|proj|repo|repocreds|cluster|account|cert|gpg|login|logout|relogin|context|ctx|admin|configure',
        effect: 'harmless',
        source: argocd('app'),
      },
    ],
  },
  {
    programs: ['velero'],
    values: `${KUBE} -l --selector --from-backup --from-schedule --include-namespaces --exclude-namespaces --storage-location --ttl`,
    harmlessWith: '--help -h help version completion --dry-run',
    rows: [
      {
        verb: 'backup|restore|schedule|backup-location|snapshot-location delete',
        effect: 'delete-data',
        source: 'https://velero.io/docs/main/backup-reference/',
        all: ['--all'],
      },
      { verb: 'delete', effect: 'delete-data', source: 'https://velero.io/docs/main/backup-reference/', all: ['--all'] },
      { verb: 'uninstall', effect: 'delete-resource', source: 'https://velero.io/docs/main/uninstalling/' },
      {
        verb: 'backup|restore|schedule|backup-location|snapshot-location|get|describe|create|install|client|plugin|repo|debug',
        effect: 'harmless',
        source: 'https://velero.io/docs/main/',
      },
    ],
  },
  {
    programs: ['clusterctl'],
    values: `${KUBE} --infrastructure --bootstrap --control-plane --core --config`,
    rows: [
      { verb: 'delete', effect: 'delete-cluster', source: 'https://cluster-api.sigs.k8s.io/clusterctl/commands/delete', all: ['--all'] },
      {
        verb: 'init|generate|get|describe|move|upgrade|version|config|completion|alpha',
        effect: 'harmless',
        source: 'https://cluster-api.sigs.k8s.io/clusterctl/commands/commands',
      },
    ],
  },
  {
    programs: ['cilium', 'istioctl', 'linkerd', 'subctl', 'cmctl', 'kubevpn', 'tkn', 'longhornctl'],
    values: `${KUBE} --helm-set --version --set -f --filename`,
    rows: [
      { verb: 'uninstall|x|experimental', effect: 'change-network', source: 'https://docs.cilium.io/en/stable/cmdref/' },
      { verb: 'clustermesh disable|disconnect', effect: 'change-network', source: 'https://docs.cilium.io/en/stable/cmdref/' },
      { verb: '** delete', effect: 'delete-resource', source: 'https://docs.cilium.io/en/stable/cmdref/' },
      { verb: '*', effect: 'harmless', source: 'https://docs.cilium.io/en/stable/cmdref/' },
    ],
  },
  {
    programs: ['virtctl'],
    values: KUBE,
    rows: [
      {
        verb: 'stop|restart|pause|soft-reboot',
        effect: 'stop-node',
        source: 'https://kubevirt.io/user-guide/user_workloads/lifecycle/',
        hosts: { words: 'first' },
      },
      {
        verb: 'start|unpause|console|vnc|ssh|scp|image-upload|migrate|version|expose|guestfs|create|port-forward|addvolume',
        effect: 'harmless',
        source: 'https://kubevirt.io/user-guide/',
      },
      { verb: 'removevolume', effect: 'delete-resource', source: 'https://kubevirt.io/user-guide/' },
    ],
  },
];
