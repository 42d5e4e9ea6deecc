import { asObject, optionalList, parseFrame, requiredString, stringList, toAttributePath } from './json-frame.ts';
import { findMembers, listMembers, textOf } from './json-members.ts';
import type { JsonText } from './json-text.ts';
import { parseJson } from './json-value.ts';
import type { Plan } from './plan.ts';
import { addMarkedSecrets, addSecretLeaves } from './secret-values.ts';

const OUTPUT_CHANGE = { before: 0, after: 1, before_sensitive: 2, after_sensitive: 3 } as const;
const OUTPUT = { sensitive: 0, value: 1 } as const;

type OutputChange = Plan['outputChanges'] extends ReadonlyMap<string, infer Change> ? Change : never;

/** The bytes of `variables`: values by name, not yet known to be secret or not. */
export function readVariables(bytes: Buffer, place: string): ReadonlyMap<string, JsonText> {
  asObject(parseFrame(bytes, place), place);
  const variables = [...listMembers(bytes, 0)].map(([name, { start }]): [string, JsonText] => {
    const found = findMembers(bytes, start, { names: ['value'] });
    return [name, { text: textOf(bytes, { found, index: 0, absent: 'null' }) }];
  });
  return new Map(variables);
}

/** The bytes of `output_changes`; adds their sensitive values to `secrets`. */
export function readOutputChanges(
  bytes: Buffer,
  { place, secrets }: { readonly place: string; readonly secrets: Set<string> },
): Plan['outputChanges'] {
  const outputs = asObject(parseFrame(bytes, place), place);
  const changes = [...listMembers(bytes, 0)].map(([name, { start }]): [string, OutputChange] => {
    const found = findMembers(bytes, start, { names: Object.keys(OUTPUT_CHANGE) });
    const text = (index: number, absent: string): string => textOf(bytes, { found, index, absent });
    const [before, after] = [text(OUTPUT_CHANGE.before, 'null'), text(OUTPUT_CHANGE.after, 'null')];
    const [beforeMarks, afterMarks] = [text(OUTPUT_CHANGE.before_sensitive, 'false'), text(OUTPUT_CHANGE.after_sensitive, 'false')];
    addMarkedSecrets(secrets, { value: before, marks: beforeMarks });
    addMarkedSecrets(secrets, { value: after, marks: afterMarks });
    const at = `${place}.${name}`;
    const actions = stringList(asObject(Object.getOwnPropertyDescriptor(outputs, name)?.value, at), 'actions', at);
    return [
      name,
      { actions, before: { text: before }, after: { text: after }, sensitive: beforeMarks.includes('true') || afterMarks.includes('true') },
    ];
  });
  return new Map(changes);
}

/** The bytes of `outputs` in planned values or prior state: adds the sensitive ones to `secrets`. */
export function addOutputSecrets(bytes: Buffer, { place, secrets }: { readonly place: string; readonly secrets: Set<string> }): void {
  asObject(parseFrame(bytes, place), place);
  for (const { start } of listMembers(bytes, 0).values()) {
    const found = findMembers(bytes, start, { names: Object.keys(OUTPUT) });
    const text = (index: number, absent: string): string => textOf(bytes, { found, index, absent });
    if (text(OUTPUT.sensitive, 'false') !== 'false') addSecretLeaves(secrets, parseJson({ text: text(OUTPUT.value, 'null') }));
  }
}

/**
 * Adds what sensitive variables hold. `variables.*.value` carries no mark, so it is looked up in `configuration`;
 * defaults stand in clear in every module.
 */
export function addVariableSecrets(secrets: Set<string>, { variables, configuration }: Pick<Plan, 'variables' | 'configuration'>): void {
  for (const [key, module] of configuration) {
    for (const [name, { sensitive, ephemeral, default: fallback }] of module.variables) {
      if (!sensitive && !ephemeral) continue;
      const given = key === '' ? variables.get(name) : undefined;
      if (given) addSecretLeaves(secrets, parseJson(given));
      if (fallback !== undefined) addSecretLeaves(secrets, parseJson({ text: JSON.stringify(fallback) }));
    }
  }
}

/** The bytes of `relevant_attributes`. */
export function readRelevantAttributes(bytes: Buffer, place: string): Plan['relevantAttributes'] {
  return optionalList({ list: parseFrame(bytes, place) }, 'list', place).map((value, index) => {
    const at = `${place}[${index}]`;
    const entry = asObject(value, at);
    return { resource: requiredString(entry, 'resource', at), attribute: toAttributePath(entry['attribute'] ?? [], `${at}.attribute`) };
  });
}
