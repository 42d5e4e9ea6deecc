import { isDestructive, type NodeGroup, type NodeHit } from '../src/cluster/blast-radius.ts';
import type { Rule, RuleFinding } from '../src/rule.ts';
import type { Producer } from '../src/terraform/plan.ts';
import { AT_ONCE, describeGroup, describeHits, targetsOf } from './machine-words.ts';
import { oneByOne } from './one-by-one.ts';

export const quorumLoss: Rule = {
  id: 'quorum-loss',
  summary: 'fewer members than a majority stay, so the cluster stops',
  severity: 'critical',
  why: 'etcd, Consul, Nomad, Vault and the like only write while a majority of their members agrees. Once it is gone no new member can join, and the way back is a restore from a snapshot.',
  fix: 'one member at a time, each with its own `-target`; before the next one all members must be healthy again',
  examples: [
    { name: 'two-of-three', finds: ['terraform_data.control_plane["ash"]'] },
    { name: 'consul-servers-stopped', finds: ['terraform_data.consul[0]'] },
    { name: 'one-of-three', finds: [] },
    { name: 'all-workers', finds: [] },
  ],
  check: ({ blastRadius, producer }) =>
    blastRadius.groups
      .filter(({ kind }) => kind === 'quorum')
      .flatMap((group): readonly RuleFinding[] => {
        if (group.quorum?.lost) return [lost(group, producer)];
        return group.quorum?.interrupted ? [interrupted(group, producer)] : [];
      }),
};

function lost(group: NodeGroup, producer: Producer): RuleFinding {
  const hits = group.hits.filter(({ how }) => isDestructive(how));
  const message = `${describeGroup(group, { total: group.total, hit: group.affected })} ${describeHits(hits, group.total)}, so the quorum of ${majority(group)} is lost: ${AT_ONCE}`;
  return { ...about(group, hits), message, fix: wayOut(group, hits, producer) };
}

/** The data stays on the disks, so it ends once enough of them answer again; until then nothing can be written. */
function interrupted(group: NodeGroup, producer: Producer): RuleFinding {
  const hits = group.hits.filter(({ how }) => isDestructive(how) || how === 'cut-off' || how === 'stopped');
  const hit = group.affected + group.away;
  const message = `${describeGroup(group, { total: group.total, hit })} ${describeHits(hits, group.total)}, so the quorum of ${majority(group)} is gone until they answer again: ${AT_ONCE}`;
  return { ...about(group, hits), severity: 'high', message, fix: wayOut(group, hits, producer) };
}

const majority = ({ quorum, total }: NodeGroup): string => `${quorum?.majority ?? total}`;

function about({ cluster, what }: NodeGroup, hits: readonly NodeHit[]): Pick<RuleFinding, 'address' | 'range' | 'binds'> {
  return {
    address: targetsOf(hits)[0] ?? null,
    range: hits[0]?.causes[0].run?.location ?? null,
    binds: [cluster, what, ...hits.map(({ node, how }) => `${node.name} ${how}`)],
  };
}

/** Of one or two members none can go without the loss. */
function wayOut({ what, total }: NodeGroup, hits: readonly NodeHit[], producer: Producer): string {
  const steps = oneByOne(hits, { producer, system: what });
  if (total > 2) return steps;
  return `${total === 1 ? 'a single member' : 'one of two members'} cannot go without losing the quorum: take a snapshot and add members until there are three; then ${steps}`;
}
