import type { ShellNode, ShellWord } from './shell-tree.ts';

/** A loop with the variables that its body changes: after the first round they hold what nobody can say. */
export function toLoop(body: ShellNode): ShellNode {
  const assigned = new Set<string>();
  const pending: ShellNode[] = [body];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind === 'simple') {
      for (const { name } of [...node.assignments, ...node.declared]) assigned.add(name);
      // `read x y`, `mapfile x`: the words that look like names are taken, which at worst makes one variable unknown.
      if (/^(read|mapfile|readarray|getopts|let|unset)$/.test(plainText(node.words[0])))
        for (const word of node.words.slice(1)) assigned.add(plainText(word));
    } else if (node.kind === 'for') assigned.add(node.variable);
    if ('body' in node) pending.push(node.body);
    if ('nodes' in node) pending.push(...node.nodes);
  }
  return { kind: 'loop', assigned: [...assigned], body };
}

const plainText = (word: ShellWord | undefined): string =>
  (word?.parts ?? []).map((part) => (part.kind === 'text' ? part.text : '')).join('');
