import type { SourceRange } from '../hcl/source.ts';
import type { CommandReading } from '../command/command-effect.ts';

export type RunMoment =
  | 'destroy'
  | 'create'
  | 'before-create'
  | 'after-create'
  | 'before-update'
  | 'after-update'
  | 'before-destroy'
  | 'after-destroy'
  | 'invoke'
  | 'read';

/** One command that this apply will or may start. The public shape is `CommandRun` in the report's schema; this holds what rules need too. */
export type CommandRun = {
  readonly by: 'provisioner' | 'action' | 'data-source';
  readonly address: string;
  readonly trigger: string | null;
  readonly when: RunMoment;
  readonly type: string;
  readonly index: number | null;
  readonly certain: boolean;
  /** Why `certain` is false: a sentence for the finding; null where it is true. */
  readonly uncertainBecause: string | null;
  /** Secret parts stand as `<sensitive>`, unknown ones as `<expression>`. */
  readonly command: string | null;
  readonly complete: boolean;
  readonly unresolved: readonly string[];
  readonly masked: boolean;
  readonly interpreter: readonly string[] | null;
  readonly workingDir: string | null;
  readonly environment: ReadonlyMap<string, string>;
  /** Host of the provisioner's connection (remote-exec, file), where known. */
  readonly connectionHost: string | null;
  /** The connection or command names the object's own address (`self`): on create, the machine that is being made. */
  readonly onOwnObject: boolean;
  /** The object is replaced by this apply (not newly created). */
  readonly replaces: boolean;
  readonly reading: CommandReading;
  readonly onFailure: 'fail' | 'continue';
  readonly location: SourceRange | null;
};

/** A destroy-time (or creation-time) provisioner that looks armed but does not run, and why, in a sentence. */
export type SkippedProvisioner = {
  readonly address: string;
  readonly index: number;
  readonly type: string;
  readonly when: 'create' | 'destroy';
  readonly reason: string;
};
