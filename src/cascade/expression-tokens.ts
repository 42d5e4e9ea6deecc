/** A piece of an expression's text. `depth` counts the brackets, strings and interpolations around it; an `open` and its `close` have the same. */
export type Token = {
  readonly kind: 'name' | 'number' | 'punctuation' | 'open' | 'close' | 'text' | 'comment' | 'newline';
  readonly start: number;
  readonly end: number;
  readonly depth: number;
};

type Frame = { readonly close: string; readonly kind: 'code' | 'quote' | 'heredoc' };

const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PUNCTUATION = /==|!=|<=|>=|&&|\|\||=>|\.\.\.|::|[^\s]/uy;
const BLANKS = /[ \t\r]+/y;
const COMMENT = /(?:#|\/\/)[^\n]*|\/\*[^]*?(?:\*\/|$)/y;
const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
/** Template text up to what may end it. */
const QUOTED = /[^"\\$%]+|\\[^]|\$\$\{|%%\{|[$%](?!\{)/y;
const HEREDOC_TEXT = /[^$%\n]+|\$\$\{|%%\{|[$%](?!\{)/y;
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['{', '}'],
  ['[', ']'],
  ['(', ')'],
]);

/** The tokens of a native expression, those inside interpolations too: one pass, no recursion, never an error (the text was scanned before). */
export function toTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const frames: Frame[] = [];
  for (let at = 0; at < text.length;) {
    const frame = frames.at(-1);
    at = frame && frame.kind !== 'code' ? takeTemplate({ text, at, tokens, frames }, frame) : takeCode({ text, at, tokens, frames }, frame);
  }
  return tokens;
}

type Scan = { readonly text: string; readonly at: number; readonly tokens: Token[]; readonly frames: Frame[] };

function takeCode(scan: Scan, frame: Frame | undefined): number {
  const { text, at, tokens, frames } = scan;
  const add = (kind: Token['kind'], end: number): number => {
    tokens.push({ kind, start: at, end, depth: frames.length });
    return end;
  };
  const char = text[at] ?? '';
  const blanks = endOf(BLANKS, text, at);
  if (blanks !== null) return blanks;
  if (char === '\n') return add('newline', at + 1);
  const comment = endOf(COMMENT, text, at);
  if (comment !== null) return add('comment', comment);
  if (char === frame?.close) return close(scan, at + 1);
  const closer = CLOSERS.get(char);
  if (closer !== undefined) return open(scan, at + 1, { kind: 'code', close: closer });
  if (char === '"') return open(scan, at + 1, { kind: 'quote', close: '"' });
  HEREDOC.lastIndex = at;
  const heredoc = char === '<' ? HEREDOC.exec(text) : null;
  if (heredoc) return open(scan, at + heredoc[0].length, { kind: 'heredoc', close: heredoc[1] ?? '' });
  const name = endOf(NAME, text, at);
  if (name !== null) return add('name', name);
  const number = endOf(NUMBER, text, at);
  return number === null ? add('punctuation', endOf(PUNCTUATION, text, at) ?? at + 1) : add('number', number);
}

function takeTemplate(scan: Scan, frame: Frame): number {
  const { text, at, tokens, frames } = scan;
  const two = text.slice(at, at + 2);
  if (frame.kind === 'quote' && text[at] === '"') return close(scan, at + 1);
  if (two === '${' || two === '%{') return open(scan, at + 2, { kind: 'code', close: '}' });
  if (frame.kind === 'heredoc' && (at === 0 || text[at - 1] === '\n')) {
    const lineEnd = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
    if (text.slice(at, lineEnd).trim() === frame.close) return close(scan, lineEnd);
  }
  const run = endOf(frame.kind === 'quote' ? QUOTED : HEREDOC_TEXT, text, at);
  const end = run ?? at + 1;
  tokens.push({ kind: 'text', start: at, end, depth: frames.length });
  return end;
}

function open({ at, tokens, frames }: Scan, end: number, frame: Frame): number {
  tokens.push({ kind: 'open', start: at, end, depth: frames.length });
  frames.push(frame);
  return end;
}

function close({ at, tokens, frames }: Scan, end: number): number {
  frames.pop();
  tokens.push({ kind: 'close', start: at, end, depth: frames.length });
  return end;
}

function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}
