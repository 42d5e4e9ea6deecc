import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TfsafeError } from '../src/errors.ts';
import { scanBody, scanFile } from '../src/hcl/body-scanner.ts';
import type { Body } from '../src/hcl/source.ts';

/** Blocks and arguments as plain data: what stands in the source, without positions. */
const outline = ({ attributes, blocks }: Body): unknown => ({
  arguments: Object.fromEntries(
    [...attributes].map(([name, { expression }]) => [name, expression.syntax === 'native' ? expression.text : null]),
  ),
  blocks: blocks.map(({ type, labels, body }) => [type, ...labels, outline(body)]),
});
const textOf = (source: string, name = 'a'): string | null => {
  const expression = scanBody('main.tf', source).attributes.get(name)?.expression;
  return expression?.syntax === 'native' ? expression.text : null;
};

describe('an expression ends where HCL ends it', () => {
  test.each([
    ['a trailing comment', 'a = destroy // trailing\n', 'destroy'],
    ['a trailing inline comment and blanks', 'a = 1 /* x */ \t\nb = 2\n', '1'],
    ['a leading inline comment', 'a = /* "} */ 1\n', '1'],
    ['an inline comment over lines', 'a = 1 /* }\n */ + 2\n', '1 /* }\n */ + 2'],
    ['brackets over lines', 'a = [\n  1, # ]\n  "]",\n]\n', '[\n  1, # ]\n  "]",\n]'],
    ['a string with an escaped quote', 'a = "\\"}" \n', '"\\"}"'],
    ['quotes inside an interpolation', 'a = "x${f("}", "${"}"}")}y"\n', '"x${f("}", "${"}"}")}y"'],
    ['escaped sequences', 'a = "$${ %%{ $$${b}"\n', '"$${ %%{ $$${b}"'],
    ['a directive', 'a = "%{ if b == "}" }x%{ endif }"\n', '"%{ if b == "}" }x%{ endif }"'],
    ['a heredoc', 'a = <<EOT\n  }\n"\n  ${b["}"]}\n EOT x\n  EOT\nb = 1\n', '<<EOT\n  }\n"\n  ${b["}"]}\n EOT x\n  EOT'],
    ['a flush heredoc with carriage returns', 'a = <<-E\r\n x\r\n E\r\nb = 1\r\n', '<<-E\r\n x\r\n E'],
    ['heredocs in a call', 'a = f(<<A\n)\nA\n, <<B\n${<<C\n}\nC\n}\nB\n)\n', 'f(<<A\n)\nA\n, <<B\n${<<C\n}\nC\n}\nB\n)'],
    ['no heredoc: no line break behind the word', 'a = 1 <<b \n', '1 <<b'],
    ['the end of the file', 'a = 1', '1'],
    ['a byte order mark', '\u{feff}a = 1\n', '1'],
    ['a comparison behind the argument', 'a = b == c\n', 'b == c'],
  ])('%s', (_, source, text) => {
    expect(textOf(source)).toBe(text);
  });
});

test('blocks, labels and positions', () => {
  const { body, comments } = scanFile(
    'mod/main.tf',
    '# one\nresource "t" n /* two */ {\n  provisioner "local\\u002dexec" { command = "x" } // three\r\n\n  count = 2\n}\n',
  );
  expect(outline(body)).toEqual({
    arguments: {},
    blocks: [
      [
        'resource',
        't',
        'n',
        { arguments: { count: '2' }, blocks: [['provisioner', 'local-exec', { arguments: { command: '"x"' }, blocks: [] }]] },
      ],
    ],
  });
  expect(body.blocks[0]?.range).toEqual({ file: 'mod/main.tf', line: 2, column: 1, endLine: 6 });
  expect(body.blocks[0]?.body.blocks[0]?.range).toEqual({ file: 'mod/main.tf', line: 3, column: 3, endLine: 3 });
  expect(body.blocks[0]?.body.attributes.get('count')?.expression.range).toEqual({ file: 'mod/main.tf', line: 5, column: 11, endLine: 5 });
  expect(comments).toEqual([
    { line: 1, text: '# one' },
    { line: 2, text: '/* two */' },
    { line: 3, text: '// three' },
  ]);
});

test('provisioners in comments, strings and heredocs are none', () => {
  const decoys = '# provisioner "a" {\n/* provisioner "b" {\n} */\nx = "provisioner \\"c\\" {"\ny = <<E\nprovisioner "d" {\n}\nE\n';
  expect(scanBody('f', `resource "t" "n" {\n${decoys}}\n`).blocks[0]?.body.blocks).toEqual([]);
});

describe('what is left open or stands in the wrong place is an error with its line', () => {
  test.each([
    ['a {\n  b = 1\n', 'main.tf:3: expected "}" for the block of line 1, found the end of the file'],
    ['a = [\n1\n', 'main.tf:3: expected "]" for the bracket of line 1, found the end of the file'],
    ['a = [1)\n', 'main.tf:1: expected "]" for the bracket of line 1, found ")"'],
    ['a = "x\n"', "main.tf:1: expected '\"' for the string of line 1, found the end of the line"],
    ['\na = <<E\nx\nE', 'main.tf:4: expected a line "E" for the heredoc of line 2, found the end of the file'],
    ['a = /* 1', 'main.tf:1: expected "*/" for the comment of line 1, found the end of the file'],
    ['a = \nb = 1', 'main.tf:1: expected an expression for "a", found the end of the line'],
    ['a = 1\na = 2\n', 'main.tf:2: expected "a" once (it is set on line 1), found "a"'],
    ['a b c\n', 'main.tf:1: expected a label or "{", found the end of the line'],
    ['a\n{\n}\n', 'main.tf:1: expected "=" or "{" behind "a", found the end of the line'],
    ['a "${b}" {\n}\n', 'main.tf:1: expected "=" or "{" behind "a", found "\\""'],
    ['a {} b {}\n', 'main.tf:1: expected a line break, found "b"'],
    ['}\n', 'main.tf:1: expected an argument or a block, found "}"'],
    ['"a" = 1\n', 'main.tf:1: expected an argument, a block or "}", found "\\""'],
    ['a = 1\rb = 2\n', 'main.tf:1: expected a line feed behind the carriage return, found the end of the line'],
  ])('%j', (source, message) => {
    expect(() => scanBody('main.tf', source)).toThrow(message);
  });
});

