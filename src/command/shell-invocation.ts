import { baseName } from './program-name.ts';
import type { Frame, Input, Invocation, Output, Reader } from './reader.ts';
import { forkScope, newScope, setPositional } from './scope.ts';
import { readScriptFile } from './script-file.ts';

const SHELLS = new Set(['sh', 'bash', 'zsh', 'dash', 'ash', 'ksh', 'ksh93', 'mksh', 'rbash', 'busybox-sh']);
const VALUE_OPTIONS = new Set(['-o', '+o', '-O', '+O', '--rcfile', '--init-file']);

/** A shell whose language is read here. */
export const isShell = (name: string): boolean => SHELLS.has(name);

/** `bash -euxc CODE NAME ARGS`, `bash FILE ARGS`, and code on standard input. */
export function readShell({ words, frame, input }: Invocation, reader: Reader): Output {
  let index = 1;
  let takesCode = false;
  let fromInput = false;
  for (; index < words.length; index++) {
    const word = words[index] ?? '';
    if (!/^[-+]./.test(word)) break;
    if (word === '--') {
      index++;
      break;
    }
    if (word === '--version' || word === '--help') return null;
    if (VALUE_OPTIONS.has(word)) index++;
    else if (!word.startsWith('--') && word.startsWith('-')) {
      takesCode ||= word.includes('c');
      fromInput ||= word.includes('s');
      // `-eo pipefail`: the cluster's last letter takes the next word.
      if (/[oO]$/.test(word)) index++;
    }
  }
  const rest = words.slice(index);
  if (takesCode) return readNested(rest[0] ?? '', { frame, input, args: rest.slice(2), zero: rest[1] }, reader);
  if (fromInput || rest.length === 0) return readInputAsCode(words, { frame, input, args: rest }, reader);
  const [file = ''] = rest;
  if (file === '-' || /^\/dev\/(?:stdin|fd\/0)$/.test(file)) return readInputAsCode(words, { frame, input, args: rest.slice(1) }, reader);
  const output = readScriptFile({ file, args: rest.slice(1), input, as: 'shell', optional: false }, frame, reader);
  return output === 'not-a-script' ? null : output;
}

type Nested = { readonly frame: Frame; readonly input: Input; readonly args: readonly string[]; readonly zero?: string | undefined };

function readNested(code: string, { frame, input, args, zero }: Nested, reader: Reader): Output {
  const scope = forkScope(frame.scope);
  setPositional(scope, args);
  if (zero !== undefined) scope.variables.set('0', [[zero]]);
  return reader.code(code, { ...frame, scope, oneLine: true }, input);
}

/** `… | sh`, `bash -s <<EOF`. What comes from elsewhere runs unseen. */
export function readInputAsCode(words: readonly string[], { frame, input, args }: Nested, reader: Reader): Output {
  if (input === 'none') return null;
  if (input && 'text' in input) return readNested(input.text, { frame, input: 'none', args }, reader);
  if (input) {
    const output = readScriptFile({ file: input.file, args, input: 'none', as: 'shell', optional: false, here: input.here }, frame, reader);
    return output === 'not-a-script' ? null : output;
  }
  reader.report({ kind: 'runs-code', words }, frame);
  reader.unreadable('script', baseName(words[0] ?? ''), 'the code comes from another command and is not known before it runs');
  return null;
}

/** Code that runs on another machine: no variable of this shell is known there. */
export function readRemoteCode(
  code: string,
  { frame, input, host }: { frame: Frame; input: Input; host: string | null },
  reader: Reader,
): Output {
  return reader.code(code, { ...frame, scope: newScope(), oneLine: true, elsewhere: true, host: host ?? frame.host }, input);
}
