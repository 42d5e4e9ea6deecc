import type { Plan } from '../terraform/plan.ts';

/**
 * What `terraform.applying` is during this apply: a plan made by `plan -destroy` is not "applied" but "destroyed", and there it is false
 * (seen with 1.11.4). Plan JSON does not name its mode; but then everything is deleted, and without the reason that every other
 * deletion of a sound object has. Null: nothing in the plan tells.
 */
export function findApplying({ changes, priorInstances }: Pick<Plan, 'changes' | 'priorInstances'>): boolean | null {
  const managed = changes.filter(({ mode, deposedKey }) => mode !== 'data' && deposedKey === null);
  if (managed.some(({ action }) => action !== 'delete' && action !== 'forget')) return true;
  const tainted = new Set(
    priorInstances.filter((instance) => instance.tainted && instance.deposedKey === null).map(({ address }) => address),
  );
  const telling = managed.filter(({ action, address }) => action === 'delete' && !tainted.has(address));
  return telling.length === 0 ? null : telling.every(({ actionReason }) => actionReason !== null);
}
