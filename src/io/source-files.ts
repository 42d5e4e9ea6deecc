import { closeSync, constants, existsSync, fstatSync, openSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';

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

const MOST_FILES = 10_000;

/** All regular files below a directory (for `fileset()`), relative to it with `/`; null outside the repository, for no directory, or for too many. */
export function createFileLister(base: string): (directory: string) => readonly string[] | null {
  const root = findRepositoryRoot(base);
  const from = realpathOr(resolve(base));
  return (directory) => {
    const start = realpathOr(isAbsolute(directory) ? directory : join(from, directory));
    if (!isInside(start, root)) return null;
    // Terraform finds no files in a directory that is not there.
    if (!existsSync(start)) return [];
    try {
      const entries = readdirSync(start, { recursive: true, withFileTypes: true });
      if (entries.length > MOST_FILES) return null;
      const paths: string[] = [];
      for (const entry of entries) {
        const path = join(entry.parentPath, entry.name);
        // Terraform follows links to files; where one leads to a directory or out of the repository, the list cannot be known.
        if (entry.isSymbolicLink() && !(isInside(realpathSync(path), root) && statSync(path).isFile())) return null;
        if (entry.isFile() || entry.isSymbolicLink()) paths.push(relative(start, path).replaceAll(sep, '/'));
      }
      return paths;
    } catch {
      return null;
    }
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
  if (!isInside(real, root)) return null;
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

const isInside = (path: string, root: string): boolean => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);

function realpathOr(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
