/**
 * Why an expression has no value. `certain`: Terraform fails at the same place, so nothing that needs the value will run.
 * `unsure`: only we cannot tell.
 */
export type EvaluationError = Error & { readonly tag: 'evaluation'; readonly kind: 'certain' | 'unsure' };

const evaluationError = (kind: EvaluationError['kind'], message: string): EvaluationError =>
  Object.assign(new Error(message), { tag: 'evaluation' as const, kind });

/** Terraform fails here too. `message` never quotes values: they may be secret. */
export const certainError = (message: string): EvaluationError => evaluationError('certain', message);

/** We cannot follow Terraform here. */
export const unsureError = (message: string): EvaluationError => evaluationError('unsure', message);

export const isEvaluationError = (error: unknown): error is EvaluationError =>
  error instanceof Error && 'tag' in error && error.tag === 'evaluation';
