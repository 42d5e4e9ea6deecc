import type { ConfigModule, ConfigResource, Configuration, ModuleCall } from '../hcl/configuration.ts';
import type { Attribute, Body, ExpressionSource, SourceRange } from '../hcl/source.ts';
import type { Plan, PlanConfigModule, PlanConfigResource } from '../terraform/plan.ts';

/** Where nothing is known of a place; never shown. */
const NOWHERE: SourceRange = { file: '', line: 0, column: 0, endLine: 0 };
const MAX_DEPTH = 20;

/**
 * What plan JSON tells of the sources, for when they are not given: references without text, and no lines. It has no locals, no `lifecycle`
 * and no `removed` blocks.
 */
export function toPlanSources({ configuration }: Plan): Configuration {
  return {
    from: 'directory',
    complete: false,
    missing: [],
    modules: new Map([...configuration].map(([key, module]) => [key, toModule(module)])),
  };
}

function toModule({ key, resources, variables, calls, outputs }: PlanConfigModule): ConfigModule {
  const named = (name: string, value: ExpressionSource | null) => [name, { name, range: NOWHERE, value, body: EMPTY }] as const;
  return {
    key,
    dir: '.',
    source: null,
    version: null,
    resources: new Map([...resources].map(([name, resource]) => [name, toResource(resource)])),
    calls: new Map(
      [...calls].map(([name, call]): [string, ModuleCall] => [
        name,
        {
          name,
          range: NOWHERE,
          source: literal(call.source),
          version: null,
          count: null,
          forEach: null,
          dependsOn: toTuple(call.dependsOn),
          body: toBody(call.expressions),
        },
      ]),
    ),
    variables: new Map(
      [...variables].map(([name, variable]) => named(name, variable.default === undefined ? null : literal(variable.default))),
    ),
    outputs: new Map([...outputs].map(([name, { expression }]) => named(name, toExpression(expression, 0)))),
    locals: new Map(),
    removed: [],
    moved: [],
    actions: new Map(),
  };
}

const EMPTY: Body = { attributes: new Map(), blocks: [] };

function toResource({ mode, type, name, expressions, dependsOn }: PlanConfigResource): ConfigResource {
  const lifecycle = {
    createBeforeDestroy: null,
    preventDestroy: null,
    ignoreChanges: null,
    replaceTriggeredBy: null,
    destroy: null,
    enabled: null,
    actionTriggers: [],
  };
  return {
    mode: mode === 'data' ? 'data' : 'managed',
    type,
    name,
    range: NOWHERE,
    count: null,
    forEach: null,
    dependsOn: toTuple(dependsOn),
    lifecycle,
    provisioners: [],
    body: toBody(expressions),
  };
}

function toBody(expressions: unknown): Body {
  if (expressions === null || typeof expressions !== 'object') return EMPTY;
  const attributes = Object.entries(expressions).flatMap(([name, value]): [string, Attribute][] => {
    const expression = toExpression(value, 0);
    return expression ? [[name, { name, range: NOWHERE, expression }]] : [];
  });
  return { attributes: new Map(attributes), blocks: [] };
}

/** `{references}` (the most exact first, then its beginnings), `{constant_value}`, or a nested block of such. */
function toExpression(value: unknown, depth: number): ExpressionSource | null {
  const references = referencesIn(value, depth);
  if (references.length > 0) return { syntax: 'native', text: `[${references.join(', ')}]`, range: NOWHERE };
  const constant = value !== null && typeof value === 'object' && 'constant_value' in value ? value.constant_value : undefined;
  return literal(constant ?? null);
}

function referencesIn(value: unknown, depth: number): readonly string[] {
  if (depth > MAX_DEPTH || value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((item) => referencesIn(item, depth + 1));
  const written: unknown = 'references' in value ? value.references : undefined;
  if (!Array.isArray(written)) return Object.values(value).flatMap((inner) => referencesIn(inner, depth + 1));
  const references = written.filter((reference): reference is string => typeof reference === 'string');
  return references.filter((reference, index) => !references[index - 1]?.startsWith(reference));
}

const literal = (value: unknown): ExpressionSource => ({ syntax: 'json', value, range: NOWHERE });

const toTuple = (references: readonly string[]): ExpressionSource | null =>
  references.length === 0 ? null : { syntax: 'native', text: `[${references.join(', ')}]`, range: NOWHERE };
