import { judgeByCatalog, knowsProgram, knowsAsDangerous } from './catalog-judge.ts';
import { BUILTINS } from './builtin.ts';
import { readContainerRun } from './container-run.ts';
import { READERS } from './program-reader.ts';
import type { Frame, Invocation, Output, Reader } from './reader.ts';
import { readScriptFile } from './script-file.ts';
import { callFunction } from './shell-function.ts';
import { isShell, readShell } from './shell-invocation.ts';
import { baseName } from './program-name.ts';
import { hasUnknown, isUnknown } from './unknown-part.ts';
import { findWrapper, readWrapped } from './wrapper.ts';

const DEEPEST = 60;
// Programs there are the system's own; a `test` or `date` elsewhere is a script of that name.
const PROGRAM_FOLDER = /^(?:\/usr|\/usr\/local|\/opt\/homebrew|\/snap|\/run\/current-system\/sw|\/home\/linuxbrew\/\.linuxbrew)?\/s?bin\//;

/** Reads one simple command: finds out who acts in the end, then what that does. What nobody knows is said, never passed over. */
export function readWords(invocation: Invocation, reader: Reader): Output {
  const { words, input } = invocation;
  const [word] = words;
  if (word === undefined || !reader.spend(1)) return { text: '' };
  if (invocation.frame.depth > DEEPEST) {
    reader.unreadable('syntax', word, 'commands nested in commands too deeply');
    reader.report({ kind: 'unknown', words }, invocation.frame);
    return null;
  }
  const frame: Frame = { ...invocation.frame, depth: invocation.frame.depth + 1 };
  const inner = { words, input, frame };
  const name = baseName(word);
  if (hasUnknown(name)) return readUnknownProgram(inner, reader);
  const body = frame.scope.functions.get(word);
  if (body) return callFunction(body, inner, reader);
  const builtin = word.includes('/') ? undefined : BUILTINS.get(word);
  if (builtin) return builtin(inner, reader);
  if (word.includes('/') && !PROGRAM_FOLDER.test(word)) return readPath(inner, name, reader);
  return readProgram(inner, name, reader);
}

function readProgram(invocation: Invocation, name: string, reader: Reader): Output {
  if (isShell(name)) return readShell(invocation, reader);
  const container = readContainerRun(name, invocation, reader);
  if (container !== 'other') return container;
  const wrapper = findWrapper(name, invocation.words.slice(1));
  if (wrapper) return readWrapped(wrapper, invocation, reader);
  const special = READERS.get(name);
  if (special) return special(invocation, reader);
  return judgeByCatalog(name, invocation, reader);
}

/** `./reset.sh` is read; `./talosctl` counts by its name where there is no script of that name. */
function readPath(invocation: Invocation, name: string, reader: Reader): Output {
  const { words, input } = invocation;
  if (isShell(name)) return readShell(invocation, reader);
  if (knowsAsDangerous(name)) {
    const script = readScriptFile(
      { file: words[0] ?? '', args: words.slice(1), input, as: 'program', optional: true },
      invocation.frame,
      reader,
    );
    return script === 'not-a-script' ? readProgram(invocation, name, reader) : script;
  }
  const script = readScriptFile(
    { file: words[0] ?? '', args: words.slice(1), input, as: 'program', optional: false },
    invocation.frame,
    reader,
  );
  return script === 'not-a-script' ? null : script;
}

function readUnknownProgram(invocation: Invocation, reader: Reader): Output {
  const { words, frame } = invocation;
  const [word = '', next] = words;
  reader.unreadable('program', word, 'which program this is, is not known before it runs');
  reader.report({ kind: 'unknown', words }, frame);
  // `$SUDO talosctl reset`: the rest is read as if the first word were not there.
  if (isUnknown(word) && next !== undefined && !hasUnknown(next) && knowsProgram(baseName(next)))
    return reader.words({ ...invocation, words: words.slice(1) });
  return null;
}
