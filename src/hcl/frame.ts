import { isEvaluationError } from './evaluation-error.ts';
import type { EvaluationError } from './evaluation-error.ts';
import type { Expression } from './expression.ts';
import type { Scope } from './scope.ts';
import type { Value } from './value.ts';

/** What one evaluation may still do; shared by all its frames. */
type Budget = { steps: number; text: number };

/** Where an expression stands: names of `for` variables, the item of the innermost splat. */
export type Frame = {
  readonly scope: Scope;
  readonly locals: ReadonlyMap<string, Value>;
  readonly item: Value | null;
  readonly depth: number;
  readonly budget: Budget;
  /** Evaluates an inner expression. */
  readonly evaluate: (expression: Expression, frame: Frame) => Value;
};

export type Outcome = { readonly value: Value } | { readonly error: EvaluationError };

/** The value or the `EvaluationError`; any other error is ours and goes on. */
export function attempt(compute: () => Value): Outcome {
  try {
    return { value: compute() };
  } catch (error) {
    if (isEvaluationError(error)) return { error };
    throw error;
  }
}

/** Takes an outcome as if it had just happened. */
export function finish(outcome: Outcome): Value {
  if ('value' in outcome) return outcome.value;
  throw outcome.error;
}
