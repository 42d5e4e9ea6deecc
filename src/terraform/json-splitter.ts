import { isUtf8 } from 'node:buffer';
import { inputError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import { toUtf8 } from './json-encoding.ts';
import { createScan, describeByte, QUOTE, scanOn, startScan } from './json-scan.ts';
import { MAX_DEPTH } from './json-value.ts';

/**
 * What to do with a JSON value while it streams by.
 * `value`: hands out its bytes, which are valid only during the call. `members`, `elements`: goes into an object or list; anything else there,
 * null too, is an input error. `skip`: checks brackets and strings only.
 */
export type Reader =
  | { readonly kind: 'skip' }
  | { readonly kind: 'value'; readonly take: (bytes: Buffer) => void }
  | { readonly kind: 'members'; readonly of: (key: string) => Reader }
  | { readonly kind: 'elements'; readonly of: Reader };

export const SKIP: Reader = { kind: 'skip' };
export const value = (take: (bytes: Buffer) => void): Reader => ({ kind: 'value', take });
export const members = (of: (key: string) => Reader): Reader => ({ kind: 'members', of });
export const elements = (of: Reader): Reader => ({ kind: 'elements', of });

/** Reads one JSON document through `reader`, in memory that does not grow with it. Throws an input error that names the source and the byte. */
export async function splitJson(source: ByteSource, reader: Reader): Promise<void> {
  const splitter = createSplitter(source.name, reader);
  for await (const chunk of toUtf8(source)) splitter.write(chunk);
  splitter.end();
}

/** An object or list that is gone into. `step`: the key or index where it stands now. */
type Frame = { readonly of: (key: string) => Reader; readonly keys: Set<string> | null; step: string | number };

type Expected = 'root' | 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma' | 'end';

/** Node's strings end at 512 MiB; Terraform writes no single object near that. */
const LARGEST = 256 * 1024 * 1024;

const hint = 'pass the output of `terraform show -json <planfile>`';

function createSplitter(name: string, root: Reader): { readonly write: (chunk: Buffer) => void; readonly end: () => void } {
  const frames: Frame[] = [];
  const scan = createScan((at, what) => broken(what, at));
  let expected: Expected = 'root';
  let reader = root;
  /** Bytes before the present chunk. */
  let before = 0;
  let keyAt = 0;
  /** The value or key that is being scanned: null between tokens. `pieces` holds what earlier chunks had of it. */
  let token: { readonly take: ((bytes: Buffer) => void) | null; readonly pieces: Buffer[]; size: number } | null = null;

  return { write, end };

  function write(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      const byte = chunk[at] ?? 0;
      if (token) at = goOn(chunk, at);
      else if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) at++;
      else at = step(chunk, at);
    }
    before += chunk.length;
  }

  function end(): void {
    if (expected === 'end') return;
    if (expected === 'root' && !token) throw inputError(`${name} is empty`, { hint });
    throw inputError(`${name} is cut off: it ends after ${before} bytes in the middle of ${place() || 'the document'}`, { hint });
  }

  /** One token at `at`, which is not white space; returns where to go on. */
  function step(chunk: Buffer, at: number): number {
    const byte = chunk[at] ?? 0;
    const close = frames.at(-1)?.keys ? '}' : ']';
    const closes = byte === close.charCodeAt(0);
    if (expected === 'end') throw inputError(`${name} goes on after the end of its JSON document, at byte ${before + at}`, { hint });
    if (closes && (expected === 'comma' || expected === 'first value' || expected === 'first key')) return leave(at);
    if (expected === 'comma' && byte === 0x2c) return expect(frames.at(-1)?.keys ? 'key' : nextElement(), at);
    if (expected === 'colon' && byte === 0x3a) return expect('value', at);
    if ((expected === 'key' || expected === 'first key') && byte === QUOTE) {
      keyAt = before + at;
      return start(chunk, at, takeKey);
    }
    if (expected === 'root' && byte !== 0x7b) throw notAnObject(chunk, at);
    if (expected === 'root' || expected === 'value' || expected === 'first value') return startValue(chunk, at);
    throw broken(`unexpected ${describeByte(byte)}`, at);
  }

  function expect(next: Expected, at: number): number {
    expected = next;
    return at + 1;
  }

  function startValue(chunk: Buffer, at: number): number {
    const byte = chunk[at];
    if (reader.kind === 'members' && byte === 0x7b) return enter({ of: reader.of, keys: new Set(), step: '' }, at);
    if (reader.kind === 'elements' && byte === 0x5b) {
      const { of } = reader;
      return enter({ of: () => of, keys: null, step: 0 }, at);
    }
    if (reader.kind === 'members') throw inputError(`${name}: ${place()} is not an object`, { hint });
    if (reader.kind === 'elements') throw inputError(`${name}: ${place()} is not a list`, { hint });
    return start(chunk, at, reader.kind === 'value' ? reader.take : null);
  }

  function enter(frame: Frame, at: number): number {
    if (frames.push(frame) > MAX_DEPTH) throw broken(`nested deeper than ${MAX_DEPTH} levels`, at);
    if (!frame.keys) reader = frame.of('');
    return expect(frame.keys ? 'first key' : 'first value', at);
  }

  function leave(at: number): number {
    frames.pop();
    return expect(frames.length === 0 ? 'end' : 'comma', at);
  }

  function nextElement(): Expected {
    const frame = frames.at(-1);
    if (frame) {
      frame.step = Number(frame.step) + 1;
      reader = frame.of('');
    }
    return 'value';
  }

  function takeKey(bytes: Buffer): void {
    const frame = frames.at(-1);
    const key = parseKey(bytes);
    if (frame?.keys?.has(key))
      throw inputError(`${name} has the key ${JSON.stringify(key)} twice${frames.length > 1 ? ` in ${place()}` : ''}`, { hint });
    if (!frame) return;
    frame.keys?.add(key);
    frame.step = key;
    reader = frame.of(key);
  }

  function parseKey(bytes: Buffer): string {
    try {
      return String(JSON.parse(bytes.toString()));
    } catch (cause) {
      throw inputError(`${name} is not valid JSON: the key at byte ${keyAt} cannot be read`, { cause });
    }
  }

  function start(chunk: Buffer, at: number, take: ((bytes: Buffer) => void) | null): number {
    const first = chunk[at] ?? 0;
    if (!startScan(scan, first)) throw broken(`unexpected ${describeByte(first)}`, at);
    token = { take, pieces: [], size: 0 };
    return goOn(chunk, at);
  }

  /** Goes on with the token from `from`; its bytes are copied only where it spans chunks. */
  function goOn(chunk: Buffer, from: number): number {
    const stop = scanOn(scan, chunk, from);
    const piece = chunk.subarray(from, stop < 0 ? chunk.length : stop);
    if (token?.take) {
      token.size += piece.length;
      if (token.size > LARGEST) throw inputError(`${name}: ${place()} is larger than ${LARGEST / 1024 / 1024} MiB`);
      if (stop < 0) token.pieces.push(Buffer.from(piece));
    }
    if (stop < 0) return chunk.length;
    const ended = token;
    token = null;
    expected = ended?.take === takeKey ? 'colon' : 'comma';
    if (ended?.take) ended.take(whole(ended.pieces, piece, from));
    return stop;
  }

  function whole(pieces: readonly Buffer[], last: Buffer, at: number): Buffer {
    const bytes = pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
    if (!isUtf8(bytes)) throw broken(`text of ${place()} is not UTF-8`, at);
    return bytes;
  }

  /** Where the splitter stands: `prior_state.values.root_module.resources[3]`. */
  function place(): string {
    return frames
      .map(({ step: at, keys }) => (keys ? `.${at}` : `[${at}]`))
      .join('')
      .slice(1, 200);
  }

  function broken(what: string, at: number): Error {
    return inputError(`${name} is not valid JSON: ${what} at byte ${before + at}`, { hint });
  }

  function notAnObject(chunk: Buffer, at: number): Error {
    const start = JSON.stringify(chunk.toString('utf8', at, at + 20));
    return inputError(`${name} is not a Terraform plan: it does not start with "{" but with ${start}, at byte ${before + at}`, { hint });
  }
}
