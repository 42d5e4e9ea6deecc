/** A msgpack value as far as names and places need it; what is neither text nor a map is `null`. */
export type MsgpackValue = string | ReadonlyMap<string, MsgpackValue> | null;

type Cursor = { readonly bytes: Uint8Array; readonly view: DataView; at: number; depth: number };

const DEPTH_LIMIT = 100;
// Bytes of the length field of binary (0xc4…) and extension values (0xc7…); an extension's type takes one more.
const LENGTH_BYTES = [1, 2, 4, 1, 2, 4] as const;
// Bytes after the type: floats, integers (unsigned, signed), extensions of fixed length with their type.
const FIXED_BYTES = [4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 2, 3, 5, 9, 17];

/**
 * Decodes text and maps out of msgpack, the serialization of values in a saved plan (https://github.com/msgpack/msgpack/blob/master/spec.md).
 * Throws RangeError on truncated or too deep input.
 */
export function parseMsgpack(bytes: Uint8Array): MsgpackValue {
  return readValue({ bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0, depth: 0 });
}

function readValue(cursor: Cursor): MsgpackValue {
  const type = readUnsigned(cursor, 1);
  if (type < 0x80 || type >= 0xe0) return null;
  if (type < 0x90) return readMap(cursor, type & 0x0f);
  if (type < 0xa0) return skipArray(cursor, type & 0x0f);
  if (type < 0xc0) return readText(cursor, type & 0x1f);
  if (type >= 0xd9 && type <= 0xdb) return readText(cursor, readUnsigned(cursor, type === 0xd9 ? 1 : type === 0xda ? 2 : 4));
  if (type === 0xdc || type === 0xdd) return skipArray(cursor, readUnsigned(cursor, type === 0xdc ? 2 : 4));
  if (type >= 0xde) return readMap(cursor, readUnsigned(cursor, type === 0xde ? 2 : 4));
  if (type < 0xc4) return null;
  const lengthBytes = LENGTH_BYTES[type - 0xc4];
  if (lengthBytes === undefined) take(cursor, FIXED_BYTES[type - 0xca] ?? 0);
  else take(cursor, readUnsigned(cursor, lengthBytes) + (type < 0xc7 ? 0 : 1));
  return null;
}

function readMap(cursor: Cursor, size: number): MsgpackValue {
  const map = new Map<string, MsgpackValue>();
  descend(cursor, () => {
    for (let index = 0; index < size; index++) {
      const key = readValue(cursor);
      const value = readValue(cursor);
      if (typeof key === 'string') map.set(key, value);
    }
  });
  return map;
}

function skipArray(cursor: Cursor, size: number): null {
  descend(cursor, () => {
    for (let index = 0; index < size; index++) readValue(cursor);
  });
  return null;
}

function descend(cursor: Cursor, read: () => void): void {
  if (++cursor.depth > DEPTH_LIMIT) throw new RangeError('msgpack value nests too deep');
  read();
  cursor.depth--;
}

const readText = (cursor: Cursor, size: number): string => new TextDecoder().decode(take(cursor, size));

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
