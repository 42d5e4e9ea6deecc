import { expandBraces } from '../shell/brace-expansion.ts';
import { applyPattern } from '../shell/parameter-pattern.ts';
import type { ShellWord, WordPart } from '../shell/shell-tree.ts';
import type { Frame, Reader } from './reader.ts';
import { forkScope } from './scope.ts';
import type { VariableValue } from './scope.ts';
import { hasUnknown, markUnknown } from './unknown-part.ts';

/** Pieces of one part: more than one means that a new word starts between them. */
type Pieces = { readonly pieces: readonly string[]; readonly quoted: boolean };
type Growing = { readonly done: readonly string[]; readonly current: string; readonly keep: boolean };

const MOST_ALTERNATIVES = 8;
const MOST_BRACE_WORDS = 256;
const MOST_TEXT = 256 * 1024;

/**
 * What a word may become: one list of words for each combination of values that its variables may hold (at most eight; past that the part
 * is unknown). Commands inside the word are read on the way, since they run.
 */
export function expandWord(word: ShellWord, frame: Frame, reader: Reader): readonly (readonly string[])[] {
  if (word.parts.some(({ kind }) => kind === 'braces')) return expandBraceWord(word, frame, reader);
  let growing: readonly Growing[] = [{ done: [], current: '', keep: false }];
  for (const part of word.parts) {
    const found = alternativesOf(part, frame, reader);
    const alternatives =
      found.length * growing.length <= MOST_ALTERNATIVES
        ? found
        : [{ pieces: [markUnknown('source' in part ? part.source : '…')], quoted: true }];
    growing = growing.flatMap((start) => alternatives.map((next) => append(start, next)));
  }
  return growing.map(({ done, current, keep }) => (current !== '' || keep ? [...done, current] : done));
}

/** `10.0.0.{1,2}` is two words; each is then expanded by itself. */
function expandBraceWord(word: ShellWord, frame: Frame, reader: Reader): readonly (readonly string[])[] {
  let words: readonly (readonly WordPart[])[] = [[]];
  for (const part of word.parts) {
    const texts = part.kind === 'braces' ? expandBraces(part.source) : null;
    const next = texts && texts.length * words.length <= MOST_BRACE_WORDS ? texts : part.kind === 'braces' ? [part.source] : null;
    words = next
      ? words.flatMap((parts) => next.map((text) => [...parts, { kind: 'text' as const, text, quoted: false }]))
      : words.map((parts) => [...parts, part]);
  }
  return [words.flatMap((parts) => expandWord({ parts }, frame, reader).flat())];
}

/** The word as one text, as in an assignment or a here-document: no splitting. */
export function expandText(word: ShellWord, frame: Frame, reader: Reader): readonly string[] {
  const quoted = word.parts.map((part): WordPart => ('quoted' in part ? { ...part, quoted: true } : part));
  return [...new Set(expandWord({ parts: quoted }, frame, reader).map((words) => words.join(' ')))];
}

function append(start: Growing, { pieces, quoted }: Pieces): Growing {
  if (pieces.length === 0) return start;
  const done = [...start.done];
  let { current, keep } = start;
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) {
      if (current !== '' || keep) done.push(current);
      current = '';
      keep = false;
    }
    // `A=$A$A` grows without end in a few lines.
    current = current.length + piece.length > MOST_TEXT ? markUnknown('…') : current + piece;
    keep ||= quoted;
  }
  return { done, current, keep };
}

function alternativesOf(part: WordPart, frame: Frame, reader: Reader): readonly Pieces[] {
  switch (part.kind) {
    case 'text':
      return [{ pieces: [part.text], quoted: part.quoted }];
    case 'braces':
      return [{ pieces: [part.source], quoted: false }];
    case 'command': {
      const output = reader.tree(part.script, { ...frame, scope: forkScope(frame.scope) }, 'none');
      return [output && 'text' in output ? split(output.text.replace(/\n+$/, ''), part.quoted) : unknown(part.source)];
    }
    case 'process':
      return [processFile(part, frame, reader)];
    case 'other':
      for (const word of part.inside) expandWord(word, frame, reader);
      return [unknown(part.source)];
    case 'variable':
    default:
      return variableValues(part, frame, reader).map(({ value, whole }) => {
        if (whole)
          return {
            pieces: part.quoted && !part.source.includes('*') ? value : value.flatMap((item) => split(item, false).pieces),
            quoted: part.quoted,
          };
        return split(value[0] ?? '', part.quoted);
      });
  }
}

/** `<(…)` is a file whose content the command inside writes. */
function processFile({ script, source }: Extract<WordPart, { kind: 'process' }>, frame: Frame, reader: Reader): Pieces {
  const output = reader.tree(script, { ...frame, scope: forkScope(frame.scope) }, 'none');
  frame.scope.files.set(markUnknown(source), { text: output && 'text' in output ? output.text : null, appended: false });
  return unknown(source);
}

const unknown = (source: string): Pieces => ({ pieces: [markUnknown(source)], quoted: true });

const split = (text: string, quoted: boolean): Pieces => ({ pieces: quoted ? [text] : text.split(/[ \t\n]+/), quoted });

type Variable = Extract<WordPart, { kind: 'variable' }>;

/** `whole`: all elements (`$@`, `${a[@]}`), not just the first. */
function variableValues(part: Variable, frame: Frame, reader: Reader): readonly { value: VariableValue; whole: boolean }[] {
  const { name, operation, source } = part;
  const list = /^(.*)\[[@*]\]$/.exec(name);
  const whole = list !== null || name === '@' || name === '*';
  const known = frame.scope.variables.get(name === '*' ? '@' : (list?.[1] ?? name));
  const asIs = known?.map((value) => ({ value, whole })) ?? [{ value: [markUnknown(source)], whole: false }];
  if (!operation) return asIs;
  const operand = (): readonly { value: VariableValue; whole: boolean }[] =>
    expandText(operation.operand, frame, reader).map((text) => ({ value: [text], whole: false }));
  const isEmpty = (value: VariableValue): boolean => value.join('') === '';
  switch (operation.operator) {
    case ':-':
    case '-':
    case ':=':
    case '=': {
      const fallback = operand();
      const values =
        known === undefined
          ? fallback
          : asIs.flatMap((entry) => (isEmpty(entry.value) && operation.operator.startsWith(':') ? fallback : [entry]));
      if (operation.operator.endsWith('='))
        frame.scope.variables.set(
          name,
          values.map(({ value }) => value),
        );
      return values;
    }
    case ':+':
    case '+': {
      const other = operand();
      if (known === undefined) return [...other, { value: [''], whole: false }];
      return asIs.flatMap((entry) => (isEmpty(entry.value) && operation.operator === ':+' ? [entry] : other));
    }
    case ':?':
    case '?':
      return asIs;
    default: {
      const [pattern, replacement] = [
        operand()[0]?.value[0] ?? '',
        operation.replacement ? (expandText(operation.replacement, frame, reader)[0] ?? '') : '',
      ];
      return asIs.map((entry) => {
        const value = entry.value[0] ?? '';
        const changed =
          whole || hasUnknown(value + pattern) ? null : applyPattern({ value, operator: operation.operator, pattern, replacement });
        return { value: [changed ?? markUnknown(source)], whole: false };
      });
    }
  }
}
