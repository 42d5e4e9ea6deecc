import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { evaluate } from '../src/hcl/evaluate.ts';
import { createHclParser } from '../src/hcl/hcl2json.ts';
import { callFunction } from '../src/hcl/functions/index.ts';
import { toText } from '../src/hcl/rendered-text.ts';
import { constrain, findTypeConstraint } from '../src/hcl/type-constraint.ts';
import { knownText, textValue, unknownValue } from '../src/hcl/value.ts';
import { createMasker } from '../src/masker.ts';
import { markKnownSecrets } from '../src/run/known-secrets.ts';
import { createOnce } from '../src/run/pending.ts';
import { parseModuleCall, renderModuleCall } from '../src/terraform/address.ts';

const range = { file: 'main.tf', line: 1, column: 1, endLine: 1 };
const parser = createHclParser();
afterAll(() => parser.close());
const parse = (text: string) => parser.parseExpression({ syntax: 'native', text, range });
const scope = { lookup: () => undefined };

// Second and third column seen with Terraform 1.11.4: `jsonencode(var.x)` of a variable of this type.
describe('a variable takes its type', () => {
  test.each([
    ['string', '1.50', '"1.5"'],
    ['number', '"007"', '7'],
    ['bool', '"true"', 'true'],
    ['any', '{ a = 1 }', '{"a":1}'],
    ['set(string)', '["b", "a", "b"]', '["a","b"]'],
    ['list', '["a"]', '["a"]'],
    ['"map"', '{ a = "x" }', '{"a":"x"}'],
    ['tuple([string, bool])', '[1, "true"]', '["1",true]'],
    ['object({ a = string, b = optional(string, "d"), c = optional(number) })', '{ a = 1, z = 2 }', '{"a":"1","b":"d","c":null}'],
    ['object({ b = optional(string, "d") })', '{ b = null }', '{"b":"d"}'],
    ['map(object({ n = number, l = optional(list(string), ["d"]) }))', '{ x = { n = "5" } }', '{"x":{"l":["d"],"n":5}}'],
    ['object({ o = optional(object({ p = optional(number, 3) }), {}) })', '{}', '{"o":{"p":3}}'],
  ])('%s of %s', async (type, given, json) => {
    const constraint = findTypeConstraint(await parse(type));
    if (constraint === null) throw new Error('no type');
    const value = constrain(evaluate(await parse(given), scope), constraint, (fallback) => evaluate(fallback, scope));
    expect(toText(callFunction('jsonencode', [value], { scope, source: '', render: () => unknownValue('') })).text).toBe(json);
  });

  test.each(['nothing', 'list(nothing)', 'object({ a = nothing })', 'tuple(string)', '1 + 1', 'map()'])('%s is no type', async (type) => {
    expect(findTypeConstraint(await parse(type))).toBeNull();
  });
});

describe('secrets that have lost their mark', () => {
  const worldOf = (...secrets: readonly string[]) => ({ plan: { secrets: new Set(secrets) }, mask: createMasker(new Set(secrets)) });
  const shown = (text: string, world: ReturnType<typeof worldOf>) => toText(markKnownSecrets(textValue(text), world)).text;

  test.each([
    ['host=10.0.0.1 token=hunter22', 'host=10.0.0.1 token=<sensitive>'],
    ['hunter22', '<sensitive>'],
    ['abchunter22def hunter22', 'abc<sensitive>def <sensitive>'],
    ['nothing here', 'nothing here'],
    // In another spelling its place is not known: all of it is hidden.
    [`user ${Buffer.from('hunter22').toString('base64')}`, '<sensitive>'],
  ])('%s', (text, wanted) => expect(shown(text, worldOf('hunter22'))).toBe(wanted));

  test('secrets that overlap are hidden with both their ends', () => {
    expect(shown('x-abcdefgh-y', worldOf('abcdef', 'defgh'))).toBe('x-<sensitive><sensitive>-y');
  });

  test('what a function makes of one is secret', () => {
    const context = { scope, source: '', render: () => unknownValue('') };
    const secret = markKnownSecrets(textValue('user:hunter22'), worldOf('hunter22'));
    for (const name of ['strrev', 'upper', 'sha256', 'base64encode', 'urlencode', 'jsonencode'])
      expect(toText(callFunction(name, [secret], context)).text).toBe('<sensitive>');
  });

  test('marking changes no text, and no secret is left in what is shown', () => {
    const secret = fc.stringMatching(/^[A-Z]{4,6}$/);
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 4 }),
        fc.array(fc.oneof(secret, fc.stringMatching(/^[a-z ]{0,6}$/))),
        (secrets, parts) => {
          const text = [...parts, ...secrets].join('');
          const value = markKnownSecrets(textValue(text), worldOf(...secrets));
          expect(value.kind === 'string' && knownText(value)).toBe(text);
          expect(secrets.filter((part) => toText(value).text?.includes(part))).toEqual([]);
        },
      ),
    );
  });

  test('a literal in the source of what is unknown is hidden with it', () => {
    const source = 'bcrypt(sensitive( "pa\\"ss")) + timestamp("x")';
    const { text, unresolved } = toText(unknownValue(source));
    expect(text).toBe('<bcrypt(sensitive("<sensitive>")) + timestamp("x")>');
    expect(unresolved).toEqual(['bcrypt(sensitive("<sensitive>")) + timestamp("x")']);
  });
});

describe('values that ask for each other', () => {
  test('a ring ends, whoever asks first', async () => {
    const once = createOnce<string>((key) => `cycle at ${key}`);
    const needs: Readonly<Record<string, string>> = { a: 'b', b: 'c', c: 'a', d: 'd' };
    const value = (key: string, asker: string | null): Promise<string> =>
      once(key, asker, async () => {
        await Promise.resolve();
        return `${key}(${await value(needs[key] ?? '', key)})`;
      });
    const [a, b, c, d] = await Promise.all(['a', 'b', 'c', 'd'].map((key) => value(key, null)));
    expect([a, b, c].filter((text) => text?.includes('cycle at'))).toHaveLength(3);
    expect(d).toBe('d(cycle at d)');
  });

  test('each is evaluated once', async () => {
    let times = 0;
    const once = createOnce<number>(() => -1);
    const shared = (asker: string | null): Promise<number> => once('shared', asker, async () => (times += 1));
    const both = ['x', 'y'].map((key) => once(key, null, async () => (await shared(key)) + (await shared(key))));
    expect(await Promise.all(both)).toEqual([2, 2]);
    expect(times).toBe(1);
  });
});

test.each(['module.a', 'module.a["x.y"].module.b[0]', 'module.a["q\\"$${]"]'])('%s is written as it was read', (address) => {
  const call = parseModuleCall(address);
  expect(call && renderModuleCall(call)).toBe(address);
});
