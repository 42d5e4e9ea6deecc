import type { Redirect } from '../shell/shell-tree.ts';
import { expandText } from './expansion.ts';
import { plainPath, writeEffect } from './path-kind.ts';
import type { Frame, Input, Output, Reader } from './reader.ts';
import type { Scope } from './scope.ts';

type Written = { readonly path: string; readonly appended: boolean };

/** What standard input becomes after the redirections, and which files are written. Writing to a device is reported on the way. */
export function readRedirects(
  redirects: readonly Redirect[],
  frame: Frame,
  before: Input,
  reader: Reader,
): { input: Input; written: readonly Written[] } {
  let input = before;
  const written: Written[] = [];
  for (const { kind, target } of redirects) {
    const targets = expandText(target, frame, reader);
    if (kind === 'out' || kind === 'append') {
      for (const path of targets) {
        const effect = writeEffect(path);
        if (effect !== null) reader.report({ kind: effect, words: ['>', path] }, frame);
        else if (!path.startsWith('/dev/')) written.push({ path, appended: kind === 'append' });
      }
    } else input = toInput(kind, targets);
  }
  return { input, written };
}

function toInput(kind: 'in' | 'here-string' | 'here-document', targets: readonly string[]): Input {
  const [target] = targets;
  if (target === undefined || targets.length > 1) return null;
  if (kind === 'in') return target === '/dev/null' ? 'none' : { file: target, here: false };
  return { text: `${target}\n` };
}

/** Remembers what a command writes, so that `echo … > x.sh; sh x.sh` can be followed. Texts add up: any branch may have written last. */
export function rememberFiles(written: readonly Written[], output: Output, { files }: Scope): void {
  for (const { path, appended } of written) {
    const name = plainPath(path);
    const before = files.get(name);
    const text = output && 'text' in output && before?.text !== null ? `${before?.text ?? ''}${output.text}` : null;
    files.set(name, { text, appended: before?.appended ?? appended });
  }
}
