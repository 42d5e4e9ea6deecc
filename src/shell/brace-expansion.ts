const MOST = 256;

/**
 * The words that bash makes of one brace expression (`{a,b}`, `{1..3}`, `{01..10..3}`), without what stands around it.
 * Null where it stays as it is, nests, or makes more than 256.
 * Source: https://www.gnu.org/software/bash/manual/html_node/Brace-Expansion.html
 */
export function expandBraces(source: string): readonly string[] | null {
  const inner = source.slice(1, -1);
  if (/[{}'"\\]/.test(inner)) return null;
  const range = /^(-?\d{1,9}|[A-Za-z])\.\.(-?\d{1,9}|[A-Za-z])(?:\.\.(-?\d{1,9}))?$/.exec(inner);
  if (range) return expandRange(range[1] ?? '', range[2] ?? '', Math.abs(Number(range[3] ?? 1)) || 1);
  const words = inner.split(',');
  return words.length > 1 && words.length <= MOST ? words : null;
}

function expandRange(from: string, to: string, step: number): readonly string[] | null {
  const numbers = /\d/.test(from) && /\d/.test(to);
  if (!numbers && (/\d/.test(from) || /\d/.test(to))) return null;
  const [start, end] = numbers ? [Number(from), Number(to)] : [from.charCodeAt(0), to.charCodeAt(0)];
  const count = Math.floor(Math.abs(end - start) / step) + 1;
  if (count > MOST) return null;
  const width = numbers && /^-?0\d/.test(from) ? Math.max(from.length, to.length) : 0;
  return Array.from({ length: count }, (_, index) => {
    const value = start + (end < start ? -index : index) * step;
    return numbers ? String(value).padStart(width, '0') : String.fromCharCode(value);
  });
}
