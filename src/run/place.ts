import type { ConfigModule } from '../hcl/configuration.ts';
import { parseBigFloat } from '../hcl/big-float.ts';
import type { ExpressionSource } from '../hcl/source.ts';
import { boolValue, numberValue, objectValue, textValue, unknownValue, type Value } from '../hcl/value.ts';
import type { World } from './world.ts';

/** Where an expression is evaluated: which module instance, and the names that only hold there. */
export type Place = {
  readonly module: ConfigModule;
  /** The module is gone from the configuration: Terraform crashes where a text asks for its `path.module` (seen in 1.11, 1.17-dev, OpenTofu 1.12). */
  readonly moduleIsGone?: true;
  /** With instance keys, '' for the root. */
  readonly moduleAddress: string;
  /** The `for_each` of the block around, for `each.value`; absent or null where there is none. */
  readonly forEach?: ExpressionSource | null;
  /** `self`, `each`, `count`: whatever holds here. */
  readonly own: ReadonlyMap<string, Value>;
  /** A destroy-time provisioner sees its own object, its key, paths and the workspace; anything else fails. */
  readonly onlySelf: boolean;
};

/** `path`, `terraform` and (OpenTofu) `tofu`: known everywhere. `applying` null: not known. */
export function fixedRoots(
  { workspace, cwd, producer }: World,
  { module, moduleIsGone }: Place,
  applying: boolean | null,
): ReadonlyMap<string, Value> {
  const named = (root: string): Value =>
    objectOf({
      workspace: workspace === null ? unknownValue(`${root}.workspace`) : textValue(workspace),
      applying: applying === null ? unknownValue(`${root}.applying`) : boolValue(applying),
    });
  const roots = new Map<string, Value>([
    ['path', objectOf({ ...(moduleIsGone ? {} : { module: textValue(module.dir) }), root: textValue('.'), cwd: textValue(cwd) })],
    ['terraform', named('terraform')],
  ]);
  return producer === 'terraform' ? roots : roots.set('tofu', named('tofu'));
}

/** `each.key` or `count.index`, by the type of the key; `each.value` is evaluated where something asks for it. */
export function keyRoots(key: number | string | null): ReadonlyMap<string, Value> {
  if (key === null) return new Map();
  if (typeof key === 'string') return new Map([['each', objectOf({ key: textValue(key) })]]);
  const number = parseBigFloat(String(key));
  return new Map([['count', objectOf({ index: number === null ? unknownValue('count.index') : numberValue(number) })]]);
}

const objectOf = (entries: Readonly<Record<string, Value>>): Value => objectValue(new Map(Object.entries(entries)));
