import type { Expression, ObjectItem } from './expression.ts';

/** A string in JSON syntax that holds template sequences and must go through the parser. */
const isTemplateText = (text: string): boolean => text.includes('${') || text.includes('%{');

/** All strings in a JSON value that are templates, object keys included. */
export function templatesIn(value: unknown): string[] {
  const found = new Set<string>();
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === 'string') {
      if (isTemplateText(next)) found.add(next);
    } else if (Array.isArray(next)) pending.push(...(next as readonly unknown[]));
    else for (const [key, member] of membersOf(next)) pending.push(key, member);
  }
  return [...found];
}

const MAX_DEPTH = 250;

/**
 * The expression that a decoded JSON value stands for in JSON syntax: every string is a template, keys too (HCL's JSON specification).
 * `templates`: the parsed ones of `templatesIn`. Numbers that JavaScript would round must come as templates of their digits.
 * Throws a plain `Error` otherwise.
 */
export function toJsonExpression(value: unknown, templates: ReadonlyMap<string, Expression>, depth = 0): Expression {
  if (depth > MAX_DEPTH) throw new Error('the JSON value is nested too deeply');
  const source = sourceOf(value);
  if (value === null) return { kind: 'null', source };
  if (typeof value === 'string') return template(value, templates);
  if (typeof value === 'boolean') return { kind: 'bool', value, source };
  if (typeof value === 'number') return { kind: 'number', text: source, source };
  if (Array.isArray(value)) return { kind: 'tuple', items: value.map((item) => toJsonExpression(item, templates, depth + 1)), source };
  const items = membersOf(value).map(([key, member]): ObjectItem => ({
    key: template(key, templates),
    value: toJsonExpression(member, templates, depth + 1),
  }));
  return { kind: 'object', items, source };
}

function template(text: string, templates: ReadonlyMap<string, Expression>): Expression {
  const parsed = templates.get(text);
  if (parsed !== undefined) return parsed;
  if (isTemplateText(text)) throw new Error('a template was not parsed');
  return { kind: 'string', value: text, source: text };
}

function membersOf(value: unknown): [string, unknown][] {
  if (value instanceof Map) return [...value].map(([key, member]): [string, unknown] => [String(key), member]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Only for messages. */
const sourceOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? (Array.isArray(value) ? '[…]' : '{…}') : String(value);
