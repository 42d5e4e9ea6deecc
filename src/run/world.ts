import type { HclParser } from '../hcl/hcl-parser.ts';
import type { Configuration } from '../hcl/configuration.ts';
import type { Plan, Producer } from '../terraform/plan.ts';

/** Everything that prediction looks at, given by the edges; the parts that touch the world are functions. */
export type World = {
  readonly plan: Plan;
  readonly producer: Producer;
  readonly configuration: Configuration;
  readonly parser: HclParser;
  /** Null: plan JSON does not name the workspace. */
  readonly workspace: string | null;
  /** Absolute path of the directory that terraform runs in; `path.cwd`. */
  readonly cwd: string;
  /** Text of a file that a command or `file()` names, relative to `cwd`; null where it is not there or must not be read. */
  readonly readFile: (path: string) => string | null;
  /** All regular files below a directory, for `fileset()`; null where it cannot be known. */
  readonly listFiles: (directory: string) => readonly string[] | null;
  readonly homeDirectory: string | undefined;
  /** Hides every secret of the plan by value. */
  readonly mask: (text: string) => { readonly text: string; readonly masked: boolean };
};
