import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { JsonText } from './json-text.ts';

/**
 * Keeps the JSON texts of changes outside of V8's heap, and from 4 MiB on compressed: a big plan has tens of thousands of changes,
 * and most are never looked at. A text is decoded whenever it is asked for; neighbours in one block are cheap.
 */
export type TextKeeper = {
  readonly keep: (bytes: Buffer, start: number, end: number) => JsonText;
  /** The same text, as one string for all who have it: types, names, modules repeat. */
  readonly shared: (text: string) => string;
};

/** `packed`: `bytes` is compressed. */
type Block = { bytes: Buffer; packed: boolean; readonly unpack: (block: Block) => Buffer };

type Place = { readonly block: Block; readonly from: number; readonly to: number };

const BLOCK = 256 * 1024;
const PLAIN_BLOCKS = 16;

/** Marks and absent objects: most texts are one of these. */
const COMMON: ReadonlyMap<string, JsonText> = new Map(['{}', '[]', 'null', 'true', 'false'].map((text) => [text, { text }]));

/** One object for the short texts that occur everywhere. */
export const toJsonText = (text: string): JsonText => COMMON.get(text) ?? { text };

/** Whether there is no object, without decoding one that is there. */
export const isAbsentObject = (json: JsonText): boolean => !PROTOTYPE.isPrototypeOf(json) && json.text === 'null';

/** `text` stands on the prototype: an own accessor for each text would take more room than many a text does. */
const PROTOTYPE: JsonText & ThisType<Place> = {
  get text() {
    return this.block.unpack(this.block).toString('utf8', this.from, this.to);
  },
};

export function createTextKeeper(): TextKeeper {
  let blocks = 0;
  let used = 0;
  let last: { readonly block: Block; readonly bytes: Buffer } | null = null;
  let block = createBlock(0);
  const strings = new Map<string, string>();
  return { keep, shared };

  function shared(text: string): string {
    const known = strings.get(text);
    if (known === undefined) strings.set(text, text);
    return known ?? text;
  }

  function keep(bytes: Buffer, start: number, end: number): JsonText {
    const length = end - start;
    if (length <= 5) return toJsonText(bytes.toString('latin1', start, end));
    if (used + length > block.bytes.length) startBlock(length);
    const place: Place = { block, from: used, to: used + length };
    used += bytes.copy(block.bytes, used, start, end);
    return Object.assign(Object.create(PROTOTYPE), place);
  }

  function startBlock(atLeast: number): void {
    if (blocks >= PLAIN_BLOCKS) {
      block.bytes = deflateRawSync(block.bytes.subarray(0, used), { level: 1 });
      block.packed = true;
    }
    block = createBlock(Math.max(BLOCK, atLeast));
    blocks++;
    used = 0;
  }

  function createBlock(size: number): Block {
    return { bytes: Buffer.allocUnsafeSlow(size), packed: false, unpack };
  }

  function unpack(wanted: Block): Buffer {
    if (!wanted.packed) return wanted.bytes;
    if (last?.block !== wanted) last = { block: wanted, bytes: inflateRawSync(wanted.bytes) };
    return last.bytes;
  }
}
