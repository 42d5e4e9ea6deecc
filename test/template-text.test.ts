import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bareTemplateTokens, templateTokens } from '../src/hcl/template-text.ts';

/** Literals as their text, sequences as `<kind>`. */
const shown = (source: string, bare = false): string[] =>
  (bare ? bareTemplateTokens(source) : templateTokens(source)).map((token) => (token.kind === 'literal' ? token.text : `<${token.kind}>`));

describe('quoted templates', () => {
  test.each([
    ['"a\\n\\t\\"\\\\\\u00e9\\U0001F600"', ['a\n\t"\\é😀']],
    ['"$${a} %%{b} $ %"', ['${a} %{b} $ %']],
    ['"$$$${a}"', ['$$${a}']],
    ['"a${"b}${"}"}c"}d"', ['a', '<interpolation>', 'd']],
    ['"${{ a = "}" }.a}x"', ['<interpolation>', 'x']],
    ['"${a /* } */ + 1}x"', ['<interpolation>', 'x']],
    ['"  a  ${~ b ~}  c  "', ['  a', '<interpolation>', 'c  ']],
    ['"  %{~ if a ~} b %{ else } c %{~ endif }  "', ['', '<if>', 'b ', '<else>', ' c', '<endif>', '  ']],
    ['"%{for x in y}${x}%{endfor}"', ['<for>', '<interpolation>', '<endfor>']],
    // Only the literal directly behind is trimmed, and a lone `$` is one of its own.
    ['"${a ~} $  b"', ['<interpolation>', '$  b']],
    ['"$  ${~ a}"', ['$', '<interpolation>']],
    ['""', []],
  ])('%s', (source, expected) => {
    expect(shown(source)).toEqual(expected);
  });
});

describe('heredocs', () => {
  test.each([
    ['<<EOT\n a \\n "b"\nEOT', [' a \\n "b"\n']],
    ['<<-EOT\n    a\n\n      b\n  EOT', ['a\n\n  b\n']],
    ['<<-EOT\n    a\n  ${b}\n    EOT', ['  a\n', '<interpolation>', '\n']],
    // An interpolation at the start of a line counts as no indentation.
    ['<<-EOT\n    a\n${b}\n    EOT', ['    a\n', '<interpolation>', '\n']],
    // Trims come first: the blanks before a trimmed directive are gone, so nothing is left to flush.
    ['<<-EOT\n    a\n    %{~ if b }c%{ endif }\n    EOT', ['    a\n', '<if>', 'c', '<endif>', '\n']],
    ['<<EOT\r\na\r\nEOT', ['a\r\n']],
    ['<<EOT\n${<<IN\nEOT\nIN\n}x\nEOT', ['<interpolation>', 'x\n']],
    ['<<-EOT\n\ta\n\t b\nEOT', ['a\n b\n']],
  ])('%j', (source, expected) => {
    expect(shown(source)).toEqual(expected);
  });
});

describe('template files', () => {
  test.each([
    ['a\\n$${b} ${c ~}\n  d', ['a\\n${b} ', '<interpolation>', '  d']],
    ['"${a}"', ['"', '<interpolation>', '"']],
    ['$', ['$']],
    ['', []],
  ])('%j', (source, expected) => {
    expect(shown(source, true)).toEqual(expected);
  });
});

test.each(['${', '%{ unknown }', '${"${"${', '%{ if a'])('%s is refused', (source) => {
  expect(() => bareTemplateTokens(source)).toThrow(/./u);
});

test('deep nesting is refused, not overflowed', () => {
  expect(() => bareTemplateTokens('${"'.repeat(10_000))).toThrow(/nested/u);
});

test('text without sequences is itself', () => {
  const plain = fc.string({ unit: 'grapheme' }).filter((text) => !/[$%]\{/u.test(text));
  fc.assert(
    fc.property(plain, (text) => {
      expect(shown(text, true).join('')).toBe(text);
    }),
  );
});

test('escaped text is itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '"', '\\', '$', '%', '{', '}', '~', 'é') }), (text) => {
      const escaped = text
        .replace(/["\\]/gu, '\\$&')
        .replaceAll('\n', '\\n')
        .replaceAll(/[$%](?=\{)/gu, '$&$&');
      expect(shown(`"${escaped}"`).join('')).toBe(text);
    }),
  );
});
