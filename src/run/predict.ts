import { atLeast } from '../terraform/producer.ts';
import { predictActions } from './predict-actions.ts';
import { predictDataSources } from './predict-data-sources.ts';
import { type Circumstances, type Predicted, predictProvisioners } from './predict-provisioners.ts';
import { toDependencyGraph } from './dependency-graph.ts';
import { findForcedOrders } from './forced-order.ts';
import { createResolver } from './resolve.ts';
import type { World } from './world.ts';

/** Every command that this apply will or may start, and the provisioners that look armed but stay silent. */
export async function predict(world: World): Promise<Predicted> {
  const around: Circumstances = {
    resolve: createResolver(world),
    forcedOrders: mayTurnRound(world)
      ? findForcedOrders(world.plan, world.configuration, toDependencyGraph(world.configuration))
      : new Map(),
    tainted: new Set(
      world.plan.priorInstances.filter(({ tainted, deposedKey }) => tainted && deposedKey === null).map(({ address }) => address),
    ),
  };
  // Side by side, so that the parser gets all expressions of the plan in one batch.
  const managed = world.plan.changes.filter(({ mode }) => mode !== 'data');
  const predicted = await Promise.all(managed.map((change) => predictProvisioners(change, world, around)));
  return {
    runs: [...predicted.flatMap(({ runs }) => runs), ...predictActions(world.plan, world), ...predictDataSources(world.plan, world)],
    skipped: predicted.flatMap(({ skipped }) => skipped),
  };
}

/** Terraform >= 1.16; an unknown product of such a version too: hedging there is the truth for one of them. */
const mayTurnRound = ({ plan, producer }: World): boolean =>
  producer !== 'opentofu' && plan.terraformVersion !== null && atLeast(plan.terraformVersion, '1.16.0');
