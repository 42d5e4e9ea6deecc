import type { Invocation, Output } from './reader.ts';
import { hasUnknown, isUnknown } from './unknown-part.ts';

const MOST_NUMBERS = 256;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\\', '\\'],
  ['a', ''],
  ['b', ''],
  ['f', '\f'],
  ['v', '\v'],
]);

/** What a harmless program writes, where its words alone tell: so `$(echo x)`, `$(which talosctl)` and `printf … | sh` can be followed. */
export function knownOutput(name: string, invocation: Invocation): Output {
  return OUTPUTS.get(name)?.(invocation) ?? null;
}

const OUTPUTS: ReadonlyMap<string, (invocation: Invocation) => Output> = new Map([
  ['echo', ({ words }: Invocation) => ({ text: echo(words.slice(1)) })],
  ['printf', ({ words }: Invocation) => printf(words.slice(1))],
  ['which', ({ words }: Invocation) => lastWord(words)],
  ['type', ({ words }: Invocation) => lastWord(words)],
  ['basename', ({ words }: Invocation) => nameOf(words.slice(1).filter((word) => !word.startsWith('-')))],
  [
    'dirname',
    ({ words }: Invocation) =>
      words[1] === undefined || hasUnknown(words[1]) ? null : { text: /^(.*)\/[^/]*$/.exec(words[1])?.[1] ?? '.' },
  ],
  ['pwd', ({ frame }: Invocation) => (frame.scope.directory === null || frame.elsewhere ? null : { text: frame.scope.directory || '.' })],
  ['seq', ({ words }: Invocation) => sequence(words.slice(1))],
  ['cat', concatenation],
  ['tee', ({ input }: Invocation) => (input === 'none' ? { text: '' } : input)],
  ['true', () => ({ text: '' })],
  [':', () => ({ text: '' })],
  ['sleep', () => ({ text: '' })],
  ['exit', () => ({ text: '' })],
]);

function echo(words: readonly string[]): string {
  const start = words.findIndex((word) => !/^-[neE]+$/.test(word));
  const plain = start < 0 ? [] : words.slice(start);
  const end = words.slice(0, start < 0 ? undefined : start).some((word) => word.includes('n')) ? '' : '\n';
  // dash's echo knows escapes without `-e`, bash's does not; a line break too many hides nothing.
  return unescaped(plain.join(' ')) + end;
}

const unescaped = (text: string): string => text.replace(/\\(.)/g, (whole, char: string) => ESCAPES.get(char) ?? whole);

function printf(words: readonly string[]): Output {
  const [format, ...args] = words[0] === '--' ? words.slice(1) : words;
  if (format === undefined || format === '-v') return { text: '' };
  if (hasUnknown(format)) return isUnknown(format) && args.length === 0 ? { text: format } : null;
  const places = format.match(/%[^%]/g)?.length ?? 0;
  if (/%[^sbdi%]/.test(format)) return null;
  const left = [...args];
  const fill = (): string =>
    unescaped(format).replace(/%([sbdi%])/g, (_, kind: string) => {
      if (kind === '%') return '%';
      const value = left.shift() ?? '';
      return kind === 'b' ? unescaped(value) : value;
    });
  // The format is used again until no argument is left.
  let text = fill();
  if (places > 0) while (left.length > 0) text += fill();
  return { text };
}

const lastWord = (words: readonly string[]): Output => ({ text: words.at(-1) ?? '' });

function nameOf([path, suffix]: readonly string[]): Output {
  if (path === undefined || hasUnknown(path)) return null;
  const name = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return { text: suffix !== undefined && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name };
}

function sequence(words: readonly string[]): Output {
  const numbers = words.map(Number);
  if (words.length === 0 || words.length > 3 || !numbers.every(Number.isInteger)) return null;
  const [first = 1, step = 1, last = 1] =
    numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
  const count = step === 0 ? Number.POSITIVE_INFINITY : Math.floor((last - first) / step) + 1;
  if (count > MOST_NUMBERS) return null;
  return { text: Array.from({ length: Math.max(count, 0) }, (_, index) => `${first + index * step}\n`).join('') };
}

function concatenation({ words, input }: Invocation): Output {
  const files = words.slice(1).filter((word) => !word.startsWith('-') || word === '-');
  if (files.length === 0 || (files.length === 1 && files[0] === '-')) return input === 'none' ? { text: '' } : input;
  return files.length === 1 && files[0] !== undefined && !hasUnknown(files[0]) ? { file: files[0], here: false } : null;
}
