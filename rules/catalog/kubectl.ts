import type { CatalogProgram } from './catalog-program.ts';

const kubectl = (command: string): string => `https://kubernetes.io/docs/reference/kubectl/generated/kubectl_${command}/`;
const VALUES =
  '-n --namespace --context --cluster --kubeconfig --user -s --server --as --as-group --as-uid --token --request-timeout --cache-dir --certificate-authority --client-certificate --client-key --tls-server-name -v --v --profile --profile-output --username --password -l --selector -f --filename -k --kustomize --field-selector --grace-period --cascade --timeout -o --output --raw -p --patch --patch-file --type --replicas --current-replicas --resource-version -c --container --pod-selector --skip-wait-for-delete-timeout --for --field-manager --prune-allowlist --applyset --template --subresource --from-literal --from-file --image --sort-by --since --tail --overrides --revision --to-revision --to --chunk-size --duration --docker-server --docker-username --docker-password --docker-email --cert --key';
const SWITCHES =
  '-A --all-namespaces --all --force --now --wait --ignore-not-found --ignore-daemonsets --delete-emptydir-data --delete-local-data --disable-eviction --dry-run --server-side --overwrite --prune --recursive -R --insecure-skip-tls-verify --warnings-as-errors --local --list --watch -w --show-labels --match-server-version --disable-compression --validate';
const NODE = 'node|nodes|no';
const NODES_OF_OTHERS =
  'nodeclaim|nodeclaims|nodepool|nodepools|nodegroup|nodegroups|machine|machines|machineset|machinesets|machinedeployment|machinedeployments|machinepool|machinepools|awsmachine|awsmachines|provisioner|provisioners|provisioners.karpenter.sh|talosmachine|hcloudmachine|hcloudmachines|proxmoxmachine|proxmoxmachines|vspheremachine|vspheremachines|baremetalhost|baremetalhosts|bmh|servers.metal.sidero.dev|kubeadmcontrolplane|kubeadmcontrolplanes|taloscontrolplane|taloscontrolplanes';
const HOLDS_DATA =
  'ns|namespace|namespaces|pvc|pvcs|persistentvolumeclaim|persistentvolumeclaims|pv|pvs|persistentvolume|persistentvolumes|volumesnapshot|volumesnapshots|vs|volumesnapshotcontent|volumesnapshotcontents|crd|crds|customresourcedefinition|customresourcedefinitions|clusters.postgresql.cnpg.io|cephcluster|cephclusters|cephblockpool|cephblockpools|cephfilesystem|cephfilesystems|cephobjectstore|cephobjectstores|kafka|kafkas|kafkatopic|kafkatopics|postgresql|postgresqls|perconaxtradbcluster|perconaxtradbclusters|mongodbcommunity|elasticsearch|elasticsearches|rabbitmqcluster|rabbitmqclusters|volume.longhorn.io|volumes.longhorn.io|volumes|datavolume|datavolumes|backup|backups|backups.velero.io|backupstoragelocation|backupstoragelocations';
// Deleting one of these makes its controller delete all that it manages, claims and namespaces with it.
const OWNS_EVERYTHING =
  'kustomization|kustomizations|ks|kustomizations.kustomize.toolkit.fluxcd.io|application|applications|app|apps|applications.argoproj.io|applicationset|applicationsets|appset|appsets|bundle|bundles|resourcegraphdefinition|resourcegraphdefinitions';

