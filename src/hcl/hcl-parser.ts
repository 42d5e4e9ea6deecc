import type { Expression } from './expression.ts';
import type { ExpressionSource } from './source.ts';

/**
 * The HCL grammar, behind a boundary: implemented by the WebAssembly parser in a worker (`hcl2json.ts`), which may hang or die on
 * hostile input. Every method rejects with a `TfsafeError` (exit 3) on a syntax error, a guard (size, depth, digits) or a timeout;
 * no answer is never an empty answer.
 */
export type HclParser = {
  /** Gets ready for so much text, without waiting: starting takes longer than parsing. */
  readonly prepare: (characters: number) => void;
  /** Checks that the whole file is valid HCL and returns hcl2json's JSON of it (block types → labels → arrays of bodies). */
  readonly parseFile: (file: string, text: string) => Promise<Readonly<Record<string, unknown>>>;
  readonly parseExpression: (source: ExpressionSource) => Promise<Expression>;
  /** The content of a template file (`templatefile`), as a template expression. */
  readonly parseTemplate: (file: string, text: string) => Promise<Expression>;
  readonly close: () => Promise<void>;
};
