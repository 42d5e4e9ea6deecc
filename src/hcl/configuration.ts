import type { Attribute, Block, ExpressionSource, SourceRange } from './source.ts';

export type ProvisionerType = 'local-exec' | 'remote-exec' | 'file' | (string & {});

/** A `provisioner` block (of a resource or of a `removed` block). */
export type Provisioner = {
  readonly type: ProvisionerType;
  readonly when: 'create' | 'destroy';
  readonly onFailure: 'fail' | 'continue';
  /** 0-based position after override merge, destroy-time and creation-time together, in source order. */
  readonly index: number;
  /** Arguments by name (`command`, `interpreter`, `working_dir`, `environment`, `inline`, `script`, …), the `_` escape block merged in. */
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** The provisioner's own `connection` block, laid over the resource's argument by argument; null where neither has one. */
  readonly connection: Block | null;
  readonly range: SourceRange;
};

export type Lifecycle = {
  readonly createBeforeDestroy: ExpressionSource | null;
  readonly preventDestroy: ExpressionSource | null;
  readonly ignoreChanges: ExpressionSource | null;
  readonly replaceTriggeredBy: ExpressionSource | null;
  /** OpenTofu's (and Terraform >= 1.16's) `destroy`; OpenTofu's `enabled`. Never decide from them: read the planned actions. */
  readonly destroy: ExpressionSource | null;
  readonly enabled: ExpressionSource | null;
  /** `action_trigger` blocks, as they stand. */
  readonly actionTriggers: readonly Block[];
};

/** A `resource` or `data` block after override merge. */
export type ConfigResource = {
  readonly mode: 'managed' | 'data' | 'ephemeral';
  readonly type: string;
  readonly name: string;
  readonly range: SourceRange;
  readonly count: ExpressionSource | null;
  readonly forEach: ExpressionSource | null;
  readonly dependsOn: ExpressionSource | null;
  readonly lifecycle: Lifecycle;
  readonly provisioners: readonly Provisioner[];
  /** Everything else in the block, as it stands. */
  readonly body: Block['body'];
};

/** A `removed` block. `from` is the address as written, relative to the declaring module, without instance keys. */
export type RemovedBlock = {
  readonly from: string;
  /** `from` names a module, not a resource. */
  readonly fromModule: boolean;
  readonly destroy: ExpressionSource | null;
  readonly provisioners: readonly Provisioner[];
  readonly range: SourceRange;
};

export type MovedBlock = { readonly from: string; readonly to: string; readonly range: SourceRange };

export type ModuleCall = {
  readonly name: string;
  readonly range: SourceRange;
  readonly source: ExpressionSource | null;
  readonly version: ExpressionSource | null;
  readonly count: ExpressionSource | null;
  readonly forEach: ExpressionSource | null;
  readonly dependsOn: ExpressionSource | null;
  /** The inputs. */
  readonly body: Block['body'];
};

/** `variable`, `output`, `locals` entry. `value`: a variable's default, an output's value, a local's expression. */
export type NamedValue = {
  readonly name: string;
  readonly range: SourceRange;
  readonly value: ExpressionSource | null;
  readonly body: Block['body'];
};

/** One module's sources, override files merged. */
export type ConfigModule = {
  /** Dotted call path, '' for the root (`modules.json` `Key`). */
  readonly key: string;
  /** `modules.json` `Dir`, cleaned; what `path.module` shows. */
  readonly dir: string;
  /** `modules.json` `Source` and `Version`; null for the root. */
  readonly source: string | null;
  readonly version: string | null;
  /** By `type.name`; data resources by `data.type.name`, ephemeral by `ephemeral.type.name`. */
  readonly resources: ReadonlyMap<string, ConfigResource>;
  readonly calls: ReadonlyMap<string, ModuleCall>;
  readonly variables: ReadonlyMap<string, NamedValue>;
  readonly outputs: ReadonlyMap<string, NamedValue>;
  readonly locals: ReadonlyMap<string, NamedValue>;
  readonly removed: readonly RemovedBlock[];
  readonly moved: readonly MovedBlock[];
  /** By `type.name` (Terraform >= 1.14). */
  readonly actions: ReadonlyMap<string, Block>;
};

/** The sources of all modules. */
export type Configuration = {
  readonly from: 'saved-plan' | 'directory';
  /** False: a module that is called has no sources here. */
  readonly complete: boolean;
  /** Keys (and why) of modules without sources. */
  readonly missing: readonly { readonly key: string; readonly reason: string }[];
  readonly modules: ReadonlyMap<string, ConfigModule>;
};
