import { inputError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';

/** Byte order marks. PowerShell's `>` writes UTF-16. */
const MARKS = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
] as const;

/** The bytes of a source as UTF-8 without byte order mark. Throws an input error on broken UTF-16. */
export async function* toUtf8(source: ByteSource): AsyncGenerator<Buffer, void, undefined> {
  let head: Buffer | null = Buffer.alloc(0);
  let decode: ((chunk: Buffer, last: boolean) => Buffer) | null = null;
  for await (const bytes of source.open()) {
    let chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (head) {
      chunk = Buffer.concat([head, chunk]);
      head = chunk.length < 3 ? chunk : null;
      if (head) continue;
      ({ chunk, decode } = withoutMark(chunk, source.name));
    }
    yield decode ? decode(chunk, false) : chunk;
  }
  if (head) ({ chunk: head, decode } = withoutMark(head, source.name));
  if (head) yield decode ? decode(head, true) : head;
  else if (decode) yield decode(Buffer.alloc(0), true);
}

function withoutMark(chunk: Buffer, name: string): { chunk: Buffer; decode: ((chunk: Buffer, last: boolean) => Buffer) | null } {
  const mark = MARKS.find(({ bytes }) => bytes.every((byte, at) => chunk[at] === byte));
  if (!mark) return { chunk, decode: null };
  const rest = chunk.subarray(mark.bytes.length);
  return { chunk: rest, decode: mark.encoding === 'utf-8' ? null : toDecoder(mark.encoding, name) };
}

function toDecoder(encoding: 'utf-16le' | 'utf-16be', name: string): (chunk: Buffer, last: boolean) => Buffer {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  return (chunk, last) => {
    try {
      return Buffer.from(decoder.decode(chunk, { stream: !last }));
    } catch (cause) {
      throw inputError(`${name} is not valid UTF-16`, { cause });
    }
  };
}
