const ESCAPES = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);
const PARTS = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.?))|\$\$\{|%%\{|\$\{|%\{|"/gsu;

/**
 * The text of a quoted native string (`"…"`, quotes included), escapes decoded as hclsyntax does.
 * Null: it is no plain string (an interpolation or an escape that HCL does not know stands in it).
 */
export function findQuotedText(source: string): string | null {
  if (source.length < 2 || !source.startsWith('"') || !source.endsWith('"')) return null;
  let isPlain = true;
  const text = source.slice(1, -1).replace(PARTS, (part: string, short?: string, long?: string, letter?: string) => {
    if (part === '$${' || part === '%%{') return part.slice(1);
    const code = Number.parseInt(short ?? long ?? '', 16);
    const decoded = Number.isNaN(code) ? ESCAPES.get(letter ?? '') : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    isPlain &&= part.startsWith('\\') && decoded !== undefined;
    return decoded ?? '';
  });
  return isPlain ? text : null;
}
