import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { TfsafeError } from '../src/errors.ts';
import type { Expression } from '../src/hcl/expression.ts';
import { createHclParser } from '../src/hcl/hcl2json.ts';

const range = { file: 'main.tf', line: 1, column: 1, endLine: 1 };
const parser = createHclParser();
afterAll(() => parser.close());

const parse = (text: string): Promise<Expression> => parser.parseExpression({ syntax: 'native', text, range });

/** The tree without source texts, which only messages show. */
const bare = (expression: unknown): unknown =>
  JSON.parse(JSON.stringify(expression, (key, value: unknown) => (key === 'source' ? undefined : value)));

const name = (root: string, ...steps: string[]): unknown => ({
  kind: 'traversal',
  root,
  steps: steps.map((step) => ({ kind: 'attribute', name: step })),
});

describe('expressions', () => {
  test.each([
    ['"a"', { kind: 'string', value: 'a' }],
    ['1.50e3', { kind: 'number', text: '1.50e3' }],
    ['null', { kind: 'null' }],
    ['((a))', name('a')],
    ['"${a.b}"', { kind: 'template-wrap', wrapped: name('a', 'b') }],
    ['"x${a}"', { kind: 'template', parts: [{ kind: 'string', value: 'x' }, name('a')] }],
    [
      'a["x\\"y"].b[0]',
      {
        kind: 'traversal',
        root: 'a',
        steps: [
          { kind: 'index', key: 'x"y' },
          { kind: 'attribute', name: 'b' },
          { kind: 'index', key: { number: '0' } },
        ],
      },
    ],
    [
      'a[12345678901234567890123]',
      { kind: 'traversal', root: 'a', steps: [{ kind: 'index', key: { number: '12345678901234567890123' } }] },
    ],
    ['a[b]', { kind: 'index', collection: name('a'), key: name('b') }],
    ['f(a, b...)', { kind: 'call', name: 'f', args: [name('a'), name('b')], expandLast: true }],
    ['provider::x::f()', { kind: 'call', name: 'provider::x::f', args: [], expandLast: false }],
    ['a ? b : c', { kind: 'conditional', condition: name('a'), whenTrue: name('b'), whenFalse: name('c') }],
    [
      '!a || -b >= c',
      {
        kind: 'binary',
        operator: '||',
        left: { kind: 'unary', operator: '!', operand: name('a') },
        right: { kind: 'binary', operator: '>=', left: { kind: 'unary', operator: '-', operand: name('b') }, right: name('c') },
      },
    ],
    [
      '{ a = 1, (b) = 2, true = 3 }',
      {
        kind: 'object',
        items: [
          { key: { kind: 'string', value: 'a' }, value: { kind: 'number', text: '1' } },
          { key: name('b'), value: { kind: 'number', text: '2' } },
          { key: { kind: 'string', value: 'true' }, value: { kind: 'number', text: '3' } },
        ],
      },
    ],
    [
      '{ for k, v in a : k => v... if b }',
      {
        kind: 'for',
        keyName: 'k',
        valueName: 'v',
        collection: name('a'),
        key: name('k'),
        value: name('v'),
        condition: name('b'),
        grouped: true,
      },
    ],
    [
      '[for v in a : v]',
      { kind: 'for', keyName: null, valueName: 'v', collection: name('a'), key: null, value: name('v'), condition: null, grouped: false },
    ],
    [
      'a[*].b',
      {
        kind: 'splat',
        from: name('a'),
        each: { kind: 'relative-traversal', from: { kind: 'splat-item' }, steps: [{ kind: 'attribute', name: 'b' }] },
      },
    ],
    [
      'f().b',
      {
        kind: 'relative-traversal',
        from: { kind: 'call', name: 'f', args: [], expandLast: false },
        steps: [{ kind: 'attribute', name: 'b' }],
      },
    ],
    [
      '<<-EOT\n    a\n      ${b}\n    EOT',
      { kind: 'template', parts: [{ kind: 'string', value: 'a\n  ' }, name('b'), { kind: 'string', value: '\n' }] },
    ],
    [
      '"%{ if a }x%{ endif }"',
      {
        kind: 'template',
        parts: [
          {
            kind: 'conditional',
            condition: name('a'),
            whenTrue: { kind: 'template', parts: [{ kind: 'string', value: 'x' }] },
            whenFalse: { kind: 'template', parts: [] },
          },
        ],
      },
    ],
  ])('%s', async (text, expected) => {
    expect(bare(await parse(text))).toEqual(expected);
  });

  test('sources are kept for placeholders', async () => {
    expect(await parse('"x${ upper( a.b ) }"')).toMatchObject({ parts: [{ source: 'x' }, { source: 'upper( a.b )' }] });
  });

  test('a string means itself, however it is escaped', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        const escaped = text
          .replace(/[\u0000-\u001f\u007f"\\]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
          .replaceAll(/[$%](?=\{)/gu, '$&$&');
        expect(await parse(`"${escaped}"`)).toMatchObject({ kind: 'string', value: text });
      }),
      { numRuns: 100 },
    );
  });
});

