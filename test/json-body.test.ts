import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJsonBody } from '../src/hcl/json-body.ts';
import { readJson, type JsonNode } from '../src/hcl/json-reader.ts';
import { toSourceText } from '../src/hcl/source-text.ts';
import type { Block } from '../src/hcl/source.ts';

const blocksOf = (value: unknown): readonly Block[] =>
  readJsonBody('main.tf.json', typeof value === 'string' ? value : JSON.stringify(value)).blocks;
const provisionersOf = ([block]: readonly Block[]): unknown =>
  block?.body.blocks
    .filter(({ type }) => type === 'provisioner')
    .map(({ labels, body }) => [
      ...labels,
      body.attributes.get('command')?.expression.syntax === 'json' && Object(body.attributes.get('command')?.expression).value,
    ]);

const one = { 'local-exec': { command: 'one' } };
const two = { 'local-exec': { command: 'two' } };
const file = { file: { command: 'three' } };
const resource = (provisioner: unknown): unknown => ({ resource: { t: { n: { provisioner } } } });
const ALL = [
  ['local-exec', 'one'],
  ['local-exec', 'two'],
  ['file', 'three'],
];

describe('provisioners stand in any of the forms of HCL JSON', () => {
  test.each<[string, unknown, unknown]>([
    ['a list of objects with one key', resource([one, two, file]), ALL],
    ['an object of lists', resource({ 'local-exec': [{ command: 'one' }, { command: 'two' }], file: { command: 'three' } }), ALL],
    ['lists at every level', [{ resource: [{ t: [{ n: [{ provisioner: [{ 'local-exec': [{ command: 'one' }] }, two, file] }] }] }] }], ALL],
    [
      'the order of the source',
      resource([file, one]),
      [
        ['file', 'three'],
        ['local-exec', 'one'],
      ],
    ],
    ['beside comments', { '//': 'x', resource: { t: { n: { '//': { provisioner: one }, provisioner: one } } } }, [['local-exec', 'one']]],
    [
      'repeated keys, which JSON.parse loses',
      '{"resource":{"t":{"n":{"provisioner":{"local-exec":{"command":"one"},"local-exec":{"command":"two"}},"provisioner":{"file":{"command":"three"}}}}}}',
      ALL,
    ],
    ['an escaped key', '{"resource":{"t":{"n":{"provision\\u0065r":{"file":{"command":"three"}}}}}}', [['file', 'three']]],
    ['null is none', resource(null), []],
  ])('%s', (_, source, expected) => {
    expect(provisionersOf(blocksOf(source))).toEqual(expected);
  });
});

test('a block stands on the line of its last label, or of its own brace in a list', () => {
  const [block] = blocksOf('\n{"resource": {"t": {\n"n": {\n"provisioner": [\n{"file": {\n}},\n{"file": [\n{}, \n{}]}]}}}}');
  expect([block, ...(block?.body.blocks ?? [])].map((found) => found?.range.line)).toEqual([3, 5, 8, 9]);
});

test('numbers that JavaScript would round stand as templates of their digits', () => {
  const [locals] = blocksOf('{"locals": {"a": 12345678901234567890, "b": 1.5, "c": 1e400, "d": -0.1, "__proto__": {"__proto__": 1}}}');
  const values = [...(locals?.body.attributes.values() ?? [])].map(({ name, expression }) => [
    name,
    expression.syntax === 'json' && JSON.stringify(expression.value),
  ]);
  expect(values).toEqual([
    ['a', '"${12345678901234567890}"'],
    ['b', '1.5'],
    ['c', '"${1e400}"'],
    ['d', '-0.1'],
    ['__proto__', '{"__proto__":1}'],
  ]);
});

test('repeated nested blocks of a provider are kept', () => {
  const [block] = blocksOf('{"resource":{"t":{"n":{"ingress":{"a":1},"ingress":[{"a":2},{"a":3}]}}}}');
  expect(block?.body.attributes.get('ingress')?.expression).toMatchObject({ syntax: 'json', value: [{ a: 1 }, { a: 2 }, { a: 3 }] });
});

test.each([
  ['{"a": 1,}', 'x.tf.json:1: expected a name in quotes or "}", found "}"'],
  ['{"a": [1,\n]}', 'x.tf.json:2: expected a JSON value, found "]"'],
  ['{"a" 1}', 'x.tf.json:1: expected ":", found "1"'],
  ['{"a": 1 "b": 2}', 'x.tf.json:1: expected ",", found "\\""'],
  ['{"a": "x', `x.tf.json:1: expected '"' for the string, found the end of the file`],
  ['{"a": "\\q"}', 'x.tf.json:1: expected a string without control characters and unknown escapes, found "\\""'],
  ['{} {}', 'x.tf.json:1: expected nothing behind the JSON value, found "{"'],
  ['', 'x.tf.json:1: expected a JSON value, found the end of the file'],
  ['[1]', 'x.tf.json:1: expected an object, found "1"'],
  ['{"resource": {"t": {"n": 1}}}', 'x.tf.json:1: expected an object or an array of objects for "resource", found "1"'],
  ['{"resource": {"t": 1}}', 'x.tf.json:1: expected an object, found "1"'],
  ['{"locals": {"a": 1, "a": 2}}', 'x.tf.json:1: expected "a" once, found "\\""'],
  ['['.repeat(100_000), 'x.tf.json:1: expected at most 250 levels, found "["'],
])('%.40j is refused', (text, message) => {
  expect(() => readJsonBody('x.tf.json', text)).toThrow(message);
});

const plain = (node: JsonNode): unknown => {
  if (node.kind === 'array') return node.items.map(plain);
  return node.kind === 'scalar' ? node.value : Object.fromEntries(node.members.map(({ name, value }) => [name, plain(value)]));
};

test('any JSON reads as JSON.parse reads it', () => {
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value')),
      fc.dictionary(fc.string(), tie('value')),
    ),
  })).value;
  fc.assert(
    fc.property(value, fc.constantFrom(0, 2, '\t'), (json, indent) => {
      const text = JSON.stringify(json, null, indent);
      expect(plain(readJson(toSourceText('f', text)))).toEqual(JSON.parse(text));
    }),
  );
});
