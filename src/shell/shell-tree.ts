/** The shell's language as the rest of the program sees it: what a parser finds, without judgement. Lines count from 1. */
export type ShellScript = {
  readonly body: readonly ShellNode[];
  /** Messages of the parser; the tree is then partial. */
  readonly errors: readonly string[];
};

export type ShellNode =
  | SimpleCommand
  /** One after another: lists, groups, bodies. */
  | { readonly kind: 'sequence'; readonly nodes: readonly ShellNode[] }
  /** Exactly one of them runs, and nobody can say which: `if`, `case`, and what follows `&&` or `||`. */
  | { readonly kind: 'branches'; readonly nodes: readonly ShellNode[] }
  | { readonly kind: 'pipeline'; readonly nodes: readonly ShellNode[] }
  | { readonly kind: 'subshell'; readonly body: ShellNode }
  /** `values` null: `for x` without `in`, over `$@`. */
  | { readonly kind: 'for'; readonly variable: string; readonly values: readonly ShellWord[] | null; readonly body: ShellNode }
  /** Runs any number of times; `assigned`: the variables that it changes. */
  | { readonly kind: 'loop'; readonly assigned: readonly string[]; readonly body: ShellNode }
  | { readonly kind: 'function'; readonly name: string; readonly body: ShellNode }
  | { readonly kind: 'redirected'; readonly body: ShellNode; readonly redirects: readonly Redirect[]; readonly line: number }
  /** Words that are only expanded: `[[ … ]]`, `(( … ))`, the subject of `case`. */
  | { readonly kind: 'words'; readonly words: readonly ShellWord[]; readonly line: number };

export type SimpleCommand = {
  readonly kind: 'simple';
  readonly assignments: readonly ShellAssignment[];
  readonly words: readonly ShellWord[];
  /** `export X=1`, `local Y=(a b)`: assignments that stand as arguments (they are in `words` too). */
  readonly declared: readonly ShellAssignment[];
  readonly redirects: readonly Redirect[];
  readonly line: number;
};

export type ShellAssignment = {
  readonly name: string;
  readonly append: boolean;
  /** An array has many; `X=1` has one. */
  readonly values: readonly ShellWord[];
  readonly array: boolean;
};

export type Redirect =
  | { readonly kind: 'in' | 'out' | 'append' | 'here-string'; readonly target: ShellWord }
  /** `>&1`, `2>&1` and a here-document without end are left out; a here-document is one word. */
  | { readonly kind: 'here-document'; readonly target: ShellWord };

export type ShellWord = { readonly parts: readonly WordPart[] };

export type WordPart =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly quoted: boolean;
      readonly operation: VariableOperation | null;
      readonly source: string;
    }
  | { readonly kind: 'command'; readonly script: ShellScript; readonly quoted: boolean; readonly source: string }
  /** `<(…)`, `>(…)`. */
  | { readonly kind: 'process'; readonly script: ShellScript; readonly source: string }
  | { readonly kind: 'braces'; readonly source: string }
  /** Arithmetic and the rare operators: the value is not followed, but commands inside do run. */
  | { readonly kind: 'other'; readonly quoted: boolean; readonly source: string; readonly inside: readonly ShellWord[] };

/** `operator` as in bash: `:-`, `-`, `:=`, `=`, `:+`, `+`, `:?`, `?`, `#`, `##`, `%`, `%%`, `/`, `//`, `^^`, `,,`. */
export type VariableOperation = { readonly operator: string; readonly operand: ShellWord; readonly replacement: ShellWord | null };
