import type { Rule } from '../src/rule.ts';

export const unknownAction: Rule = {
  id: 'unknown-action',
  summary: 'the plan holds an action that tfsafe does not know',
  severity: 'high',
  why: 'A newer Terraform may plan actions that did not exist when this version of tfsafe was made; what they do to the object is not known.',
  fix: 'update tfsafe, or look at what this Terraform version does with the action before you apply',
  examples: [
    { name: 'obliterate', finds: ['terraform_data.a'] },
    { name: 'no-action-at-all', finds: ['terraform_data.a'] },
    { name: 'known-words-in-a-new-pair', finds: ['terraform_data.a'] },
    { name: 'all-known', finds: [] },
    { name: 'forget-then-create', finds: [] },
  ],
  check: ({ plan }) =>
    plan.changes
      .filter(({ action }) => action === 'unknown')
      .map(({ address, actions }) => ({
        address,
        message: `${address}: the planned action ${JSON.stringify(actions)} is not known`,
        range: null,
        binds: [...actions],
      })),
};
