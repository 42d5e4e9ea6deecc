import type { Cascade } from './cascade/cascade.ts';
import type { BlastRadius } from './cluster/blast-radius.ts';
import type { Inventory } from './cluster/inventory.ts';
import type { Configuration } from './hcl/configuration.ts';
import type { CommandRun, SkippedProvisioner } from './run/command-run.ts';
import type { Plan, Producer } from './terraform/plan.ts';

/** All that a rule may look at. Facts only; pure data. */
export type Subject = {
  readonly plan: Plan;
  readonly producer: Producer;
  /** Null: no sources were given. */
  readonly configuration: Configuration | null;
  readonly commandRuns: readonly CommandRun[];
  readonly skippedProvisioners: readonly SkippedProvisioner[];
  readonly inventory: Inventory;
  readonly blastRadius: BlastRadius;
  readonly cascades: readonly Cascade[];
};
