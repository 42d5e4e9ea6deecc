import { QUORUM_SYSTEMS, type QuorumSystem } from '../../rules/catalog/quorum.ts';
import { wordsOf } from './name-words.ts';
import { namesOf, purposeOf, standsBeside } from './role.ts';
import type { Node } from './inventory.ts';
import type { View } from './view.ts';

/** How many members must agree. */
export const majorityOf = (members: number): number => Math.floor(members / 2) + 1;

/** Whether fewer members stay than must agree. With no member hit nothing is lost. */
export const losesQuorum = (members: number, hit: number): boolean => hit > 0 && members - hit < majorityOf(members);

/** Most machines vote in none, which one look at their names tells. */
const ANY_SYSTEM = new RegExp(QUORUM_SYSTEMS.flatMap(({ words }) => words).join('|'), 'i');
const mayBeMember = (view: View): boolean =>
  namesOf(view).some((name) => ANY_SYSTEM.test(name)) || [...view.labels].some((label) => label.some((text) => ANY_SYSTEM.test(text)));

/** The systems that a machine votes in by its names and labels. A machine of a managed pool votes in none. */
export function findQuorumSystems(views: readonly View[]): readonly string[] {
  if (views.some(({ kind }) => kind === 'pool')) return [];
  if (!views.some(mayBeMember)) return [];
  const words = new Set(views.flatMap((view) => [...namesOf(view), ...[...view.labels].flat()]).flatMap(wordsOf));
  const own = new Set([...views.flatMap(namesOf).flatMap(wordsOf), ...views.flatMap(purposeOf)]);
  // A module named after what stands beside it may hold members all the same.
  if (views.some(({ object, names }) => [object.name, ...names].some((name) => standsBeside(wordsOf(name))))) return [];
  return QUORUM_SYSTEMS.filter((system) => isMember(system, { words, own })).map(({ system }) => system);
}

/** Members of etcd: the machines that are there for it; where a cluster has none, its control planes. */
export function withEtcd(nodes: readonly Node[]): readonly Node[] {
  const apart = new Set(nodes.filter(({ role }) => role === 'etcd').map(({ cluster }) => cluster));
  const votes = ({ role, cluster }: Node): boolean => role === 'etcd' || (role === 'control-plane' && !apart.has(cluster));
  return nodes.map((node) => (votes(node) ? { ...node, quorumGroups: [...new Set(['etcd', ...node.quorumGroups])] } : node));
}

/** What keeps it from voting counts in names and in labels of the purpose only: a tag `Backup = daily` says nothing. */
function isMember(
  { words: any, also, without }: QuorumSystem,
  { words, own }: { readonly words: ReadonlySet<string>; readonly own: ReadonlySet<string> },
): boolean {
  const has = (word: string): boolean => words.has(word);
  return any.some(has) && (also === undefined || also.some(has)) && !without.some((word) => own.has(word));
}
