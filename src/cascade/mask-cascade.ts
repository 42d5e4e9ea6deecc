import type { Mask } from '../masker.ts';
import type { Cascade, ValueDiff } from './cascade.ts';

/** Hides secrets in all texts of a cascade; kinds, places and lines stay. */
export function maskCascade({ root, steps, ends }: Cascade, mask: Mask): Cascade {
  const hide = (text: string): string => mask(text).text;
  const maybe = (text: string | null): string | null => (text === null ? null : hide(text));
  const diff = <D extends ValueDiff | null>(values: D): D =>
    values === null ? values : { ...values, attribute: hide(values.attribute), before: maybe(values.before), after: maybe(values.after) };
  return {
    root: {
      ...root,
      address: maybe(root.address),
      description: hide(root.description),
      diff: diff(root.diff),
      edits: root.edits.map((edit) => ({ ...edit, diff: diff(edit.diff) })),
    },
    steps: steps.map((step) => ({
      ...step,
      address: hide(step.address),
      what: hide(step.what),
      keys: step.keys.map(hide),
      values: diff(step.values),
    })),
    ends: ends.map(hide),
  };
}
