import { inputError } from '../errors.ts';
import { createScan, scanOn, startScan } from './json-scan.ts';

/** Where a value stands in some bytes: `[start, end)`. */
export type Span = { readonly start: number; readonly end: number };

/** `keyStart` and `keyEnd` leave out the quotes. */
type Member = Span & { readonly keyStart: number; readonly keyEnd: number };

const BACKSLASH = 0x5c;
const scan = createScan((at, what) => inputError(`not valid JSON: ${what} at byte ${at}`));

/**
 * Where the members `names` of an object stand whose opening brace is at `from`. The bytes are what a splitter handed out, so they are whole.
 * Returns start and end for each name, in that order; both are 0 for a member that is absent. The last of two equal keys wins, as in `JSON.parse`,
 * but for `enough`: stops when it has found that many, so that the rest of the object is not looked at.
 */
export function findMembers(
  bytes: Buffer,
  from: number,
  { names, enough = Infinity }: { readonly names: readonly string[]; readonly enough?: number },
): Int32Array {
  const found = new Int32Array(names.length * 2);
  let count = 0;
  visitMembers(bytes, from, (member) => {
    const index = findName(bytes, member, names);
    if (index < 0) return true;
    found[index * 2] = member.start;
    found[index * 2 + 1] = member.end;
    return ++count < enough;
  });
  return found;
}

/** All members of the object that starts at `from`, by name. */
export function listMembers(bytes: Buffer, from: number): ReadonlyMap<string, Span> {
  const members = new Map<string, Span>();
  visitMembers(bytes, from, (member) => {
    members.set(toKey(bytes, member), { start: member.start, end: member.end });
    return true;
  });
  return members;
}

/** The text of a span of `findMembers`; `absent` where there is none. */
export function textOf(
  bytes: Buffer,
  { found, index, absent }: { readonly found: Int32Array; readonly index: number; readonly absent: string },
): string {
  const end = found[index * 2 + 1] ?? 0;
  return end === 0 ? absent : bytes.toString('utf8', found[index * 2], end);
}

/** Calls `visit` for each member until it returns false. Bytes that are no object have no members. */
function visitMembers(bytes: Buffer, from: number, visit: (member: Member) => boolean): void {
  if (bytes[from] !== 0x7b) return;
  let at = skipTo(bytes, from + 1);
  while (at < bytes.length && bytes[at] === 0x22) {
    const keyEnd = endOfValue(bytes, at);
    const start = skipTo(bytes, keyEnd);
    const end = endOfValue(bytes, start);
    if (!visit({ keyStart: at + 1, keyEnd: keyEnd - 1, start, end })) return;
    at = skipTo(bytes, end);
  }
}

/** Over white space, commas and colons: what else they could mean was settled by `JSON.parse` or does not matter for counting. */
function skipTo(bytes: Buffer, from: number): number {
  let at = from;
  for (
    let byte = bytes[at];
    byte === 0x2c || byte === 0x3a || byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
    byte = bytes[++at]
  );
  return at;
}

function endOfValue(bytes: Buffer, from: number): number {
  startScan(scan, bytes[from] ?? 0);
  const end = scanOn(scan, bytes, from);
  return end < 0 ? bytes.length : end;
}

function findName(bytes: Buffer, key: Member, names: readonly string[]): number {
  const length = key.keyEnd - key.keyStart;
  for (let at = key.keyStart; at < key.keyEnd; at++) if (bytes[at] === BACKSLASH) return names.indexOf(toKey(bytes, key));
  for (let index = 0; index < names.length; index++) {
    const name = names[index] ?? '';
    if (name.length !== length) continue;
    let same = 0;
    while (same < length && name.charCodeAt(same) === bytes[key.keyStart + same]) same++;
    if (same === length) return index;
  }
  return -1;
}

function toKey(bytes: Buffer, { keyStart, keyEnd }: Member): string {
  const raw = bytes.toString('utf8', keyStart - 1, keyEnd + 1);
  try {
    return String(JSON.parse(raw));
  } catch (cause) {
    throw inputError(`not valid JSON: the key ${raw.slice(0, 100)}`, { cause });
  }
}
