import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson, type JsonValue } from '../src/terraform/json-value.ts';
import { elements, members, SKIP, splitJson, value, type Reader } from '../src/terraform/json-splitter.ts';
import { findMembers, listMembers } from '../src/terraform/json-members.ts';

/** A source of `bytes`, cut at the given places; each chunk is overwritten as soon as the next is asked for, as the contract allows. */
function sourceOf(bytes: Uint8Array, cuts: readonly number[] = []): { name: string; open: () => AsyncGenerator<Uint8Array> } {
  const places = [0, ...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b), bytes.length];
  return {
    name: 'plan.json',
    async *open() {
      for (const [index, from] of places.slice(0, -1).entries()) {
        const chunk = Uint8Array.from(bytes.subarray(from, places[index + 1]));
        yield chunk;
        chunk.fill(0x5d);
      }
    },
  };
}

/** Everything that a splitter hands out for a document whose key `list` is split, whose `skipped` is skipped and whose rest is taken whole. */
async function split(text: string | Uint8Array, cuts?: readonly number[]): Promise<{ items: unknown[]; rest: [string, unknown][] }> {
  const items: unknown[] = [];
  const rest: [string, unknown][] = [];
  const reader = members((key): Reader => {
    if (key === 'skipped') return SKIP;
    if (key === 'list') return elements(value((bytes) => items.push(JSON.parse(bytes.toString()))));
    return value((bytes) => rest.push([key, JSON.parse(bytes.toString())]));
  });
  await splitJson(sourceOf(typeof text === 'string' ? Buffer.from(text) : text, cuts), reader);
  return { items, rest };
}

const hostileText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', '\n', '\u0000', 'ü', '😀'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 80,
});
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    hostileText,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(hostileText, tie('json'), { maxKeys: 4 }),
  ),
}));
const cuts = fc.array(fc.nat(400), { maxLength: 40 });

test('hands out what JSON.parse finds, wherever the chunks end', async () => {
  const document = fc.tuple(
    fc.array(json, { maxLength: 6 }),
    json,
    fc.dictionary(hostileText, json, { maxKeys: 4, noNullPrototype: true }),
    fc.constantFrom(undefined, 1, '\r\n\t '),
  );
  await fc.assert(
    fc.asyncProperty(document, cuts, async ([list, skipped, others, indent], at) => {
      const text = JSON.stringify({ skipped, ...others, list }, null, indent);
      const whole: Record<string, unknown> & { list?: unknown } = JSON.parse(text);
      const { items, rest } = await split(text, at);
      expect(items).toEqual(whole.list);
      expect(rest).toEqual(Object.entries(whole).filter(([key]) => key !== 'list' && key !== 'skipped'));
    }),
    { numRuns: 500 },
  );
});

test('every place for a cut gives the same elements', async () => {
  const text = '{"list": [ "a\\\\", {"b\\"]":["\\\\\\"", -1.5e+3]}, null ,12] , "x":"\\u00e9ü😀"}';
  const expected = await split(text);
  expect(expected).toEqual({ items: ['a\\', { 'b"]': ['\\"', -1500] }, null, 12], rest: [['x', 'éü😀']] });
  for (let cut = 1; cut < Buffer.byteLength(text); cut++) expect(await split(text, [cut])).toEqual(expected);
  expect(await split(text, Array.from(Buffer.from(text).keys()))).toEqual(expected);
});

test('long strings are skipped over, also where they end in backslashes', async () => {
  const long = `${'x'.repeat(100)}\\${'"'.repeat(40)}${'\\'.repeat(70)}`;
  const text = JSON.stringify({ skipped: [long, { [long]: long }], list: [long, 1] });
  for (let cut = 1; cut < text.length; cut++) expect(await split(text, [cut, cut + 1])).toEqual({ items: [long, 1], rest: [] });
});

describe('encodings', () => {
  const text = '{"list":["ü","😀"]}';
  const swapped = (utf16: Buffer): Buffer => Buffer.from(utf16).swap16();
  test.each([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16LE', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16BE', swapped(Buffer.from(`\uFEFF${text}`, 'utf16le'))],
  ])('%s', async (_, bytes) => {
    const every = [...bytes].map((__, index) => index);
    expect(await split(bytes)).toEqual({ items: ['ü', '😀'], rest: [] });
    expect(await split(bytes, every)).toEqual({ items: ['ü', '😀'], rest: [] });
  });

  test.each([
    ['half a character of UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le').subarray(0, 23), /not valid UTF-16/],
    ['half a pair of UTF-16', Buffer.from('\uFEFF{"a":"\ud83d"}', 'utf16le'), /not valid UTF-16/],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le'), /unexpected byte 0x00 at byte 1/],
    ['bytes that are not UTF-8', Buffer.from([...Buffer.from('{"list":["'), 0xff, ...Buffer.from('"]}')]), /list\[0\] is not UTF-8/],
  ])('refuses %s', async (_, bytes, message) => expect(split(bytes)).rejects.toThrow(message));
});

