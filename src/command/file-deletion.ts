import { rememberFiles } from './redirection.ts';
import { flagHolds, parseArguments } from './arguments.ts';
import type { FlagShape } from './arguments.ts';
import { endsInGlob, pathKind } from './path-kind.ts';
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
  if (kinds.has('unresolved')) reader.report({ kind: 'delete-files', words, unresolved: true }, frame);
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

/** `dd of=/dev/sda`, `cp x /dev/sda`, `tee /dev/sda`, `mv /data /dev/null`: writing over a device. */
export function readCopy(invocation: Invocation, reader: Reader): Output {
  const { words, frame, input } = invocation;
  const targets = words
    .slice(1)
    .flatMap((word) => (word.startsWith('of=') ? [word.slice(3)] : /^(?:if|bs|count|-)/.test(word) ? [] : [word]));
  const written = words[0]?.endsWith('tee') || words[0]?.endsWith('dd') ? targets : targets.slice(-1);
  if (written.some((path) => pathKind(path, frame.scope.directory, null) === 'device'))
    reader.report({ kind: 'delete-data', words }, frame);
  else if (words[0]?.endsWith('dd') && written.some((path) => pathKind(path, frame.scope.directory, null) === 'unknown'))
    reader.report({ kind: 'delete-files', words, unresolved: true }, frame);
  if (words[0]?.endsWith('mv') && written[0] === '/dev/null') reportDeletion(targets.slice(0, -1), { recursive: true, invocation }, reader);
  if (words[0]?.endsWith('tee') !== true) return null;
  rememberFiles(
    written.filter((path) => !path.startsWith('/dev/')).map((path) => ({ path, appended: words.includes('-a') })),
    input === 'none' ? null : input,
    frame.scope,
  );
  return input === 'none' ? null : input;
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
