import { isDestructive, type NodeHit } from '../src/cluster/blast-radius.ts';
import type { Rule, RuleFinding, Severity } from '../src/rule.ts';
import type { Subject } from '../src/subject.ts';
import { describeCause, describeNode } from './machine-words.ts';
import { oneByOne } from './one-by-one.ts';
import { describeRun } from './run-severity.ts';

export const nodeWipe: Rule = {
  id: 'node-wipe',
  summary: 'a machine is wiped, destroyed or replaced',
  severity: 'critical',
  why: 'A wiped machine loses its place in the cluster and what its disks held. Terraform shows the reset as a replaced null_resource, or not at all.',
  fix: 'find out which edit causes it and take it back; if it is meant, drain the machine first, then go on one machine at a time with `-target`',
  examples: [
    { name: 'one-of-three', finds: ['terraform_data.reset["elm"]'] },
    { name: 'host-not-known', finds: ['terraform_data.reset'] },
    { name: 'updated-in-place', finds: [] },
    { name: 'only-drained', finds: [] },
  ],
  check: (subject) => [
    ...subject.blastRadius.hits.filter(({ how }) => isDestructive(how)).map((hit) => toFinding(hit, subject)),
    ...subject.blastRadius.unplaced.map((run) => ({
      address: run.address,
      message: `${run.address} ${run.certain ? 'wipes' : 'may wipe'} a machine that cannot be told from the plan: ${describeRun(run)}`,
      range: run.location,
      binds: [run.command ?? ''],
    })),
  ],
};

function toFinding(hit: NodeHit, { producer }: Subject): RuleFinding {
  const { node, how, causes } = hit;
  const [worst] = causes;
  const system = node.quorumGroups[0] ?? null;
  return {
    address: worst.because,
    severity: severityOf(hit),
    message: `${describeNode(node)} ${describeCause(worst)}`,
    fix: `if it is not meant, take back the edit that causes it; if it is, ${oneByOne([hit], { producer, system })}`,
    range: worst.run?.location ?? null,
    binds: [node.name, how, ...causes.flatMap(({ run }) => run?.command ?? [])],
  };
}

/** A wipe is never what a plan seems to say; what the plan itself destroys is read there, and is worse where the machine votes or holds data. */
function severityOf({ how, node }: NodeHit): Severity {
  if (how === 'wiped') return 'critical';
  return node.quorumGroups.length > 0 || node.role === 'storage' ? 'high' : 'medium';
}
