import type { Frame, Input, Output, Reader } from './reader.ts';
import { plainPath } from './path-kind.ts';
import { forkScope, setPositional } from './scope.ts';
import { hasUnknown } from './unknown-part.ts';

const DEEPEST_LEVEL = 2;
const SHELL_SHEBANG = /^#!\s*(?:\S*\/)?(?:env\s+(?:-S\s+)?(?:\S*\/)?)?(?:ba|z|da|a|k|mk)?sh(?:93)?(?:\s|$)/;

export type ScriptCall = {
  readonly file: string;
  readonly args: readonly string[];
  readonly input: Input;
  /** `shell`: a shell reads the file; `source`: this shell does; `program`: the first line decides. */
  readonly as: 'shell' | 'source' | 'program';
  /** Where there is no such text, the caller has another reading. */
  readonly optional: boolean;
  /** The file lies on this machine, wherever its commands run. */
  readonly here?: boolean;
};

/**
 * Judges a script file by its content, two files deep, with the arguments bound. 'not-a-script': not readable and `optional`, or no text.
 * Otherwise a file that cannot be read is reported as such.
 */
export function readScriptFile(
  { file, args, input, as, optional, here = false }: ScriptCall,
  frame: Frame,
  reader: Reader,
): Output | 'not-a-script' {
  const path = resolveIn(frame.scope.directory, file);
  const remote = frame.elsewhere && !here;
  const level = (frame.script?.level ?? 0) + 1;
  const written = frame.scope.files.get(plainPath(file));
  if (written && written.text === null && !optional) return readUnseen(file, args, frame, reader);
  const inline = written ? (written.appended ? (reader.context.readScript(path ?? file) ?? '') : '') + (written.text ?? '') : null;
  const text = inline ?? (path === null || remote || level > DEEPEST_LEVEL ? null : reader.context.readScript(path));
  const isText = text !== null && !text.includes('\0');
  if (!isText && optional) return 'not-a-script';
  if (inline === null) reader.scriptFile(path ?? file, isText);
  if (!isText) {
    reader.unreadable('script', file, whyUnreadable({ path, remote, deep: level > DEEPEST_LEVEL }));
    reader.report({ kind: 'unknown', words: [file, ...args] }, frame);
    return null;
  }
  if (as === 'program' && text.startsWith('#!') && !SHELL_SHEBANG.test(text.slice(0, 200).split(/\r?\n/, 1)[0] ?? '')) {
    reader.report({ kind: 'runs-code', words: [file, ...args] }, { ...frame, script: { file: path ?? file, level }, line: 1 });
    return null;
  }
  const scope = as === 'source' ? frame.scope : forkScope(frame.scope);
  if (as !== 'source' || args.length > 0) setPositional(scope, args);
  for (const name of ['0', 'BASH_SOURCE']) scope.variables.set(name, [[file]]);
  // A file that the command has just written is part of the command: it has no lines of its own to show.
  if (inline !== null) return reader.code(text, { ...frame, scope, oneLine: true }, input);
  return reader.code(text, { ...frame, scope, oneLine: false, script: { file: path ?? file, level } }, input);
}

/** A file that the command writes before it runs it, with content that only the run knows. */
function readUnseen(file: string, args: readonly string[], frame: Frame, reader: Reader): Output {
  reader.report({ kind: 'runs-code', words: [file, ...args] }, frame);
  reader.unreadable('script', file, 'the command writes this script itself, and its content is not known before it runs');
  return null;
}

function whyUnreadable({ path, remote, deep }: { path: string | null; remote: boolean; deep: boolean }): string {
  if (remote) return 'the script lies on another machine or in a container';
  if (path === null) return 'where the script lies is not known before it runs';
  return deep ? 'scripts are read two files deep, and this is the third' : 'the script cannot be read here';
}

/** The file's path from where the command starts; null: not known. */
function resolveIn(directory: string | null, file: string): string | null {
  if (hasUnknown(file) || file === '') return null;
  if (/^[/~]/.test(file) || directory === '') return plainPath(file);
  return directory === null || hasUnknown(directory) ? null : plainPath(`${directory}/${file}`);
}
