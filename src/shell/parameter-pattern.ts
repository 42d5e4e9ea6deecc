/**
 * `${x#pattern}`, `##`, `%`, `%%` and `${x/pattern/…}` for patterns that are plain text with at most one star at one end
 * (`${x##*.}`, `${x%.*}`): by far the most there are, and none of them can take long. Null: not followed.
 * Source: https://www.gnu.org/software/bash/manual/html_node/Shell-Parameter-Expansion.html
 */
export function applyPattern({
  value,
  operator,
  pattern,
  replacement,
}: {
  value: string;
  operator: string;
  pattern: string;
  replacement: string;
}): string | null {
  const star = pattern.indexOf('*');
  if (/[?[\]\\]/.test(pattern) || star !== pattern.lastIndexOf('*')) return null;
  if (operator === '//' || operator === '/')
    return star >= 0 || pattern === ''
      ? null
      : operator === '//'
        ? value.replaceAll(pattern, () => replacement)
        : value.replace(pattern, () => replacement);
  if (operator.startsWith('#')) return removeStart(value, operator === '##', pattern);
  if (operator.startsWith('%')) return removeEnd(value, operator === '%%', pattern);
  return null;
}

function removeStart(value: string, longest: boolean, pattern: string): string | null {
  if (!pattern.includes('*')) return value.startsWith(pattern) ? value.slice(pattern.length) : value;
  if (!pattern.startsWith('*')) return value.startsWith(pattern.slice(0, -1)) && longest ? '' : null;
  const text = pattern.slice(1);
  const at = longest ? value.lastIndexOf(text) : value.indexOf(text);
  return at < 0 ? value : value.slice(at + text.length);
}

function removeEnd(value: string, longest: boolean, pattern: string): string | null {
  if (!pattern.includes('*')) return value.endsWith(pattern) ? value.slice(0, value.length - pattern.length) : value;
  if (!pattern.endsWith('*')) return null;
  const text = pattern.slice(0, -1);
  const at = longest ? value.indexOf(text) : value.lastIndexOf(text);
  return at < 0 ? value : value.slice(0, at);
}
