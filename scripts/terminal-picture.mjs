// Draws what the program prints in a terminal as SVG: text stays text, so the picture is small and its changes can be read in a diff.

/**
 * The pictures in docs/: a file name, the words of the command line, and which lines are left out (from the first that matches up to the
 * second, which stays). All run in `CASE`, with FORCE_COLOR=1 and COLUMNS of the width.
 */
export const PICTURES = [
  {
    name: 'check.svg',
    argv: ['check', 'plan.tfplan', '--plan-json', 'plan.json', '--base', 'before'],
    leaveOut: { after: /^Other findings/, before: /^Exit code/ },
  },
  {
    name: 'explain.svg',
    argv: ['explain', 'null_resource.reset_on_destroy["ash"]', 'plan.tfplan', '--plan-json', 'plan.json', '--base', 'before'],
    leaveOut: null,
  },
];

/** Where the pictures' commands run. */
export const CASE = 'fixtures/incident';

/** What a terminal of the pictures' size tells a program. */
export const TERMINAL = { FORCE_COLOR: '1', COLUMNS: '94', LANG: 'C.UTF-8' };

const BACKGROUND = '#0d1117';
const FOREGROUND = '#e6edf3';
// Select Graphic Rendition: what each code that chalk writes sets. A code that is not here would be drawn wrongly, so it is an error.
const SGR = new Map(
  Object.entries({
    0: { bold: false, dim: false, colour: null },
    1: { bold: true },
    2: { dim: true },
    22: { bold: false, dim: false },
    31: { colour: '#ff7b72' },
    32: { colour: '#7ee787' },
    33: { colour: '#f2cc60' },
    36: { colour: '#79c0ff' },
    39: { colour: null },
  }),
);
const PLAIN = { bold: false, dim: false, colour: null };

const SIZE = 14;
/** Monospace fonts are 0.6 em wide, or nearly; `textLength` evens out the rest. */
const CELL = 8.4;
const LINE = 20;
const MARGIN = 20;

/**
 * @param {string} output with ANSI colours
 * @param {{ argv: readonly string[], leaveOut: { after: RegExp, before: RegExp } | null }} picture
 * @returns {string} the SVG document; what is left out stands as `⋮`
 */
export function drawTerminal(output, { argv, leaveOut }) {
  const prompt = `\u001B[1m$ tfsafe ${argv.map(quote).join(' ')}\u001B[22m`;
  const printed = shorten(output.trimEnd().split('\n'), leaveOut);
  const lines = toLines([prompt, '', ...printed].join('\n'));
  const columns = Math.max(...lines.map((line) => line.reduce((sum, { text }) => sum + [...text].length, 0)));
  const width = Math.ceil(columns * CELL) + 2 * MARGIN;
  const height = lines.length * LINE + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escapeXml(`tfsafe ${argv.join(' ')}`)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${BACKGROUND}"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${SIZE}" fill="${FOREGROUND}" xml:space="preserve">`,
    ...lines.flatMap((line, row) => drawLine(line, MARGIN + row * LINE + SIZE)),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** Every command line in the pictures can be typed as it stands. */
const quote = (word) => (/^[\w./-]+$/.test(word) ? word : `'${word}'`);

function shorten(lines, leaveOut) {
  if (leaveOut === null) return lines;
  const plain = lines.map((line) => line.replace(/\u001B\[[\d;]*m/g, ''));
  const from = plain.findIndex((line) => leaveOut.after.test(line)) + 1;
  const to = plain.findIndex((line) => leaveOut.before.test(line));
  if (from === 0 || to < from) throw new Error(`the output has no lines ${leaveOut.after} and ${leaveOut.before}`);
  return [...lines.slice(0, from), '', '  ⋮', '', ...lines.slice(to)];
}

/** Runs of text that look alike, by line; a blank looks like what stands before it. */
function toLines(text) {
  let style = PLAIN;
  const lines = [[]];
  for (const [part, codes] of text.matchAll(/\u001B\[([\d;]*)m|\n|[^\n\u001B]+|\u001B/g)) {
    if (part === '\n') lines.push([]);
    else if (codes !== undefined) style = codes.split(';').reduce(applyCode, style);
    else if (part === '\u001B') throw new Error('an escape sequence that sets no colour');
    else append(lines.at(-1), { style, text: part });
  }
  return lines;
}

function applyCode(style, code) {
  const change = SGR.get(String(Number(code)));
  if (change === undefined) throw new Error(`colour code ${code} is not drawn`);
  return { ...style, ...change };
}

function append(line, { style, text }) {
  const last = line.at(-1);
  if (last !== undefined && (text.trim() === '' || isSame(last.style, style))) last.text += text;
  else line.push({ style, text });
}

const isSame = (a, b) => a.bold === b.bold && a.dim === b.dim && a.colour === b.colour;

function drawLine(line, y) {
  let column = 0;
  return line.flatMap(({ style, text }) => {
    const start = column;
    column += [...text].length;
    const shown = text.trim();
    if (shown === '') return [];
    const x = MARGIN + (start + [...text].findIndex((character) => character !== ' ')) * CELL;
    const looks = [style.colour && ` fill="${style.colour}"`, style.bold && ' font-weight="bold"', style.dim && ' opacity="0.65"'];
    const length = ([...shown].length * CELL).toFixed(1);
    return [`<text x="${x.toFixed(1)}" y="${y}" textLength="${length}"${looks.filter(Boolean).join('')}>${escapeXml(shown)}</text>`];
  });
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Control characters are not XML at all, whatever one writes for them. */
// oxlint-disable-next-line no-control-regex
const escapeXml = (text) =>
  text.replace(/[\0-\u0008\u000B-\u001F\u007F]/g, '\uFFFD').replace(/[&<>"']/g, (character) => ENTITIES[character]);
