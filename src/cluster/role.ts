import { wordsOf } from './name-words.ts';
import type { Role, View } from './view.ts';

/** Where a machine's role is known from, the surest first; `guess`: a word that often means something else, or nothing at all. */
export type RoleFrom = 'stated' | 'provider' | 'label' | 'name' | 'configuration' | 'guess';
export type KnownRole = { readonly role: Role; readonly roleFrom: RoleFrom };

const SURE: ReadonlyMap<string, Role> = new Map([
  ['controlplane', 'control-plane'],
  ['controlplanes', 'control-plane'],
  ['cp', 'control-plane'],
  ['master', 'control-plane'],
  ['masters', 'control-plane'],
  ['worker', 'worker'],
  ['workers', 'worker'],
  ['minion', 'worker'],
  ['etcd', 'etcd'],
  ['storage', 'storage'],
  ['ceph', 'storage'],
  ['osd', 'storage'],
  ['nfs', 'storage'],
]);

/** Software that has masters of its own, which are no control planes: those of one machine replaced must not look like a cluster lost. */
const WITH_MASTERS = new Set(
  'jenkins buildbot mysql mariadb percona postgres postgresql pgsql redis valkey sentinel salt puppet spark hadoop hdfs hbase mesos flink storm alluxio elastic elasticsearch opensearch solr locust jmeter airflow'.split(
    ' ',
  ),
);
const KUBERNETES = new Set(['k8s', 'kube', 'kubernetes', 'talos', 'k3s', 'rke2', 'rke', 'k0s', 'microk8s', 'kubeadm', 'openshift', 'okd']);
const MASTERS = new Set(['master', 'masters', 'minion']);

/** Beside one of these a name says what a machine works with, not what it is. */
const BESIDES = new Set('client clients backup backups bastion jump jumphost exporter proxy haproxy lb loadbalancer balancer'.split(' '));

/** Whether the words of a name make the machine one that stands beside a system. */
export const standsBeside = (words: readonly string[]): boolean => words.some((word) => BESIDES.has(word));

/** What k3s, RKE2 and k0s call their nodes. */
const BESIDE_DISTRIBUTION: ReadonlyMap<string, Role> = new Map([
  ['server', 'control-plane'],
  ['servers', 'control-plane'],
  ['controller', 'control-plane'],
  ['agent', 'worker'],
  ['agents', 'worker'],
]);
const DISTRIBUTIONS = new Set(['k3s', 'rke2', 'rke', 'k0s', 'microk8s']);

const GUESSES: ReadonlyMap<string, Role> = new Map([
  ['w', 'worker'],
  ['wk', 'worker'],
  ['compute', 'worker'],
  ['ctl', 'control-plane'],
  ['ctrl', 'control-plane'],
  ['manager', 'control-plane'],
  ['controller', 'control-plane'],
  ['controllers', 'control-plane'],
]);

/** Only as the value of a label that says role: as a name they may be anything. */
const IN_LABELS: ReadonlyMap<string, Role> = new Map([
  ['server', 'server'],
  ['agent', 'worker'],
  ['node', 'worker'],
  ['compute', 'worker'],
  ['init', 'control-plane'],
]);

/** `role`, `k3s/role`, `talos/type`, `node-role`, `machine_type`, …: the last part of the key. */
const ROLE_LABEL = /^(?:(?:node|machine|server|kubernetes|k8s|cluster|k3s|talos)[-_.]?)?(?:role|type)$/;

/** The role of the machine that these views show, and what says so. 'unknown' counts as a guess: it is said, never silently taken for a worker. */
export function findRole(views: readonly View[]): KnownRole {
  const said = (from: 'provider' | 'configuration'): Role | undefined => views.find(({ role }) => role?.from === from)?.role?.is;
  const provider = said('provider');
  if (provider !== undefined) return { role: provider, roleFrom: 'provider' };
  const names = views.flatMap(namesOf).map(wordsOf);
  const read = (words: readonly string[]): Role | null => roleInWords(hasOtherMasters(views, names) ? words.filter(isNoMaster) : words);
  const label = views.map(({ labels }) => roleInLabels(labels, read)).find((role) => role !== null);
  if (label) return { role: label, roleFrom: 'label' };
  const named = names.map((words) => (standsBeside(words) ? null : read(words))).find((role) => role !== null);
  if (named) return { role: named, roleFrom: 'name' };
  const configured = said('configuration');
  if (configured !== undefined) return { role: configured, roleFrom: 'configuration' };
  const guessed = names.flatMap((words) => words.map((word) => GUESSES.get(word))).find((role) => role !== undefined);
  return { role: guessed ?? 'unknown', roleFrom: 'guess' };
}

/** Labels that name what runs on a machine. */
const SOFTWARE_LABELS = ['app', 'application', 'service', 'component', 'role', 'name', 'app.kubernetes.io/name'];

/** The words of those labels that say what a machine is for; others (`Backup = daily`) say nothing of it. */
export const purposeOf = ({ labels }: View): readonly string[] => SOFTWARE_LABELS.flatMap((label) => wordsOf(labels.get(label) ?? ''));

const isNoMaster = (word: string): boolean => !MASTERS.has(word);

function hasOtherMasters(views: readonly View[], names: readonly (readonly string[])[]): boolean {
  const words = [...names.flat(), ...views.flatMap(purposeOf)];
  return words.some((word) => WITH_MASTERS.has(word)) && !words.some((word) => KUBERNETES.has(word));
}

/** The block's name, the machine's names, the module's path: in the order in which they are believed. */
export const namesOf = ({ object, names }: View): readonly string[] => [object.name, ...names, object.moduleAddress];

function roleInLabels(labels: ReadonlyMap<string, string>, read: (words: readonly string[]) => Role | null): Role | null {
  for (const [key, value] of labels) {
    const slash = key.lastIndexOf('/');
    // `node-role.kubernetes.io/control-plane = true`: the key holds the role.
    if (/^node-role(?:\.|$)/.test(key.slice(0, Math.max(slash, 0))) && value !== 'false')
      return read(wordsOf(key.slice(slash + 1))) ?? 'worker';
    if (!ROLE_LABEL.test(key.slice(slash + 1))) continue;
    const role =
      read([...wordsOf(key), ...wordsOf(value)]) ??
      wordsOf(value)
        .map((word) => IN_LABELS.get(word))
        .find((found) => found !== undefined);
    if (role) return role;
  }
  // A tag without a value, as DigitalOcean, Proxmox and Linode have them.
  for (const [key, value] of labels)
    if (key === value) {
      const role = read(wordsOf(key));
      if (role) return role;
    }
  return null;
}

function roleInWords(words: readonly string[]): Role | null {
  if (words.some((word, index) => word === 'control' && /^planes?$/.test(words[index + 1] ?? ''))) return 'control-plane';
  const sure = words.map((word) => SURE.get(word)).find((role) => role !== undefined);
  if (sure) return sure;
  if (!words.some((word) => DISTRIBUTIONS.has(word))) return null;
  return words.map((word) => BESIDE_DISTRIBUTION.get(word)).find((role) => role !== undefined) ?? null;
}
