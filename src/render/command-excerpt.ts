/** A line of a command as it is shown; `gap` stands for what was left out. */
export type ExcerptLine = { readonly kind: 'plain' | 'danger' | 'gap'; readonly text: string };

export type Excerpt = {
  readonly lines: readonly ExcerptLine[];
  /** Every effect's words stand in lines that are shown. */
  readonly showsEffects: boolean;
};

const MOST_LINES = 14;
const MOST_DANGER_LINES = 12;
const MOST_COLUMNS = 400;
const MOST_EFFECTS = 20;
const MOST_WORDS = 30;

/**
 * A command for people: whole where it is short, else the lines that do the damage. The full text is in the JSON report.
 * `effects`: the simple commands that matter, as words (`effects[].detail`), worst first.
 */
export function excerptCommand(command: string, effects: readonly string[]): Excerpt {
  const lines = command.replace(/^(?:[ \t]*\n)+|\s+$/g, '').split('\n');
  const statements = toStatements(lines);
  const found = effects.slice(0, MOST_EFFECTS).map((effect) => findStatements(statements, effect));
  const danger = new Set(found.flat().flatMap(indexesOf));
  const shown = lines.length <= MOST_LINES ? new Set(lines.keys()) : choose(lines, danger);
  const programs = effects.map(programOf);
  const excerpt: ExcerptLine[] = [];
  let left = 0;
  for (const [at, line] of lines.entries()) {
    if (!shown.has(at)) left++;
    if (shown.has(at) && left > 0) excerpt.push(gap(left));
    if (!shown.has(at)) continue;
    left = 0;
    excerpt.push({ kind: danger.has(at) ? 'danger' : 'plain', text: shorten(line, programs) });
  }
  if (left > 0) excerpt.push(gap(left));
  const all = effects.length <= MOST_EFFECTS && [...danger].every((at) => shown.has(at));
  return { lines: excerpt, showsEffects: all && found.every((places) => places.length > 0) };
}

const gap = (lines: number): ExcerptLine => ({ kind: 'gap', text: `${lines} more ${lines === 1 ? 'line' : 'lines'}` });

/** Lines [from, to) that a backslash joins. */
type Statement = { readonly from: number; readonly to: number; readonly text: string };

function toStatements(lines: readonly string[]): readonly Statement[] {
  const statements: Statement[] = [];
  let from = 0;
  for (const [at, line] of lines.entries()) {
    if (/(?:^|[^\\])(?:\\\\)*\\$/.test(line) && at + 1 < lines.length) continue;
    statements.push({ from, to: at + 1, text: lines.slice(from, at + 1).join('\n') });
    from = at + 1;
  }
  return statements;
}

const indexesOf = ({ from, to }: Statement): readonly number[] =>
  Array.from({ length: Math.min(to - from, MOST_DANGER_LINES) }, (_, at) => from + at);

const wordsOf = (effect: string): readonly string[] =>
  effect
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
const programOf = (effect: string): string => wordsOf(effect)[0]?.split('/').at(-1) ?? '';

/** The statements that hold the program and the most of the effect's words; none where it must stand elsewhere, as in a script. */
function findStatements(statements: readonly Statement[], effect: string): readonly Statement[] {
  const words = [...new Set(wordsOf(effect))];
  const program = programOf(effect);
  const scored = statements.map((statement) => {
    const holds = program !== '' && statement.text.includes(program);
    return { statement, score: holds ? words.filter((word) => statement.text.includes(word)).length : 0 };
  });
  const most = scored.reduce((best, { score }) => Math.max(best, score), 0);
  return most < Math.min(2, words.length) ? [] : scored.filter(({ score }) => score === most).map(({ statement }) => statement);
}

/** Of a long command: the dangerous lines, or its beginning and end. */
function choose(lines: readonly string[], danger: ReadonlySet<number>): ReadonlySet<number> {
  if (danger.size > 0) return new Set([...danger].slice(0, MOST_LINES));
  return new Set([...Array.from({ length: MOST_LINES - 4 }, (_, at) => at), ...[3, 2, 1].map((back) => lines.length - back)]);
}

/** A very long line: the part around the program that does the damage. */
function shorten(line: string, programs: readonly string[]): string {
  if (line.length <= MOST_COLUMNS) return line;
  const at = programs.map((program) => (program === '' ? -1 : line.indexOf(program))).find((index) => index >= 0) ?? 0;
  const from = Math.max(0, Math.min(at - MOST_COLUMNS / 4, line.length - MOST_COLUMNS));
  return `${from > 0 ? '... ' : ''}${line.slice(from, from + MOST_COLUMNS)}${from + MOST_COLUMNS < line.length ? ` ... (${line.length} characters)` : ''}`;
}
