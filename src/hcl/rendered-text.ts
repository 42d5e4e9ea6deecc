import { toRope } from './convert.ts';
import type { Value } from './value.ts';

/** A string argument as Terraform hands it over, in two forms. */
export type RenderedText = {
  /** For people: what is not known stands as `<expression>`, what is secret as `<sensitive>`. Null: the argument is null. */
  readonly text: string | null;
  /**
   * For programs: with the real secret values, and U+E000 NUMBER U+E001 for what is not known (NUMBER: position in `unresolved`).
   * Never print it.
   */
  readonly readable: string;
  /** All of it is known. */
  readonly complete: boolean;
  /** Parts are secret. */
  readonly masked: boolean;
  /** Sources of the expressions that are not known, in order of appearance. */
  readonly unresolved: readonly string[];
  /** The secret parts, in clear: what `readable` holds and `text` hides. Never print them. */
  readonly secrets: readonly string[];
};

/** The value as a string argument (numbers and bools are converted). Throws a certain `EvaluationError` for objects and lists. */
export function toText(value: Value): RenderedText {
  if (value.kind === 'null') return { text: null, readable: '', complete: true, masked: value.sensitive, unresolved: [], secrets: [] };
  const segments = toRope(value).segments.map((segment) => (segment.known ? segment : { ...segment, text: withoutLiterals(segment.text) }));
  const unresolved: string[] = [];
  const indexOf = (source: string): number => {
    if (!unresolved.includes(source)) unresolved.push(source);
    return unresolved.indexOf(source);
  };
  const readable = segments.map(({ text, known }) => (known ? text : `\u{e000}${indexOf(text)}\u{e001}`)).join('');
  const text = segments
    .map((segment) => (!segment.known ? `<${segment.text}>` : segment.sensitive ? '<sensitive>' : segment.text))
    .join('');
  const secrets = segments.filter(({ known, sensitive }) => known && sensitive).map((segment) => segment.text);
  return { text, readable, complete: unresolved.length === 0, masked: segments.some(({ sensitive }) => sensitive), unresolved, secrets };
}

/** A secret that stands in the sources as a literal must not come out with the source text of an expression around it. */
const withoutLiterals = (source: string): string => source.replaceAll(/\bsensitive\(\s*"(?:[^"\\]|\\.)*/gs, 'sensitive("<sensitive>');
