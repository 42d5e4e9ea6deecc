import { constants, type Dirent } from 'node:fs';
import { open, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { inputError, type TfsafeError } from '../errors.ts';
import { isConfigFile } from '../hcl/module-files.ts';
import { decode, type SourceFile } from '../hcl/module-sources.ts';

const LIMIT_BYTES = 5 * 1024 * 1024;

/** A directory on disk. `label` is how messages name it; `boundary`: nothing outside of it is read, also not through links. */
export type ReadDirectory = { readonly path: string; readonly label: string; readonly boundary: string };

/**
 * The configuration files of one directory, by name. Terraform passes over directories named `x.tf` and follows links; a link to what is no
 * regular file inside `boundary`, a FIFO, a file that cannot be read or is larger than 5 MB is an error (exit 3), never skipped.
 */
export async function readConfigFiles({ path, label, boundary }: ReadDirectory): Promise<readonly SourceFile[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((cause: unknown) => {
    throw unreadable(label, cause);
  });
  const wanted = entries.filter((entry) => isConfigFile(entry.name) && !entry.isDirectory());
  const files: SourceFile[] = [];
  for (const entry of wanted) files.push(await readEntry(entry, { path, label, boundary }));
  return files;
}

async function readEntry(entry: Dirent, { path, label, boundary }: ReadDirectory): Promise<SourceFile> {
  const { name } = entry;
  const shown = label === '.' ? name : `${label}/${name}`;
  const real = await realpath(join(path, name)).catch((cause: unknown) => {
    throw unreadable(shown, cause);
  });
  if (!isInside(real, boundary))
    throw inputError(`${shown} is a link that leads out of ${boundary}`, { hint: 'replace the link by the file' });
  return { name, text: await readText(real, shown) };
}

/** The text of a regular file of at most 5 MB, UTF-8. `shown` is for messages. Throws (exit 3) else. */
export async function readText(path: string, shown: string): Promise<string> {
  // Non-blocking, so that a FIFO cannot hang the run.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((cause: unknown) => {
    throw unreadable(shown, cause);
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile())
      throw inputError(`${shown} is no regular file`, { hint: 'Terraform would read it as configuration: replace or rename it' });
    if (stat.size > LIMIT_BYTES)
      throw inputError(`${shown} is larger than 5 MB`, { hint: 'no configuration is that large: is it generated data?' });
    return decode(shown, await file.readFile());
  } finally {
    await file.close();
  }
}

/** Whether a path without links is a directory or lies in it. */
export const isInside = (path: string, directory: string): boolean =>
  path === directory || path.startsWith(directory.endsWith(sep) ? directory : directory + sep);

const unreadable = (shown: string, cause: unknown): TfsafeError =>
  inputError(`${shown} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
