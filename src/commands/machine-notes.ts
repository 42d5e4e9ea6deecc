import type { BlastRadius, NodeHit } from '../cluster/blast-radius.ts';
import type { Plan } from '../terraform/plan.ts';

/** How many names a note holds. */
const SHOWN = 8;

/** What is worth a word and no alarm: roles that nothing says, reboots, the same update in place on all machines of a group. */
export function notesOnMachines({ hits, groups }: BlastRadius, { unkeptPrior }: Pick<Plan, 'unkeptPrior'>): readonly string[] {
  const unknown = hits.filter(({ node, affected }) => affected > 0 && node.role === 'unknown');
  const rebooted = hits.filter(({ how }) => how === 'rebooted');
  const updated = groups.filter(
    ({ kind, total, hits }) => kind !== 'quorum' && total >= 2 && hits.length >= total && hits.every(({ how }) => how === 'updated'),
  );
  return [
    ...(unknown.length > 0
      ? [
          `the role of ${listNames(unknown)} is not known, so whether a quorum is lost with ${unknown.length === 1 ? 'it' : 'them'} cannot be told`,
        ]
      : []),
    ...(rebooted.length > 0
      ? [`the new machine configuration reboots ${listNames(rebooted)}, one after the other only if each has a plan of its own`]
      : []),
    ...noteOnUnkept([...unkeptPrior.values()].reduce((sum, count) => sum + count, 0)),
    ...updated.map(
      (group) =>
        `all ${group.total} machines of ${[group.what, group.cluster].filter((part) => part !== '').join(' of ')} are updated in place, none is wiped or replaced`,
    ),
  ];
}

const noteOnUnkept = (count: number): readonly string[] =>
  count === 0
    ? []
    : [
        `${count} unchanged objects of blocks with more than a thousand are only counted: their names and addresses are not compared with the commands`,
      ];

function listNames(hits: readonly NodeHit[]): string {
  const names = hits.map(({ node }) => node.name);
  return names.length > SHOWN ? `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more` : names.join(', ');
}
