import { evaluate } from './evaluate.ts';
import type { Expression } from './expression.ts';
import { attempt, finish } from './frame.ts';
import type { HclParser } from './hcl-parser.ts';
import type { Scope, TemplateCache } from './scope.ts';
import { unknownValue } from './value.ts';
import type { Value } from './value.ts';

/** A template may name further template files; each round parses what the last one met. */
const MAX_ROUNDS = 20;

/**
 * As `evaluate`, with the templates that `templatefile` and `templatestring` meet parsed on the way. Rejects with an `EvaluationError`
 * where Terraform fails too.
 */
export async function evaluateFully(expression: Expression, scope: Scope, parser: Pick<HclParser, 'parseTemplate'>): Promise<Value> {
  const templates: TemplateCache = scope.templates ?? { parsed: new Map(), wanted: new Set() };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    templates.wanted.clear();
    const outcome = attempt(() => evaluate(expression, { ...scope, templates }));
    if (templates.wanted.size === 0) return finish(outcome);
    await Promise.all(
      [...templates.wanted].map(async (text) => templates.parsed.set(text, await parser.parseTemplate('template', text).catch(() => null))),
    );
  }
  return unknownValue(expression.source);
}
