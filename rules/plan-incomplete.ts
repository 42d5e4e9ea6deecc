import type { Rule } from '../src/rule.ts';

export const planIncomplete: Rule = {
  id: 'plan-incomplete',
  summary: 'the plan does not hold the whole change',
  severity: 'high',
  why: 'Terraform defers what it cannot plan yet, and leaves out what a `-target` does not name: the rest comes with a later apply, unseen.',
  fix: 'apply this part only if it is safe on its own, then make a full plan and check that one',
  examples: [
    { name: 'deferred-changes', finds: [null] },
    { name: 'deferred-action', finds: [null] },
    { name: 'targeted', finds: [null] },
    { name: 'whole', finds: [] },
    { name: 'made-by-opentofu', finds: [] },
  ],
  check: ({ plan }) => {
    const deferredActions = plan.actionInvocations.filter(({ deferred }) => deferred).length;
    const deferred = plan.deferredChanges + deferredActions;
    if (deferred > 0)
      return [
        {
          address: null,
          message: `${deferred} ${deferred === 1 ? 'change or action is' : 'changes or actions are'} deferred: this plan does not say what will happen`,
          range: null,
          undecided: plan.changes.length === 0,
        },
      ];
    if (plan.complete !== false || plan.errored) return [];
    return [
      {
        address: null,
        severity: 'low',
        message: 'the plan is partial (made with -target?): what it leaves out comes with the next full plan',
        range: null,
      },
    ];
  },
};
