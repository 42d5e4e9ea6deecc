import { diffLines } from 'diff';
import type { ValueDiff } from '../cascade/cascade.ts';

/** A line of a diff: gone, new, or around them. */
export type DiffLine = { readonly sign: '-' | '+' | ' '; readonly text: string };

const CONTEXT = 2;
const MOST_LINES = 40;
/** Longer texts are compared as a whole: line by line takes time that grows with the product of their lengths. */
const LONGEST = 100_000;
const LONGEST_EDIT = 2_000;

/** Old and new text (masked) line by line, unchanged parts cut down; ends with a `…` where lines are left out. */
export function toDiffLines({ before, after }: ValueDiff): readonly DiffLine[] {
  const lines = [...compare(before, after)];
  return lines.length <= MOST_LINES
    ? lines
    : [...lines.slice(0, MOST_LINES), { sign: ' ', text: `… ${lines.length - MOST_LINES} lines more` }];
}

function* compare(before: string | null, after: string | null): Generator<DiffLine> {
  const changes =
    before === null || after === null || before.length + after.length > LONGEST
      ? undefined
      : diffLines(ended(before), ended(after), { maxEditLength: LONGEST_EDIT });
  if (!changes) {
    for (const text of toLines(before)) yield { sign: '-', text };
    for (const text of toLines(after)) yield { sign: '+', text };
    return;
  }
  for (const [index, { added, removed, value }] of changes.entries()) {
    const lines = toLines(value.replace(/\n$/, ''));
    if (added || removed) for (const text of lines) yield { sign: added ? '+' : '-', text };
    else yield* around(lines, { isFirst: index === 0, isLast: index === changes.length - 1 });
  }
}

function* around(
  lines: readonly string[],
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): Generator<DiffLine> {
  const head = isFirst ? [] : lines.slice(0, CONTEXT);
  const tail = isLast ? [] : lines.slice(Math.max(head.length, lines.length - CONTEXT));
  for (const text of head) yield { sign: ' ', text };
  if (head.length + tail.length < lines.length) yield { sign: ' ', text: '…' };
  for (const text of tail) yield { sign: ' ', text };
}

/** Whether the last line is ended is no difference. */
const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

const toLines = (text: string | null): readonly string[] => (text === null ? [] : text.split('\n'));
