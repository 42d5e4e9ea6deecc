import type { Rule } from '../src/rule.ts';

export const planErrored: Rule = {
  id: 'plan-errored',
  summary: 'the plan was made by a run that failed',
  severity: 'high',
  why: 'Terraform stops planning at an error: what stands in the plan is the least that would happen, not all of it.',
  fix: 'mend the error that `terraform plan` prints, plan again, and check that plan',
  examples: [
    { name: 'prevent-destroy', finds: [null] },
    { name: 'errored-and-empty', finds: [null] },
    { name: 'sound-plan', finds: [] },
    { name: 'no-changes', finds: [] },
  ],
  check: ({ plan }) =>
    plan.errored
      ? [
          {
            address: null,
            message: `the plan is marked as errored: ${plan.changes.length === 0 ? 'nothing in it can be judged' : 'what it shows is the least that would happen'}`,
            range: null,
            undecided: plan.changes.length === 0,
          },
        ]
      : [],
};
