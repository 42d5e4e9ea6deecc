import { moduleKey } from '../terraform/address.ts';
import { addTo, groupBy } from './multimap.ts';
import type { View } from './view.ts';

/** Views of one machine. A class of a union-find forest: `parent` is null at its top. */
type Group = {
  parent: Group | null;
  readonly views: View[];
  /** It holds a machine (or pool) itself: there is one at most. */
  isMachine: boolean;
  /** As Talos has them; a label may be called otherwise. */
  readonly clusters: Set<string>;
  /** Blocks by module path → module instances: copies of one module are different sites, even with the same private addresses. */
  readonly sites: Map<string, string>;
};

/**
 * Puts together what shows the same machine: by id and reference, by address, by name, and by instance key, the surer first. A name or address
 * that two machines have joins only within one module. Linear in the views but for the joins' own logarithm.
 */
export function joinViews(views: readonly View[], siteOf: (moduleKey: string) => string): readonly (readonly View[])[] {
  // Two machines never are one, so only those matter that something else points to: there may be very many.
  const pointedTo = new Set(views.filter(({ kind }) => kind !== 'machine').flatMap(keysOf));
  const joinable = views.filter((view) => view.kind !== 'machine' || keysOf(view).some((key) => pointedTo.has(key)));
  const groups = new Map(joinable.map((view) => [view, toGroup(view, siteOf)]));
  const joinBy = (keys: (view: View) => readonly string[]): void =>
    joinHolders(joinable, keys, (view) => topOf(groups.get(view) ?? toGroup(view, siteOf)));

  joinBy(({ ids }) => ids);
  joinBy(referenceKeys);
  joinBy(({ addresses }) => addresses);
  joinBy(({ names, kind }) => (kind === 'script' ? [] : names));
  joinBy(({ names }) => names);
  const shown = new Set<Group>();
  return views.flatMap((view) => {
    const group = groups.get(view);
    const top = group && topOf(group);
    if (!top) return [[view]];
    if (shown.has(top)) return [];
    shown.add(top);
    return [top.views];
  });
}

const referenceKeys = ({ object, refersTo }: View): readonly string[] => [object.address, ...(refersTo.length === 1 ? refersTo : [])];
const keysOf = (view: View): readonly string[] => [...view.ids, ...referenceKeys(view), ...view.addresses, ...view.names];

function toGroup(view: View, siteOf: (moduleKey: string) => string): Group {
  const { moduleAddress, type, name } = view.object;
  return {
    parent: null,
    views: [view],
    isMachine: view.kind === 'machine' || view.kind === 'pool',
    clusters: new Set(view.kind === 'talos' && view.cluster !== null ? [view.cluster] : []),
    sites: new Map([[`${siteOf(moduleKey(moduleAddress))}|${type}.${name}`, moduleAddress]]),
  };
}

function joinHolders(views: readonly View[], keysOf: (view: View) => readonly string[], groupOf: (view: View) => Group): void {
  const byKey = new Map<string, View[]>();
  for (const view of views) for (const key of new Set(keysOf(view))) addTo(byKey, key, view);
  for (const same of byKey.values()) {
    if (same.length < 2) continue;
    if (joinsAll(same, groupOf)) continue;
    for (const inModule of groupBy(same, ({ object }) => object.moduleAddress).values()) joinsAll(inModule, groupOf);
  }
}

/** Joins the groups of these views, unless two of them are surely different machines; says whether it did. */
function joinsAll(views: readonly View[], groupOf: (view: View) => Group): boolean {
  const groups = [...new Set(views.map(groupOf))];
  if (groups.filter(({ isMachine }) => isMachine).length > 1) return false;
  if (new Set(groups.flatMap(({ clusters }) => [...clusters])).size > 1) return false;
  if (!areOnOneSite(groups)) return false;
  const [first, ...others] = groups.toSorted((a, b) => b.views.length - a.views.length);
  if (first) for (const other of others) absorb(first, other);
  return true;
}

function areOnOneSite(groups: readonly Group[]): boolean {
  const sites = new Map<string, string>();
  for (const [block, module] of groups.flatMap((group) => [...group.sites])) {
    if ((sites.get(block) ?? module) !== module) return false;
    sites.set(block, module);
  }
  return true;
}

function absorb(into: Group, group: Group): void {
  group.parent = into;
  into.views.push(...group.views);
  into.isMachine ||= group.isMachine;
  for (const cluster of group.clusters) into.clusters.add(cluster);
  for (const [block, module] of group.sites) into.sites.set(block, module);
}

function topOf(group: Group): Group {
  let top = group;
  while (top.parent) top = top.parent;
  return top;
}
