/** A msgpack value as far as names and places need it; what is neither text nor a map (or lies too deep) is `null`. */
export type MsgpackValue = string | ReadonlyMap<string, MsgpackValue> | null;

type Cursor = { readonly bytes: Uint8Array; readonly view: DataView; at: number };

/** What a value's first bytes say: text or other data of `size` bytes, or a map or list of `size` members. */
type Head = { readonly kind: 'text' | 'data' | 'map' | 'list'; readonly size: number };

// Bytes of the length field of binary (0xc4…) and extension values (0xc7…); an extension's type takes one more.
const LENGTH_BYTES = [1, 2, 4, 1, 2, 4] as const;
// Bytes after the type from 0xca on: floats, integers (unsigned, signed), extensions of fixed length with their type.
const FIXED_BYTES = [4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 2, 3, 5, 9, 17];

/**
 * Decodes text and maps, `depth` maps deep, out of msgpack: the serialization of values in a saved plan
 * (https://github.com/msgpack/msgpack/blob/master/spec.md). Throws RangeError on truncated input.
 */
export function parseMsgpack(bytes: Uint8Array, depth: number): MsgpackValue {
  return readValue({ bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 }, depth);
}

function readValue(cursor: Cursor, depth: number): MsgpackValue {
  const head = readHead(cursor);
  if (head.kind === 'text') return new TextDecoder().decode(take(cursor, head.size));
  if (head.kind !== 'map' || depth === 0) {
    skip(cursor, head);
    return null;
  }
  const map = new Map<string, MsgpackValue>();
  for (let index = 0; index < head.size; index++) {
    const key = readValue(cursor, 0);
    const value = readValue(cursor, depth - 1);
    if (typeof key === 'string') map.set(key, value);
  }
  return map;
}

/** Without recursion: values nest as deep as their author likes. */
function skip(cursor: Cursor, first: Head): void {
  let pending = 0;
  for (let head = first; ; head = readHead(cursor)) {
    if (head.kind === 'map') pending += 2 * head.size;
    else if (head.kind === 'list') pending += head.size;
    else take(cursor, head.size);
    if (pending-- === 0) return;
  }
}

function readHead(cursor: Cursor): Head {
  const type = readUnsigned(cursor, 1);
  if (type < 0x80 || type >= 0xe0) return { kind: 'data', size: 0 };
  if (type < 0x90) return { kind: 'map', size: type & 0x0f };
  if (type < 0xa0) return { kind: 'list', size: type & 0x0f };
  if (type < 0xc0) return { kind: 'text', size: type & 0x1f };
  if (type >= 0xde) return { kind: 'map', size: readUnsigned(cursor, type === 0xde ? 2 : 4) };
  if (type >= 0xdc) return { kind: 'list', size: readUnsigned(cursor, type === 0xdc ? 2 : 4) };
  if (type >= 0xd9) return { kind: 'text', size: readUnsigned(cursor, type === 0xd9 ? 1 : type === 0xda ? 2 : 4) };
  if (type < 0xc4) return { kind: 'data', size: 0 };
  const lengthBytes = LENGTH_BYTES[type - 0xc4];
  if (lengthBytes === undefined) return { kind: 'data', size: FIXED_BYTES[type - 0xca] ?? 0 };
  return { kind: 'data', size: readUnsigned(cursor, lengthBytes) + (type < 0xc7 ? 0 : 1) };
}

function readUnsigned(cursor: Cursor, size: 1 | 2 | 4): number {
  const at = cursor.at;
  take(cursor, size);
  return size === 1 ? cursor.view.getUint8(at) : size === 2 ? cursor.view.getUint16(at) : cursor.view.getUint32(at);
}

function take(cursor: Cursor, size: number): Uint8Array {
  const end = cursor.at + size;
  if (end > cursor.bytes.length) throw new RangeError('msgpack value is truncated');
  const taken = cursor.bytes.subarray(cursor.at, end);
  cursor.at = end;
  return taken;
}
