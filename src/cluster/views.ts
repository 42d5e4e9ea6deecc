import type { Configuration } from '../hcl/configuration.ts';
import { findReferences } from '../hcl/references.ts';
import type { CommandRun } from '../run/command-run.ts';
import { moduleKey } from '../terraform/address.ts';
import { parseJson, type JsonValue } from '../terraform/json-value.ts';
import type { Plan } from '../terraform/plan.ts';
import { ATTACHMENT_BY_TYPE, MACHINE_BY_TYPE, POOL_BY_TYPE, toAttachmentView, toMachineView, toPoolViews } from './machine-view.ts';
import { MACHINE_TYPES, SCRIPT_TYPES, TALOS_TYPES } from './machine-types.ts';
import { groupBy } from './multimap.ts';
import { findPriorObjects, type Identity, type PriorObject } from './prior-object.ts';
import { findReferredMachine } from './references.ts';
import { readScriptBlock, type ScriptBlock } from './script-block.ts';
import { toScriptView } from './script-view.ts';
import { toTalosView } from './talos-view.ts';
import type { View } from './view.ts';

/**
 * What the objects of the plan show of machines. A null_resource or terraform_data shows something only where a command of it runs now, or its
 * block says that it sets up machines; others are not even parsed, since there may be very many.
 */
export function findViews(plan: Plan, configuration: Configuration | null, runs: readonly CommandRun[]): readonly View[] {
  const known = new Map<string, ScriptBlock>();
  const blockOf = (object: Identity): ScriptBlock => readScriptBlock(object, configuration, known);
  const runsOf = groupBy(runs, ({ address, trigger }) => trigger ?? address);
  const objects = findPriorObjects(plan, MACHINE_TYPES, (object) => {
    if (!SCRIPT_TYPES.has(object.type) || runsOf.has(object.address)) return true;
    const { hasConnection, installsNode } = blockOf(object);
    return hasConnection || installsNode;
  });
  const machines = new Set(objects.filter(({ type }) => MACHINE_BY_TYPE.has(type)).map(({ address }) => address));
  const isMachine = (address: string): boolean => machines.has(address);
  return objects.flatMap((object): readonly View[] => {
    const values = parseJson(object.json);
    if (SCRIPT_TYPES.has(object.type)) {
      const block = blockOf(object);
      const refersTo = findReferredMachine(object, block.references, isMachine);
      return [{ ...toScriptView(object, { values, block, runs: runsOf.get(object.address) ?? [] }), refersTo }];
    }
    if (!TALOS_TYPES.has(object.type)) return toProviderViews(object, values);
    return [{ ...toTalosView(object, values), refersTo: findReferredMachine(object, [nodeReferences(object, configuration)], isMachine) }];
  });
}

function toProviderViews(object: PriorObject, values: JsonValue): readonly View[] {
  const machine = MACHINE_BY_TYPE.get(object.type);
  if (machine) return [toMachineView(object, values, machine)];
  const pool = POOL_BY_TYPE.get(object.type);
  if (pool) return toPoolViews(object, values, pool);
  const attachment = ATTACHMENT_BY_TYPE.get(object.type);
  return attachment ? [toAttachmentView(object, values, attachment)] : [];
}

/** Where a Talos configuration takes its machine's address from. */
function nodeReferences(
  { moduleAddress, type, name }: PriorObject,
  configuration: Configuration | null,
): ReturnType<typeof findReferences> {
  const block = configuration?.modules.get(moduleKey(moduleAddress))?.resources.get(`${type}.${name}`);
  const node = block?.body.attributes.get('node');
  return node ? findReferences(node.expression) : [];
}
