import type { Invocation, Output, Reader } from './reader.ts';
import { unknownStart } from './unknown-part.ts';

/** `kill`: ending what this command itself put into the background (`$!`, `%1`, `$$`) and asking for a process (`-0`, `-l`) do no harm. */
export function readKill({ words, frame }: Invocation, reader: Reader): Output {
  const targets = words
    .slice(1)
    .filter((word, index) => !/^-(?:[A-Za-z]|\d{1,2}$)/.test(word) && !/^-(?:s|n)$|^--signal$/.test(words[index] ?? ''));
  const asks = words.some((word) => /^-(?:0|l|L)$|^--list$/.test(word));
  const own = targets.every((word) => word.startsWith('%') || /^\$[!$]|^\$\{[!$]/.test(unknownStart(word) ?? ''));
  if (!asks && !own) reader.report({ kind: 'stop-node', words }, frame);
  return null;
}
