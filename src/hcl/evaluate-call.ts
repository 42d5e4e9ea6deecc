import type { Expression } from './expression.ts';
import type { Frame } from './frame.ts';
import { certainError } from './evaluation-error.ts';
import { attempt } from './frame.ts';
import { callFunction } from './functions/index.ts';
import { boolValue, isSequence, isWhollyKnown, markSensitive, unknownSources, unknownValue } from './value.ts';
import type { Value } from './value.ts';

type Call = Extract<Expression, { readonly kind: 'call' }>;

/** A function call; `try` and `can` look at how their arguments fail. */
export function evaluateCall(call: Call, frame: Frame): Value {
  const name = call.name.replace(/^core::/u, '');
  if (name === 'try') return evaluateTry(call, frame);
  if (name === 'can') return evaluateCan(call, frame);
  const args = call.args.map((arg) => frame.evaluate(arg, frame));
  const last = args.at(-1);
  if (call.expandLast && last !== undefined) {
    if (last.kind === 'null') throw certainError('null is expanded as arguments');
    if (last.kind === 'unknown') return unknownValue(call.source);
    if (!isSequence(last)) throw certainError('something else than a sequence is expanded as arguments');
    args.splice(-1, 1, ...last.items.map((item) => (last.sensitive ? markSensitive(item) : item)));
  }
  const render = (template: Expression, variables: ReadonlyMap<string, Value>): Value => renderTemplate(template, variables, frame);
  return callFunction(name, args, { scope: frame.scope, source: call.source, render });
}

/** A template file sees its variables and nothing else. */
function renderTemplate(template: Expression, variables: ReadonlyMap<string, Value>, frame: Frame): Value {
  const lookup = (root: string): Value => {
    const value = variables.get(root);
    if (value === undefined) throw certainError(`the template needs "${root}", which is not among its variables`);
    return value;
  };
  return frame.evaluate(template, { ...frame, scope: { ...frame.scope, lookup }, locals: new Map(), item: null });
}

/** The first argument that does not fail. What is not known yet may still fail at apply: then nothing can be said. */
function evaluateTry(call: Call, frame: Frame): Value {
  for (const arg of call.args) {
    const outcome = attempt(() => frame.evaluate(arg, frame));
    if ('value' in outcome) return isWhollyKnown(outcome.value) ? outcome.value : unknownValue(call.source);
  }
  throw certainError('no argument of try() has a value');
}

function evaluateCan({ args, source }: Call, frame: Frame): Value {
  const [arg] = args;
  if (arg === undefined || args.length !== 1) throw certainError('can() takes one argument');
  const outcome = attempt(() => frame.evaluate(arg, frame));
  if ('value' in outcome && unknownSources(outcome.value).length > 0) return unknownValue(source);
  return boolValue('value' in outcome);
}
