import { crc32, inflateRawSync } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { inputError, TfsafeError } from '../errors.ts';

/** An opened zip. Only what `read` is asked for is inflated, and never to disk. */
export type ZipArchive = {
  /** Names of all entries, in the order of the directory. */
  readonly names: readonly string[];
  /** The content of an entry, null where there is none of that name. Throws inputError on damage (CRC, sizes). */
  readonly read: (name: string) => Promise<Buffer | null>;
};

const MEBIBYTE = 1 << 20;
const LIMITS = { entries: 10_000, entryBytes: 64 * MEBIBYTE, totalBytes: 256 * MEBIBYTE };
const END_BYTES = 22;
const END_SIGNATURE = 0x06054b50;
const ENCRYPTED = 0x1 | 0x40 | 0x2000;
const STORED = 0;
const DEFLATED = 8;

/**
 * Opens a zip that lies in memory. `name` is for messages; `allows` says which entry names may stand in it.
 * Throws inputError (exit 3) that names file and entry for everything that is damaged, hostile or larger than 64 MiB an entry, 256 MiB in all.
 */
export async function openZip(name: string, bytes: Uint8Array, allows: (entry: string) => boolean): Promise<ZipArchive> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkFrame(name, buffer);
  const { fromBufferPromise } = await import('yauzl');
  try {
    // Raw names: Terraform (Go) ignores the Unicode path field that yauzl would let override them.
    const zip = await fromBufferPromise(buffer, { decodeStrings: false });
    const entries = await readDirectory(name, zip, directoryBytes(buffer));
    checkEntries(name, entries, allows);
    return { names: [...entries.keys()], read: (entry) => readEntry({ name, buffer, zip, entry: entries.get(entry), entryName: entry }) };
  } catch (error) {
    throw asInputError(name, error);
  }
}

const directoryBytes = (buffer: Buffer): number => buffer.readUInt32LE(buffer.length - END_BYTES + 12);

/**
 * The zip must fill the file: Go's reader and yauzl disagree on which directory counts when bytes stand before or after it,
 * and what tfsafe reads must be what Terraform applies. Terraform writes no comment and no zip64 end record.
 */
function checkFrame(name: string, buffer: Buffer): void {
  const end = buffer.length - END_BYTES;
  if (end < 0 || buffer.readUInt32LE(end) !== END_SIGNATURE) {
    throw damaged(name, 'its end is missing, or bytes were appended');
  }
  const fits = buffer.readUInt32LE(end + 12) + buffer.readUInt32LE(end + 16) === end && buffer.readUInt16LE(end + 20) === 0;
  if (!fits) throw damaged(name, 'its directory does not stand where the end record says');
  if (buffer.readUInt16LE(end + 10) > LIMITS.entries) {
    throw inputError(`${name} holds more than ${LIMITS.entries} zip entries`);
  }
}

async function readDirectory(name: string, zip: ZipFile, expectedBytes: number): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    bytes += 46 + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    const entryName = decodeName(name, entry.fileNameRaw);
    // Terraform takes the first `tfplan` but the last source file of a name: a duplicate has no single meaning.
    if (entries.has(entryName)) throw inputError(`${name} holds the zip entry ${JSON.stringify(entryName)} twice`);
    entries.set(entryName, entry);
  }
  // Go reads headers until they end, yauzl as many as the end record counts.
  if (bytes !== expectedBytes) throw damaged(name, 'its directory holds more entries than the end record counts');
  return entries;
}

function decodeName(name: string, raw: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
  } catch (cause) {
    throw inputError(`${name} holds a zip entry whose name is not UTF-8`, { cause });
  }
}

function checkEntries(name: string, entries: ReadonlyMap<string, Entry>, allows: (entry: string) => boolean): void {
  let total = 0;
  for (const [entryName, entry] of entries) {
    const quoted = JSON.stringify(entryName);
    if (!isPlainPath(entryName)) throw inputError(`${name} holds the zip entry ${quoted}, which points outside`);
    if (!allows(entryName)) throw inputError(`${name} holds the zip entry ${quoted}, which a saved plan does not have`);
    if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) throw inputError(`${name}: the zip entry ${quoted} is encrypted`);
    if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
      throw inputError(`${name}: the zip entry ${quoted} is compressed in a way that Terraform does not use`);
    }
    total += entry.uncompressedSize;
    if (entry.uncompressedSize > LIMITS.entryBytes || total > LIMITS.totalBytes) {
      throw inputError(`${name}: the zip entry ${quoted} is larger than tfsafe inflates (64 MiB an entry, 256 MiB in all)`, {
        hint: 'a plan of that size can be checked as JSON: `terraform show -json PLAN > plan.json`, then pass plan.json and `--config DIR`',
      });
    }
  }
}

const isPlainPath = (path: string): boolean =>
  !path.includes('\\') && !path.includes('\0') && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');

type EntryRequest = {
  readonly name: string;
  readonly buffer: Buffer;
  readonly zip: ZipFile;
  readonly entry: Entry | undefined;
  readonly entryName: string;
};

async function readEntry({ name, buffer, zip, entry, entryName }: EntryRequest): Promise<Buffer | null> {
  if (entry === undefined) return null;
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const packed = buffer.subarray(fileDataStart, fileDataStart + entry.compressedSize);
    // The directory may lie about the size: never inflate past it. (Zero is no limit to zlib.)
    const content =
      entry.compressionMethod === STORED ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(entry.uncompressedSize, 1) });
    if (content.length !== entry.uncompressedSize || crc32(content) !== entry.crc32) throw new Error('its checksum does not fit');
    return content;
  } catch (cause) {
    throw damaged(name, `the entry ${JSON.stringify(entryName)} cannot be read`, cause);
  }
}

const asInputError = (name: string, error: unknown): TfsafeError =>
  error instanceof TfsafeError ? error : damaged(name, error instanceof Error ? error.message : String(error), error);

const damaged = (name: string, what: string, cause?: unknown): TfsafeError =>
  inputError(`${name} is a damaged zip: ${what}`, { hint: 'copy the saved plan again as binary, or make a new plan', cause });
