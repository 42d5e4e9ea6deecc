import type { TfsafeError } from '../errors.ts';
import { inputError } from '../errors.ts';
import { parseAddress } from './address.ts';
import { findMembers, textOf } from './json-members.ts';
import type { JsonText } from './json-text.ts';
import type { Plan } from './plan.ts';
import type { Planfile, PlanfileChange } from './planfile.ts';

/** The two files that must tell of one plan, as the person named them. */
export type PlanPair = { readonly planName: string; readonly planfile: Planfile; readonly jsonName: string; readonly plan: Plan };

type Entry = Pick<PlanfileChange, 'address' | 'deposedKey' | 'previousAddress' | 'action'>;

/**
 * Checks that a saved plan and a plan JSON are the same plan: version, creation time, and the address, deposed key, action and object of every change.
 * Throws inputError (exit 3) that names the first difference.
 */
export function checkSamePlan(pair: PlanPair): void {
  const { planfile, plan } = pair;
  checkEqual(pair, 'Terraform version', planfile.terraformVersion, plan.terraformVersion);
  checkEqual(pair, 'creation time', planfile.createdAt, plan.createdAt);
  checkEqual(pair, '"errored" mark', planfile.errored, plan.errored);
  const shown = planfile.changes.filter(isShown);
  checkChanges(pair, shown);
  checkObjects(pair, shown);
  checkNoOps(pair, shown);
  checkEqual(pair, 'number of deferred changes', planfile.deferredChanges, plan.deferredChanges);
  const deferred = plan.actionInvocations.filter((invocation) => invocation.deferred).length;
  checkEqual(pair, 'number of action invocations', planfile.actionInvocations, plan.actionInvocations.length - deferred);
  checkEqual(pair, 'number of deferred action invocations', planfile.deferredActionInvocations, deferred);
}

/**
 * What `show -json` leaves out of `resource_changes` (jsonplan.MarshalResourceChanges): the clean-up of a data resource's entry in the state.
 * Ephemeral resources have no object to change and are left out on both sides.
 */
function isShown({ address, action }: PlanfileChange): boolean {
  const mode = toMode(address);
  return mode !== 'ephemeral' && !(mode === 'data' && action === 'delete');
}

/** Most addresses need no taking apart. */
const toMode = (address: string): ReturnType<typeof parseAddress>['mode'] =>
  /(?:data|ephemeral)\./.test(address) ? parseAddress(address).mode : 'managed';

function checkChanges(pair: PlanPair, shown: readonly PlanfileChange[]): void {
  const left = new Map<string, number>();
  for (const change of shown) if (!isPlainNoOp(change)) count(left, toKey(change), 1);
  for (const change of [...pair.plan.changes, ...pair.plan.unchanged]) {
    if (!isPlainNoOp(change) && !(change.mode === 'unknown' && toMode(change.address) === 'ephemeral')) count(left, toKey(change), -1);
  }
  const [key, number] = [...left].find(([, number]) => number !== 0) ?? [];
  if (key === undefined || number === undefined) return;
  const { address, deposedKey, previousAddress, action }: Entry = JSON.parse(key);
  const deposed = deposedKey === null ? '' : ` (deposed object ${deposedKey})`;
  const moved = previousAddress === null ? '' : ` (moved from ${previousAddress})`;
  const [has, lacks] = number > 0 ? [pair.planName, pair.jsonName] : [pair.jsonName, pair.planName];
  throw notTheSame(pair, `${has} plans ${action} for ${address}${deposed}${moved}, ${lacks} does not`);
}

/** Of the plan JSON, these are only counted; moved objects are listed. */
const isPlainNoOp = ({ action, previousAddress }: Entry): boolean => action === 'no-op' && previousAddress === null;

/** Times have whole seconds, and copies of one configuration share all addresses: the objects themselves tell such plans apart. */
function checkObjects(pair: PlanPair, shown: readonly PlanfileChange[]): void {
  const ids = new Map(shown.map((change) => [toKey(change), change.objectId]));
  const other = pair.plan.changes.find((change) => {
    const id = ids.get(toKey(change)) ?? null;
    return id !== null && id !== findId(change.before);
  });
  if (other !== undefined) throw notTheSame(pair, `${other.address} is another object in ${pair.jsonName} (its id differs)`);
}

function findId({ text }: JsonText): unknown {
  const bytes = Buffer.from(text);
  return JSON.parse(textOf(bytes, { found: findMembers(bytes, 0, { names: ['id'] }), index: 0, absent: 'null' }));
}

/** No-ops of data resources are not even counted in the plan JSON. */
function checkNoOps(pair: PlanPair, shown: readonly PlanfileChange[]): void {
  const noOps = shown.filter((change) => change.action === 'no-op');
  const managed = noOps.filter(({ address }) => toMode(address) === 'managed');
  checkEqual(pair, 'number of unchanged objects', managed.length, pair.plan.summary.noop);
  const known = new Set(noOps.map(toKey));
  const other = pair.plan.unchanged.find((change) => !known.has(toKey(change)));
  if (other !== undefined) throw notTheSame(pair, `${pair.jsonName} has ${other.address} unchanged, ${pair.planName} does not`);
}

const toKey = ({ address, deposedKey, previousAddress, action }: Entry): string =>
  JSON.stringify({ address, deposedKey, previousAddress, action });

const count = (counts: Map<string, number>, key: string, by: number): void => void counts.set(key, (counts.get(key) ?? 0) + by);

function checkEqual<Value extends string | number | boolean | null>(pair: PlanPair, what: string, saved: Value, json: Value): void {
  if (saved !== json)
    throw notTheSame(pair, `${what} is ${saved ?? 'absent'} in ${pair.planName}, ${json ?? 'absent'} in ${pair.jsonName}`);
}

const notTheSame = ({ planName, jsonName }: PlanPair, difference: string): TfsafeError =>
  inputError(`${planName} and ${jsonName} are not the same plan: ${difference}`, {
    hint: `write the JSON again from this very plan: \`terraform show -json ${planName} > ${jsonName}\``,
  });
