import { isUnknown } from './unknown-part.ts';

/** A command line after the program's name. */
export type Arguments = {
  readonly positionals: readonly string[];
  readonly flags: ReadonlyMap<string, readonly string[]>;
  /** A flag without value stood there that may in truth take the next word. */
  readonly ambiguous: boolean;
};

export type FlagShape = {
  /** Flags that take the next word, or the rest of a short cluster. */
  readonly values: ReadonlySet<string>;
  /** Flags that take none. */
  readonly switches: ReadonlySet<string>;
  /** `-auto-approve` is one flag, not a cluster. */
  readonly longWithOneDash: boolean;
  /** What a flag that is in neither list does, and a first word of which nothing is known. */
  readonly otherwise: 'switch' | 'value';
};

/** Splits words into flags and the rest, as getopt and its kin do; flags may stand anywhere before `--`. Never fails. */
export function parseArguments(words: readonly string[], shape: FlagShape): Arguments {
  const positionals: string[] = [];
  const flags = new Map<string, string[]>();
  const set = (name: string, value: string): void => void flags.set(name, [...(flags.get(name) ?? []), value]);
  let ambiguous = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') {
      positionals.push(...words.slice(index + 1));
      break;
    }
    if (isUnknown(word) && positionals.length === 0) {
      ambiguous = true;
      if (shape.otherwise === 'switch') positionals.push(word);
      continue;
    }
    if (!word.startsWith('-') || word === '-') {
      positionals.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const long = word.startsWith('--') || shape.longWithOneDash || (equals > 0 && shape.values.has(word.slice(0, equals)));
    if (long) {
      const name = equals < 0 ? word : word.slice(0, equals);
      const next = words[index + 1];
      const known = shape.values.has(name) ? 'value' : shape.switches.has(name) ? 'switch' : shape.otherwise;
      if (equals < 0 && !shape.values.has(name) && !shape.switches.has(name)) ambiguous = true;
      const takes = equals < 0 && known === 'value' && next !== undefined && (shape.values.has(name) || !next.startsWith('-'));
      if (takes) index++;
      set(name, equals >= 0 ? word.slice(equals + 1) : takes ? next : '');
      continue;
    }
    const taken = readCluster(word, words[index + 1], shape, set);
    if (taken === 'next') index++;
    else if (taken === 'ambiguous') {
      ambiguous = true;
      const next = words[index + 1];
      if (shape.otherwise === 'value' && next !== undefined && !next.startsWith('-')) index++;
    }
  }
  return { positionals, flags, ambiguous };
}

/** `-rf`, `-n10.0.0.1`, `-n 10.0.0.1`. */
function readCluster(
  word: string,
  next: string | undefined,
  shape: FlagShape,
  set: (name: string, value: string) => void,
): 'next' | 'ambiguous' | 'alone' {
  // Some programs have long names behind one dash beside clusters.
  if (shape.switches.has(word)) {
    set(word, '');
    return 'alone';
  }
  if (shape.values.has(word)) {
    set(word, next ?? '');
    return 'next';
  }
  for (let at = 1; at < word.length; at++) {
    const name = `-${word[at] ?? ''}`;
    if (!shape.values.has(name)) {
      set(name, '');
      continue;
    }
    const rest = word.slice(at + 1).replace(/^=/, '');
    set(name, rest === '' ? (next ?? '') : rest);
    return rest === '' ? 'next' : 'alone';
  }
  const last = `-${word.at(-1) ?? ''}`;
  return shape.switches.has(last) ? 'alone' : 'ambiguous';
}

/** `--replicas=0`, `--force`, `-r`: there, and where it has a value of its own, not switched off. */
export function flagHolds({ flags }: Arguments, wanted: string): boolean {
  const equals = wanted.indexOf('=');
  const values = flags.get(equals < 0 ? wanted : wanted.slice(0, equals));
  if (!values) return false;
  if (equals >= 0) return values.includes(wanted.slice(equals + 1));
  return !/^(?:false|none|no|0|f)$/i.test(values.at(-1) ?? '');
}

/** All values of the flags that have one. */
export const flagValues = ({ flags }: Arguments, names: readonly string[]): readonly string[] =>
  names.flatMap((name) => flags.get(name) ?? []).filter((value) => value !== '');
