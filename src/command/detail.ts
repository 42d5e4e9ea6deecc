import { showUnknown } from './unknown-part.ts';

const LONGEST = 160;
const LONGEST_WORD = 120;

/**
 * A simple command on one line of about 160 characters. Words are kept whole or left out: secrets are masked later by their value,
 * and half a secret would not be found.
 */
export function toDetail(words: readonly string[]): string {
  const shown: string[] = [];
  let length = 0;
  for (const word of words) {
    const text = toShown(word);
    length += text.length + 1;
    if (length > LONGEST && shown.length > 0) return [...shown, '…'].join(' ');
    shown.push(text);
  }
  return shown.join(' ');
}

/** One word for people: whole, or `…`. */
export function toShown(word: string): string {
  const text = showUnknown(word);
  return text.length > LONGEST_WORD || /[\r\n]/.test(text) ? '…' : text;
}
