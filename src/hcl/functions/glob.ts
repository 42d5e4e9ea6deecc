import { posix } from 'node:path';

/** A path, `/`-separated and relative, matches. */
export type Matches = (path: string) => boolean;

const MOST_ALTERNATIVES = 200;
const MOST_SEGMENTS = 100;

/**
 * A `fileset` pattern (github.com/bmatcuk/doublestar 1.1: `*`, `?`, `[a-z]`, `[^a]`, `{a,b}`, `**` for any number of directories); null for
 * what is not followed here: escapes, nested braces, a way out of the directory. Terraform cleans the pattern as a path first.
 */
export function findGlob(written: string): Matches | null {
  const pattern = posix.normalize(written).replace(/^\/+/u, '');
  if (/\\|\{[^}]*\{|^\.\.(?:\/|$)/u.test(pattern)) return null;
  const alternatives = expandBraces(pattern);
  const globs = alternatives?.map((alternative) => alternative.split('/')) ?? [];
  if (alternatives === null || globs.some((segments) => segments.length > MOST_SEGMENTS || !segments.every(isReadable))) return null;
  return (path) => {
    const parts = path.split('/');
    return globs.some((segments) => matchPath(segments, parts));
  };
}

function expandBraces(pattern: string): readonly string[] | null {
  let found = [''];
  for (const piece of pattern.split(/(\{[^{}]*\})/u)) {
    const choices = piece.startsWith('{') ? piece.slice(1, -1).split(',') : [piece];
    if (/[{}]/u.test(choices.join('')) || found.length * choices.length > MOST_ALTERNATIVES) return null;
    found = found.flatMap((start) => choices.map((choice) => start + choice));
  }
  return found;
}

/** Every bracket opens a class that is not empty and is closed, and whose ranges have two ends. */
const isReadable = (segment: string): boolean => !/[[\]]/u.test(segment.replaceAll(/\[\^?(?:[^\]^-]-[^\]-]|[^\]^-])+\]/gu, ''));

/** Row by row, so that many `**` cost no more than segments times parts. */
function matchPath(segments: readonly string[], parts: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const segment of segments) {
    const next = new Set<number>();
    const first = Math.min(...reached);
    if (segment === '**') for (let at = first; at <= parts.length; at += 1) next.add(at);
    else for (const at of reached) if (at < parts.length && matchSegment(segment, parts[at] ?? '')) next.add(at + 1);
    if (next.size === 0) return false;
    reached = next;
  }
  return reached.has(parts.length);
}

type Token = { readonly kind: 'any' } | { readonly kind: 'one'; readonly accepts: (character: string) => boolean };

function matchSegment(segment: string, text: string): boolean {
  const tokens = Array.from(segment.matchAll(/\*+|\[[^\]]+\]|[^]/gu), ([token]) => toToken(token));
  const characters = Array.from(text);
  let reached = new Set([0]);
  for (const token of tokens) {
    const next = new Set<number>();
    if (token.kind === 'any') for (let at = Math.min(...reached); at <= characters.length; at += 1) next.add(at);
    else for (const at of reached) if (at < characters.length && token.accepts(characters[at] ?? '')) next.add(at + 1);
    if (next.size === 0) return false;
    reached = next;
  }
  return reached.has(characters.length);
}

function toToken(token: string): Token {
  if (token.startsWith('*')) return { kind: 'any' };
  if (token === '?') return { kind: 'one', accepts: () => true };
  if (!token.startsWith('[')) return { kind: 'one', accepts: (character) => character === token };
  const isNegated = token.startsWith('[^');
  const ranges = Array.from(
    token.slice(isNegated ? 2 : 1, -1).matchAll(/([^])-([^])|([^])/gu),
    ([, from, to, single = '']) => [from ?? single, to ?? single] as const,
  );
  return { kind: 'one', accepts: (character) => ranges.some(([from, to]) => character >= from && character <= to) !== isNegated };
}
