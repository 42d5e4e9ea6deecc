import { isDestructive, type NodeGroup } from '../src/cluster/blast-radius.ts';
import type { Rule, RuleFinding } from '../src/rule.ts';
import type { Subject } from '../src/subject.ts';
import { AT_ONCE, describeGroup, describeHits, targetsOf } from './machine-words.ts';
import { oneByOne } from './one-by-one.ts';

export const allNodes: Rule = {
  id: 'all-nodes',
  summary: 'all machines of a role or group are wiped, destroyed or replaced by one apply',
  severity: 'critical',
  why: 'With every machine of a role gone nothing takes over its work, and what only their disks held is lost. Terraform does not wait for one machine before it destroys the next.',
  fix: 'one machine at a time, each with its own `-target`; before the next one the machine before must be well',
  examples: [
    { name: 'every-worker', finds: ['terraform_data.worker["fern"]'] },
    { name: 'role-not-known', finds: ['terraform_data.box[0]'] },
    { name: 'all-but-one', finds: [] },
    { name: 'same-update-everywhere', finds: [] },
  ],
  check: (subject) => subject.blastRadius.groups.filter(isWholeGroup).map((group) => toFinding(group, subject)),
};

/** What loses its quorum is `quorum-loss`'s. */
const isWholeGroup = ({ kind, total, affected }: NodeGroup): boolean => kind !== 'quorum' && total >= 2 && affected >= total;

function toFinding(group: NodeGroup, { producer }: Subject): RuleFinding {
  const { kind, what, cluster, total, affected } = group;
  const hits = group.hits.filter(({ how }) => isDestructive(how));
  const unsure = kind === 'block' ? '; their role is not known' : '';
  return {
    address: targetsOf(hits)[0] ?? null,
    // Pods move to the other pools, if there is room.
    ...(kind === 'pool' ? { severity: 'high' } : {}),
    message: `${describeGroup(group, { total, hit: affected })} ${describeHits(hits, total)}: ${AT_ONCE}${unsure}`,
    fix: oneByOne(hits, { producer, system: what === 'control-plane' || what === 'etcd' ? 'etcd' : null }),
    range: hits[0]?.causes[0].run?.location ?? null,
    binds: [cluster, kind, what, ...hits.map(({ node, how }) => `${node.name} ${how}`)],
  };
}
