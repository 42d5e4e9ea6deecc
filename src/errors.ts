/** Exit codes of every command (docs/architecture.md; part of the public contract). */
export const EXIT = { ok: 0, blocked: 1, usage: 2, unknown: 3, applyFailed: 4 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

type Details = { readonly hint?: string; readonly cause?: unknown };

/**
 * The one error that is meant for people. Thrown anywhere, caught once in `src/cli.ts`.
 * `message`: lower case, no full stop, names the file or address. `hint`: the next step.
 */
export class TfsafeError extends Error {
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;

  constructor(exitCode: ExitCode, message: string, { hint, cause }: Details = {}) {
    super(message, { cause });
    this.name = 'TfsafeError';
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

/** Wrong arguments or configuration file; nothing was analysed (exit 2). */
export const usageError = (message: string, details?: Details): TfsafeError => new TfsafeError(EXIT.usage, message, details);

/** The input could not be read or judged (exit 3). */
export const inputError = (message: string, details?: Details): TfsafeError => new TfsafeError(EXIT.unknown, message, details);
