import { spawnSync } from 'node:child_process';
import { describe } from 'vitest';

const isThere = spawnSync('terraform', ['version']).status === 0;

/** Tests that need the real terraform: run where it is on PATH, else skipped, counted by the runner, and named here for people and CI. */
export function describeWithTerraform(name: string, tests: () => void): void {
  if (!isThere) console.warn(`skipped: no terraform on PATH: ${name}`);
  describe.skipIf(!isThere)(`${name} (needs terraform)`, () => {
    tests();
  });
}
