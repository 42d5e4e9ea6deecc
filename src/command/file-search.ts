import { reportDeletion } from './file-deletion.ts';
import type { Invocation, Output, Reader } from './reader.ts';
import { markUnknown } from './unknown-part.ts';

const RUNS = new Set(['-exec', '-execdir', '-ok', '-okdir']);
const MOST_LINES = 64;

/** `find … -delete`, `find … -exec cmd {} +`. What is found lies below the starting paths. */
export function readFind(invocation: Invocation, reader: Reader): Output {
  const { words } = invocation;
  const end = words.findIndex((word, index) => index > 0 && /^[-(!]/.test(word) && !/^-[HLPDO]/.test(word));
  const given = words.slice(1, end < 0 ? undefined : end).filter((word) => !word.startsWith('-'));
  const starts = given.length > 0 ? given : ['.'];
  if (words.includes('-delete')) reportDeletion(starts, { recursive: true, invocation }, reader);
  for (let index = 0; index < words.length; index++) {
    if (!RUNS.has(words[index] ?? '')) continue;
    const stop = words.findIndex((word, at) => at > index && (word === ';' || word === '+'));
    const inner = words.slice(index + 1, stop < 0 ? undefined : stop);
    for (const start of starts) readWith(inner, '{}', `${start.replace(/\/+$/, '')}/${markUnknown('{}')}`, { invocation, reader });
    index = stop < 0 ? words.length : stop;
  }
  return null;
}

/** `xargs cmd`: the lines of standard input become arguments. */
export function readXargs(invocation: Invocation, reader: Reader): Output {
  const { words, input } = invocation;
  let replace: string | null = null;
  let most = Number.POSITIVE_INFINITY;
  let index = 1;
  for (; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') {
      index++;
      break;
    }
    if (!word.startsWith('-')) break;
    const count = /^(?:-[nL]|--max-args=?|--max-lines=?)(\d*)$/.exec(word);
    if (count) most = Number(count[1] || words[index + 1]) || most;
    const attached = /^(?:-[Ii]|--replace=?)(.*)$/.exec(word);
    if (attached) replace = attached[1] || (word === '-I' ? (words[++index] ?? '{}') : '{}');
    else if (/^-[nPLdEsa]$|^--(?:max-args|max-procs|max-lines|delimiter|eof|max-chars|arg-file)$/.test(word)) index++;
  }
  const inner = words.slice(index);
  if (inner.length === 0) return null;
  const items =
    input !== 'none' && input && 'text' in input
      ? input.text.split(replace === null ? /\s+/ : '\n').filter((line) => line.trim() !== '')
      : null;
  const unknown = markUnknown('{}');
  if (items === null || items.length > MOST_LINES) readItems(inner, replace, [unknown], { invocation, reader });
  else if (replace === null)
    for (let at = 0; at < Math.max(items.length, 1); at += most)
      reader.words({ ...invocation, input: 'none', words: [...inner, ...items.slice(at, at + most)] });
  else readItems(inner, replace, items, { invocation, reader });
  return null;
}

/** GNU parallel: arguments after `:::` or on standard input; the command is shell code. */
export function readParallel(invocation: Invocation, reader: Reader): Output {
  const { words, frame } = invocation;
  const from = words.findIndex((word) => /^::::?\+?$/.test(word));
  const given = words.slice(1, from < 0 ? undefined : from);
  let start = 0;
  while (start < given.length && given[start]?.startsWith('-'))
    start += /^-[jNnSLPaI]$|^--(?:jobs|sshlogin|delay|timeout|retries|colsep|arg-file|max-args|joblog|results)$/.test(given[start] ?? '')
      ? 2
      : 1;
  const inner = given.slice(start).join(' ');
  const items =
    from >= 0 && words[from] === ':::' && !words.slice(from + 1).some((word) => word.startsWith(':::'))
      ? words.slice(from + 1)
      : [markUnknown('{}')];
  for (const item of items.slice(0, MOST_LINES))
    reader.code(inner.includes('{}') ? inner.replaceAll('{}', () => item) : `${inner} ${item}`, { ...frame, oneLine: true }, 'none');
  if (items.length > MOST_LINES)
    reader.code(
      inner.replaceAll('{}', () => markUnknown('{}')),
      { ...frame, oneLine: true },
      'none',
    );
  return null;
}

type Place = { readonly invocation: Invocation; readonly reader: Reader };

function readItems(inner: readonly string[], replace: string | null, items: readonly string[], place: Place): void {
  for (const item of items) {
    if (replace === null) place.reader.words({ ...place.invocation, input: 'none', words: [...inner, item] });
    else readWith(inner, replace, item, place);
  }
}

function readWith(inner: readonly string[], placeholder: string, item: string, { invocation, reader }: Place): void {
  reader.words({ ...invocation, input: 'none', words: inner.map((word) => word.replaceAll(placeholder, () => item)) });
}

/** Code that a program takes in an argument (`awk 'BEGIN { system("…") }'`) is not followed; this only asks whether it starts commands. */
export function readAwk({ words, frame }: Invocation, reader: Reader): Output {
  if (words.some((word) => /\bsystem\s*\(|\|\s*getline|\|\s*"|\bprint[^;}]*\|/.test(word)))
    reader.report({ kind: 'runs-code', words }, frame);
  return null;
}

/** `sed -i` on files of the system edits them; sed's `e` command runs what it finds. */
export function readSed({ words, frame }: Invocation, reader: Reader): Output {
  const inPlace = words.some((word) => /^-[a-zA-Z]*i|^--in-place/.test(word));
  if (inPlace && words.some((word) => /^\/(?:etc|usr|var|boot|opt)\//.test(word))) reader.report({ kind: 'delete-files', words }, frame);
  return null;
}
