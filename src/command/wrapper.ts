import { WRAPPERS } from '../../rules/catalog/wrappers.ts';
import type { Wrapper } from '../../rules/catalog/wrapper.ts';
import { toHosts } from './host-name.ts';
import type { Invocation, Output, Reader } from './reader.ts';
import { forkScope } from './scope.ts';
import { readInputAsCode, readRemoteCode } from './shell-invocation.ts';

const BY_PROGRAM = new Map<string, Wrapper[]>();
for (const wrapper of WRAPPERS) for (const name of wrapper.programs) BY_PROGRAM.set(name, [...(BY_PROGRAM.get(name) ?? []), wrapper]);

/** A wrapper with the command line that it was found in. */
export type Wrapped = {
  readonly wrapper: Wrapper;
  readonly skipped: readonly string[];
  readonly assignments: readonly string[];
  /** Shell code, where a flag holds it. */
  readonly code: string | null;
  /** A flag says that nothing is run. */
  readonly idle: boolean;
  readonly inner: readonly string[];
};

export function findWrapper(name: string, rest: readonly string[]): Wrapped | null {
  for (const wrapper of BY_PROGRAM.get(name) ?? []) {
    const found = unwrap(wrapper, rest);
    if (found) return found;
  }
  return null;
}

const listOf = (flags: string | undefined): readonly string[] => flags?.split(' ') ?? [];

function unwrap(wrapper: Wrapper, words: readonly string[]): Wrapped | null {
  const values = new Set([...listOf(wrapper.values), ...listOf(wrapper.codeFlags)]);
  const verb = listOf(wrapper.verb);
  const skipped: string[] = [];
  const assignments: string[] = [];
  let [verbAt, code, idle] = [0, null as string | null, false];
  let index = 0;
  for (; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--' && verbAt === verb.length) {
      index++;
      break;
    }
    if (word.startsWith('-') && word !== '-') {
      const { flag, value, next } = readFlag(word, words[index + 1], values);
      if (next) index++;
      if (listOf(wrapper.codeFlags).includes(flag)) code = value;
      if (listOf(wrapper.idle).includes(flag)) idle = true;
    } else if (verbAt < verb.length) {
      if (word !== verb[verbAt]) return null;
      verbAt++;
    } else if (wrapper.assignments === true && /^[A-Za-z_]\w*=/.test(word)) assignments.push(word);
    else if (skipped.length < (wrapper.skip ?? 0)) skipped.push(word);
    else if (!(word === '-' && wrapper.shell === true)) break;
  }
  if (verbAt < verb.length || (wrapper.needsCode === true && code === null)) return null;
  // `kubectl exec pod -n x -- cmd`: what stands after `--` is the command, whatever came before.
  const dashes = wrapper.elsewhere === undefined ? -1 : words.indexOf('--', index);
  const inner = dashes >= index && words[index - 1] !== '--' && wrapper.inner !== 'code' ? words.slice(dashes + 1) : words.slice(index);
  if (wrapper.inner === 'verb') return { wrapper, skipped, assignments, code, idle, inner: [...verb, ...inner] };
  return { wrapper, skipped, assignments, code, idle, inner };
}

/** `-u root`, `-uroot`, `--user=root`, `-it`. */
function readFlag(word: string, next: string | undefined, values: ReadonlySet<string>): { flag: string; value: string; next: boolean } {
  const equals = word.indexOf('=');
  if (word.startsWith('--') && equals > 0) return { flag: word.slice(0, equals), value: word.slice(equals + 1), next: false };
  if (values.has(word)) return { flag: word, value: next ?? '', next: true };
  if (word.startsWith('--')) return { flag: word, value: '', next: false };
  for (let at = 1; at < word.length; at++) {
    const flag = `-${word[at] ?? ''}`;
    if (values.has(flag))
      return at + 1 < word.length ? { flag, value: word.slice(at + 1), next: false } : { flag, value: next ?? '', next: true };
  }
  return { flag: word, value: '', next: false };
}

/** Reads the command inside, with the machine that it runs on. */
export function readWrapped(
  { wrapper, skipped, assignments, code, idle, inner }: Wrapped,
  { words, frame, input: given }: Invocation,
  reader: Reader,
): Output {
  if (idle) return null;
  const input = given !== 'none' && given && 'file' in given && !frame.elsewhere ? { ...given, here: true } : given;
  const host = wrapper.elsewhere === 'host' ? (toHosts([skipped[0] ?? ''])[0] ?? null) : null;
  if (host !== null) reader.host(host);
  else if (wrapper.elsewhere === 'host' && skipped.length > 0)
    reader.unreadable('argument', skipped[0] ?? '', 'the machine that it runs on is not known before it runs');
  const scope = forkScope(frame.scope);
  for (const assignment of assignments)
    scope.variables.set(assignment.slice(0, assignment.indexOf('=')), [[assignment.slice(assignment.indexOf('=') + 1)]]);
  const elsewhere = frame.elsewhere || wrapper.elsewhere !== undefined;
  const innerFrame = { ...frame, scope: assignments.length > 0 ? scope : frame.scope, elsewhere, host: host ?? frame.host };
  if (code !== null) {
    const rest = wrapper.programs[0] === 'env' ? ` ${inner.join(' ')}` : '';
    return reader.code(code + rest, { ...innerFrame, scope, oneLine: true }, input);
  }
  if (inner.length === 0)
    return wrapper.shell === true ? readInputAsCode(words, { frame: { ...innerFrame, scope }, input, args: [] }, reader) : null;
  if (wrapper.inner !== 'code') return reader.words({ words: inner, frame: innerFrame, input });
  return wrapper.elsewhere === undefined
    ? reader.code(inner.join(' '), { ...innerFrame, oneLine: true }, input)
    : readRemoteCode(inner.join(' '), { frame: innerFrame, input, host }, reader);
}
