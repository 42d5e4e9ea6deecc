import type { Expression } from './expression.ts';
import type { Value } from './value.ts';

/** Template texts met during evaluation, parsed by `evaluateFully` between rounds. `null`: it could not be parsed. */
export type TemplateCache = { readonly parsed: Map<string, Expression | null>; readonly wanted: Set<string> };

/** What the names in an expression stand for, and what of the world it may see. What is not given is unknown. */
export type Scope = {
  /** `self`, `each`, `path`, …; undefined makes the reference unknown. A missing attribute of a known object is an error, as in Terraform. */
  readonly lookup: (root: string) => Value | undefined;
  /** Content of a file, by the path as the expression gives it (relative to where Terraform runs); null where it cannot be known. */
  readonly readFile?: ((path: string) => Uint8Array | string | null) | undefined;
  /** All regular files below a directory, `/`-separated and relative to it; null where that cannot be known. */
  readonly listFiles?: ((directory: string) => readonly string[] | null) | undefined;
  /** Where Terraform runs (absolute), for `abspath`. */
  readonly workingDirectory?: string | undefined;
  /** For `pathexpand("~")`. */
  readonly homeDirectory?: string | undefined;
  readonly templates?: TemplateCache | undefined;
};
