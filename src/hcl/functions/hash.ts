import { createHash } from 'node:crypto';
import { certainError } from '../evaluation-error.ts';
import { textValue } from '../value.ts';
import { STRING, textAt, whole } from './function.ts';
import type { TerraformFunction } from './function.ts';

export type Digest = { readonly algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512'; readonly encoding: 'hex' | 'base64' };

/** By the name of the function that digests text; `file…` does the same with a file. */
export const DIGESTS: ReadonlyMap<string, Digest> = new Map([
  ['md5', { algorithm: 'md5', encoding: 'hex' }],
  ['sha1', { algorithm: 'sha1', encoding: 'hex' }],
  ['sha256', { algorithm: 'sha256', encoding: 'hex' }],
  ['sha512', { algorithm: 'sha512', encoding: 'hex' }],
  ['base64sha256', { algorithm: 'sha256', encoding: 'base64' }],
  ['base64sha512', { algorithm: 'sha512', encoding: 'base64' }],
]);

export const digest = ({ algorithm, encoding }: Digest, content: string | Uint8Array): string =>
  createHash(algorithm).update(content).digest(encoding);

/** RFC 4122, appendix C. */
const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['dns', '6ba7b8109dad11d180b400c04fd430c8'],
  ['url', '6ba7b8119dad11d180b400c04fd430c8'],
  ['oid', '6ba7b8129dad11d180b400c04fd430c8'],
  ['x500', '6ba7b8149dad11d180b400c04fd430c8'],
]);

function uuidv5(namespace: string, name: string): string {
  const space = NAMESPACES.get(namespace) ?? namespace.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/u.test(space)) throw certainError('uuidv5() wants a UUID or a known namespace');
  const bytes = createHash('sha1').update(Buffer.from(space, 'hex')).update(name).digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
}

export const HASH_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ...[...DIGESTS].map(([name, kind]) => [name, whole([STRING], (args) => textValue(digest(kind, textAt(args, 0))))] as const),
  ['uuidv5', whole([STRING, STRING], (args) => textValue(uuidv5(textAt(args, 0), textAt(args, 1))))] as const,
]);
