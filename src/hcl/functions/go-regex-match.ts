import { unsureError } from '../evaluation-error.ts';
import { parseGoRegex } from './go-regex.ts';
import type { Assertion, Node } from './go-regex.ts';
import { isWord } from './regex-chars.ts';
import type { CharTest } from './regex-chars.ts';

type Instruction =
  | { readonly kind: 'char'; readonly test: CharTest }
  | { readonly kind: 'assert'; readonly at: Assertion }
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'jump'; to: number }
  | { readonly kind: 'split'; first: number; second: number }
  | { readonly kind: 'match' };

/** Positions (in code points) of a match and of its groups, pairwise; -1 for a group that took no part. */
type Slots = readonly number[];
type Thread = { readonly at: number; readonly slots: Slots };

export type Program = { readonly code: readonly Instruction[]; readonly names: readonly (string | null)[]; readonly slots: number };
/** `groups[0]` is the whole match; null for a group that took no part. `start` and `end` count code points. */
export type Match = { readonly start: number; readonly end: number; readonly groups: readonly (string | null)[] };

const MAX_PROGRAM = 20_000;
/** Instructions times characters: about a second. */
const MAX_WORK = 50_000_000;

/** Compiles Go's syntax for a matcher in linear time: a hostile pattern cannot hang us, and loops capture as Go's do. */
export function compileGoRegex(pattern: string): Program {
  const { root, names } = parseGoRegex(pattern);
  const code: Instruction[] = [{ kind: 'save', slot: 0 }];
  emit(root, code);
  code.push({ kind: 'save', slot: 1 }, { kind: 'match' });
  return { code, names, slots: 2 * (names.length + 1) };
}

function emit(node: Node, code: Instruction[]): void {
  if (code.length > MAX_PROGRAM) throw unsureError('the regular expression is too large');
  if (node.kind === 'char' || node.kind === 'assert') code.push(node);
  else if (node.kind === 'concat') for (const part of node.nodes) emit(part, code);
  else if (node.kind === 'alternate') emitAlternation(node.nodes, code);
  else if (node.kind === 'group') {
    code.push({ kind: 'save', slot: 2 * node.index });
    emit(node.body, code);
    code.push({ kind: 'save', slot: 2 * node.index + 1 });
  } else if (node.kind === 'repeat') emitRepeat(node, code);
}

function emitAlternation(nodes: readonly Node[], code: Instruction[]): void {
  const ends: Extract<Instruction, { kind: 'jump' }>[] = [];
  for (const [index, node] of nodes.entries()) {
    const isLast = index === nodes.length - 1;
    const split = { kind: 'split' as const, first: code.length + 1, second: 0 };
    if (!isLast) code.push(split);
    emit(node, code);
    if (isLast) continue;
    const jump = { kind: 'jump' as const, to: 0 };
    ends.push(jump);
    code.push(jump);
    split.second = code.length;
  }
  for (const jump of ends) jump.to = code.length;
}

function emitRepeat({ body, min, max, greedy }: Extract<Node, { readonly kind: 'repeat' }>, code: Instruction[]): void {
  const branch = (): Extract<Instruction, { kind: 'split' }> => {
    const split = { kind: 'split' as const, first: 0, second: 0 };
    code.push(split);
    return split;
  };
  const aim = (split: Extract<Instruction, { kind: 'split' }>, into: number, past: number): void => {
    split.first = greedy ? into : past;
    split.second = greedy ? past : into;
  };
  for (let count = 0; count < min - (max === Infinity && min > 0 ? 1 : 0); count += 1) emit(body, code);
  if (max === Infinity && min > 0) {
    const start = code.length;
    emit(body, code);
    const split = branch();
    aim(split, start, code.length);
    return;
  }
  if (max === Infinity) {
    const split = branch();
    const start = code.length;
    emit(body, code);
    // As Go: `x*` is `(x+)?`, so that an empty first round counts.
    const again = branch();
    aim(again, start, code.length);
    aim(split, start, code.length);
    return;
  }
  const splits: { readonly split: Extract<Instruction, { kind: 'split' }>; readonly into: number }[] = [];
  for (let count = min; count < max; count += 1) {
    splits.push({ split: branch(), into: code.length });
    emit(body, code);
  }
  for (const { split, into } of splits) aim(split, into, code.length);
}

