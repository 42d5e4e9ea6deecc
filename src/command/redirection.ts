import type { Redirect } from '../shell/shell-tree.ts';
import { isDevice } from './path-kind.ts';
import type { Frame, Input, Reader } from './reader.ts';

/** What standard input becomes after one redirection. Writing to a device is reported on the way. */
export function redirectedInput(
  { kind }: Redirect,
  targets: readonly string[],
  { before, frame, reader }: { before: Input; frame: Frame; reader: Reader },
): Input {
  const [target = ''] = targets;
  if (kind === 'out') {
    for (const path of targets.filter(isDevice)) reader.report({ kind: 'delete-data', words: ['>', path] }, frame);
    return before;
  }
  if (targets.length !== 1) return null;
  return kind === 'in' ? (target === '/dev/null' ? 'none' : { file: target }) : { text: `${target}\n` };
}
