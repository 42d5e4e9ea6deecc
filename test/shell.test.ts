import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandBraces } from '../src/shell/brace-expansion.ts';
import { applyPattern } from '../src/shell/parameter-pattern.ts';
import { parseShell } from '../src/shell/shell-parser.ts';
import type { ShellNode, ShellWord } from '../src/shell/shell-tree.ts';

const wordText = ({ parts }: ShellWord): string => parts.map((part) => (part.kind === 'text' ? part.text : `<${part.source}>`)).join('');

/** The tree on one line. */
const outline = (node: ShellNode): string => {
  switch (node.kind) {
    case 'simple':
      return [
        ...node.assignments.map(({ name, values }) => `${name}=${values.map(wordText).join(' ')}`),
        ...node.words.map(wordText),
        ...node.redirects.map(({ kind, target }) => `${kind}:${wordText(target).trim()}`),
      ].join(' ');
    case 'sequence':
    case 'branches':
    case 'pipeline':
      return `${node.kind}(${node.nodes.map(outline).join(', ')})`;
    case 'for':
      return `for ${node.variable} in ${node.values?.map(wordText).join(' ') ?? '@'} (${outline(node.body)})`;
    case 'loop':
      return `loop[${node.assigned.join()}](${outline(node.body)})`;
    case 'function':
      return `${node.name}(${outline(node.body)})`;
    case 'subshell':
      return `subshell(${outline(node.body)})`;
    case 'redirected':
      return `redirected(${outline(node.body)}) ${node.redirects.map(({ kind, target }) => `${kind}:${wordText(target).trim()}`).join(' ')}`;
    case 'words':
    default:
      return `words(${node.words.map(wordText).join(' ')})`;
  }
};

describe('the tree of a text', () => {
  test.each([
    ['a b "c d" \'e\'', 'a b c d e'],
    [String.raw`\a b\ c`, 'a b c'],
    ['A=1 B="x y" c', 'A=1 B=x y c'],
    ['a=(x "y z")', 'a=x y z'],
    ['a $X ${Y:-z} $(date) `id`', 'a <$X> <${Y:-z}> <$(date)> <`id`>'],
    ['a | b |& c', 'pipeline(a, b, c)'],
    ['a && b', 'sequence(a, branches(b, sequence()))'],
    ['a || b && c', 'sequence(a, branches(sequence(b, branches(c, sequence())), sequence()))'],
    ['if a; then b; elif c; then d; else e; fi', 'sequence(a, branches(b, sequence(c, branches(d, e))))'],
    ['case $x in a|b) c;; *) d;; esac', 'sequence(words(<$x>), branches(c, d, sequence()))'],
    ['for i in a b; do c; done', 'for i in a b (c)'],
    ['for i; do c; done', 'for i in @ (c)'],
    ['while read -r l; do x=1; done < f', 'redirected(loop[x,-r,l](sequence(read -r l, x=1))) in:f'],
    ['f() { a; }', 'f(a)'],
    ['(a; b)', 'subshell(sequence(a, b))'],
    ['{ a; } > f', 'redirected(a) out:f'],
    ['a > f 2>&1 < g >> h', 'a out:f in:g append:h'],
    ['a <<EOF\n$X y\nEOF', 'a here-document:<$X> y'],
    ["a <<'EOF'\n$X y\nEOF", 'a here-document:$X y'],
    ['a <<-EOF\n\ty\n\tEOF', 'a here-document:y'],
    ['a <<< "b"', 'a here-string:b'],
    ['a \\\n  b', 'a b'],
    ['a \\\r\n  b\r\n', 'a b'],
    ['a # b', 'a'],
    ['coproc a', 'a'],
    ['! a', 'a'],
    ['a &', 'a'],
  ])('%s', (text, expected) => {
    const { body, errors } = parseShell(text);
    expect(body.map(outline).join('; ')).toBe(expected);
    expect(errors).toEqual([]);
  });

  test('lines count from 1, inside here-documents and substitutions too', () => {
    const { body } = parseShell('a\n\nb <<EOF\nx\nEOF\nc $(\n  d\n)\n');
    expect(body.map((node) => node.kind === 'simple' && node.line)).toEqual([1, 3, 6]);
    const substitution = body[2]?.kind === 'simple' ? body[2].words[1]?.parts[0] : undefined;
    expect(substitution).toMatchObject({ kind: 'command', script: { body: [{ line: 7 }] } });
  });

  test.each(['if true; then', 'a "b', "a 'b", 'a $(b', 'a )', 'case x in', 'for x in y; do z'])('%s is partial and says so', (text) => {
    expect(parseShell(text).errors.length).toBeGreaterThan(0);
  });

  test('any text gives a tree', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('ab $(){}[]<>|&;"\'\\\n`=#*?!~-+/%:,.0')), maxLength: 200 }), (text) => {
        expect(parseShell(text).body).toBeInstanceOf(Array);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('brace expansion', () => {
  test.each([
    ['{a,b}', ['a', 'b']],
    ['{1..4}', ['1', '2', '3', '4']],
    ['{3..1}', ['3', '2', '1']],
    ['{01..03}', ['01', '02', '03']],
    ['{1..9..4}', ['1', '5', '9']],
    ['{a..c}', ['a', 'b', 'c']],
    ['{a}', null],
    ['{1..b}', null],
    ['{1..100000}', null],
    ['{a,{b,c}}', null],
  ])('%s', (source, expected) => {
    expect(expandBraces(source)).toEqual(expected);
  });
});

describe('patterns in parameters, as bash 5.2 answers', () => {
  test.each([
    ['10.0.0.1:80', '%%', ':*', '', '10.0.0.1'],
    ['10.0.0.1:80', '%', ':*', '', '10.0.0.1'],
    ['a.b.c', '%', '.*', '', 'a.b'],
    ['a.b.c', '%%', '.*', '', 'a'],
    ['a/b/c', '##', '*/', '', 'c'],
    ['a/b/c', '#', '*/', '', 'b/c'],
    ['v1.2', '#', 'v', '', '1.2'],
    ['x.sh', '%', '.sh', '', 'x'],
    ['x.sh', '%', '.py', '', 'x.sh'],
    ['a-b-c', '/', '-', '_', 'a_b-c'],
    ['a-b-c', '//', '-', '_', 'a_b_c'],
    ['a-b-c', '//', '?', '_', null],
    ['abc', '%', 'a*b*c', '', null],
    ['abc', '^^', '', '', null],
  ])('${%s%s%s%s}', (value, operator, pattern, replacement, expected) => {
    expect(applyPattern({ value, operator, pattern, replacement })).toBe(expected);
  });
});
