/** What a command does, as far as its words say. Severity is the rules' business. */
export type EffectKind =
  | 'wipe-node'
  | 'stop-node'
  | 'remove-node'
  | 'drain-node'
  | 'delete-cluster'
  | 'delete-data'
  | 'delete-resource'
  | 'change-network'
  | 'runs-terraform'
  | 'runs-code'
  /** `rm -r` and the like of ordinary files. */
  | 'delete-files'
  /** A program or verb that the catalogue does not know. */
  | 'unknown';

export type CommandEffect = {
  readonly kind: EffectKind;
  /** The simple command that does it, as words, shortened: `talosctl reset --nodes 10.0.0.1`. */
  readonly detail: string;
  readonly hosts: readonly string[];
  /** It names every object of its kind (`--all`, `-l` on nodes, `ansible all`). */
  readonly all: boolean;
  /** `delete-files`: the path is not known, so it may be anything. */
  readonly unresolved: boolean;
  /** Where it stands when it is inside a script file that the command calls. */
  readonly script: { readonly file: string; readonly line: number } | null;
};

/** A part of a command that could not be read. `argument`: program and verb are known, so the effect stands. */
export type Unreadable = {
  readonly part: 'program' | 'verb' | 'argument' | 'script' | 'syntax';
  readonly text: string;
  readonly reason: string;
};

export type CommandReading = {
  readonly effects: readonly CommandEffect[];
  /** Everything the command acts on, without duplicates, in order of appearance. */
  readonly hosts: readonly string[];
  readonly unreadable: readonly Unreadable[];
  /** Script files that the command calls. `text` null: not readable. */
  readonly scripts: readonly { readonly file: string; readonly read: boolean }[];
};

/** Stands for an unknown part of a word while a command is read: U+E000, decimal index, U+E001. Terraform text holds none. */
export const UNKNOWN_OPEN = '\uE000';
export const UNKNOWN_CLOSE = '\uE001';

/** What reading a command may ask of the world. Paths are as the command writes them, after `workingDir`. */
export type CommandContext = {
  /** Terraform's `interpreter`; null: the platform's shell. */
  readonly interpreter: readonly string[] | null;
  readonly workingDir: string | null;
  /** Values of `environment`, for `$VAR` in the text. */
  readonly environment: ReadonlyMap<string, string>;
  /** The text of a script file; null where it cannot be read. */
  readonly readScript: (path: string) => string | null;
};
