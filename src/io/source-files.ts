import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, parse, resolve, sep } from 'node:path';

const LIMIT_BYTES = 1 << 20;

/**
 * Reads the text files that commands and `file()` name, relative to `base`. Gives null for what is not there, is no regular file, is larger
 * than 1 MB, is not UTF-8, or lies outside the repository: its content would otherwise end up in reports and comments.
 */
export function createFileReader(base: string): (path: string) => string | null {
  const root = findRepositoryRoot(base);
  const known = new Map<string, string | null>();
  return (path) => {
    const absolute = isAbsolute(path) ? path : join(base, path);
    const text = known.get(absolute) ?? readInside(absolute, root);
    known.set(absolute, text);
    return text;
  };
}

/** The nearest ancestor that holds `.git`, else the directory itself; symlinks resolved. */
export function findRepositoryRoot(directory: string): string {
  const start = realpathOr(resolve(directory));
  for (let at = start; at !== parse(at).root; at = dirname(at)) if (existsSync(join(at, '.git'))) return at;
  return start;
}

function readInside(path: string, root: string): string | null {
  const real = realpathOr(path);
  if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) return null;
  try {
    // Non-blocking, so that a FIFO cannot hang the run.
    const file = openSync(real, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const { size } = fstatSync(file);
      if (!fstatSync(file).isFile() || size > LIMIT_BYTES) return null;
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

function realpathOr(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
