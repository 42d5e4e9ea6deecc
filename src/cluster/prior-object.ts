import { parseAddress } from '../terraform/address.ts';
import type { JsonText } from '../terraform/json-text.ts';
import { isAbsentObject } from '../terraform/kept-text.ts';
import type { Plan } from '../terraform/plan.ts';

/** A managed object that exists before the apply. */
export type PriorObject = Identity & {
  /** Its attributes: parsed when they are looked at, and not kept, since there may be very many objects. */ readonly json: JsonText;
};

export type Identity = {
  readonly address: string;
  readonly moduleAddress: string;
  readonly type: string;
  readonly name: string;
  readonly instanceKey: number | string | null;
};

/**
 * The objects that exist before the apply, in the plan's order, and are wanted: the prior values of what changes and of what stays, so that a
 * machine which this apply makes is not among them. Objects left over by a failed replacement (deposed) are no machines of their own.
 */
export function findPriorObjects(plan: Plan, types: ReadonlySet<string>, isWanted: (object: Identity) => boolean): readonly PriorObject[] {
  const found = new Map<string, PriorObject>();
  const seen = new Set<string>();
  for (const change of [...plan.changes, ...plan.unchanged]) {
    if (change.mode !== 'managed' || change.deposedKey !== null || !types.has(change.type)) continue;
    seen.add(change.address).add(change.previousAddress ?? change.address);
    if (isAbsentObject(change.before) || !isWanted(change)) continue;
    const { address, moduleAddress, type, name, instanceKey } = change;
    found.set(address, { address, moduleAddress, type, name, instanceKey, json: change.before });
  }
  for (const [address, { type, values }] of plan.priorValues) {
    if (!types.has(type) || seen.has(address)) continue;
    const { mode, ...identity } = { address, ...parseAddress(address) };
    if (mode === 'managed' && isWanted(identity)) found.set(address, { ...identity, json: values });
  }
  return [...found.values()];
}
