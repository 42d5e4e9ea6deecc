import type { JsonValue } from '../terraform/json-value.ts';
import type { PriorObject } from './prior-object.ts';
import { toAddresses } from './machine-view.ts';
import { textsAt } from './value-path.ts';
import { EMPTY_VIEW, keyOf, type Role, type View } from './view.ts';
import { parseYamlDocuments } from './yaml-documents.ts';

const CONFIGURATION_PATHS = ['machine_configuration_input', 'machine_configuration'];

const ROLE_OF: ReadonlyMap<unknown, Role> = new Map([
  ['controlplane', 'control-plane'],
  // Until Talos 0.9 the first control plane was of type `init`.
  ['init', 'control-plane'],
  ['worker', 'worker'],
  ['join', 'worker'],
]);

/**
 * A machine as its Talos configuration shows it. Its type and cluster stand only in the YAML, which is secret as a whole: nothing but type,
 * host name and cluster name is taken out. It is read from the prior values, since it is unknown afterwards when the secrets are replaced.
 */
export function toTalosView(object: PriorObject, values: JsonValue): View {
  const documents = readMachineConfiguration(values);
  const found = (path: readonly string[]): unknown =>
    documents.map((document) => memberAt(document, path)).find((value) => value !== undefined);
  const role = ROLE_OF.get(found(['machine', 'type']));
  const cluster = found(['cluster', 'clusterName']);
  // Since Talos 1.12 the host name has a document of its own.
  const own = documents.find((document) => memberAt(document, ['kind']) === 'HostnameConfig');
  const hostname = found(['machine', 'network', 'hostname']) ?? memberAt(own, ['hostname']);
  const key = keyOf(object);
  return {
    ...EMPTY_VIEW,
    object,
    kind: 'talos',
    names: [hostname, key].filter((name): name is string => typeof name === 'string' && name !== ''),
    addresses: toAddresses(textsAt(values, ['node'])),
    cluster: typeof cluster === 'string' && cluster !== '' ? cluster : null,
    role: role === undefined ? null : { is: role, from: 'provider' },
  };
}

/** The documents of the machine configuration that an object holds; none where it is not there, unknown or not readable. */
function readMachineConfiguration(values: JsonValue): readonly unknown[] {
  const [text] = textsAt(values, CONFIGURATION_PATHS);
  return (text === undefined ? null : parseYamlDocuments(text)) ?? [];
}

/** The value at a path of keys in YAML mappings; undefined where a part is missing. */
function memberAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((holder, key) => (holder instanceof Map ? holder.get(key) : undefined), document);
}

/** Parts of `machine` that Talos changes without a reboot in `auto` mode; source: `CanApplyImmediate` in talos `internal/app/machined/pkg/runtime`. */
const WITHOUT_REBOOT = new Set([
  'time',
  'certSANs',
  'install',
  'network',
  'nodeLabels',
  'nodeAnnotations',
  'nodeTaints',
  'sysfs',
  'sysctls',
  'logging',
  'controlPlane',
  'kubelet',
  'pods',
  'kernel',
  'registries',
  'features',
  'ca',
  'acceptedCAs',
  'seccompProfiles',
]);

/** An update in place restarts the machine: the mode says so, or a part has changed that Talos only takes up on a reboot. */
export function needsReboot(before: JsonValue, after: JsonValue): boolean {
  const [mode] = textsAt(after, ['apply_mode']);
  if (mode === 'reboot') return true;
  if (mode !== undefined && mode !== 'auto') return false;
  const [old, next] = [before, after].map((values) => memberAt(readMachineConfiguration(values)[0], ['machine']));
  if (!(old instanceof Map) || !(next instanceof Map)) return false;
  return [...new Set([...old.keys(), ...next.keys()])].some(
    (key) => !WITHOUT_REBOOT.has(String(key)) && JSON.stringify(plain(old.get(key))) !== JSON.stringify(plain(next.get(key))),
  );
}

/** For comparing: mappings as lists of entries. Depth is bounded by the YAML parser's own. */
const plain = (value: unknown): unknown =>
  value instanceof Map ? [...value].map(([key, inner]) => [key, plain(inner)]) : Array.isArray(value) ? value.map(plain) : value;
