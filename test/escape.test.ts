import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toTerminalLine, toTerminalLines } from '../src/render/terminal-text.ts';

describe('one line', () => {
  test.each([
    ['plain text', 'talosctl reset --nodes 10.0.0.1', 'talosctl reset --nodes 10.0.0.1'],
    ['letters of other languages', 'Grüße, 你好, мир', 'Grüße, 你好, мир'],
    ['a backslash stays as it is', 'a \\n b', 'a \\n b'],
    ['line ends and tabs', 'a\r\n\tb', 'a\\r\\n\\tb'],
    ['colour', '\u001b[32msafe\u001b[0m', '\\u{1b}[32msafe\\u{1b}[0m'],
    ['a C1 control sequence', '\u009b2J', '\\u{9b}2J'],
    ['clipboard and links (OSC)', '\u001b]52;c;eA==\u0007', '\\u{1b}]52;c;eA==\\u{7}'],
    ['backspaces and delete', 'rm\b\bls\u007f', 'rm\\u{8}\\u{8}ls\\u{7f}'],
    ['right to left', 'a\u202eb\u2066c\u2069', 'a\\u{202e}b\\u{2066}c\\u{2069}'],
    ['zero width', 'a\u200bb\u200dc\ufeff', 'a\\u{200b}b\\u{200d}c\\u{feff}'],
    ['separators', 'a\u2028b\u2029c\u0085', 'a\\u{2028}b\\u{2029}c\\u{85}'],
    ['lone surrogates', 'a\ud800b\udc00', 'a\\u{d800}b\\u{dc00}'],
    ['tags', 'a\u{e0041}', 'a\\u{e0041}'],
    ['fillers and selectors', '\u3164\u115f\ufe0f\u2800', '\\u{3164}\\u{115f}\\u{fe0f}\\u{2800}'],
    ['blanks that are not spaces', 'a\u00a0b\u3000c', 'a\\u{a0}b\\u{3000}c'],
    ['private use', '\ue000', '\\u{e000}'],
  ])('%s', (_, text, shown) => {
    expect(toTerminalLine(text)).toBe(shown);
  });

  test('ASCII only', () => {
    expect(toTerminalLine('é 😀 ~', { ascii: true })).toBe('\\u{e9} \\u{1f600} ~');
  });
});

test('several lines keep their structure', () => {
  expect(toTerminalLines('a\n\tb\r\n\u001b[2J')).toEqual(['a', '    b\\r', '\\u{1b}[2J']);
});

describe('properties', () => {
  const nasty = fc.string({
    unit: fc.oneof(
      fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
      fc.constantFrom('\u001b', '\u202e', '\n', '\r', '\t', '\ud800'),
    ),
  });

  test('nothing that a terminal obeys, reorders or hides is left', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(toTerminalLine(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
        expect(toTerminalLines(text).join('')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
        expect(toTerminalLine(text, { ascii: true })).toMatch(/^[ -~]*$/);
      }),
    );
  });

  test('escaped text stays as it is', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(toTerminalLine(toTerminalLine(text))).toBe(toTerminalLine(text));
      }),
    );
  });
});