test.each([
  ['blocks', 'a {\n'.repeat(10_000) + '}\n'.repeat(10_000)],
  ['brackets', `a = ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`],
  ['templates', `a = ${'"${'.repeat(10_000)}1${'}"'.repeat(10_000)}\n`],
])('10,000 nested %s do not overflow', (_, source) => {
  const { blocks, attributes } = scanBody('f', source);
  expect(blocks.length + attributes.size).toBe(1);
});

// Expressions that hold what would end them elsewhere; each is written as is and must come back as is.
const name = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,6}$/);
const literal = fc.constantFrom(
  'x',
  '}',
  '{',
  '"',
  '#',
  '//',
  '/*',
  '$${',
  '%%{',
  '$',
  '%',
  '\\',
  ' ',
  'provisioner "a" {',
  'é',
  '\u{1f600}',
);
const { expression } = fc.letrec<{ expression: string; quoted: string; heredoc: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('1', 'a.b', 'null', '-a'),
    tie('quoted'),
    tie('heredoc'),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[\n${items.map((item) => `${item}\n, # ]}"\n`).join('')}]`),
    fc.tuple(name, tie('expression')).map(([key, value]) => `{\n${key} = ${value}\n}`),
    fc.tuple(tie('expression'), tie('expression')).map(([left, right]) => `f(${left}\n, /* ) */ ${right}\n)`),
  ),
  quoted: fc
    .array(
      fc.oneof(
        literal.map((text) => text.replace(/["\\]/g, '\\$&')),
        tie('expression').map((inner) => `\${${inner}\n}`),
      ),
      { maxLength: 4 },
    )
    .map((parts) => `"${endsQuiet(parts)}"`),
  heredoc: fc
    .array(
      fc.oneof(
        literal,
        fc.constant('\n'),
        fc.constant('EOT-'),
        tie('expression').map((inner) => `\${${inner}\n}`),
      ),
      { maxLength: 5 },
    )
    .map((parts) => `<<EOT\n${endsQuiet(parts)}\nEOT`),
}));
/** Keeps a lone `$` or `%` from meeting the text behind it. */
const endsQuiet = (parts: readonly string[]): string => parts.map((part) => (/^[$%]$/.test(part) ? `${part}.` : part)).join('');

type Tree = {
  readonly attributes: readonly (readonly [string, string])[];
  readonly blocks: readonly { readonly labels: readonly string[]; readonly body: Tree }[];
};
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    attributes: fc.uniqueArray(fc.tuple(name, expression), { selector: ([key]) => key, maxLength: 3 }),
    blocks: fc.oneof(
      { maxDepth: 3 },
      fc.constant([]),
      fc.array(fc.record({ labels: fc.array(fc.string(), { maxLength: 2 }), body: tie('tree') }), { maxLength: 3 }),
    ),
  }),
}));

const quoteLabel = (label: string): string =>
  `"${label
    .replace(/["\\]/g, '\\$&')
    .replace(/[$%](?=\{)/g, '$&$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')}"`;
const write = ({ attributes, blocks }: Tree, eol: string): string =>
  [
    ...attributes.map(([key, text]) => `${key} = ${text}${text.endsWith('EOT') ? '' : ' # } "'}${eol}`),
    ...blocks.map(({ labels, body }) => `/* { */ block ${labels.map(quoteLabel).join(' ')} {${eol}${write(body, eol)}} // {${eol}`),
  ].join('');
const expected = ({ attributes, blocks }: Tree): unknown => ({
  arguments: Object.fromEntries(attributes),
  blocks: blocks.map(({ labels, body }) => ['block', ...labels, expected(body)]),
});

test('generated bodies come back as written', () => {
  fc.assert(
    fc.property(tree, fc.constantFrom('\n', '\r\n'), (body, eol) => {
      expect(outline(scanBody('f', write(body, eol)))).toEqual(expected(body));
    }),
    { numRuns: 300 },
  );
});

const token = fc.constantFrom(
  'a',
  ' = ',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '"',
  '${',
  '%{',
  '$',
  '\\',
  '<<E\n',
  'E\n',
  '\n',
  '\r',
  '#',
  '/*',
  '*/',
  '//',
  ' ',
  '1',
  '\u{feff}',
  '\u{a0}',
);
/** Null, or the error's text. Anything but a `TfsafeError` is thrown on. */
function complaint(text: string): string | null {
  try {
    scanBody('f', text);
    return null;
  } catch (error) {
    if (error instanceof TfsafeError) return error.message;
    throw error;
  }
}
test('any text gives a body or an error with file and line', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(token, { maxLength: 40 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (source) => {
      expect(complaint(source) ?? 'f:1: expected ').toMatch(/^f:\d+: expected /);
    }),
    { numRuns: 1000 },
  );
});
