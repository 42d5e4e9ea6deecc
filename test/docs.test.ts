import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { CASE, drawTerminal, PICTURES, TERMINAL } from '../scripts/terminal-picture.mjs';
import { run } from '../src/commands/run.ts';
import { EXIT } from '../src/errors.ts';
import { CHECK_HELP, EXPLAIN_HELP, MAIN_HELP } from '../src/render/help.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/architecture.md',
  'fixtures/README.md',
  'fixtures/incident/README.md',
];
const texts = new Map(DOCUMENTS.map((path) => [path, read(path)]));

type Ran = { readonly exit: number; readonly output: string; readonly errors: string };

/** The program as a function, in a folder, with nothing on standard input and no terraform on PATH. */
async function tfsafe(argv: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const written = { output: '', errors: '' };
  const sink = (key: keyof typeof written): Writable =>
    new Writable({ write: (chunk, _encoding, done) => ((written[key] += String(chunk)), done()) });
  const exit = await run(argv, { stdin: Readable.from([]), stdout: sink('output'), stderr: sink('errors'), env, cwd });
  return { exit, ...written };
}

/** The program's own command lines in a text: `tfsafe …` up to a pipe, a redirection, `&&` or a comment; quotes are taken off. */
function findCommands(text: string): readonly (readonly string[])[] {
  return Array.from(text.matchAll(/(?:^|^ *\$ |[|&] |^`|run: )tfsafe +((?:'[^']*'|[^\n'`|>#&])+)/gm), ([, line = '']) =>
    Array.from(line.trim().matchAll(/'([^']*)'|(\S+)/g), ([, quoted, bare]) => quoted ?? bare ?? ''),
  ).filter(([first = '']) => /^(?:check|explain|-)/.test(first));
}

/** Fenced blocks, and code between backticks. */
const codeOf = (text: string): string =>
  Array.from(text.matchAll(/^```\w*\n([^]*?)^```|(`[^`\n]+`)/gm), ([, block, span]) => block ?? span).join('\n');

describe('command lines', () => {
  const inDocuments = [...texts].flatMap(([path, text]) => findCommands(codeOf(text)).map((argv) => [path, argv] as const));
  const inHelp = Object.entries({ MAIN_HELP, CHECK_HELP, EXPLAIN_HELP }).flatMap(([name, text]) =>
    findCommands(text).map((argv) => [name, argv] as const),
  );

  test('are found in the README and in every help text', () => {
    const places = [...inDocuments, ...inHelp].map(([place]) => place);
    expect(new Set(places)).toEqual(new Set(['README.md', 'MAIN_HELP', 'CHECK_HELP', 'EXPLAIN_HELP']));
    expect(places.length).toBeGreaterThan(20);
  });

  // The incident under the names that the examples use. Without terraform most of them end with 3 (cannot be read), none with 2 (wrong arguments).
  const room = mkdtempSync(join(tmpdir(), 'tfsafe-docs-'));
  beforeAll(() => {
    copyFileSync(join(root, CASE, 'plan.tfplan'), join(room, 'next.tfplan'));
    copyFileSync(join(root, CASE, 'plan.json'), join(room, 'next.json'));
  });
  afterAll(() => rmSync(room, { recursive: true }));

  test.each([...inDocuments, ...inHelp])('%s: tfsafe %j is understood', async (_, argv) => {
    const { exit, errors } = await tfsafe(argv, room);
    expect(errors).not.toMatch(/unexpected fault|error: |no such/i);
    expect(argv.includes('--help') ? [EXIT.ok] : [EXIT.blocked, EXIT.unknown]).toContain(exit);
  });

  test.each([[['check', 'a.tfplan', '--basis', 'x']], [['chek', 'a.tfplan']], [['check']], [['explain', 'a.b']]])(
    'tfsafe %j would be noticed',
    async (argv) => {
      expect((await tfsafe(argv, room)).exit).toBe(EXIT.usage);
    },
  );

  test('the README shows every option but those that only name and place the report', () => {
    const text = texts.get('README.md') ?? '';
    const options = Array.from(read('src/commands/check.ts').matchAll(/'(--[a-z-]+)[ ']/g), ([, option = '']) => option);
    expect(options.length).toBeGreaterThan(8);
    expect(options.filter((option) => !text.includes(option))).toEqual(['--name']);
  });
});

describe('pictures', () => {
  test.each(PICTURES)('docs/$name is what the program prints now (else: npm run docs)', async (picture) => {
    const { exit, output } = await tfsafe(picture.argv, join(root, CASE), TERMINAL);
    expect(exit).toBe(picture.argv[0] === 'check' ? EXIT.blocked : EXIT.ok);
    expect(read(`docs/${picture.name}`)).toBe(drawTerminal(output, picture));
  });

  test('every picture is shown in the README, with words for those who do not see it', () => {
    const shown = Array.from((texts.get('README.md') ?? '').matchAll(/!\[([^\]]{40,})\]\(docs\/([^)]+)\)/g), ([, , file]) => file);
    expect(shown).toEqual(readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.svg')));
  });

  const draw = (output: string): string => drawTerminal(output, { argv: ['check', 'a b'], leaveOut: null });

  test('text is escaped, and what is no character of XML is shown as such', () => {
    const svg = draw('<a href="x">&\u0007</a>');
    expect(svg).toContain('>&lt;a href=&quot;x&quot;&gt;&amp;\uFFFD&lt;/a&gt;</text>');
    expect(svg).toContain('<title>tfsafe check a b</title>');
  });

  test('colour, weight and place follow the escape sequences', () => {
    const svg = draw('ab \u001B[1m\u001B[31mc\u001B[39m\u001B[22m \u001B[2md\u001B[22m');
    expect(svg).toMatch(/<text x="20\.0" y="\d+" textLength="16\.8">ab<\/text>/);
    expect(svg).toMatch(/<text x="45\.2" y="\d+" textLength="8\.4" fill="#ff7b72" font-weight="bold">c<\/text>/);
    expect(svg).toMatch(/<text x="62\.0" y="\d+" textLength="8\.4" opacity="0\.65">d<\/text>/);
  });

  test.each([['\u001B[44mblue'], ['\u001B[2J']])('what cannot be drawn is an error: %j', (output) => {
    expect(() => draw(output)).toThrow(/not drawn|sets no colour/);
  });

  test('lines are left out only where both ends are found', () => {
    const picture = { argv: [], leaveOut: { after: /^b/, before: /^d/ } };
    expect(drawTerminal('a\nb\nccc\nd', picture)).toMatch(/>b<[^]*>⋮<[^]*>d</);
    expect(drawTerminal('a\nb\nccc\nd', picture)).not.toContain('ccc');
    expect(() => drawTerminal('a\nccc\nd', picture)).toThrow(/has no lines/);
  });
});

describe.each([...texts])('%s', (path, text) => {
  const folder = dirname(join(root, path));

  test('links to what exists', () => {
    const links = Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target);
    const own = links.filter((target) => !/^(?:https:|#)/.test(target)).map((target) => target.replace(/#.*$/, ''));
    expect(own.filter((target) => !existsSync(join(folder, target)))).toEqual([]);
  });

  test('names paths that exist', () => {
    const paths = Array.from(
      text.matchAll(/`((?:src|rules|test|docs|fixtures|scripts|bench)\/[\w./-]*[\w/])[ `]/g),
      ([, named = '']) => named,
    );
    expect(paths.filter((named) => !existsSync(join(root, named)))).toEqual([]);
  });

  test('names scripts of package.json', () => {
    const scripts = Array.from(text.matchAll(/npm run (?:--silent )?([\w:]+)/g), ([, script = '']) => script);
    expect(scripts.filter((script) => !Object.hasOwn(manifest.scripts, script))).toEqual([]);
  });

  test('stays on its own ground', () => {
    expect(text).not.toMatch(/\.\.\/shared|\/work\//);
  });
});

test('the README has its two commands, each in a block of its own', () => {
  const blocks = Array.from((texts.get('README.md') ?? '').matchAll(/^```sh\n([^]*?)^```/gm), ([, block]) => block);
  expect(blocks.slice(0, 2)).toEqual(['npm ci && npm run demo\n', 'npm ci && npm test\n']);
});

test('the README imports what the library exports', async () => {
  const imported = Array.from((texts.get('README.md') ?? '').matchAll(/^import \{ ([\w, ]+) \} from 'tfsafe'/gm), ([, names = '']) =>
    names.split(', '),
  ).flat();
  expect(imported).toEqual(['analyze']);
  expect(Object.keys(await import('../src/index.ts'))).toEqual(expect.arrayContaining(imported));
});

test('the architecture places every folder of src/ and every file at its top', () => {
  const table = /## Layers\n([^]*?)\n## /.exec(texts.get('docs/architecture.md') ?? '')?.[1] ?? '';
  const entries = readdirSync(join(root, 'src'), { withFileTypes: true }).map(
    (entry) => `src/${entry.name}${entry.isDirectory() ? '/' : ''}`,
  );
  expect(entries.filter((entry) => !table.includes(`\`${entry}\``))).toEqual([]);
});

test('every document is tested', () => {
  const found = ['.', 'docs', 'fixtures', 'fixtures/incident'].flatMap((folder) =>
    readdirSync(join(root, folder)).flatMap((name) => (name.endsWith('.md') ? [relative(root, join(root, folder, name))] : [])),
  );
  expect(found.toSorted()).toEqual(DOCUMENTS.toSorted());
});
