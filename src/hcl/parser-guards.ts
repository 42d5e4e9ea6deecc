/** hcl2json takes 1 MB in about a second, 10 MB in eleven and 1.5 GB. */
const MAX_BYTES = 1_000_000;
/** Its stack ends at about 800 nested blocks or brackets in a worker. */
const MAX_DEPTH = 250;
/** Decimal conversion in Go is quadratic: `1e1000000` takes 9 s. */
const MAX_DIGITS = 1_000;
const MAX_EXPONENT = 10_000;
/** 40,000 template sequences take 2.6 s, more grow quadratically. */
const MAX_SEQUENCES = 10_000;

const OPENING = '([{';
const CLOSING = ')]}';

/**
 * What must not reach the parser, by counting only: why `text` is refused, or null. Brackets in strings and comments count too, which can only
 * refuse too much.
 */
export function refusal(text: string): string | null {
  if (Buffer.byteLength(text) > MAX_BYTES) return `larger than ${MAX_BYTES} bytes`;
  if (deepest(text) > MAX_DEPTH) return `nested more than ${MAX_DEPTH} levels deep`;
  if (new RegExp(`\\d{${MAX_DIGITS + 1}}`, 'u').test(text)) return `a number of more than ${MAX_DIGITS} digits`;
  for (const [, exponent = ''] of text.matchAll(/\d[eE][+-]?(\d+)/gu))
    if (Number(exponent) > MAX_EXPONENT) return 'a number with a huge exponent';
  let sequences = 0;
  for (let at = text.indexOf('{'); at !== -1; at = text.indexOf('{', at + 1)) {
    const before = text.charAt(at - 1);
    if (before === '$' || before === '%') sequences += 1;
  }
  return sequences > MAX_SEQUENCES ? `more than ${MAX_SEQUENCES} template sequences` : null;
}

/** Also runs of prefix operators nest: `!!!!a`, `- - a`. */
function deepest(text: string): number {
  let depth = 0;
  let most = 0;
  let prefixes = 0;
  for (const character of text) {
    if (OPENING.includes(character)) depth += 1;
    else if (CLOSING.includes(character)) depth = Math.max(0, depth - 1);
    prefixes = character === '!' || character === '?' ? prefixes + 1 : /[\s]/u.test(character) ? prefixes : 0;
    most = Math.max(most, depth, prefixes);
  }
  return most;
}
