import { crc32, deflateRawSync } from 'node:zlib';

/** What a test wants wrong about an entry; the rest is right. */
export type WrittenEntry = {
  readonly name: string;
  readonly content: Uint8Array;
  readonly flags?: number;
  readonly method?: number;
  /** The size that the directory claims. */
  readonly claimedSize?: number;
  readonly claimedCrc?: number;
  readonly extra?: Uint8Array;
};

/** A zip as Terraform writes it: deflated entries, no comment. */
export function writeZip(entries: readonly WrittenEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const {
    name,
    content,
    flags = 0,
    method = 8,
    claimedSize = content.length,
    claimedCrc = crc32(content),
    extra = new Uint8Array(),
  } of entries) {
    const packed = method === 8 ? deflateRawSync(content) : Buffer.from(content);
    const rawName = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(claimedCrc, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claimedSize, 18);
    common.writeUInt16LE(rawName.length, 22);
    common.writeUInt16LE(extra.length, 24);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, rawName, extra, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, place, rawName, extra]));
    locals.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
