import type { Role } from './view.ts';

/** What a person says of machines. `match`: a name, an address or a resource address; `*` stands for any text. */
export type Stated = readonly { readonly name: string; readonly nodes: readonly { readonly match: string; readonly role: Role }[] }[];

/** The first statement that fits one of a machine's names. */
export function stateNode(
  stated: Stated,
  { names }: { readonly names: readonly string[] },
): { readonly cluster: string; readonly role: Role } | null {
  for (const { name, nodes } of stated) {
    for (const { match, role } of nodes) if (names.some((own) => matchesPattern(own, match))) return { cluster: name, role };
  }
  return null;
}

/** `*` in patterns stands for any text. One step back at most per character, so no pattern is slow. */
function matchesPattern(text: string, pattern: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let index = 0;
  while (at < text.length) {
    if (pattern[index] === '*') {
      star = index++;
      resume = at;
    } else if (index < pattern.length && pattern[index] === text[at]) {
      index++;
      at++;
    } else if (star >= 0) {
      index = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[index] === '*') index++;
  return index === pattern.length;
}
