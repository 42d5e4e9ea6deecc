import type { JsonText } from './json-text.ts';

/** What will happen to an object. Total over what Terraform and OpenTofu plan; `unknown` is never safe (docs/architecture.md, Names). */
export type Action =
  | 'no-op'
  | 'create'
  | 'read'
  | 'update'
  | 'delete'
  | 'delete-then-create'
  | 'create-then-delete'
  | 'forget'
  | 'forget-then-create'
  | 'create-then-forget'
  | 'unknown';

/** One entry of `resource_changes` (or `resource_drift`). Attribute values stay text until somebody needs them. */
export type ResourceChange = {
  readonly address: string;
  readonly previousAddress: string | null;
  /** Module path with instance keys, '' for the root. */
  readonly moduleAddress: string;
  readonly mode: 'managed' | 'data' | 'unknown';
  readonly type: string;
  readonly name: string;
  /** Raw instance key: number (`count`), string (`for_each`) or null. */
  readonly instanceKey: number | string | null;
  readonly providerName: string;
  /** Set: this is a left-over object of a failed replacement, not the current one. */
  readonly deposedKey: string | null;
  readonly action: Action;
  /** The words in the file, for messages about unknown actions. */
  readonly actions: readonly string[];
  /** Display only: the set grows, never decide from it. */
  readonly actionReason: string | null;
  readonly importing: boolean;
  /** Paths of attributes that force the replacement; absent for tainted, requested and triggered ones. */
  readonly replacePaths: readonly (readonly (string | number)[])[];
  /** Lossless: numbers keep their digits. `null` JSON where there is no object. */
  readonly before: JsonText;
  readonly after: JsonText;
  readonly afterUnknown: JsonText;
  readonly beforeSensitive: JsonText;
  readonly afterSensitive: JsonText;
};

/** Counts as the report shows them: resource instances; deposed objects count under delete; data resources only under read. */
export type ChangeSummary = {
  readonly create: number;
  readonly read: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  readonly forget: number;
  readonly import: number;
  readonly noop: number;
};

/** What the prior state says of one instance that changes. */
export type PriorInstance = {
  readonly address: string;
  readonly deposedKey: string | null;
  readonly tainted: boolean;
  /** Absolute addresses without instance keys, as recorded. */
  readonly dependsOn: readonly string[];
};

/** An entry of `action_invocations` or `deferred_action_invocations`. */
export type ActionInvocation = {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly providerName: string;
  readonly deferred: boolean;
  readonly configValues: JsonText;
  readonly configSensitive: JsonText;
  readonly configUnknown: JsonText;
  /** Null: invoked by `plan -invoke`. */
  readonly trigger: { readonly address: string; readonly event: string; readonly onFailure: string } | null;
};

/** A provisioner as plan JSON shows it: type and order; never `when` or `on_failure`. */
export type PlanProvisioner = { readonly type: string; readonly expressions: unknown };

export type PlanConfigResource = {
  readonly mode: 'managed' | 'data' | 'unknown';
  readonly type: string;
  readonly name: string;
  readonly provisioners: readonly PlanProvisioner[];
  /** As in the file (flat `references` lists); for the dependency graph where there are no sources. */
  readonly expressions: unknown;
  readonly dependsOn: readonly string[];
};

/** `configuration` of the plan JSON, by dotted call path ('' for the root). */
export type PlanConfigModule = {
  readonly key: string;
  readonly resources: ReadonlyMap<string, PlanConfigResource>;
  readonly variables: ReadonlyMap<string, { readonly sensitive: boolean; readonly ephemeral: boolean; readonly default: unknown }>;
  /** The rest of the module object, as in the file: `module_calls`, `outputs`, `actions`. */
  readonly calls: ReadonlyMap<
    string,
    {
      readonly source: string;
      readonly versionConstraint: string | null;
      readonly expressions: unknown;
      readonly dependsOn: readonly string[];
    }
  >;
  readonly outputs: ReadonlyMap<string, { readonly sensitive: boolean; readonly expression: unknown }>;
};

/** A plan, as `show -json` tells it. Unchanged objects are only counted, but for those of the types asked for. */
export type Plan = {
  readonly formatVersion: string;
  readonly terraformVersion: string | null;
  readonly createdAt: string | null;
  readonly errored: boolean;
  /** Terraform >= 1.8; null elsewhere. */
  readonly applyable: boolean | null;
  readonly complete: boolean | null;
  readonly summary: ChangeSummary;
  /** Managed and data resources that change, in file order; deposed objects too. Without plain no-ops. */
  readonly changes: readonly ResourceChange[];
  /** No-ops of the types asked for, of moved and of imported objects. */
  readonly unchanged: readonly ResourceChange[];
  readonly drift: readonly ResourceChange[];
  readonly outputChanges: ReadonlyMap<
    string,
    { readonly actions: readonly string[]; readonly before: JsonText; readonly after: JsonText; readonly sensitive: boolean }
  >;
  readonly actionInvocations: readonly ActionInvocation[];
  /** Number of entries of `deferred_changes`. */
  readonly deferredChanges: number;
  readonly variables: ReadonlyMap<string, JsonText>;
  /** Prior instances that are deleted, replaced or forgotten (by address; deposed ones have a `deposedKey`). */
  readonly priorInstances: readonly PriorInstance[];
  /** Prior state of data resources and unchanged objects of the types asked for: address → values, sensitive marks. */
  readonly priorValues: ReadonlyMap<
    string,
    { readonly values: JsonText; readonly sensitive: JsonText; readonly dependsOn: readonly string[]; readonly type: string }
  >;
  /** How many more unchanged objects of these types there are than `priorValues` holds, by block with its module instance; only blocks of more than a thousand. */
  readonly unkeptPrior: ReadonlyMap<string, number>;
  readonly relevantAttributes: readonly { readonly resource: string; readonly attribute: readonly (string | number)[] }[];
  readonly configuration: ReadonlyMap<string, PlanConfigModule>;
  /** Secret values found anywhere in the plan (marks, sensitive variables and outputs): leaves as text, for masking by value. */
  readonly secrets: ReadonlySet<string>;
};

/** Which product made the plan; decides the rules for `removed`, `destroy = false` and forced create_before_destroy. */
export type Producer = 'terraform' | 'opentofu' | 'unknown';