export const KUBECTL: readonly CatalogProgram[] = [
  {
    programs: ['kubectl', 'oc', 'k', 'kubectl.exe', 'microk8s.kubectl', 'kubecolor'],
    values: VALUES,
    switches: SWITCHES,
    kubernetesResources: true,
    harmlessWith: '--help -h help --dry-run version completion',
    rows: [
      { verb: 'config', effect: 'harmless', source: kubectl('config') },
      {
        verb: `delete ${NODE}`,
        effect: 'remove-node',
        source: kubectl('delete'),
        hosts: { words: 'all' },
        all: ['--all', '-l', '--selector'],
      },
      {
        verb: `delete ${NODES_OF_OTHERS}`,
        effect: 'remove-node',
        source: 'https://karpenter.sh/docs/concepts/disruption/',
        hosts: { words: 'all' },
        all: ['--all', '-l', '--selector'],
      },
      {
        verb: `delete ${OWNS_EVERYTHING}`,
        effect: 'delete-data',
        source: 'https://fluxcd.io/flux/components/kustomize/kustomizations/#prune',
        all: ['--all'],
      },
      { verb: `delete ${HOLDS_DATA}`, effect: 'delete-data', source: kubectl('delete'), all: ['--all'] },
      {
        verb: 'delete cluster|clusters|cl|clusters.cluster.x-k8s.io|hostedcluster|hostedclusters|awsmanagedcontrolplane|awsmanagedcontrolplanes',
        effect: 'delete-cluster',
        source: 'https://cluster-api.sigs.k8s.io/user/quick-start#clean-up',
        all: ['--all'],
      },
      { verb: 'delete secret|secrets', effect: 'delete-data', source: 'https://fluxcd.io/flux/guides/mozilla-sops/', contains: 'age' },
      { verb: 'delete secret|secrets', effect: 'delete-data', source: 'https://fluxcd.io/flux/guides/mozilla-sops/', contains: 'sops' },
      {
        verb: 'delete',
        effect: 'delete-data',
        source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/',
        with: ['--raw'],
        contains: 'namespaces/',
      },
      {
        verb: 'delete pod|pods|po|job|jobs|event|events|ev|replicaset|replicasets|rs|lease|leases',
        effect: 'delete-resource',
        source: kubectl('delete'),
        all: ['--all'],
      },
      { verb: 'delete', effect: 'delete-resource', source: kubectl('delete'), all: ['--all', 'all'] },
      { verb: 'drain', effect: 'drain-node', source: kubectl('drain'), hosts: { words: 'all' }, all: ['-l', '--selector', '--all'] },
      {
        verb: 'adm drain',
        effect: 'drain-node',
        source: 'https://docs.okd.io/latest/nodes/nodes/nodes-nodes-working.html',
        hosts: { words: 'all' },
        all: ['--selector'],
      },
      {
        verb: `taint ${NODE}`,
        effect: 'drain-node',
        source: kubectl('taint'),
        contains: 'noexecute',
        hosts: { words: 'first' },
        all: ['--all', '-l', '--selector'],
      },
      {
        verb: 'replace',
        effect: 'delete-data',
        source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/',
        with: ['--raw'],
        contains: '/finalize',
      },
      { verb: 'replace', effect: 'delete-resource', source: kubectl('replace'), with: ['--force', '--raw'] },
      {
        verb: `patch|edit|annotate ${HOLDS_DATA}`,
        effect: 'delete-data',
        source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/',
        contains: 'finalizers',
      },
      {
        verb: 'patch|edit',
        effect: 'delete-resource',
        source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/',
        contains: 'finalizers',
      },
      { verb: 'patch', effect: 'delete-resource', source: kubectl('patch'), contains: '"op":"remove"' },
      { verb: 'patch', effect: 'delete-resource', source: kubectl('patch'), contains: '"replicas":0' },
      { verb: 'patch', effect: 'delete-resource', source: kubectl('patch'), contains: '"replicas": 0' },
      { verb: 'apply', effect: 'delete-resource', source: kubectl('apply'), with: ['--prune'], all: ['--prune'] },
      {
        verb: `scale ${NODES_OF_OTHERS}`,
        effect: 'remove-node',
        source: 'https://cluster-api.sigs.k8s.io/tasks/automated-machine-management/scaling',
        with: ['--replicas=0'],
        all: ['--replicas'],
      },
      { verb: 'scale', effect: 'delete-resource', source: kubectl('scale'), with: ['--replicas=0'] },
      { verb: 'rollout undo|restart|pause|resume|status|history', effect: 'harmless', source: kubectl('rollout') },
      {
        verb: 'certificate|auth|cordon|uncordon|get|describe|logs|log|explain|api-resources|api-versions|cluster-info|top|wait|diff|kustomize|events|options|plugin|alpha|whoami|status|project|projects|login|logout|version',
        effect: 'harmless',
        source: kubectl('get'),
      },
      {
        verb: 'apply|create|replace|patch|label|annotate|expose|autoscale|scale|set|edit|cp|port-forward|proxy|attach|run|debug|taint|convert|new-app|process|adm|rollout|krew|ctx|ns|neat|stern|view-secret|oidc-login|cert-manager|cnpg|rook-ceph|exec',
        effect: 'harmless',
        source: kubectl('apply'),
      },
    ],
  },
  {
    programs: [
      'kubectx',
      'kubens',
      'stern',
      'k9s',
      'kubeconform',
      'kubeval',
      'kustomize',
      'kubeseal',
      'kube-linter',
      'popeye',
      'kubent',
      'pluto',
      'jsonnet',
      'ytt',
      'cue',
    ],
    rows: [{ verb: '', effect: 'harmless', source: 'https://kubectl.docs.kubernetes.io/references/kustomize/' }],
  },
  {
    programs: ['kapp'],
    values: '-n --namespace -a --app -f --file --kubeconfig --kubeconfig-context',
    rows: [
      { verb: 'delete|app-group', effect: 'delete-data', source: 'https://carvel.dev/kapp/docs/latest/apps/' },
      {
        verb: 'deploy|inspect|list|ls|logs|app-change|config-map|version',
        effect: 'harmless',
        source: 'https://carvel.dev/kapp/docs/latest/apps/',
      },
    ],
  },
];
