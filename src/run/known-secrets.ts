import { isMapping, isSequence, knownText, markSensitive, type Segment, type StringValue, textValue, type Value } from '../hcl/value.ts';
import { numberText } from '../hcl/big-float-text.ts';
import type { World } from './world.ts';

type Secrets = Pick<World, 'mask'> & { readonly plan: Pick<World['plan'], 'secrets'> };

/** With more secrets than this, a string that holds one is secret as a whole: looking for each of them in it would take too long. */
const MOST_SECRETS = 2_000;

/**
 * Marks what is secret by value: `self.output` of a sensitive input carries no mark, and a text made of it by a function (`substr`, `strrev`,
 * a hash) could not be found by the masker any more. Of a string only the secret part is marked, where that part can be told.
 */
export function markKnownSecrets(value: Value, world: Secrets): Value {
  if (world.plan.secrets.size === 0 || value.kind === 'null' || value.kind === 'unknown' || value.kind === 'bool') return value;
  if (value.kind === 'number') return world.mask(numberText(value.number)).masked ? markSensitive(value) : value;
  if (value.kind === 'string') return markText(value, world);
  if (isSequence(value)) return { ...value, items: value.items.map((item) => markKnownSecrets(item, world)) };
  return isMapping(value)
    ? { ...value, entries: new Map([...value.entries].map(([key, member]) => [key, markKnownSecrets(member, world)])) }
    : value;
}

function markText(value: StringValue, { plan, mask }: Secrets): Value {
  const text = knownText(value);
  if (text === null || value.sensitive || !mask(text).masked) return value;
  const segments = plan.secrets.size > MOST_SECRETS ? [] : split(text, plan.secrets);
  // What is still masked now stands there in another spelling (base64, escaped): its place is not known.
  const isFound = segments.length > 0 && segments.every((segment) => segment.sensitive || !mask(segment.text).masked);
  return isFound ? { kind: 'string', sensitive: true, segments } : markSensitive(textValue(text));
}

/** Cuts the text at every secret in it; those that overlap count as one. Empty where it holds none as it stands. */
function split(text: string, secrets: ReadonlySet<string>): readonly Segment[] {
  const spans: { readonly from: number; readonly to: number }[] = [];
  for (const secret of secrets)
    for (let from = text.indexOf(secret); from >= 0; from = text.indexOf(secret, from + secret.length))
      spans.push({ from, to: from + secret.length });
  const segments: Segment[] = [];
  let at = 0;
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (to <= at) continue;
    if (from > at) segments.push({ text: text.slice(at, from), known: true, sensitive: false });
    segments.push({ text: text.slice(Math.max(at, from), to), known: true, sensitive: true });
    at = to;
  }
  if (segments.length > 0 && at < text.length) segments.push({ text: text.slice(at), known: true, sensitive: false });
  return segments;
}
