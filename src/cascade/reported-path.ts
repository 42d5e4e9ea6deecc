import type { Cascade, CascadeStep, ValueDiff } from './cascade.ts';

/** Steps of one address, one after the other. */
export type StepGroup = { readonly address: string; readonly steps: readonly CascadeStep[] };

/** Longer values are not quoted inside a sentence. */
const SHORT = 40;

/** Joins neighbouring steps of one object; the order stays. */
export function groupSteps(steps: readonly CascadeStep[]): readonly StepGroup[] {
  const groups: { address: string; steps: CascadeStep[] }[] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last?.address === step.address) last.steps.push(step);
    else groups.push({ address: step.address, steps: [step] });
  }
  return groups;
}

/** The steps between root and end as sentences, `local.machines: changes (nodes.tf:19)`; the root's own value is left out, its description says it. */
export function toReportedPath({ root, steps }: Cascade): readonly string[] {
  return groupSteps(steps)
    .filter(({ address }, index, { length }) => index > 0 || index === length - 1 || address !== root.address)
    .map(({ address, steps: inner }) => {
      const place = inner.find(({ range }) => range !== null)?.range;
      return `${address}: ${inner.map(describeStep).join(', ')}${place ? ` (${place.file}:${place.line})` : ''}`;
    });
}

/** What changes, with the values where they are short. */
function describeStep({ what, values }: CascadeStep): string {
  return values && isShort(values) ? `${what} (${values.before ?? 'none'} -> ${values.after ?? 'none'})` : what;
}

const isShort = ({ before, after }: ValueDiff): boolean =>
  (before !== null || after !== null) &&
  [before, after].every(
    (text) => text === null || (text.length <= SHORT && !text.includes('\n') && !text.startsWith('<') && !text.startsWith('(')),
  );
