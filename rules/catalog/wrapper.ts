/** A program that runs the command in its arguments. To add one: a row here and a line in the wrapper table of `test/command.test.ts`. */
export type Wrapper = {
  readonly programs: readonly string[];
  /** Words that must come first: `compute ssh`. */
  readonly verb?: string;
  /** Flags that take a value, before the command. */
  readonly values?: string;
  /** Flags whose value is shell code: that is then the command. */
  readonly codeFlags?: string;
  /** Without such a flag this is another form of the program. */
  readonly needsCode?: boolean;
  /** Words before the command: a duration, a directory, a container. */
  readonly skip?: number;
  /** `NAME=value` words stand before the command. */
  readonly assignments?: boolean;
  /** `code`: the rest is joined and read by a shell. `verb`: the verb is itself the program. Absent: the rest is run as it stands. */
  readonly inner?: 'code' | 'verb';
  /** With no command a shell is started, which reads standard input. */
  readonly shell?: boolean;
  /** The command runs on another file system. `host`: the first skipped word names the machine. */
  readonly elsewhere?: 'host' | 'container';
  /** Flags with which nothing is run (`sudo -l`, `command -v`). */
  readonly idle?: string;
  readonly source: string;
};