test.each([
  ['', /plan\.json is empty/],
  [' \n', /plan\.json is empty/],
  ['\uFEFF', /plan\.json is empty/],
  ['null', /does not start with "\{" but with "null"/],
  ['[]', /does not start with "\{"/],
  ['Terraform will perform', /does not start with "\{" but with "Terraform will perfo", at byte 0/],
  ['{', /cut off: it ends after 1 bytes/],
  ['{"list":[{"a":1}', /cut off: it ends after 16 bytes in the middle of list\[0\]/],
  ['{"skipped":"abc', /cut off/],
  ['{"a":tru', /cut off/],
  ['{"list":[1,]}', /unexpected "\]" at byte 11/],
  ['{"list":[,1]}', /unexpected "," at byte 9/],
  ['{"list":[1 2]}', /unexpected "2" at byte 11/],
  ['{"a":1,}', /unexpected "\}" at byte 7/],
  ['{"a" 1}', /unexpected "1"/],
  ['{a:1}', /unexpected "a" at byte 1/],
  ['{"skipped":{]}', /unexpected "\]" at byte 12/],
  ['{"skipped":[}]', /unexpected "\}" at byte 12/],
  ['{"skipped":[\u0000]}', /unexpected byte 0x00 at byte 12/],
  ['{"skipped":[&]}', /unexpected "&" at byte 12/],
  ['{"a\u0000b":1}', /the key at byte 1 cannot be read/],
  ['{"list":[]}}', /goes on after the end of its JSON document, at byte 11/],
  ['{"list":[]}\n{"list":[]}', /goes on after the end/],
  ['{"list":[],"list":[1]}', /has the key "list" twice/],
  ['{"list":[],"l\\u0069st":[1]}', /has the key "list" twice/],
  ['{"list":{"a":1}}', /list is not a list/],
  ['{"list":null}', /list is not a list/],
  [`{"skipped":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, /nested deeper than 5000 levels at byte 5011/],
])('refuses %j', async (text, message) => {
  await expect(split(text)).rejects.toThrow(message);
});

test('goes into objects and lists at any depth, and names the place of an error there', async () => {
  const names: string[] = [];
  const inside: Reader = members((key) => {
    if (key === 'name') return value((bytes) => names.push(bytes.toString()));
    return key === 'children' ? elements(inside) : SKIP;
  });
  const read = (text: string): Promise<void> => splitJson(sourceOf(Buffer.from(text)), inside);
  await read('{"name":1,"children":[{"children":[{"name":2},{"x":[{"name":9}]}],"name":3},{}],"__proto__":{"name":8}}');
  expect(names).toEqual(['1', '2', '3']);
  await expect(read('{"children":[{},{"children":[{},7]}]}')).rejects.toThrow('children[1].children[1] is not an object');
  await expect(read('{"children":['.repeat(3000))).rejects.toThrow(/nested deeper/);
});

test('finds the members of an object whose bytes are at hand', () => {
  const bytes = Buffer.from('{ "a" : {"b":1,"\\u0062":[2]} ,"b":"}\\"", "__proto__":null}');
  const text = (spans: Int32Array, index: number): string => bytes.toString('utf8', spans[index * 2], spans[index * 2 + 1]);
  const found = findMembers(bytes, 0, { names: ['b', 'a', 'c'] });
  expect([text(found, 0), text(found, 1), text(found, 2)]).toEqual(['"}\\""', '{"b":1,"\\u0062":[2]}', '']);
  expect(text(findMembers(bytes, found[2] ?? 0, { names: ['b'] }), 0)).toBe('[2]');
  expect(text(findMembers(bytes, 0, { names: ['b', 'a'], enough: 1 }), 0)).toBe('');
  expect([...listMembers(bytes, 0)].map(([name, { start, end }]) => [name, bytes.toString('utf8', start, end)])).toEqual([
    ['a', '{"b":1,"\\u0062":[2]}'],
    ['b', '"}\\""'],
    ['__proto__', 'null'],
  ]);
});

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

/** What `JSON.parse` would have made of it. */
function toPlain(parsed: JsonValue): unknown {
  if (parsed === null || typeof parsed !== 'object') return parsed;
  if (parsed instanceof Map) return Object.fromEntries([...parsed].map(([key, inner]: [string, JsonValue]) => [key, toPlain(inner)]));
  if (!isList(parsed)) return 'number' in parsed ? Number(parsed.number) : null;
  return parsed.map(toPlain);
}

describe('parseJson', () => {
  test('agrees with JSON.parse', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 2), (wanted, indent) => {
        const text = JSON.stringify(wanted, null, indent);
        expect(toPlain(parseJson({ text }))).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  test('accepts and refuses what JSON.parse accepts and refuses', () => {
    const accepts = (parse: () => unknown): boolean => {
      try {
        parse();
        return true;
      } catch {
        return false;
      }
    };
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '\\u00',
      '1',
      '-',
      '0',
      '01',
      '1.',
      '.5',
      '1e5',
      'e',
      'true',
      'nul',
      'null',
      ' ',
      '\n',
      '\u00a0',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        expect(accepts(() => parseJson({ text }))).toBe(accepts(() => JSON.parse(text)));
      }),
      { numRuns: 3000 },
    );
  });

  test('keeps digits and odd keys', () => {
    const text = '{"n":[12345678901234567890,1e400,-0.10],"__proto__":{"a":1},"n2":1,"n2":2}';
    expect(parseJson({ text })).toEqual(
      new Map<string, unknown>([
        ['n', [{ number: '12345678901234567890' }, { number: '1e400' }, { number: '-0.10' }]],
        ['__proto__', new Map([['a', { number: '1' }]])],
        ['n2', { number: '2' }],
      ]),
    );
  });

  test('reads 5,000 levels and no more', () => {
    const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(parseJson({ text: nested(5000) })).toHaveLength(1);
    expect(() => parseJson({ text: nested(5001) })).toThrow(/nested too deep/);
  });
});
