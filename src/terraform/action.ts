import type { Action, ChangeSummary, ResourceChange } from './plan.ts';

/** By the JSON of `actions`, so that no odd element can look like two. */
const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ['["no-op"]', 'no-op'],
  ['["create"]', 'create'],
  ['["read"]', 'read'],
  ['["update"]', 'update'],
  ['["delete"]', 'delete'],
  ['["delete","create"]', 'delete-then-create'],
  ['["create","delete"]', 'create-then-delete'],
  ['["forget"]', 'forget'],
  // OpenTofu >= 1.12 with `destroy = false`.
  ['["forget","create"]', 'forget-then-create'],
  // Terraform >= 1.16, tainted objects with `destroy = false`.
  ['["create","forget"]', 'create-then-forget'],
]);

/** The meaning of `actions`; what is not in Terraform's or OpenTofu's source is 'unknown', the empty list too. */
export const toAction = (actions: readonly string[]): Action => ACTIONS.get(JSON.stringify(actions)) ?? 'unknown';

const COUNTED_AS = {
  'no-op': 'noop',
  create: 'create',
  // Only data resources are read; see `countChange`.
  read: null,
  update: 'update',
  delete: 'delete',
  'delete-then-create': 'replace',
  'create-then-delete': 'replace',
  forget: 'forget',
  'forget-then-create': 'replace',
  'create-then-forget': 'replace',
  unknown: null,
} satisfies Record<Action, keyof ChangeSummary | null>;

export const createSummary = (): Record<keyof ChangeSummary, number> => ({
  create: 0,
  read: 0,
  update: 0,
  replace: 0,
  delete: 0,
  forget: 0,
  import: 0,
  noop: 0,
});

/** Adds one change to the counts of the report: data resources only under `read`, an import besides its action. */
export function countChange(
  summary: Record<keyof ChangeSummary, number>,
  { mode, action, importing }: Pick<ResourceChange, 'mode' | 'action' | 'importing'>,
): void {
  if (mode === 'data') {
    if (action === 'read') summary.read++;
    return;
  }
  if (importing) summary.import++;
  const counted = COUNTED_AS[action];
  if (counted) summary[counted]++;
}

/** True where an object that exists goes away or may go away, so that its prior state matters: all but those known to leave it in place. */
export const endsObject = (action: Action): boolean => !['no-op', 'create', 'read', 'update'].includes(action);
