import { UNKNOWN_CLOSE, UNKNOWN_OPEN } from './command-effect.ts';

// The source of a part that the shell makes at run time travels inside its mark, in characters that mean nothing to any shell,
// so that text with marks can be parsed again (`bash -c "… $X …"`).
const SHIFT = 0xe100;
const LONGEST = 60;
const NUMBERED = /\uE000(\d*)\uE001/g;
const MARK = /\uE000[^\uE001]*\uE001/g;

/** A mark for what `source` (`$NODE`, `$(date)`) would become. */
export function markUnknown(source: string): string {
  const kept = source.length > LONGEST || source.includes('\n') ? shortened(source) : source;
  return (
    UNKNOWN_OPEN +
    Array.from(kept, (char) => (char.charCodeAt(0) < 256 ? String.fromCharCode(SHIFT + char.charCodeAt(0)) : char)).join('') +
    UNKNOWN_CLOSE
  );
}

/** `$(mktemp … )` keeps its program: it tells that the path is temporary. Nothing else is cut in the middle. */
function shortened(source: string): string {
  const program = /^(?:\$\(|`)\s*[a-z]{1,16}(?=\s)/.exec(source);
  return program ? `${program[0]} …` : '$…';
}

/** Any part of the word is unknown. */
export const hasUnknown = (word: string): boolean => word.includes(UNKNOWN_OPEN);

/** Nothing of the word is known. */
export const isUnknown = (word: string): boolean => word !== '' && word.replace(MARK, '') === '';

/** The shell source behind an unknown part at the start of the word; null where the word starts known or Terraform left it open. */
export function unknownStart(word: string): string | null {
  if (!word.startsWith(UNKNOWN_OPEN)) return null;
  const end = word.indexOf(UNKNOWN_CLOSE);
  return decode(word.slice(1, end < 0 ? undefined : end));
}

/** The word with the shell's unknown parts as their source; Terraform's keep their mark, for `nameUnknown`. */
export const showUnknown = (word: string): string => word.replace(MARK, (mark) => decode(mark.slice(1, -1)) || mark);

/** The text for people: Terraform's unknown parts as `<expression>`, by their place in `unresolved`. */
export const nameUnknown = (text: string, unresolved: readonly string[]): string =>
  text.replace(NUMBERED, (_, index: string) => `<${unresolved[Number(index)] ?? '…'}>`);

function decode(inner: string): string {
  if (/^\d*$/.test(inner)) return '';
  return Array.from(inner, (char) =>
    char.charCodeAt(0) >= SHIFT && char.charCodeAt(0) < SHIFT + 256 ? String.fromCharCode(char.charCodeAt(0) - SHIFT) : char,
  ).join('');
}
