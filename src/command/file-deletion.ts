import { rememberFiles } from './redirection.ts';
import { flagHolds, parseArguments } from './arguments.ts';
import type { FlagShape } from './arguments.ts';
import { endsInGlob, pathKind, writeEffect } from './path-kind.ts';
import { baseName } from './program-name.ts';
import type { Frame, Invocation, Output, Reader } from './reader.ts';

const shape = (values: string): FlagShape => ({
  values: new Set(values.split(' ')),
  switches: new Set(),
  longWithOneDash: false,
  otherwise: 'switch',
});
const NONE = shape('');
const TRUNCATE = shape('-s --size -r --reference');
const SHRED = shape('-n --iterations -s --size --random-source');
const RSYNC = shape(
  '-e --rsh --exclude --include --exclude-from --files-from --rsync-path -f --filter --log-file --password-file --port --timeout --bwlimit',
);

/** `rm`, `unlink`, `shred`, `srm`, `trash`: what they delete is told by the path, and whether a whole tree goes with it. */
export function readDeletion(invocation: Invocation, reader: Reader): Output {
  const name = invocation.words[0] ?? '';
  const args = parseArguments(invocation.words.slice(1), name.endsWith('shred') ? SHRED : NONE);
  if (flagHolds(args, '--help') || flagHolds(args, '--version')) return null;
  const recursive = ['-r', '-R', '--recursive'].some((flag) => flagHolds(args, flag));
  reportDeletion(args.positionals, { recursive, invocation }, reader);
  return { text: '' };
}

/** Reports what deleting `paths` does. One effect for each kind that occurs. */
export function reportDeletion(
  paths: readonly string[],
  { recursive, invocation }: { recursive: boolean; invocation: Invocation },
  reader: Reader,
): void {
  const { words, frame } = invocation;
  const kinds = new Set(paths.map((path) => deletionKind(path, recursive, frame, reader)));
  if (kinds.has('data')) reader.report({ kind: 'delete-data', words }, frame);
  else if (kinds.has('unresolved')) reader.report({ kind: 'delete-files', words, unresolved: true }, frame);
  else if (kinds.has('files')) reader.report({ kind: 'delete-files', words }, frame);
}

function deletionKind(path: string, recursive: boolean, frame: Frame, reader: Reader): 'data' | 'files' | 'unresolved' | 'harmless' {
  const kind = pathKind(path, frame.scope.directory, reader.context.workingDir);
  if (kind === 'device' || kind === 'key') return 'data';
  if (kind === 'unknown') return 'unresolved';
  if (kind === 'system') return recursive || endsInGlob(path) ? 'data' : 'harmless';
  return recursive ? 'files' : 'harmless';
}

/** `truncate -s 0 FILE` empties; only devices and keys matter. */
export function readTruncate(invocation: Invocation, reader: Reader): Output {
  reportDeletion(parseArguments(invocation.words.slice(1), TRUNCATE).positionals, { recursive: false, invocation }, reader);
  return null;
}

/** `cp x /dev/sda`, `mv /data /dev/null`. */
export function readCopy(invocation: Invocation, reader: Reader): Output {
  const paths = invocation.words.slice(1).filter((word) => !word.startsWith('-'));
  const target = paths.at(-1) ?? '';
  reportWriting([target], invocation, reader);
  if (target === '/dev/null' && baseName(invocation.words[0] ?? '') === 'mv')
    reportDeletion(paths.slice(0, -1), { recursive: true, invocation }, reader);
  return null;
}

/** `dd of=/dev/sda`; a target that is not known may be a device. */
export function readDd(invocation: Invocation, reader: Reader): Output {
  const { words, frame } = invocation;
  const targets = words.filter((word) => word.startsWith('of=')).map((word) => word.slice(3));
  reportWriting(targets, invocation, reader);
  if (targets.some((path) => pathKind(path, frame.scope.directory, null) === 'unknown'))
    reader.report({ kind: 'delete-files', words, unresolved: true }, frame);
  return null;
}

/** `tee FILE`: writes its input to files and passes it on. */
export function readTee(invocation: Invocation, reader: Reader): Output {
  const { words, frame, input } = invocation;
  const paths = words.slice(1).filter((word) => !word.startsWith('-'));
  reportWriting(paths, invocation, reader);
  const output = input === 'none' ? null : input;
  const written = paths.filter((path) => !path.startsWith('/dev/')).map((path) => ({ path, appended: words.includes('-a') }));
  rememberFiles(written, output, frame.scope);
  return output;
}

function reportWriting(paths: readonly string[], { words, frame }: Invocation, reader: Reader): void {
  for (const kind of new Set(paths.map((path) => writeEffect(path)))) if (kind !== null) reader.report({ kind, words }, frame);
}

/** `rsync --delete` empties the target of what the source lacks. */
export function readSync(invocation: Invocation, reader: Reader): Output {
  const args = parseArguments(invocation.words.slice(1), RSYNC);
  const deletes = [...args.flags.keys()].some((flag) => /^--del(?:ete(?:-.*)?)?$/.test(flag) || flag === '--remove-source-files');
  const dry = flagHolds(args, '--dry-run') || flagHolds(args, '-n');
  // What lies behind `host:` is on another machine, and a whole path there.
  const targets = args.positionals.slice(-1).map((path) => path.replace(/^[^/]*::?/, ''));
  if (deletes && !dry) reportDeletion(targets, { recursive: true, invocation }, reader);
  return null;
}
