import { MAX_DEPTH } from './json-value.ts';

/** A value that is being skipped over, possibly through several chunks. Brackets and strings are checked, nothing else is parsed. */
export type Scan = {
  kind: 'nested' | 'string' | 'scalar';
  depth: number;
  inString: boolean;
  /** The chunk ended after a backslash. */
  escaped: boolean;
  /** The closing brackets that are due, innermost last. */
  readonly due: Uint8Array;
  /** Makes the error: `at` is an index into the chunk. */
  readonly fail: (at: number, what: string) => Error;
};

export const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const ILLEGAL = 0;
const PLAIN = 1;
const OPENS = 2;
const CLOSES = 3;
const QUOTES = 4;

/** What a byte means outside of strings. */
const CLASS = new Uint8Array(256);
for (const char of ' \t\n\r,:+-.0123456789eEtrufalsn') CLASS[char.charCodeAt(0)] = PLAIN;
for (const char of '{[') CLASS[char.charCodeAt(0)] = OPENS;
for (const char of '}]') CLASS[char.charCodeAt(0)] = CLOSES;
CLASS[QUOTE] = QUOTES;

const IN_SCALAR = new Uint8Array(256);
for (const char of '+-.0123456789eEtrufalsn') IN_SCALAR[char.charCodeAt(0)] = 1;

export const createScan = (fail: Scan['fail']): Scan => ({
  kind: 'scalar',
  depth: 0,
  inString: false,
  escaped: false,
  due: new Uint8Array(MAX_DEPTH),
  fail,
});

/** Starts over at a value whose first byte is `first`; false: no value starts with it. */
export function startScan(scan: Scan, first: number): boolean {
  scan.depth = 0;
  scan.escaped = false;
  scan.inString = false;
  scan.kind = first === QUOTE ? 'string' : CLASS[first] === OPENS ? 'nested' : 'scalar';
  return scan.kind !== 'scalar' || IN_SCALAR[first] === 1;
}

/**
 * Goes on with the value from `from`; `from` is its first byte, or the start of the next chunk.
 * Returns the index after its end, or -1 where the chunk ends first. Throws what `fail` makes.
 */
export function scanOn(scan: Scan, bytes: Buffer, from: number): number {
  if (scan.kind === 'scalar') return scanScalar(bytes, from);
  if (scan.kind === 'nested') return scanNested(scan, bytes, from);
  const at = scan.inString ? from : from + 1;
  scan.inString = true;
  return scanString(scan, bytes, at);
}

function scanScalar(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at++) if (IN_SCALAR[bytes[at] ?? 0] !== 1) return at;
  return -1;
}

function scanNested(scan: Scan, bytes: Buffer, from: number): number {
  const { due } = scan;
  const end = bytes.length;
  let depth = scan.depth;
  let at = from;
  while (at < end) {
    if (scan.inString) {
      at = scanString(scan, bytes, at);
      if (at < 0) break;
      scan.inString = false;
    }
    for (; at < end; at++) {
      const byte = bytes[at] ?? 0;
      const meaning = CLASS[byte];
      if (meaning === PLAIN) continue;
      if (meaning === QUOTES) {
        scan.inString = true;
        at++;
        break;
      }
      if (meaning === OPENS) {
        if (depth === MAX_DEPTH) throw scan.fail(at, `nested deeper than ${MAX_DEPTH} levels`);
        // In ASCII the closing bracket follows two after the opening one, for both kinds.
        due[depth++] = byte + 2;
      } else {
        if (meaning === ILLEGAL || due[--depth] !== byte) throw scan.fail(at, `unexpected ${describeByte(byte)}`);
        if (depth === 0) return at + 1;
      }
    }
  }
  scan.depth = depth;
  return -1;
}

/** From inside a string to the index after its closing quote, or -1. Short strings byte by byte: a native call costs more than they do. */
function scanString(scan: Scan, bytes: Buffer, from: number): number {
  const end = bytes.length;
  if (from >= end) return -1;
  let at = from;
  if (scan.escaped) {
    scan.escaped = false;
    at++;
  }
  while (at < end) {
    for (const near = Math.min(at + 32, end); at < near; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) return at + 1;
      if (byte === BACKSLASH) at++;
    }
    if (at >= end) break;
    const quote = bytes.indexOf(QUOTE, at);
    const stop = quote < 0 ? end : quote;
    let backslashes = stop;
    while (backslashes > at && bytes[backslashes - 1] === BACKSLASH) backslashes--;
    const escaped = (stop - backslashes) % 2 === 1;
    if (quote < 0) {
      scan.escaped = escaped;
      return -1;
    }
    at = quote + 1;
    if (!escaped) return at;
  }
  scan.escaped = at > end;
  return -1;
}

export const describeByte = (byte: number): string =>
  byte > 0x20 && byte < 0x7f ? JSON.stringify(String.fromCharCode(byte)) : `byte 0x${byte.toString(16).padStart(2, '0')}`;
