import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { inputError } from '../errors.ts';
import type { ByteSource } from '../terraform/byte-source.ts';
import { createSpool } from './spool.ts';

/** A source whose bytes come from a file or a stream; whoever opened it closes it, also after an error. */
export type PlanSource = ByteSource & {
  /** Of the bytes given, as hex. Throws where they have not been read to their end once. */
  readonly sha256: () => string;
  /** Lets go of the file and removes what was spooled. */
  readonly close: () => Promise<void>;
};

const CHUNK = 256 * 1024;

/** Names of standard input; opening them as files fails where a socket is behind them. */
const STDIN: ReadonlySet<string> = new Set(['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'does not exist'],
  ['ENOTDIR', 'does not exist'],
  ['EISDIR', 'is a directory'],
  ['EACCES', 'may not be read by this user'],
  ['EPERM', 'may not be read by this user'],
]);

/**
 * Opens a plan for `readPlan`. `-` and its like stand for `stdin`; that and pipes can be read only once, so they are spooled for a
 * second pass to a file that only this user can open. Throws an input error that names the path: missing, a directory, not readable.
 */
export async function openPlanSource(path: string, stdin: AsyncIterable<Uint8Array>): Promise<PlanSource> {
  if (STDIN.has(path)) return fromStream(path === '-' ? 'standard input' : path, stdin, async () => {});
  const { handle, isRegular } = await openFile(path);
  const close = (): Promise<void> => handle.close();
  if (!isRegular) return fromStream(path, readPipe(handle), close);
  const { hashed, sha256 } = createHasher(path);
  return { name: path, open: () => named(path, hashed(readFile(handle))), sha256, close };
}

function fromStream(name: string, stream: AsyncIterable<Uint8Array>, release: () => Promise<void>): PlanSource {
  const spool = createSpool();
  const { hashed, sha256 } = createHasher(name);
  let passes = 0;
  return {
    name,
    open: () => named(name, hashed(passes++ === 0 ? spool.keep(stream) : spool.read(readFile))),
    sha256,
    close: async () => {
      await spool.remove();
      await release();
    },
  };
}

/** Hashes every full pass; a later pass with other bytes than the first is an input error: the file changed meanwhile. */
function createHasher(name: string): {
  readonly hashed: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
  readonly sha256: () => string;
} {
  let digest: string | null = null;
  return {
    async *hashed(chunks) {
      const hash = createHash('sha256');
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
      const now = hash.digest('hex');
      digest ??= now;
      if (digest !== now) throw inputError(`${name} changed while it was read`, { hint: 'run tfsafe again' });
    },
    sha256: () => {
      if (digest === null) throw inputError(`${name} was not read to its end`);
      return digest;
    },
  };
}

async function openFile(path: string): Promise<{ handle: FileHandle; isRegular: boolean }> {
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  const stats = await handle.stat();
  if (!stats.isDirectory()) return { handle, isRegular: stats.isFile() };
  await handle.close();
  throw inputError(`${path} is a directory`, { hint: 'pass the plan file itself' });
}

/** Reads a regular file from its start, the next chunk while the present one is worked on; two buffers take turns. */
async function* readFile(handle: FileHandle): AsyncGenerator<Uint8Array, void, undefined> {
  let [present, next] = [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)];
  let position = 0;
  let reading = handle.read(present, 0, CHUNK, position);
  try {
    for (let { bytesRead } = await reading; bytesRead > 0; { bytesRead } = await reading) {
      position += bytesRead;
      reading = handle.read(next, 0, CHUNK, position);
      yield present.subarray(0, bytesRead);
      [present, next] = [next, present];
    }
  } finally {
    await reading.catch(() => {});
  }
}

/** Reads a pipe; never ahead, so that nothing waits for a writer when the reader has given up. */
async function* readPipe(handle: FileHandle): AsyncGenerator<Uint8Array, void, undefined> {
  const buffer = Buffer.allocUnsafeSlow(CHUNK);
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, CHUNK, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Turns errors of the system into input errors that name the source. */
async function* named(name: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunks;
  } catch (cause) {
    throw isSystemError(cause) ? unreadable(name, cause) : cause;
  }
}

const isSystemError = (error: unknown): error is { readonly code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

function unreadable(name: string, cause: unknown): Error {
  const code = isSystemError(cause) ? cause.code : 'unknown error';
  return inputError(`${name} ${REASONS.get(code) ?? `cannot be read (${code})`}`, { cause });
}
