import type { ConfigModule } from '../hcl/configuration.ts';
import { text as textValue, object, bool, unknown, number } from '../hcl/value.ts';
import type { Value } from '../hcl/value.ts';
import type { World } from './world.ts';

/** Where an expression is evaluated: which module instance, and the names that only hold there. */
export type Place = {
  readonly module: ConfigModule;
  /** With instance keys, '' for the root. */
  readonly moduleAddress: string;
  /** `self`, `each`, `count`: whatever holds here. */
  readonly own: ReadonlyMap<string, Value>;
  /** A destroy-time provisioner sees its own object, its key, paths and the workspace; anything else is an error. */
  readonly onlySelf: boolean;
};

/** `path`, `terraform` and (OpenTofu) `tofu`: known everywhere. */
export function fixedRoots({ workspace, cwd, producer }: World, module: ConfigModule): ReadonlyMap<string, Value> {
  const named = object({ workspace: workspace === null ? unknown('terraform.workspace') : textValue(workspace), applying: bool(true) });
  const roots = new Map<string, Value>([
    ['path', object({ module: textValue(module.dir), root: textValue('.'), cwd: textValue(cwd) })],
    ['terraform', named],
  ]);
  return producer === 'terraform' ? roots : roots.set('tofu', named);
}

/** `each.key` or `count.index`, by the type of the key. `each.value` is added where it can be known. */
export function keyRoots(key: number | string | null): ReadonlyMap<string, Value> {
  if (key === null) return new Map();
  return typeof key === 'number' ? new Map([['count', object({ index: number(key) })]]) : new Map([['each', object({ key: textValue(key) })]]);
}
