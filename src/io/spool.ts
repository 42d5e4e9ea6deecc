import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inputError } from '../errors.ts';

/** Keeps what a stream gives, so that it can be read again. Plans hold secrets: the file is private and, where the system allows it, has no name. */
export type Spool = {
  /** Passes the stream on, and keeps it. */
  readonly keep: (stream: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array, void, undefined>;
  /** What was kept, read with `readFile`. Throws an input error where the stream was not kept to its end. */
  readonly read: (readFile: (handle: FileHandle) => AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
  readonly remove: () => Promise<void>;
};

export function createSpool(): Spool {
  let folder: string | null = null;
  let file: FileHandle | null = null;
  let isWhole = false;

  return {
    async *keep(stream) {
      folder = await mkdtemp(join(tmpdir(), 'tfsafe-'));
      file = await open(join(folder, 'plan.json'), 'wx+', 0o600);
      // An open file needs no name (Windows disagrees; there `remove` does it): nothing is left behind even by SIGKILL.
      await rm(folder, { recursive: true, force: true }).catch(() => {});
      for await (const chunk of stream) {
        await file.appendFile(chunk);
        yield chunk;
      }
      isWhole = true;
    },
    read(readFile) {
      if (!file || !isWhole) throw inputError('a stream can be read again only after it was read to its end');
      return readFile(file);
    },
    async remove() {
      await file?.close();
      if (folder !== null) await rm(folder, { recursive: true, force: true });
      file = null;
      folder = null;
    },
  };
}
