import { expect, test } from 'vitest';
import { findBlastRadius } from '../src/cluster/blast-radius.ts';
import { findInventory } from '../src/cluster/inventory.ts';
import { MACHINE_TYPES } from '../src/cluster/machine-types.ts';
import { notesOnMachines } from '../src/commands/machine-notes.ts';
import { readPlan } from '../src/terraform/plan-reader.ts';
import type { Plan } from '../src/terraform/plan.ts';

const SIZE = 2400;
const isReplaced = (index: number): boolean => index % 400 === 0;

const machine = (index: number) => {
  const module = `module.fleet["r[${index % 2}].x"]`;
  return {
    address: `${module}.aws_instance.node["n-${index}"]`,
    module_address: module,
    mode: 'managed',
    type: 'aws_instance',
    name: 'node',
    index: `n-${index}`,
    provider_name: 'aws',
  };
};
const values = (index: number) => ({ id: `i-${index}`, private_ip: `10.0.${index >> 8}.${index & 255}`, password: `secret-${index}` });
const indexes = Array.from({ length: SIZE }, (_, index) => index);

/** Half of 2400 machines in each instance of one module; six are replaced, all in the first. */
const changes = indexes.map((index) => ({
  ...machine(index),
  change: {
    actions: isReplaced(index) ? ['delete', 'create'] : ['no-op'],
    before: values(index),
    after: values(index),
    after_unknown: {},
    before_sensitive: {},
    after_sensitive: {},
  },
}));
const state = {
  format_version: '1.0',
  values: {
    root_module: {
      resources: indexes.map((index) => ({ ...machine(index), values: values(index), sensitive_values: { password: true } })),
    },
  },
};
const rest = {
  format_version: '1.2',
  terraform_version: '1.11.4',
  planned_values: {},
  configuration: { root_module: {} },
  complete: true,
  errored: false,
};

const read = (plan: object): Promise<Plan> => {
  const open = async function* () {
    yield Buffer.from(JSON.stringify(plan));
  };
  return readPlan({ name: 'plan.json', open }, { keepPrior: MACHINE_TYPES });
};

test.each([
  ['as terraform writes it', { ...rest, resource_changes: changes, prior_state: state }],
  ['with the state first, as jq -S writes it', { prior_state: state, resource_changes: changes, ...rest }],
])('a block of thousands of machines is counted whole: %s', async (_, json) => {
  const plan = await read(json);
  expect(plan.priorValues.size).toBeLessThanOrEqual(1000);
  expect(plan.changes.length + plan.priorValues.size + [...plan.unkeptPrior.values()].reduce((sum, count) => sum + count, 0)).toBe(SIZE);
  // What is only counted is masked all the same.
  expect(plan.secrets.has(`secret-${SIZE - 1}`)).toBe(true);
  const inventory = findInventory({ plan, configuration: null, commandRuns: [] });
  const blastRadius = findBlastRadius(inventory, plan, []);
  expect([blastRadius.total, blastRadius.affected]).toEqual([SIZE, 6]);
  expect(blastRadius.groups.map(({ what, total, affected }) => [what, total, affected])).toEqual([
    ['module.fleet["r[0].x"].aws_instance.node', SIZE / 2, 6],
    ['module.fleet["r[1].x"].aws_instance.node', SIZE / 2, 0],
  ]);
  expect(notesOnMachines(blastRadius, plan).join('\n')).toContain('are only counted');
});