describe('files', () => {
  test('blocks come as JSON', async () => {
    expect(await parser.parseFile('main.tf', 'resource "a" "b" {\n  c = 1\n}\n')).toEqual({ resource: { a: { b: [{ c: 1 }] } } });
  });

  test('an error names file, line and column', async () => {
    await expect(parser.parseFile('dir/main.tf', 'a = 1\nb = \n')).rejects.toThrow(/^dir\/main\.tf is not valid HCL: dir\/main\.tf:2,/u);
  });
});

describe('what cannot be parsed is refused, never empty', () => {
  test.each([
    ['a = = b', /not valid HCL/u],
    ['"${', /not valid HCL/u],
    ['', /./u],
    ['('.repeat(300), /nested/u],
    ['['.repeat(100_000), /nested/u],
    ['!'.repeat(10_000), /nested/u],
    ['1e1000000', /huge exponent/u],
    ['1'.repeat(2_000), /digits/u],
    ['x'.repeat(1_100_000), /larger/u],
    [`"${'${x}'.repeat(20_000)}"`, /sequences/u],
  ])('%.20s', async (text, message) => {
    await expect(parse(text)).rejects.toThrow(message);
    await expect(parse(text)).rejects.toBeInstanceOf(TfsafeError);
  });

  test('a long message is cut', async () => {
    const error: unknown = await parser.parseFile('main.tf', 'a = = =\n'.repeat(2_000)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TfsafeError);
    expect(String(error).length).toBeLessThan(600);
  });

  test('requests of one tick are answered each for itself', async () => {
    const answers = await Promise.allSettled(['1', '=', '"a"', 'a.b'].map(parse));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  });

  test('after closing it starts again when asked', async () => {
    const other = createHclParser();
    await other.close();
    expect(await other.parseExpression({ syntax: 'native', text: '1', range })).toMatchObject({ kind: 'number' });
    const lost = other.parseExpression({ syntax: 'native', text: '2', range });
    await Promise.all([expect(lost).rejects.toThrow(/closed/u), Promise.resolve().then(() => other.close())]);
  });

  test('without an answer in time everything asked is refused, and the next is asked of a new worker', async () => {
    const hasty = createHclParser({ timeoutMs: 1 });
    const lost = ['1', '2'].map((text) => hasty.parseExpression({ syntax: 'native', text, range }));
    const outcomes = await Promise.allSettled(lost);
    expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? String(outcome.reason) : 'answered'))).toEqual(
      Array.from({ length: 2 }, () => expect.stringContaining('no answer from the HCL parser')),
    );
    await expect(hasty.parseExpression({ syntax: 'native', text: '3', range })).rejects.toThrow(/no answer/u);
    await hasty.close();
  });
});
