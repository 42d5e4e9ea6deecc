import type { NamedValue } from '../hcl/configuration.ts';
import { findQuotedText } from '../hcl/quoted-text.ts';
import type { ExpressionSource, SourceRange } from '../hcl/source.ts';
import type { Plan } from '../terraform/plan.ts';
import { readExpression } from './expression-shape.ts';
import type { ModuleInstance, Modules } from './module-instance.ts';
import { blockOf } from './plan-index.ts';
import { type Token, toTokens } from './expression-tokens.ts';

/** A key that a collection has gained or lost, as instances that come and go show it. */
export type KeyEvidence = { readonly key: string; readonly gained: boolean; readonly range: SourceRange };

/**
 * What the plan itself proves of named values where there is no earlier configuration: an instance that is created (or deleted) under a key
 * shows that the literal behind its `for_each` gained (or lost) that key. By `module key|local.x`.
 */
export function findKeyEvidence(plan: Plan, modules: Modules): ReadonlyMap<string, readonly KeyEvidence[]> {
  const found = new Map<string, Map<string, KeyEvidence>>();
  for (const change of plan.changes) {
    const { action, instanceKey, deposedKey, moduleAddress } = change;
    if ((action !== 'create' && action !== 'delete') || typeof instanceKey !== 'string' || deposedKey !== null) continue;
    const module = modules.at(moduleAddress);
    const forEach = module.config?.resources.get(blockOf(change))?.forEach;
    if (!forEach) continue;
    for (const { name, evidence } of literalsBehind(forEach, module, { key: instanceKey, gained: action === 'create' })) {
      const id = `${module.key}|${name}`;
      const here = found.get(id) ?? new Map<string, KeyEvidence>();
      found.set(id, here.set(evidence.key, evidence));
    }
  }
  return new Map([...found].map(([id, evidence]) => [id, [...evidence.values()]]));
}

type Wanted = { readonly key: string; readonly gained: boolean };

/** Follows plain references and hand-through functions to the literals that hold (or no longer hold) the key. */
function literalsBehind(
  source: ExpressionSource,
  module: ModuleInstance,
  wanted: Wanted,
): readonly { readonly name: string; readonly evidence: KeyEvidence }[] {
  const found: { name: string; evidence: KeyEvidence }[] = [];
  const open: { source: ExpressionSource; name: string | null }[] = [{ source, name: null }];
  const seen = new Set<ExpressionSource>();
  for (let next = open.pop(); next; next = open.pop()) {
    if (seen.has(next.source)) continue;
    seen.add(next.source);
    const { shape } = readExpression(next.source);
    const single = shape.kind === 'call' && shape.args.length === 1;
    // A key that is gone may have stood in any of several arguments.
    if (shape.kind === 'call' && (single || wanted.gained)) open.push(...shape.args.map((arg) => ({ source: arg, name: next.name })));
    const local =
      shape.kind === 'traversal' && shape.traversal.root === 'local' && shape.traversal.steps.length === 1
        ? shape.traversal.steps[0]
        : undefined;
    const value: NamedValue | undefined = local?.kind === 'name' ? module.config?.locals.get(local.name) : undefined;
    if (value?.value) open.push({ source: value.value, name: `local.${value.name}` });
    const range = next.name === null ? null : keyRange(next.source, wanted);
    if (range && next.name !== null) found.push({ name: next.name, evidence: { ...wanted, range } });
  }
  return found;
}

function keyRange(source: ExpressionSource, { key, gained }: Wanted): SourceRange | null {
  const { shape } = readExpression(source);
  if (shape.kind === 'object') {
    const entry = shape.entries.get(key);
    return gained ? (entry?.range ?? null) : entry || shape.computed.length > 0 ? null : source.range;
  }
  if (shape.kind !== 'tuple') return null;
  const item = elementsOf(source, shape.items).get(JSON.stringify(key));
  return gained ? (item?.range ?? null) : item ? null : source.range;
}

const elements = new WeakMap<ExpressionSource, ReadonlyMap<string, ExpressionSource>>();

/** The elements of a list by their text. */
function elementsOf(source: ExpressionSource, items: readonly ExpressionSource[]): ReadonlyMap<string, ExpressionSource> {
  const known = elements.get(source);
  if (known) return known;
  const found = new Map(items.map((item) => [item.syntax === 'native' ? item.text : JSON.stringify(item.value), item]));
  elements.set(source, found);
  return found;
}

const SHORTEST_LITERAL = 2;

/** Old and new text of what changed. */
export type Sample = { readonly before: string; readonly after: string };

/** Whether a literal of the expression stands in the new text only: then it is (part of) what was edited. `searches`: characters that may still be searched. */
export function standsInNewOnly(source: ExpressionSource, { before, after }: Sample, searches: { left: number }): boolean {
  const literals = literalsOf(source);
  const cost = literals.length * (before.length + after.length);
  if (cost > searches.left) return false;
  searches.left -= cost;
  return literals.some((literal) => after.includes(literal) && !before.includes(literal));
}

/**
 * Whether the text around the references of a template stands in the new value only: then the template itself was edited. Nothing is said of
 * expressions that choose: there a new literal comes from another condition or key.
 */
export function isEditedTemplate(source: ExpressionSource, sample: Sample, searches: { left: number }): boolean {
  const text = source.syntax === 'native' ? source.text.trim() : '';
  return text.startsWith('"') && !/[?([]|%\{/.test(text) && standsInNewOnly(source, sample, searches);
}

/** Whether a value from outside (JSON text) stands in the new text only. Short ones stand anywhere. */
export function isNewValue(json: string, { before, after }: Sample): boolean {
  const text = findQuotedText(json);
  return text !== null && text.length >= SHORTEST_LITERAL && text.length < 1000 && after.includes(text) && !before.includes(text);
}

const literals = new WeakMap<ExpressionSource, readonly string[]>();

function literalsOf(source: ExpressionSource): readonly string[] {
  const known = literals.get(source);
  if (known) return known;
  const text = source.syntax === 'native' ? source.text : JSON.stringify(source.value);
  const isLiteral = ({ kind, start, end }: Token): boolean => (kind === 'text' || kind === 'number') && end - start >= SHORTEST_LITERAL;
  const found = [
    ...new Set(
      toTokens(text)
        .filter(isLiteral)
        .map(({ start, end }) => text.slice(start, end)),
    ),
  ].slice(0, 500);
  literals.set(source, found);
  return found;
}
