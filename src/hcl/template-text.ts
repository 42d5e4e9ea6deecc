/**
 * The literal text of templates, by the rules of hclsyntax's scanner and `parser_template.go`: hcl2json's syntax tree shows literals as
 * raw source, before escapes, `~` trims and `<<-` flushing.
 */
export type TemplateToken =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'interpolation' | 'if' | 'else' | 'endif' | 'for' | 'endfor' };

type Syntax = 'quoted' | 'heredoc' | 'bare';
type Sequence = {
  readonly kind: Exclude<TemplateToken['kind'], 'literal'>;
  readonly trimsBefore: boolean;
  readonly trimsAfter: boolean;
  readonly end: number;
};
type Literal = { readonly kind: 'literal'; text: string };

/** Go's `unicode.IsSpace`; JavaScript's `\s` lacks U+0085 and has U+FEFF. */
const SPACE = '\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const LEADING_SPACE = new RegExp(`^[${SPACE}]*`, 'u');
const SPACE_CHARACTER = new RegExp(`^[${SPACE}]$`, 'u');

/** `strings.TrimLeftFunc(text, unicode.IsSpace)` */
export const trimLeft = (text: string): string => text.replace(LEADING_SPACE, '');

/** `strings.TrimRightFunc(text, unicode.IsSpace)`; a loop, since an unanchored `\s*$` is quadratic. */
export function trimRight(text: string): string {
  let end = text.length;
  while (end > 0 && SPACE_CHARACTER.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

const HEREDOC_OPEN = /^<<(-?)([^\s"<]+)\r?\n/u;
const KEYWORDS: ReadonlyMap<string, Sequence['kind']> = new Map([
  ['if', 'if'],
  ['else', 'else'],
  ['endif', 'endif'],
  ['for', 'for'],
  ['endfor', 'endfor'],
]);

/** How deep templates may nest inside expressions. */
const MAX_DEPTH = 250;

/**
 * The tokens of a quoted template (with its quotes) or a heredoc (from `<<` to its closing marker).
 * Throws a plain `Error` on text that is no template.
 */
export function templateTokens(source: string): TemplateToken[] {
  const heredoc = HEREDOC_OPEN.exec(source);
  if (heredoc === null) {
    if (!source.startsWith('"') || !source.endsWith('"')) throw new Error('not a template');
    return tokens(source.slice(1, -1), 'quoted', false);
  }
  const lastLine = source.lastIndexOf('\n') + 1;
  return tokens(source.slice(heredoc[0].length, Math.max(lastLine, heredoc[0].length)), 'heredoc', heredoc[1] === '-');
}

/** The tokens of a template without delimiters: a template file, or a string in JSON syntax. */
export const bareTemplateTokens = (text: string): TemplateToken[] => tokens(text, 'bare', false);

function tokens(text: string, syntax: Syntax, flush: boolean): TemplateToken[] {
  const found: (Literal | Sequence)[] = [];
  let trimNext = false;
  let position = 0;
  while (position < text.length) {
    const last = found.at(-1);
    const sequence = readSequence(text, position);
    if (sequence !== null) {
      // Only the literal token directly before is trimmed: one line of a heredoc at most.
      if (sequence.trimsBefore && last?.kind === 'literal') last.text = trimRight(last.text);
      found.push(sequence);
      trimNext = sequence.trimsAfter;
      position = sequence.end;
      continue;
    }
    const end = literalEnd(text, position, syntax);
    const literal = unescape(text.slice(position, end), syntax);
    found.push({ kind: 'literal', text: trimNext ? trimLeft(literal) : literal });
    trimNext = false;
    position = end;
  }
  if (flush) flushIndentation(found);
  return melded(found);
}

/** One literal token of the scanner: `$${`, a lone `$` or `%`, or a run without them, up to and with the end of the line. */
function literalEnd(text: string, start: number, syntax: Syntax): number {
  const first = text.charAt(start);
  if (first === '$' || first === '%') {
    const isEscape = text.charAt(start + 1) === first && text.charAt(start + 2) === '{';
    const end = start + (isEscape ? (text.charAt(start + 3) === '~' ? 4 : 3) : 1);
    return syntax === 'quoted' ? end : end + newlineLength(text, end);
  }
  let end = start;
  while (end < text.length) {
    const character = text.charAt(end);
    if (character === '$' || character === '%') return end;
    if (character === '\n' && syntax !== 'quoted') return end + 1;
    end += character === '\\' && syntax === 'quoted' ? 2 : 1;
  }
  return Math.min(end, text.length);
}

function newlineLength(text: string, position: number): number {
  if (text.startsWith('\r\n', position)) return 2;
  return text.charAt(position) === '\n' ? 1 : 0;
}

function readSequence(text: string, start: number): Sequence | null {
  const opener = text.charAt(start);
  if ((opener !== '$' && opener !== '%') || text.charAt(start + 1) !== '{') return null;
  const trimsBefore = text.charAt(start + 2) === '~';
  const inside = start + (trimsBefore ? 3 : 2);
  const end = sequenceEnd(text, inside, 0);
  const trimsAfter = text.charAt(end - 2) === '~' && end - 2 >= inside;
  if (opener === '$') return { kind: 'interpolation', trimsBefore, trimsAfter, end };
  const kind = KEYWORDS.get(/^[\s]*([a-z]+)/u.exec(text.slice(inside, inside + 200))?.[1] ?? '');
  if (kind === undefined) throw new Error('an unknown template directive');
  return { kind, trimsBefore, trimsAfter, end };
}

/** Where the expression that starts at `start` ends: behind the `}` that closes its sequence. */
function sequenceEnd(text: string, start: number, depth: number): number {
  if (depth > MAX_DEPTH) throw new Error('templates are nested too deeply');
  let braces = 0;
  let position = start;
  while (position < text.length) {
    const character = text.charAt(position);
    if (character === '}') {
      if (braces === 0) return position + 1;
      braces -= 1;
    } else if (character === '{') {
      braces += 1;
    }
    position = skipped(text, position, depth);
  }
  throw new Error('a template sequence has no end');
}

/** The position behind the string, heredoc, comment or single character at `position`. */
function skipped(text: string, position: number, depth: number): number {
  const character = text.charAt(position);
  if (character === '"') return quotedEnd(text, position + 1, depth + 1);
  if (character === '#' || text.startsWith('//', position)) return lineEnd(text, position);
  if (text.startsWith('/*', position)) return behind(text, '*/', position + 2);
  if (text.startsWith('<<', position)) {
    const line = text.slice(position, lineEnd(text, position));
    const heredoc = HEREDOC_OPEN.exec(line);
    if (heredoc !== null) return heredocEnd(text, position + heredoc[0].length, { marker: heredoc[2] ?? '', depth: depth + 1 });
  }
  return position + 1;
}

const lineEnd = (text: string, position: number): number => {
  const newline = text.indexOf('\n', position);
  return newline === -1 ? text.length : newline + 1;
};

const behind = (text: string, mark: string, position: number): number => {
  const found = text.indexOf(mark, position);
  return found === -1 ? text.length : found + mark.length;
};

const opensSequence = (text: string, position: number): boolean => text.startsWith('${', position) || text.startsWith('%{', position);

/** `$${` and `%%{` are text. */
const escapeLength = (text: string, position: number): number =>
  text.startsWith('$${', position) || text.startsWith('%%{', position) ? 3 : 0;

function quotedEnd(text: string, start: number, depth: number): number {
  let position = start;
  while (position < text.length) {
    const character = text.charAt(position);
    if (character === '"') return position + 1;
    if (opensSequence(text, position)) position = sequenceEnd(text, position + 2, depth);
    else position += character === '\\' ? 2 : escapeLength(text, position) || 1;
  }
  return position;
}

function heredocEnd(text: string, start: number, { marker, depth }: { readonly marker: string; readonly depth: number }): number {
  let position = start;
  let isLineStart = true;
  while (position < text.length) {
    const end = lineEnd(text, position);
    // The newline behind the marker is outside: it may end a comment or a line of the expression.
    if (isLineStart && text.slice(position, end).trim() === marker) return end;
    isLineStart = false;
    while (position < end && !opensSequence(text, position)) position += escapeLength(text, position) || 1;
    if (position < end) position = sequenceEnd(text, position + 2, depth);
    else isLineStart = true;
  }
  return position;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);
const QUOTED_ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))/gu;

function unescape(raw: string, syntax: Syntax): string {
  if (raw.startsWith('$${') || raw.startsWith('%%{')) return raw.slice(1);
  if (syntax !== 'quoted' || !raw.includes('\\')) return raw;
  return raw.replace(QUOTED_ESCAPE, (_all, short: string | undefined, long: string | undefined, single: string | undefined) => {
    if (single !== undefined) return ESCAPES.get(single) ?? single;
    return String.fromCodePoint(Number.parseInt(short ?? long ?? '', 16));
  });
}

/** `flushHeredocTemplateParts`: the smallest indentation of all lines goes; computed after trims, on literals only. */
function flushIndentation(found: readonly (Literal | Sequence)[]): void {
  let smallest = Number.MAX_SAFE_INTEGER;
  let isLineStart = true;
  const starts: Literal[] = [];
  for (const token of found) {
    if (isLineStart) {
      isLineStart = false;
      if (token.kind !== 'literal') smallest = 0;
      else if (trimLeft(token.text) !== '' || !token.text.endsWith('\n')) {
        smallest = Math.min(smallest, token.text.length - trimLeft(token.text).length);
        starts.push(token);
      }
    }
    if (token.kind === 'literal' && token.text.endsWith('\n')) isLineStart = true;
  }
  for (const token of starts) token.text = token.text.slice(smallest);
}

function melded(found: readonly (Literal | Sequence)[]): TemplateToken[] {
  const result: (Literal | { readonly kind: Sequence['kind'] })[] = [];
  for (const token of found) {
    const last = result.at(-1);
    if (token.kind === 'literal' && last?.kind === 'literal') last.text += token.text;
    else result.push(token.kind === 'literal' ? { kind: 'literal', text: token.text } : { kind: token.kind });
  }
  return result;
}
