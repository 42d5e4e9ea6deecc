import { posix } from 'node:path';
import { certainError } from '../evaluation-error.ts';
import { toSet } from '../convert.ts';
import { findGlob } from './glob.ts';
import { boolValue, isMapping, sortedKeys, textValue } from '../value.ts';
import type { Value } from '../value.ts';
import { ANY, at, parts, STRING, textAt, unknownCall, whole } from './function.ts';
import type { CallContext, TerraformFunction } from './function.ts';
import { decodeUtf8 } from './encoding.ts';
import { digest, DIGESTS } from './hash.ts';

/** Terraform expands `~` before it reads. */
function expanded(path: string, { scope }: CallContext): string | null {
  if (path !== '~' && !path.startsWith('~/')) return path.startsWith('~') ? null : path;
  return scope.homeDirectory === undefined ? null : posix.join(scope.homeDirectory, path.slice(1));
}

/** The bytes of a file, or null where they cannot be known here. Text that was decoded with losses does not count. */
function bytesOf(path: string, context: CallContext): Uint8Array | null {
  const real = expanded(path, context);
  const content = real === null ? null : (context.scope.readFile?.(real) ?? null);
  if (typeof content !== 'string') return content;
  return content.includes('\ufffd') ? null : Buffer.from(content);
}

const ofFile = (make: (bytes: Uint8Array) => string): TerraformFunction =>
  whole([STRING], (args, context) => {
    const bytes = bytesOf(textAt(args, 0), context);
    return bytes === null ? unknownCall(context) : textValue(make(bytes));
  });

/** That a file is missing cannot be told from one that must not be read. */
function fileexists(args: readonly Value[], context: CallContext): Value {
  return bytesOf(textAt(args, 0), context) === null ? unknownCall(context) : boolValue(true);
}

function templatefile(args: readonly Value[], context: CallContext): Value {
  const bytes = bytesOf(textAt(args, 0), context);
  return bytes === null ? unknownCall(context) : rendered(decodeUtf8(bytes), at(args, 1), context);
}

const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

function rendered(text: string, variables: Value, context: CallContext): Value {
  if (!isMapping(variables)) throw certainError('the variables of a template must be an object');
  if (!sortedKeys(variables.entries).every((name) => IDENTIFIER.test(name)))
    throw certainError('the name of a template variable is not valid');
  const { templates } = context.scope;
  const template = templates?.parsed.get(text);
  if (template === undefined) templates?.wanted.add(text);
  if (template === undefined || template === null) return unknownCall(context);
  const value = context.render(template, variables.entries);
  if (value.kind === 'null') throw certainError('a template has the value null');
  return value;
}

/** Lies beside the state while Terraform works, and may be in the set then. */
const LOCK_FILE = '.terraform.tfstate.lock.info';

/** Terraform's set of files is known only where the whole directory can be listed, and what lies in it does not come and go. */
function fileset(args: readonly Value[], context: CallContext): Value {
  const directory = expanded(textAt(args, 0), context);
  const matches = findGlob(textAt(args, 1));
  // Terraform joins both to one pattern.
  if (directory === null || matches === null || /[*?[{\\]/u.test(directory)) return unknownCall(context);
  if (/^(?:\/|\.\.|\.?$)/u.test(clean(directory)) && matches(LOCK_FILE)) return unknownCall(context);
  const files = context.scope.listFiles?.(directory) ?? null;
  return files === null ? unknownCall(context) : toSet(files.filter(matches).map(textValue));
}

/** Go's `filepath.Clean`. */
const clean = (path: string): string => {
  const normal = posix.normalize(path);
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
};

const dirname = (path: string): string => clean(path.slice(0, path.lastIndexOf('/') + 1) || '.');

function basename(path: string): string {
  if (path === '') return '.';
  const trimmed = path.replace(/(?<=.)\/+$/u, '');
  return trimmed === '/' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

function abspath(args: readonly Value[], context: CallContext): Value {
  const { workingDirectory } = context.scope;
  const path = textAt(args, 0);
  if (path.startsWith('/')) return textValue(clean(path));
  return workingDirectory === undefined ? unknownCall(context) : textValue(clean(`${workingDirectory}/${path}`));
}

function pathexpand(args: readonly Value[], context: CallContext): Value {
  const path = expanded(textAt(args, 0), context);
  return path === null ? unknownCall(context) : textValue(path);
}

const fileDigests = [...DIGESTS].map(([name, kind]) => {
  const file = kind.encoding === 'base64' ? `filebase64${kind.algorithm}` : `file${name}`;
  return [file, ofFile((bytes) => digest(kind, bytes))] as const;
});

export const FILESYSTEM_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ...fileDigests,
  ['file', ofFile(decodeUtf8)] as const,
  ['filebase64', ofFile((bytes) => Buffer.from(bytes).toString('base64'))] as const,
  ['fileset', whole([STRING, STRING], fileset)] as const,
  ['fileexists', whole([STRING], fileexists)] as const,
  ['templatefile', parts([STRING, ANY], templatefile)] as const,
  ['templatestring', parts([STRING, ANY], (args, context) => rendered(textAt(args, 0), at(args, 1), context))] as const,
  ['dirname', whole([STRING], (args) => textValue(dirname(textAt(args, 0))))] as const,
  ['basename', whole([STRING], (args) => textValue(basename(textAt(args, 0))))] as const,
  ['abspath', whole([STRING], abspath)] as const,
  ['pathexpand', whole([STRING], pathexpand)] as const,
]);
