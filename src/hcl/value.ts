import type { BigFloat } from './big-float.ts';

/**
 * A run of text in a string value. `known: false`: `text` is the source of the expression that could not be known.
 * `sensitive`: the text is known but secret.
 */
export type Segment = { readonly text: string; readonly known: boolean; readonly sensitive: boolean };

/**
 * A value of Terraform's type system (cty), as far as text depends on it. Strings are ropes, so that a template of known and unknown,
 * secret and plain parts keeps each apart; a function that cannot keep them apart makes the whole result unknown or sensitive.
 * `sensitive` on other kinds marks the whole value; members carry their own marks.
 * State JSON does not say whether an object is a map or an object, a list a set or a tuple: `object` and `tuple` stand for both there.
 */
export type Value = { readonly sensitive: boolean } & (
  | { readonly kind: 'null' }
  | { readonly kind: 'unknown'; /** Sources of the expressions that are not known. */ readonly sources: readonly string[] }
  | { readonly kind: 'string'; readonly segments: readonly Segment[] }
  | { readonly kind: 'number'; readonly number: BigFloat }
  | { readonly kind: 'bool'; readonly bool: boolean }
  | { readonly kind: 'tuple' | 'list' | 'set'; readonly items: readonly Value[] }
  | { readonly kind: 'object' | 'map'; readonly entries: ReadonlyMap<string, Value> }
);
