import type { SourceRange } from '../hcl/source.ts';
import { addressOf, type Named, type Root } from './roots.ts';
import type { World } from './world.ts';

type Called = { readonly range: SourceRange; readonly impure: readonly string[] };

/** Functions that read files or clocks: what they give may change with no edit to the configuration. Always only a possible cause. */
export function impureRoots(
  { roots }: World,
  { module, name }: Pick<Named, 'module' | 'name'>,
  { range, impure }: Called,
): readonly Root[] {
  const place = range.line > 0 ? ` at ${range.file}:${range.line}` : '';
  return impure.map((called) => {
    const words =
      called === 'fileset'
        ? `a file that fileset() finds${place} may have come or gone`
        : /^(?:file|templatefile)/.test(called)
          ? `a file that ${called}() reads${place} may have changed`
          : `${called}()${place} gives another value each time`;
    return roots.add({
      id: `file|${module.key}|${name}|${called}|${range.line}`,
      kind: 'file',
      likelihood: 'possible',
      address: addressOf({ module, name }),
      range,
      words,
    });
  });
}
