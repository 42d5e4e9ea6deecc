import type { CommandRun } from '../run/command-run.ts';
import type { JsonValue } from '../terraform/json-value.ts';
import { toAddresses } from './machine-view.ts';
import { toIpAddress } from './host-address.ts';
import { findHosts } from './node-effect.ts';
import type { PriorObject } from './prior-object.ts';
import type { ScriptBlock } from './script-block.ts';
import { textsAt, toText } from './value-path.ts';
import { EMPTY_VIEW, keyOf, type View } from './view.ts';

/** Keys of triggers that name the machine itself; others (endpoints, gateways) are the same on all of them. */
const OWN_ADDRESS =
  /^(?:(?:node|host|machine|server|vm|private|public|internal|external)[_-]?)?(?:ip|ipv4|ip_?addr|ip_?address|address|addr|host|hostname|node|server)$/i;

const HOLDERS = ['triggers', 'triggers_replace', 'input', 'output'];

type Around = { readonly values: JsonValue; readonly block: ScriptBlock; /** Of this object. */ readonly runs: readonly CommandRun[] };

/** What a null_resource or terraform_data says about the machine that it stands for, if it stands for one. */
export function toScriptView(object: PriorObject, { values, block, runs }: Around): View {
  const key = keyOf(object);
  const connected = toAddresses([
    ...block.hosts,
    ...textsAt(
      values,
      block.hostPaths.map((path) => path.join('.')),
    ),
    // On create the connection may name the machine that is being made.
    ...runs.flatMap(({ connectionHost, when }) => (connectionHost !== null && when === 'destroy' ? [connectionHost] : [])),
  ]);
  const hit = [...new Set(runs.flatMap(findHosts))];
  const named = connected.length > 0 ? connected : hit.length === 1 ? hit : ownAddress(values);
  const isNode =
    hit.length === 1 ||
    (block.hasConnection && (named.length > 0 || (key !== null && block.hostByKey))) ||
    (block.installsNode && named.length > 0);
  return {
    ...EMPTY_VIEW,
    object,
    kind: 'script',
    // A command that calls its machine by name knows it better than the key does.
    names: hit.length === 1 && hit.every((host) => toIpAddress(host) === null) ? hit : key === null ? [] : [key],
    addresses: named,
    role: block.role === null ? null : { is: block.role, from: 'configuration' },
    makesNode: isNode,
  };
}

/** The one address among the values that name their own machine. */
function ownAddress(values: JsonValue): readonly string[] {
  const own = [...new Set(HOLDERS.flatMap((holder) => ownAddresses(values instanceof Map ? values.get(holder) : undefined)))];
  return own.length === 1 ? own : [];
}

/** Of a map by its keys; a terraform_data may hold the address alone. */
function ownAddresses(holder: JsonValue | undefined): readonly string[] {
  if (typeof holder === 'string') return [toIpAddress(holder) ?? []].flat();
  if (!(holder instanceof Map)) return [];
  return [...holder].flatMap(([key, value]) => (OWN_ADDRESS.test(key) ? (toIpAddress(toText(value)) ?? []) : []));
}
