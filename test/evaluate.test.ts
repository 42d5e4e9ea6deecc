import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { evaluateFully } from '../src/hcl/evaluate-fully.ts';
import { fromJson } from '../src/hcl/from-json.ts';
import { createHclParser } from '../src/hcl/hcl2json.ts';
import { toText } from '../src/hcl/rendered-text.ts';
import { textValue, type Value } from '../src/hcl/value.ts';

const range = { file: 'main.tf', line: 1, column: 1, endLine: 1 };
const parser = createHclParser();
afterAll(() => parser.close());

// As `change.before` and `before_sensitive` of a plan.
const self = fromJson(
  {
    text: JSON.stringify({
      ip: '10.20.0.11',
      token: 's3cr3t"',
      empty: '',
      none: null,
      big: 1,
      nested: { a: 'A', secret: 'hidden' },
      list: ['x', 'y'],
      mixed: ['open', 'closed'],
      all: { k: 'v' },
    }).replace('"big":1', '"big":12345678901234567890.50'),
  },
  { text: '{"token":true,"nested":{"secret":true},"mixed":[false,true],"all":true,"list":[]}' },
);
const roots = new Map<string, Value>([['self', self]]);
const scope = { lookup: (root: string) => roots.get(root), readFile: () => null };

const evaluateText = async (text: string): Promise<Value> =>
  evaluateFully(await parser.parseExpression({ syntax: 'native', text, range }), scope, parser);
const rendered = async (text: string): Promise<string | null> => toText(await evaluateText(text)).text;

describe('values of the prior state', () => {
  test.each([
    ['"n=${self.big}"', 'n=12345678901234567890.5'],
    ['"${self.list[1]} ${self.list.0} ${self["ip"]}"', 'y x 10.20.0.11'],
    ['join(",", self.list)', 'x,y'],
    ['join(",", [for k, v in self.nested : k])', 'a,secret'],
    ['length(self.list) == 2 ? "two" : "other"', 'two'],
    ['self.none == null ? "none" : self.none', 'none'],
    ['lookup(self.nested, "b", "default")', 'default'],
    ['try(self.nested.b, "default")', 'default'],
    ['can(self.nested.b)', 'false'],
    ['self.none', null],
    ['self.empty', ''],
    ['coalesce(self.empty, self.none, "c")', 'c'],
  ])('%s', async (text, expected) => {
    expect(await rendered(text)).toBe(expected);
  });
});

describe('what Terraform refuses at apply is an error, not a text', () => {
  test.each([
    '"x ${self.none}"',
    'self.nested.missing',
    '"x ${self.nested}"',
    'self.list[2]',
    '0 / 0',
    'tonumber(self.ip)',
    'regex("z", self.ip)',
    'self.none.a',
  ])('%s', async (text) => {
    await expect(evaluateText(text)).rejects.toMatchObject({ tag: 'evaluation', kind: 'certain' });
  });
});

describe('unknown parts stay apart from known ones', () => {
  test.each([
    ['"reset ${local.node} now"', 'reset <local.node> now', ['local.node']],
    ['"at ${timestamp()}"', 'at <timestamp()>', ['timestamp()']],
    ['"${upper(local.a)}-${self.ip}"', '<upper(local.a)>-10.20.0.11', ['upper(local.a)']],
    ['join(" ", ["a", var.b, "c"])', 'a <var.b> c', ['var.b']],
    ['format("%s --nodes %s", "reset", var.b)', 'reset --nodes <var.b>', ['var.b']],
    ['trimspace("  ${var.b} x ")', '<var.b> x', ['var.b']],
    ['replace("a-${var.b}-c", "-", "+")', 'a+<var.b>+c', ['var.b']],
    ['replace("a-${var.b}-c", "a-", "+")', '<replace("a-${var.b}-c", "a-", "+")>', ['replace("a-${var.b}-c", "a-", "+")']],
    ['indent(2, "a\\n${var.b}\\nc")', 'a\n  <var.b>\n  c', ['var.b']],
    ['var.c ? "same" : "same"', 'same', []],
    ['"${var.c ? "a" : "b"}"', '<var.c ? "a" : "b">', ['var.c ? "a" : "b"']],
    ['"%{ for x in var.list }${x}%{ endfor }."', '<%{ for x in var.list }${x}%{ endfor }>.', ['%{ for x in var.list }${x}%{ endfor }']],
    ['try(var.a, "b")', '<try(var.a, "b")>', ['try(var.a, "b")']],
    ['coalesce("", "a-${var.b}")', 'a-<var.b>', ['var.b']],
    ['self.list == ["x", "y"]', '<self.list == ["x", "y"]>', ['self.list == ["x", "y"]']],
    ['self.list == ["z"]', 'false', []],
    ['file("x")', '<file("x")>', ['file("x")']],
    ['provider::other::run("x")', '<provider::other::run("x")>', ['provider::other::run("x")']],
    ['{ a = var.x, b = "known" }.b', 'known', []],
    ['1e9000 * 1e9000', '<1e9000 * 1e9000>', ['1e9000 * 1e9000']],
    ['1 / 0', '<1 / 0>', ['1 / 0']],
  ])('%s', async (text, expected, unresolved) => {
    const result = toText(await evaluateText(text));
    expect([result.text, result.unresolved, result.complete]).toEqual([expected, unresolved, unresolved.length === 0]);
  });

  test('the readable form numbers the holes', async () => {
    const { readable } = toText(await evaluateText('"${var.a} ${var.b} ${var.a}"'));
    expect(readable).toBe('\u{e000}0\u{e001} \u{e000}1\u{e001} \u{e000}0\u{e001}');
  });
});

