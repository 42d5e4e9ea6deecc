import type { Cascade } from '../src/cascade/cascade.ts';
import { groupSteps } from '../src/cascade/reported-path.ts';
import type { CommandRun } from '../src/run/command-run.ts';
import type { Rule, RuleFinding, Severity } from '../src/rule.ts';
import type { Subject } from '../src/subject.ts';
import { type Carrier, cascadeFix } from './cascade-fix.ts';
import { severityOfEffects } from './run-severity.ts';

export const replacementCascade: Rule = {
  id: 'replacement-cascade',
  summary: 'one change replaces objects elsewhere that run destructive commands, or machines',
  severity: 'high',
  why: 'A value that many objects share (a list of all machines, a credential, a version) replaces all of them when any part of it changes. The plan shows the replaced objects, and neither what made them so nor what they run on destroy.',
  fix: 'take the change back, and make the value no longer force replacement before you make it again',
  examples: [
    { name: 'shared-trigger', finds: ['local.machines'] },
    { name: 'marker-behind-triggers', finds: ['local.generation'] },
    { name: 'created-before-destroyed', finds: [] },
    { name: 'own-trigger-of-one', finds: [] },
  ],
  check: (subject) => {
    const harm = indexHarm(subject);
    return subject.cascades.flatMap((cascade) => toFinding(cascade, harm) ?? []);
  },
};

/** What replacing an object does besides, by its address. */
type Harm = { readonly runs: ReadonlyMap<string, readonly CommandRun[]>; readonly machines: ReadonlySet<string> };

const AT_DESTROY: ReadonlySet<CommandRun['when']> = new Set(['destroy', 'before-destroy', 'after-destroy']);

/** What runs on destroy counts from medium on; what runs on create is mostly an installation, so it must be worse. */
function indexHarm({ plan, commandRuns, blastRadius }: Subject): Harm {
  const deleted = new Set(
    plan.changes.flatMap(({ action, address, deposedKey }) => (action === 'delete' && deposedKey === null ? [address] : [])),
  );
  const runs = new Map<string, CommandRun[]>();
  for (const run of commandRuns) {
    const severity = severityOfEffects(run);
    const matters =
      run.replaces &&
      !deleted.has(run.address) &&
      run.by === 'provisioner' &&
      (isBad(severity) || (severity === 'medium' && AT_DESTROY.has(run.when)));
    if (matters) runs.set(run.address, [...(runs.get(run.address) ?? []), run]);
  }
  const causes = blastRadius.hits.flatMap((hit) => hit.causes);
  return { runs, machines: new Set(causes.flatMap(({ how, because }) => (how === 'replaced' ? [because] : []))) };
}

const isBad = (severity: Severity): boolean => severity === 'critical' || severity === 'high';

const MOST_NAMED = 3;

/** What is deleted on purpose is no cascade: only replaced objects count. */
function toFinding(cascade: Cascade, { runs, machines }: Harm): RuleFinding | null {
  const { root, ends } = cascade;
  const objects = ends.filter((address) => runs.has(address) || machines.has(address));
  if (objects.length === 0 || (objects.length === 1 && !isRemote(cascade))) return null;
  const commands = objects.flatMap((address) => runs.get(address) ?? []);
  const isDestructive = commands.some((run) => isBad(severityOfEffects(run)));
  const noun = commands.length === 0 ? 'machine' : 'object';
  const doing =
    commands.length === 0
      ? ''
      : ` that ${objects.length === 1 ? 'runs' : 'run'} ${isDestructive ? 'destructive commands' : 'commands on destroy'}`;
  const carrier = findCarrier(cascade);
  const key = carrier && carrier.key !== '' ? `, carried by ${carrier.key}` : '';
  const named = `${objects.slice(0, MOST_NAMED).join(', ')}${objects.length > MOST_NAMED ? ` and ${objects.length - MOST_NAMED} more` : ''}`;
  return {
    address: root.address,
    severity: isDestructive ? 'high' : 'medium',
    message: `${root.description}: this ${root.likelihood === 'certain' ? '' : 'probably '}replaces ${count(objects, noun)}${doing}${key}: ${named}`,
    fix: cascadeFix(root, carrier),
    range: root.range,
    binds: [root.kind, carrier?.key ?? '', ...objects, ...commands.flatMap(({ command }) => command ?? [])],
  };
}

/** Whether the change comes from beyond the object's own arguments and the value that they name. */
const isRemote = ({ root, steps }: Cascade): boolean => groupSteps(steps).filter(({ address }) => address !== root.address).length > 2;

function findCarrier({ steps }: Cascade): Carrier | null {
  const last = groupSteps(steps).at(-1);
  return last
    ? { address: last.address, key: last.steps.find(({ keys, what }) => keys.length > 0 && !what.startsWith('is '))?.keys[0] ?? '' }
    : null;
}

const count = (items: readonly unknown[], noun: string): string => `${items.length} ${noun}${items.length === 1 ? '' : 's'}`;
