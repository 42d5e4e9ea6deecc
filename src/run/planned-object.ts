import { fromJson } from '../hcl/from-json.ts';
import { isMapping, isSequence, objectValue, unknownValue, type Value } from '../hcl/value.ts';
import { renderAddress, type ResourceInstanceAddress } from '../terraform/address.ts';
import { type JsonValue, parseJson } from '../terraform/json-value.ts';
import type { Plan, ResourceChange } from '../terraform/plan.ts';

/** The planned value of an object; `source` names it in placeholders. */
export type FindObject = (address: ResourceInstanceAddress, source: string) => Value;

/**
 * Looks up planned values of the objects that a creation-time provisioner refers to, unknown parts marked so.
 * Most unchanged objects are unknown: the plan reader keeps only what changes.
 */
export function createObjectFinder({ changes, unchanged, priorValues }: Pick<Plan, 'changes' | 'unchanged' | 'priorValues'>): FindObject {
  let byAddress: ReadonlyMap<string, ResourceChange> | null = null;
  return (parsed, source) => {
    byAddress ??= new Map(
      [...unchanged, ...changes].filter(({ deposedKey }) => deposedKey === null).map((change) => [change.address, change]),
    );
    const address = renderAddress(parsed);
    const change = byAddress.get(address);
    if (change) return plannedValue(change, source);
    const prior = priorValues.get(address);
    return prior ? fromJson(prior.values, prior.sensitive) : unknownValue(source);
  };
}

/** `after` with what is not known yet as unknown; `source` names the object in placeholders. */
export const plannedValue = (change: ResourceChange, source: string): Value =>
  withUnknown(fromJson(change.after, change.afterSensitive), parseJson(change.afterUnknown), source);

/** Marks the parts that the plan says are not known yet. A key that is not known is absent from `after` and stands in `after_unknown` only. */
export function withUnknown(value: Value, unknown: JsonValue, source: string): Value {
  if (unknown === true) return unknownValue(source);
  if (unknown instanceof Map && (isMapping(value) || value.kind === 'null')) {
    const entries = new Map(isMapping(value) ? value.entries : []);
    for (const [key, inner] of unknown)
      if (hasUnknown(inner)) entries.set(key, withUnknown(entries.get(key) ?? objectValue(new Map()), inner, `${source}.${key}`));
    return isMapping(value) ? { ...value, entries } : objectValue(entries);
  }
  if (Array.isArray(unknown) && isSequence(value)) {
    const marks: readonly JsonValue[] = unknown;
    return { ...value, items: value.items.map((item, index) => withUnknown(item, marks[index] ?? false, `${source}[${index}]`)) };
  }
  return value;
}

function hasUnknown(mark: JsonValue): boolean {
  if (mark instanceof Map) return [...mark.values()].some(hasUnknown);
  return mark === true || (Array.isArray(mark) && mark.some(hasUnknown));
}
