/** Where something stands. Lines and columns count from 1. `file` is relative to the root module, with `/`. */
export type SourceRange = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
};

/**
 * An expression as it stands in a source file, not yet parsed.
 * `native`: the exact source text, heredocs included. `json`: the decoded JSON value, in which every string is a template.
 */
export type ExpressionSource =
  | { readonly syntax: 'native'; readonly text: string; readonly range: SourceRange }
  | { readonly syntax: 'json'; readonly value: unknown; readonly range: SourceRange };

/** `name = expression` */
export type Attribute = { readonly name: string; readonly range: SourceRange; readonly expression: ExpressionSource };

/** `type "label" "label" { … }`; `range.line` is the line of `type`, `range.endLine` that of the closing brace. */
export type Block = {
  readonly type: string;
  readonly labels: readonly string[];
  readonly range: SourceRange;
  readonly body: Body;
};

/** Attributes by name (a `Map`: names are input) and blocks in source order. */
export type Body = { readonly attributes: ReadonlyMap<string, Attribute>; readonly blocks: readonly Block[] };
