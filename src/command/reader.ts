import type { ShellNode, ShellScript } from '../shell/shell-tree.ts';
import type { CommandContext, EffectKind, Unreadable } from './command-effect.ts';
import type { Scope } from './scope.ts';

/**
 * What a command writes, where the text alone tells; null: not known. `file`: the content of a file that it names, which lies here even where
 * the command that reads it runs elsewhere (`ssh h sh -s < x.sh`).
 */
export type Output = { readonly text: string } | { readonly file: string; readonly here: boolean } | null;

/** What stands on a command's standard input. `none`: nothing is piped or redirected into it. */
export type Input = Output | 'none';

/** Where reading stands. Frames are never changed; their scope is, as a shell's variables are. */
export type Frame = {
  readonly scope: Scope;
  /** Nesting of code in code, capped. */
  readonly depth: number;
  /** Line in the command, or in the script file. */
  readonly line: number;
  /** The code is a string inside another command: its own lines do not count. */
  readonly oneLine: boolean;
  /** The script file that is being read, and how many files deep. */
  readonly script: { readonly file: string; readonly level: number } | null;
  /** Where the commands run, when that is another machine (`ssh`). */
  readonly host: string | null;
  /** The commands run on another file system (`ssh`, a container): its scripts cannot be read. */
  readonly elsewhere: boolean;
  /** Function calls that are being read, with their arguments, so that recursion ends. */
  readonly calls: readonly string[];
};

export type Invocation = { readonly words: readonly string[]; readonly frame: Frame; readonly input: Input };

export type ReportedEffect = {
  readonly kind: EffectKind;
  readonly words: readonly string[];
  readonly hosts?: readonly string[];
  readonly all?: boolean;
  readonly unresolved?: boolean;
};

/** The parts of reading that call each other, in one record, so that no file needs to import its caller. */
export type Reader = {
  readonly context: CommandContext;
  /** Takes `amount` of what one reading may cost; false: it is used up, and that has been reported. */
  readonly spend: (amount: number) => boolean;
  readonly report: (effect: ReportedEffect, frame: Frame) => void;
  readonly unreadable: (part: Unreadable['part'], text: string, reason: string) => void;
  readonly host: (host: string) => void;
  readonly scriptFile: (file: string, read: boolean) => void;
  /** Reads shell text as a shell would run it. */
  readonly code: (text: string, frame: Frame, input: Input) => Output;
  readonly tree: (script: ShellScript, frame: Frame, input: Input) => Output;
  readonly node: (node: ShellNode, frame: Frame, input: Input) => Output;
  /** Reads one simple command, as words. */
  readonly words: (invocation: Invocation) => Output;
};
