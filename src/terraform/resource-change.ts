import { inputError } from '../errors.ts';
import { toAction } from './action.ts';
import {
  asObject,
  optionalList,
  optionalString,
  parseFrame,
  requiredString,
  stringList,
  toAttributePath,
  type JsonObject,
} from './json-frame.ts';
import { findMembers, textOf } from './json-members.ts';
import type { JsonText } from './json-text.ts';
import { toJsonText, type TextKeeper } from './kept-text.ts';
import type { ResourceChange } from './plan.ts';
import { addMarkedSecrets } from './secret-values.ts';

/** Positions of members in what `findMembers` returns. */
const ENTRY = { address: 0, change: 1, mode: 2, type: 3, previous_address: 4 } as const;
const CHANGE = { actions: 0, before: 1, after: 2, after_unknown: 3, before_sensitive: 4, after_sensitive: 5, importing: 6 } as const;
const ENTRY_NAMES = Object.keys(ENTRY);
const CHANGE_NAMES = Object.keys(CHANGE);

/** An entry of `resource_changes` or `resource_drift` whose members are found but not parsed. */
export type RawChange = { readonly bytes: Buffer; readonly entry: Int32Array; readonly change: Int32Array };

export function findChange(bytes: Buffer): RawChange {
  const entry = findMembers(bytes, 0, { names: ENTRY_NAMES });
  return { bytes, entry, change: findMembers(bytes, entry[ENTRY.change * 2] ?? 0, { names: CHANGE_NAMES }) };
}

/**
 * True for an object that stays exactly as and where it is, of a type that nobody asked for: it is counted and not parsed.
 * Anything unusual (other white space in `actions`, a missing address) is false, and `readChange` will judge it.
 */
export function isPlainNoOp({ bytes, entry, change }: RawChange, keepUnchanged: ReadonlySet<string>): boolean {
  const text = (found: Int32Array, index: number): string => textOf(bytes, { found, index, absent: '' });
  if (text(change, CHANGE.actions).replace(/\s/g, '') !== '["no-op"]') return false;
  if (text(entry, ENTRY.mode) !== '"managed"' || text(entry, ENTRY.address).length < 3) return false;
  if (text(entry, ENTRY.previous_address) !== '' || text(change, CHANGE.importing) !== '') return false;
  if (keepUnchanged.size === 0) return true;
  const type = text(entry, ENTRY.type);
  return /^"[\w-]+"$/.test(type) && !keepUnchanged.has(type.slice(1, -1));
}

/** One change, its attribute values left as text. `place` names it in the input error that a wrong frame throws. */
export function readChange(
  { bytes, change: found }: RawChange,
  { place, texts }: { readonly place: string; readonly texts: TextKeeper },
): ResourceChange {
  const { shared } = texts;
  const entry = asObject(parseFrame(bytes, place), place);
  const address = requiredString(entry, 'address', place);
  const named = `${place} (${address.slice(0, 200)})`;
  if (entry['change'] === undefined) throw inputError(`${named} has no change`);
  const change = asObject(entry['change'], `${named}.change`);
  if (change['actions'] === undefined) throw inputError(`${named} has no actions`);
  const actions = stringList(change, 'actions', `${named}.change`);
  const json = (index: number, absent: string): JsonText => {
    const [start = 0, end = 0] = found.subarray(index * 2, index * 2 + 2);
    return end === 0 ? toJsonText(absent) : texts.keep(bytes, start, end);
  };
  return {
    address,
    previousAddress: optionalString(entry, 'previous_address', named),
    moduleAddress: shared(optionalString(entry, 'module_address', named) ?? ''),
    mode: toMode(requiredString(entry, 'mode', named)),
    type: shared(requiredString(entry, 'type', named)),
    name: shared(requiredString(entry, 'name', named)),
    instanceKey: toInstanceKey(entry, named),
    providerName: shared(optionalString(entry, 'provider_name', named) ?? ''),
    deposedKey: optionalString(entry, 'deposed', named),
    action: toAction(actions),
    actions,
    actionReason: typeof entry['action_reason'] === 'string' ? entry['action_reason'] : null,
    importing: change['importing'] !== undefined && change['importing'] !== null,
    replacePaths: optionalList(change, 'replace_paths', `${named}.change`).map((path) =>
      toAttributePath(path, `${named}.change.replace_paths`),
    ),
    before: json(CHANGE.before, 'null'),
    after: json(CHANGE.after, 'null'),
    // Terraform < 0.15 writes no marks.
    afterUnknown: json(CHANGE.after_unknown, 'false'),
    beforeSensitive: json(CHANGE.before_sensitive, 'false'),
    afterSensitive: json(CHANGE.after_sensitive, 'false'),
  };
}

/** Adds the sensitive values before and after to `secrets`; parses nothing where no mark is set. */
export function addSecretsOf(
  { bytes, change: found }: RawChange,
  { place, secrets }: { readonly place: string; readonly secrets: Set<string> },
): void {
  for (const { value, marks } of [
    { value: CHANGE.before, marks: CHANGE.before_sensitive },
    { value: CHANGE.after, marks: CHANGE.after_sensitive },
  ]) {
    const text = textOf(bytes, { found, index: marks, absent: 'false' });
    if (!text.includes('true')) continue;
    parseFrame(bytes, place);
    addMarkedSecrets(secrets, { value: textOf(bytes, { found, index: value, absent: 'null' }), marks: text });
  }
}

export const toMode = (mode: string): ResourceChange['mode'] => (mode === 'managed' || mode === 'data' ? mode : 'unknown');

function toInstanceKey(entry: JsonObject, place: string): number | string | null {
  const key = entry['index'] ?? null;
  if (key !== null && typeof key !== 'string' && typeof key !== 'number')
    throw inputError(`${place}.index is neither a number nor a string`);
  return key;
}
