/** Names longer than this are compared by their beginning. */
const LONGEST = 120;
const MOST_COMPARED = 5_000;

/** The names nearest to what was typed, nearest first: those that hold it, then those with the fewest letters to change. */
export function findNearestNames(typed: string, names: readonly string[], most: number): readonly string[] {
  const held = names.filter((name) => typed !== '' && name.includes(typed)).slice(0, most);
  const rest = names.slice(0, MOST_COMPARED).filter((name) => !held.includes(name));
  const ranked = rest
    .map((name) => ({ name, distance: distanceOf(plain(typed), plain(name)) }))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return [...held, ...ranked.map(({ name }) => name)].slice(0, most);
}

/** Shells eat quotes and brackets. */
const plain = (name: string): string => name.replace(/[[\]"'\\]/g, '').slice(0, LONGEST);

/** Levenshtein's distance. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}
