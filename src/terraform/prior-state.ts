import { inputError } from '../errors.ts';
import { asObject, optionalBoolean, optionalString, parseFrame, requiredString, stringList } from './json-frame.ts';
import { findMembers, textOf } from './json-members.ts';
import { elements, members, SKIP, value, type Reader } from './json-splitter.ts';
import type { Plan, PriorInstance } from './plan.ts';
import type { PriorBlocks } from './prior-blocks.ts';
import { addMarkedSecrets } from './secret-values.ts';

/** Instances to look up: address → deposed keys, null for the current object. */
type Wanted = ReadonlyMap<string, readonly (string | null)[]>;

type Found = { readonly instances: PriorInstance[]; readonly values: Map<string, PriorValues>; readonly secrets: Set<string> };
type PriorValues = Plan['priorValues'] extends ReadonlyMap<string, infer Values> ? Values : never;

type Lookup = {
  /** Names the file in messages. */
  readonly name: string;
  readonly wanted: Wanted;
  /** Types whose values are kept, besides those of data resources; null: no values at all. */
  readonly keepTypes: ReadonlySet<string> | null;
  /** Objects whose values their change holds already, as far as the changes have been read. */
  readonly changing: ReadonlySet<string>;
  readonly blocks: PriorBlocks;
  readonly found: Found;
};

const QUICK = ['address', 'mode', 'type'];
const ADDRESS = 0;
const MODE = 1;
const TYPE = 2;
const VALUES = ['values', 'sensitive_values'];
const KEPT = [...VALUES, 'deposed_key', 'depends_on'];

/** A reader for `prior_state` that goes through all modules and parses only what is looked up. */
export function priorStateReader(lookup: Lookup, outputs: Reader): Reader {
  const resources = elements(value((bytes) => readInstance(bytes, lookup)));
  const module: Reader = members((key) => {
    if (key === 'resources') return resources;
    return key === 'child_modules' ? elements(module) : SKIP;
  });
  const values = members((key) => {
    if (key === 'root_module') return module;
    return key === 'outputs' ? outputs : SKIP;
  });
  return members((key) => (key === 'values' ? values : SKIP));
}

function readInstance(bytes: Buffer, { name, wanted, keepTypes, changing, blocks, found }: Lookup): void {
  const quick = findMembers(bytes, 0, { names: QUICK, enough: QUICK.length });
  const text = (index: number): string => textOf(bytes, { found: quick, index, absent: '' });
  const isManaged = text(MODE) === '"managed"';
  const type = unquote(text(TYPE), name);
  const keeps = keepTypes !== null && (!isManaged || keepTypes.has(type));
  const quickAddress = unquote(text(ADDRESS), name);
  const isLookedUp = wanted.has(quickAddress);
  if (!keeps && !isLookedUp) return;
  if (!isLookedUp) {
    const isWorthKeeping = (): boolean => !isManaged || (!changing.has(quickAddress) && blocks.admits(quickAddress));
    keepValues(bytes, { address: quickAddress, type, name, found, isWorthKeeping });
    return;
  }

  const place = `${name}: a resource of prior_state`;
  const instance = asObject(parseFrame(bytes, place), place);
  const address = requiredString(instance, 'address', place);
  const named = `${place} (${address.slice(0, 200)})`;
  const deposedKey = optionalString(instance, 'deposed_key', named);
  const dependsOn = stringList(instance, 'depends_on', named);
  const isWanted = wanted.get(address)?.includes(deposedKey) === true;
  if (isWanted) found.instances.push({ address, deposedKey, tainted: optionalBoolean(instance, 'tainted', named) ?? false, dependsOn });

  const spans = findMembers(bytes, 0, { names: VALUES });
  const values = textOf(bytes, { found: spans, index: 0, absent: 'null' });
  const sensitive = textOf(bytes, { found: spans, index: 1, absent: 'false' });
  const isKept = keeps && deposedKey === null;
  if (isKept)
    found.values.set(address, {
      values: { text: values },
      sensitive: { text: sensitive },
      dependsOn,
      type: requiredString(instance, 'type', named),
    });
  if (isKept || isWanted) addMarkedSecrets(found.secrets, { value: values, marks: sensitive });
}

type Kept = Pick<Lookup, 'name' | 'found'> & {
  readonly address: string;
  readonly type: string;
  /** Asked for current objects only, so that left-over ones take no room. */
  readonly isWorthKeeping: () => boolean;
};

/** What is only kept may be a large part of the state: its values are found, and parsed when somebody asks. */
function keepValues(bytes: Buffer, { address, type, name, found, isWorthKeeping }: Kept): void {
  const spans = findMembers(bytes, 0, { names: KEPT });
  const text = (index: number, absent: string): string => textOf(bytes, { found: spans, index, absent });
  if (text(2, 'null') !== 'null') return;
  const sensitive = text(1, 'false');
  if (sensitive.includes('true')) addMarkedSecrets(found.secrets, { value: text(0, 'null'), marks: sensitive });
  if (!isWorthKeeping()) return;
  const place = `${name}: a resource of prior_state (${address.slice(0, 200)})`;
  const depends = text(3, '');
  const dependsOn = depends === '' ? [] : stringList({ depends_on: parseFrame(Buffer.from(depends), place) }, 'depends_on', place);
  found.values.set(address, { values: { text: text(0, 'null') }, sensitive: { text: sensitive }, dependsOn, type });
}

function unquote(json: string, name: string): string {
  if (!json.startsWith('"')) throw inputError(`${name}: a resource of prior_state has no address, mode or type`);
  return json.includes('\\') ? String(parseFrame(Buffer.from(json), `${name}: an address in prior_state`)) : json.slice(1, -1);
}