function holds(at: Assertion, text: readonly number[], position: number): boolean {
  const before = text[position - 1];
  const after = text[position];
  if (at === 'text-start') return position === 0;
  if (at === 'text-end') return position === text.length;
  if (at === 'line-start') return position === 0 || before === 10;
  if (at === 'line-end') return position === text.length || after === 10;
  const isBoundary = (before !== undefined && isWord(before)) !== (after !== undefined && isWord(after));
  return isBoundary === (at === 'boundary');
}

/** Follows everything that takes no character, in order of preference. */
function addThread(
  program: Program,
  text: readonly number[],
  state: { readonly threads: Thread[]; readonly seen: Set<number>; readonly position: number },
  thread: Thread,
): void {
  const pending: Thread[] = [thread];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (state.seen.has(next.at)) continue;
    state.seen.add(next.at);
    const instruction = program.code[next.at];
    if (instruction === undefined) continue;
    if (instruction.kind === 'jump') pending.push({ at: instruction.to, slots: next.slots });
    else if (instruction.kind === 'split')
      pending.push({ at: instruction.second, slots: next.slots }, { at: instruction.first, slots: next.slots });
    else if (instruction.kind === 'save') pending.push({ at: next.at + 1, slots: next.slots.with(instruction.slot, state.position) });
    else if (instruction.kind !== 'assert') state.threads.push(next);
    else if (holds(instruction.at, text, state.position)) pending.push({ at: next.at + 1, slots: next.slots });
  }
}

/** The leftmost match from `from` on, as Go prefers it. */
function findFrom(program: Program, text: readonly number[], from: number): Slots | null {
  let current: Thread[] = [];
  let best: Slots | null = null;
  const fresh: Slots = Array.from({ length: program.slots }, () => -1);
  for (let position = from; position <= text.length; position += 1) {
    const seen = new Set<number>();
    const threads: Thread[] = [];
    for (const thread of current) addThread(program, text, { threads, seen, position }, thread);
    if (best === null) addThread(program, text, { threads, seen, position }, { at: 0, slots: fresh });
    if (threads.length === 0 && best !== null) break;
    const next: Thread[] = [];
    const code = text[position];
    for (const { at, slots } of threads) {
      const instruction = program.code[at];
      if (instruction?.kind === 'match') {
        best = slots;
        break;
      }
      if (instruction?.kind === 'char' && code !== undefined && instruction.test(code)) next.push({ at: at + 1, slots });
    }
    current = next;
  }
  return best;
}

/** All matches (`limit` at most), not overlapping, as Go's `FindAll…` counts them. */
export function findMatches(program: Program, subject: string, limit: number): Match[] {
  const text = Array.from(subject, (character) => character.codePointAt(0) ?? 0);
  if (text.length * program.code.length > MAX_WORK) throw unsureError('the text is too long for the regular expression');
  const slice = (start: number, end: number): string =>
    text
      .slice(start, end)
      .map((code) => String.fromCodePoint(code))
      .join('');
  const matches: Match[] = [];
  let lastEnd = -1;
  for (let position = 0; position <= text.length && matches.length < limit;) {
    const slots = findFrom(program, text, position);
    if (slots === null) break;
    const [start = 0, end = 0] = slots;
    // An empty match right behind the last one does not count.
    if (end !== start || start !== lastEnd) {
      const groups = Array.from({ length: slots.length / 2 }, (_, index) =>
        slots[2 * index] === -1 ? null : slice(slots[2 * index] ?? 0, slots[2 * index + 1] ?? 0),
      );
      matches.push({ start, end, groups });
    }
    lastEnd = end;
    position = end > position ? end : end === start ? Math.max(end, position) + 1 : end;
  }
  return matches;
}
