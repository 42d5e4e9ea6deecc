import { judgeByCatalog } from './catalog-judge.ts';
import type { Invocation, Output, Reader } from './reader.ts';
import { readRemoteCode } from './shell-invocation.ts';

const RUNS_ARGUMENTS = /^(?:ansible\.builtin\.)?(?:command|shell|raw)$/;

/** `ansible PATTERN -m shell -a CODE`: the module's arguments are a command on every machine of the pattern. */
export function readAnsible(invocation: Invocation, reader: Reader): Output {
  const { words, frame } = invocation;
  judgeByCatalog('ansible', invocation, reader);
  // `command` is the module where none is named.
  const code = valueOf(words, '-a', '--args');
  if (code !== null && RUNS_ARGUMENTS.test(valueOf(words, '-m', '--module-name') ?? 'command'))
    readRemoteCode(code, { frame, input: 'none', host: null }, reader);
  return null;
}

function valueOf(words: readonly string[], short: string, long: string): string | null {
  for (const [index, word] of words.entries()) {
    if (word === short || word === long) return words[index + 1] ?? '';
    if (word.startsWith(`${long}=`)) return word.slice(long.length + 1);
  }
  return null;
}
