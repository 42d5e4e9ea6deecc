import type { SourceRange } from '../hcl/source.ts';

/** What a cascade starts with. `unknown`: no cause can be shown. */
export type RootKind =
  | 'edit'
  | 'variable'
  | 'module-source'
  | 'removed'
  | 'drift'
  | 'taint'
  | 'request'
  | 'renewal'
  | 'deposed'
  | 'file'
  | 'data-source'
  | 'unknown';

/** How sure a root is: `certain`, shown by the two configurations or by the plan; `probable`, by its values; `possible`: it feeds what changed. */
export type Likelihood = 'certain' | 'probable' | 'possible';

/** Old and new text of what changed; null: was not, or is not there. What is marked sensitive is hidden already; other secrets are not. */
export type ValueDiff = { readonly attribute: string; readonly before: string | null; readonly after: string | null };

export type CascadeRoot = {
  readonly kind: RootKind;
  readonly likelihood: Likelihood;
  /** Absolute address of the object or named value (`module.a.local.x`); null: none can be named. */
  readonly address: string | null;
  /** One clause, lower case: what was edited, drifted or asked for. */
  readonly description: string;
  readonly range: SourceRange | null;
  /** Every edited place, in source order. */
  readonly edits: readonly { readonly range: SourceRange | null; readonly diff: ValueDiff }[];
  readonly diff: ValueDiff | null;
};

/** One step from the root towards an end. */
export type CascadeStep = {
  /** The resource instance, data source or named value of the step. */
  readonly address: string;
  readonly what: string;
  readonly range: SourceRange | null;
  /** Attributes that carry the change on, `triggers.talosconfig`. */
  readonly keys: readonly string[];
  readonly values: ValueDiff | null;
};

/** One cause with all that it ends in. */
export type Cascade = {
  readonly root: CascadeRoot;
  /** From the root to the first of the ends, both inclusive where they are objects; the shortest way. */
  readonly steps: readonly CascadeStep[];
  /** Addresses of what is replaced or deleted (or of what was asked for), in plan order. */
  readonly ends: readonly string[];
};