describe('secret parts stay apart from open ones', () => {
  test.each([
    ['"--token ${self.token} --nodes ${self.ip}"', '--token <sensitive> --nodes 10.20.0.11'],
    ['self.nested.a', 'A'],
    ['self.nested.secret', '<sensitive>'],
    ['join(",", self.mixed)', 'open,<sensitive>'],
    ['self.all.k', '<sensitive>'],
    ['"${upper(self.token)}"', '<sensitive>'],
    ['jsonencode(self.nested)', '<sensitive>'],
    ['nonsensitive(self.nested.secret)', 'hidden'],
    ['sensitive("x")', '<sensitive>'],
    ['self.token == "a" ? "yes" : "no"', '<sensitive>'],
    ['trimspace(" ${self.token} ")', '<sensitive>'],
    ['replace("a ${self.token}", "a", "b")', 'b <sensitive>'],
    ['split(",", self.token)[0]', '<sensitive>'],
    ['format("%s:%5s", self.ip, self.token)', '10.20.0.11:<sensitive>'],
    ['keys({ (self.token) = 1 })[0]', '<sensitive>'],
    ['[for x in [1] : x if self.token != ""][0]', '<sensitive>'],
    ['"%{ for v in values(self.nested) }${v} %{ endfor }"', 'A <sensitive> '],
    ['length(self.token)', '<sensitive>'],
    ['merge({ a = 1 }, self.all).k', '<sensitive>'],
  ])('%s', async (text, expected) => {
    const result = toText(await evaluateText(text));
    expect(result.text).toBe(expected);
    expect(result.masked).toBe(expected.includes('<sensitive>'));
  });

  test('numbers and bools are masked as a whole', async () => {
    expect(await rendered('"${self.token == "a"} ${length(self.token)}"')).toBe('<sensitive> <sensitive>');
  });

  test('marks of another shape make everything secret', () => {
    const value = fromJson({ text: '{"a":["x"],"b":"y"}' }, { text: '{"a":{"0":true},"b":[true]}' });
    expect(JSON.stringify(value.kind === 'object' && [...value.entries.values()].map(({ sensitive }) => sensitive))).toBe('[true,true]');
  });

  test('no function shows a secret', async () => {
    const calls = [
      'upper',
      'base64encode',
      'jsonencode',
      'urlencode',
      'strrev',
      'trimspace',
      'chomp',
      'title',
      'sha1',
      'tostring',
      'yamlencode',
      'lower',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...calls), { maxLength: 4 }), async (names) => {
        const text = names.reduce((inner, name) => `${name}(${inner})`, 'self.token');
        expect(await rendered(['"a ${', text, '} b"'].join(''))).toBe('a <sensitive> b');
      }),
      { numRuns: 40 },
    );
  });
});

describe('JSON syntax', () => {
  const evaluateJson = async (value: unknown): Promise<Value> =>
    evaluateFully(await parser.parseExpression({ syntax: 'json', value, range }), scope, parser);

  test.each([
    ['echo ${self.ip} $${x} \\n "q"', 'echo 10.20.0.11 ${x} \\n "q"'],
    ['${self.list[0]}', 'x'],
    ['plain', 'plain'],
    ['%{ if true }a%{ endif }\n', 'a\n'],
    ['tail ${self.ip ~}\n  x', 'tail 10.20.0.11  x'],
    ['$', '$'],
    [true, 'true'],
    [1.5, '1.5'],
  ])('%j', async (value, expected) => {
    expect(toText(await evaluateJson(value)).text).toBe(expected);
  });

  test('objects and arrays hold templates, keys too', async () => {
    const value = await evaluateJson({ 'k${self.list[0]}': ['${self.ip}', null] });
    expect(value.kind === 'object' && value.entries.has('kx')).toBe(true);
  });
});

describe('hostile expressions end', () => {
  test.each([
    '[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : "${a}${b}${c}"]]]',
    'regex("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")',
    'regexall("(x+x+)+y", join("", [for i in range(1000) : "x"]))',
    'format("%1000001d", 1)',
    'join("", [for i in range(1000) : join("", [for j in range(1000) : "0123456789012345678901234567890123456789"])])',
    'pow(10, 1000)',
    'setproduct(range(1000), range(1000), range(1000))',
  ])('%s', async (text) => {
    const outcome = await evaluateText(text).catch((error: unknown) => error);
    expect(outcome).toBeDefined();
  });

  test('keys that mean something to JavaScript are just keys', async () => {
    expect(await rendered('{ __proto__ = "a", constructor = "b" }["__proto__"]')).toBe('a');
    expect(await rendered('jsondecode("{\\"__proto__\\": {\\"x\\": \\"y\\"}}").__proto__.x')).toBe('y');
    await expect(evaluateText('{}.constructor')).rejects.toMatchObject({ kind: 'certain' });
  });
});

test('a template file sees its variables and nothing else', async () => {
  const files = new Map([
    ['a.tftpl', 'reset ${node}\n%{ if force ~}\n--force\n%{ endif ~}\n'],
    ['b.tftpl', '${self.ip}'],
    ['c.tftpl', '${'],
    ['d.tftpl', 'outer ${templatefile("a.tftpl", { node = "n", force = false })}'],
  ]);
  const render = async (text: string): Promise<Value> =>
    evaluateFully(
      await parser.parseExpression({ syntax: 'native', text, range }),
      { ...scope, readFile: (path) => files.get(path) ?? null },
      parser,
    );
  expect(await render('templatefile("a.tftpl", { node = self.ip, force = true })')).toEqual(textValue('reset 10.20.0.11\n--force\n'));
  expect(await render('templatefile("d.tftpl", {})')).toEqual(textValue('outer reset n\n'));
  await expect(render('templatefile("b.tftpl", {})')).rejects.toMatchObject({ kind: 'certain' });
  expect(toText(await render('templatefile("c.tftpl", {})')).complete).toBe(false);
});
