import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import { describe, expect, test } from 'vitest';
import { readConfiguration } from '../src/hcl/configuration-reader.ts';
import type { Configuration, Provisioner } from '../src/hcl/configuration.ts';
import type { HclParser } from '../src/hcl/hcl-parser.ts';
import { selectFiles } from '../src/hcl/module-files.ts';
import { type ModuleSource, toModuleSources } from '../src/hcl/module-sources.ts';
import { checkAgainstPlan } from '../src/hcl/plan-fit.ts';
import type { ExpressionSource } from '../src/hcl/source.ts';
import { toPlanConfiguration } from '../src/terraform/plan-configuration.ts';
import type { PlanConfigModule, Producer } from '../src/terraform/plan.ts';
import { readSavedPlan } from '../src/terraform/saved-plan.ts';

const unused = () => Promise.reject(new Error('not needed here'));
const asParser = (parseFile: HclParser['parseFile']): HclParser => ({
  prepare: () => {},
  parseFile,
  parseExpression: unused,
  parseTemplate: unused,
  close: async () => {},
});
const hcl2json = asParser((file, text) => parse(file, text));

type Files = Readonly<Record<string, string>>;
const module = (key: string, files: Files, dir = key === '' ? '.' : key): ModuleSource => ({
  key,
  dir,
  source: key === '' ? null : `./${dir}`,
  version: null,
  files: Object.entries(files).map(([name, text]) => ({ name, text })),
});
const read = (files: Files, producer: Producer = 'unknown'): Promise<Configuration> =>
  readConfiguration({ from: 'saved-plan', modules: [module('', files)] }, hcl2json, { producer });
const rootOf = ({ modules }: Configuration) => modules.get('') ?? expect.fail('no root module');

const textOf = (expression: ExpressionSource | null | undefined): unknown =>
  expression?.syntax === 'native' ? expression.text : expression?.value;
const summary = ({ type, when, onFailure, index, attributes, connection, range }: Provisioner): string =>
  [
    `${index} ${type} ${when} ${onFailure} ${range.file}:${range.line}`,
    ...[...attributes.values()].map(({ name, expression }) => `${name}=${String(textOf(expression))}`),
    ...(connection ? [`on ${[...connection.body.attributes.values()].map(({ expression }) => String(textOf(expression))).join(',')}`] : []),
  ].join(' ');
const provisionersOf = async (files: Files): Promise<readonly string[]> =>
  (rootOf(await read(files)).resources.get('t.n')?.provisioners ?? []).map(summary);
const resource = (body: string): string => `resource "t" "n" {\n${body}\n}\n`;

describe('a provisioner is read in every form that Terraform takes', () => {
  test.each<[string, string, string]>([
    ['defaults', 'provisioner "local-exec" {\ncommand = "x"\n}', '0 local-exec create fail main.tf:2 command="x"'],
    [
      'words',
      'provisioner "local-exec" {\ncommand = "x"\nwhen = destroy # }\non_failure = continue\n}',
      '0 local-exec destroy continue main.tf:2 command="x"',
    ],
    ['quoted words', 'provisioner "local-exec" {\nwhen = "destroy"\non_failure = "fail"\n}', '0 local-exec destroy fail main.tf:2'],
    ['a bare label', 'provisioner local-exec { when = destroy }', '0 local-exec destroy fail main.tf:2'],
    ['carriage returns', 'provisioner "local-exec" {\r\nwhen = destroy\r\n}', '0 local-exec destroy fail main.tf:2'],
    [
      'an escape block',
      'provisioner "x" {\nwhen = destroy\n_ {\ncommand = "x"\nwhen = 1\n}\n}',
      '0 x destroy fail main.tf:2 command="x" when=1',
    ],
    ['its connection', 'provisioner "x" {\nconnection {\nhost = "a"\n}\n}', '0 x create fail main.tf:2 on "a"'],
    ["the resource's connection", 'connection {\nhost = "a"\n}\nprovisioner "x" {\n}', '0 x create fail main.tf:5 on "a"'],
    [
      'its connection over that of the resource',
      'connection {\nhost = "a"\nuser = "u"\n}\nprovisioner "x" {\nconnection {\nhost = "b"\n}\n}',
      '0 x create fail main.tf:6 on "b","u"',
    ],
  ])('%s', async (_, body, expected) => {
    expect(await provisionersOf({ 'main.tf': resource(body) })).toEqual([expected]);
  });

  test('in JSON', async () => {
    const provisioner = [
      { 'local-exec': { when: 'destroy', command: 'x ${self.id}', on_failure: 'continue' } },
      { file: [{ _: { source: 's' }, connection: { host: 'h' } }] },
    ];
    expect(await provisionersOf({ 'main.tf.json': JSON.stringify({ resource: { t: { n: { provisioner } } } }) })).toEqual([
      '0 local-exec destroy continue main.tf.json:1 command=x ${self.id}',
      '1 file create fail main.tf.json:1 source=s on h',
    ]);
  });

  test('destroy-time and creation-time ones count together, in source order', async () => {
    const body = 'provisioner "b" {\n}\nprovisioner "a" {\nwhen = destroy\n}\nprovisioner "b" {\n}';
    expect(await provisionersOf({ 'main.tf': resource(body) })).toEqual([
      '0 b create fail main.tf:2',
      '1 a destroy fail main.tf:4',
      '2 b create fail main.tf:7',
    ]);
  });
});

describe('what Terraform refuses is refused', () => {
  test.each([
    ['provisioner "x" {\nwhen = var.w\n}', 'main.tf:3: "when" must be one of the words create, destroy'],
    ['provisioner "x" {\nwhen = "${destroy}"\n}', 'main.tf:3: "when" must be one of the words create, destroy'],
    ['provisioner "x" {\non_failure = ignore\n}', 'main.tf:3: "on_failure" must be one of the words fail, continue'],
    ['provisioner "x" {\na = 1\n_ {\na = 2\n}\n}', 'main.tf:5: "a" is set twice'],
    ['provisioner "x" {\n_ {\n}\n_ {\n}\n}', 'main.tf:5: a second "_" block'],
    ['provisioner "x" {\nlifecycle {\n}\n}', 'main.tf:3: a provisioner takes no "lifecycle" block'],
    ['provisioner {\n}', 'main.tf:2: a "provisioner" block takes the labels type'],
    ['dynamic "provisioner" {\nfor_each = []\n}', 'main.tf:2: provisioners cannot be made by a "dynamic" block'],
    ['lifecycle {\n}\nlifecycle {\n}', 'main.tf:4: a second "lifecycle" block'],
    ['}\nresource "t" "n" {', 'main.tf:3: "t.n" is declared twice, first at main.tf:1'],
    ['}\nremoved {\nfrom = t.x["k"]', 'main.tf:3: "from" must name all instances, not one: t.x["k"]'],
    ['}\nremoved {', 'main.tf:3: the "removed" block has no "from"'],
  ])('%j', async (body, message) => {
    await expect(read({ 'main.tf': resource(body) })).rejects.toThrow(message);
  });
});

describe('override files', () => {
  const base = resource(
    'count = 1\nx = 1\ny = 1\nnested {\n}\nlifecycle {\nprevent_destroy = true\nignore_changes = [x]\n}\nprovisioner "base" {\n}',
  );
  const overridden = async (files: Files) =>
    rootOf(await read({ 'main.tf': base, ...files })).resources.get('t.n') ?? expect.fail('no resource');

  test('one without provisioners keeps them, and merges the lifecycle argument by argument', async () => {
    const merged = await overridden({
      'override.tf': resource('x = 2\nlifecycle {\ncreate_before_destroy = true\nignore_changes = all\nreplace_triggered_by = [a]\n}'),
    });
    expect(merged.provisioners.map(summary)).toEqual(['0 base create fail main.tf:11']);
    const { createBeforeDestroy, preventDestroy, ignoreChanges, replaceTriggeredBy } = merged.lifecycle;
    expect([createBeforeDestroy, preventDestroy, ignoreChanges, replaceTriggeredBy].map(textOf)).toEqual([
      'true',
      'true',
      'all',
      undefined,
    ]);
    expect([...merged.body.attributes.values()].map(({ name, expression }) => [name, textOf(expression)])).toEqual([
      ['x', '2'],
      ['y', '1'],
    ]);
    expect(textOf(merged.count)).toBe('1');
  });

  test('any provisioner replaces all; the last file in lexical order wins, JSON too', async () => {
    const files = {
      'b_override.tf.json': JSON.stringify({ resource: { t: { n: { provisioner: { json: { when: 'destroy' } } } } } }),
      'a_override.tf': resource('provisioner "a" {\n}\nprovisioner "a2" {\n}'),
      'notoverride.tf': '',
    };
    expect((await overridden(files)).provisioners.map(summary)).toEqual(['0 json destroy fail b_override.tf.json:1']);
  });

  test('nested blocks replace all of their type, dynamic ones too', async () => {
    const merged = await overridden({ 'override.tf': resource('dynamic "nested" {\n}') });
    expect(merged.body.blocks.map(({ type, labels }) => [type, ...labels])).toEqual([['dynamic', 'nested']]);
  });

  test('without a base it is an error', async () => {
    await expect(overridden({ 'override.tf': 'resource "t" "other" {\n}' })).rejects.toThrow(
      'override.tf:1: this override of "t.other" has nothing to override',
    );
  });

  test('locals, variables, outputs and calls are merged too', async () => {
    const main =
      'locals {\na = 1\nb = 1\n}\nvariable "v" {\ndefault = 1\ntype = number\n}\noutput "o" {\nvalue = 1\n}\nmodule "m" {\nsource = "./a"\nx = 1\n}\n';
    const override = 'locals {\na = 2\n}\nvariable "v" {\ndefault = 2\n}\noutput "o" {\nvalue = 2\n}\nmodule "m" {\nsource = "./b"\n}\n';
    const root = rootOf(await read({ 'main.tf': main, 'x_override.tf': override }));
    expect(
      [root.locals.get('a'), root.locals.get('b'), root.variables.get('v'), root.outputs.get('o')].map((found) => textOf(found?.value)),
    ).toEqual(['2', '1', '2', '2']);
    expect(textOf(root.calls.get('m')?.source)).toBe('"./b"');
    expect([...(root.calls.get('m')?.body.attributes.keys() ?? [])]).toEqual(['x']);
  });

  test('Terraform passes over `removed` blocks in them; what is not known counts', async () => {
    const files = { 'override.tf': 'removed {\nfrom = t.x\nprovisioner "x" {\nwhen = destroy\n}\n}\n' };
    expect(rootOf(await read(files, 'terraform')).removed).toEqual([]);
    expect(rootOf(await read(files)).removed).toHaveLength(1);
  });
});

test('removed, moved, data, ephemeral and actions', async () => {
  const native = `
removed {
  from = module.a . t.x
  lifecycle {
    destroy = false
  }
  provisioner "local-exec" {
    when = destroy
  }
}
moved {
  from = t.a["x y"]
  to   = module.m[0].t.b
}
data "d" "n" {
}
check "c" {
  data "d" "checked" {
  }
}
ephemeral "e" "n" {
}
action "local_command" "run" {
  config {
    command = "x"
  }
}
resource "t" "n" {
  lifecycle {
    action_trigger {
      events = [before_destroy]
    }
  }
}
`;
  const json = { removed: [{ from: 'module.b', lifecycle: { destroy: true } }], moved: { from: 't.c', to: 't.d' }, '//': 'x' };
  const root = rootOf(await read({ 'main.tf': native, 'z.tf.json': JSON.stringify(json) }));
  expect(
    root.removed.map(({ from, fromModule, destroy, provisioners }) => [from, fromModule, textOf(destroy), provisioners.length]),
  ).toEqual([
    ['module.a.t.x', false, 'false', 1],
    ['module.b', true, true, 0],
  ]);
  expect(root.moved.map(({ from, to }) => [from, to])).toEqual([
    ['t.a["x y"]', 'module.m[0].t.b'],
    ['t.c', 't.d'],
  ]);
  expect([...root.resources.keys(), ...root.actions.keys()]).toEqual([
    'data.d.n',
    'ephemeral.e.n',
    't.n',
    'data.d.checked',
    'local_command.run',
  ]);
  expect(root.resources.get('t.n')?.lifecycle.actionTriggers).toHaveLength(1);
});

describe('file selection', () => {
  const names = ['b.tf', 'a.tf', 'a.tofu', 'c.tf.json', 'c.tofu.json', 'c.tofu', 'x_override.tf', 'x_override.tofu', 'override.tf.json'];
  const ignored = ['.hidden.tf', 'x.tf~', '#x.tf#', 'x.tf.bak', 'x.tfvars', 'x.tftest.hcl', 'main.json'];
  test.each([
    [false, ['a.tf', 'b.tf', 'c.tf.json'], ['override.tf.json', 'x_override.tf']],
    [true, ['a.tofu', 'b.tf', 'c.tofu', 'c.tofu.json'], ['override.tf.json', 'x_override.tofu']],
  ])('with OpenTofu: %s', (tofu, primary, override) => {
    const selected = selectFiles(
      [...ignored, ...names].map((name) => ({ name })),
      tofu,
    );
    expect({ primary: selected.primary.map(({ name }) => name), override: selected.override.map(({ name }) => name) }).toEqual({
      primary,
      override,
    });
  });

  test.each<[Producer, Files, string]>([
    ['terraform', { 'a.tf': 'locals {\nx = "tf"\n}', 'a.tofu': 'locals {\nx = "tofu"\n}' }, '"tf"'],
    ['opentofu', { 'a.tf': 'locals {\nx = "tf"\n}', 'a.tofu': 'locals {\nx = "tofu"\n}' }, '"tofu"'],
    ['unknown', { 'a.tf': 'locals {\nx = "tf"\n}', 'a.tofu': 'locals {\nx = "tofu"\n}' }, '"tofu"'],
    ['unknown', { 'a.tf': 'locals {\nx = "tf"\n}' }, '"tf"'],
  ])('made by %s: %j', async (producer, files, expected) => {
    expect(textOf(rootOf(await read(files, producer)).locals.get('x')?.value)).toBe(expected);
  });
});

describe('modules', () => {
  const call = (name: string): string => `module "${name}" {\nsource = "./${name}"\n}\n`;

  test('files are named relative to the root module', async () => {
    const { modules } = await readConfiguration(
      { from: 'directory', modules: [module('', { 'm.tf': call('a') }), module('a', { 'm.tf': resource('') }, 'mods/a')] },
      hcl2json,
    );
    expect(modules.get('a')?.resources.get('t.n')?.range.file).toBe('mods/a/m.tf');
  });

  test('a call without a module is missing, whatever was known', async () => {
    const modules = [module('', { 'm.tf': call('a') + call('b') }), module('a', { 'm.tf': call('c') })];
    const { complete, missing } = await readConfiguration(
      { from: 'saved-plan', modules, missing: [{ key: 'b', reason: 'because' }] },
      hcl2json,
    );
    expect(complete).toBe(false);
    expect(missing).toEqual([
      { key: 'a.c', reason: 'a/m.tf:1 calls it, but its sources are not there' },
      { key: 'b', reason: 'because' },
    ]);
  });

  test('without a root module it is an error', async () => {
    await expect(readConfiguration({ from: 'saved-plan', modules: [] }, hcl2json)).rejects.toThrow('the sources have no root module');
  });
});

describe('a second reader', () => {
  const files = { 'main.tf': resource('provisioner "a" {\n}\nprovisioner "b" {\n}'), 'other.tf': 'locals {\n}' };
  const readWith = (answer: Readonly<Record<string, unknown>>, asked: string[] = []) =>
    readConfiguration(
      { from: 'saved-plan', modules: [module('', files)] },
      asParser(async (file) => (asked.push(file), answer)),
    );

  test('is asked for files with provisioners only', async () => {
    const asked: string[] = [];
    await readWith({ resource: { t: { n: [{ provisioner: { b: [{}], a: [{}] } }] } } }, asked);
    expect(asked).toEqual(['main.tf']);
  });

  test.each([
    [{}, 'main.tf: two readers disagree on the provisioners of t.n: a, b and none'],
    [
      { resource: { t: { n: [{ provisioner: { a: [{}, {}], b: [{}] } }] } } },
      'two readers disagree on the provisioners of t.n: a, b and a, a, b',
    ],
    [
      { resource: { t: { n: [{ provisioner: { a: [{}], b: [{}] } }] } }, removed: [{ provisioner: { a: [{}] } }] },
      'of "removed" block 1: none and a',
    ],
  ])('that sees others is believed to be right: %j', async (answer, message) => {
    await expect(readWith(answer)).rejects.toThrow(message);
  });
});

describe('sources that do not fit the plan', () => {
  const moduleOf = (plan: ReadonlyMap<string, PlanConfigModule>) => plan.get('') ?? expect.fail('no module');
  const planned = (...types: string[]) =>
    toPlanConfiguration(
      { root_module: { resources: [{ mode: 'managed', type: 't', name: 'n', provisioners: types.map((type) => ({ type })) }] } },
      'configuration',
    );

  test.each([
    [
      ['a'],
      ['b'],
      'the sources do not fit the plan: t.n has the provisioners b in the plan, but the provisioners a in the sources (main.tf:1)',
    ],
    [['a'], ['a', 'a'], 't.n has the provisioners a, a in the plan'],
    [[], ['a'], 't.n has the provisioners a in the plan, but no provisioners in the sources (main.tf:1)'],
    [['a'], [], 't.n has no provisioners in the plan'],
  ])('%j in the sources, %j in the plan', async (inSources, inPlan, message) => {
    const configuration = await read({ 'main.tf': resource(inSources.map((type) => `provisioner "${type}" {\n}`).join('\n')) });
    expect(() => checkAgainstPlan(configuration, planned(...inPlan))).toThrow(message);
    expect(() => checkAgainstPlan(configuration, planned(...inSources))).not.toThrow();
  });

  test('a module of the plan that the sources do not even call', async () => {
    const configuration = await read({ 'main.tf': '' });
    const plan = new Map([['m', moduleOf(planned('a'))]]);
    expect(() => checkAgainstPlan(configuration, plan)).toThrow(
      'module.m.t.n has the provisioners a in the plan, but no provisioners in the sources (no module of the sources)',
    );
  });

  test('a module whose sources are missing is left out, with those that it calls', async () => {
    const configuration = await read({ 'main.tf': 'module "m" {\nsource = "x/y/z"\n}' });
    const inner = moduleOf(planned('a'));
    expect(() =>
      checkAgainstPlan(
        configuration,
        new Map([
          ['m', inner],
          ['m.n', inner],
        ]),
      ),
    ).not.toThrow();
  });
});

describe('the sources inside a saved plan', () => {
  const bytes = (entries: Files) => new Map(Object.entries(entries).map(([name, text]) => [name, new TextEncoder().encode(text)]));
  const manifest = JSON.stringify([
    { Key: '', Dir: '.' },
    { Key: 'a.b', Source: './x', Dir: './x/' },
    { Key: 'r', Source: 'registry.terraform.io/n/r/p', Version: '1.2.3', Dir: '.terraform\\modules\\r' },
  ]);

  test('modules with their files', () => {
    const entries = bytes({ 'tfconfig/modules.json': manifest, 'tfconfig/m-/main.tf': 'a', 'tfconfig/m-a.b/x.tf': 'b', tfplan: '' });
    expect(toModuleSources(entries)).toEqual([
      { key: '', dir: '.', source: null, version: null, files: [{ name: 'main.tf', text: 'a' }] },
      { key: 'a.b', dir: 'x', source: './x', version: null, files: [{ name: 'x.tf', text: 'b' }] },
      { key: 'r', dir: '.terraform/modules/r', source: 'registry.terraform.io/n/r/p', version: '1.2.3', files: [] },
    ]);
  });

  test.each<[Files, string]>([
    [{}, 'the saved plan has no tfconfig/modules.json'],
    [{ 'tfconfig/modules.json': '{}' }, 'tfconfig/modules.json is not a module manifest'],
    [{ 'tfconfig/modules.json': '[{"Key": 1}]' }, 'tfconfig/modules.json is not a module manifest'],
    [{ 'tfconfig/modules.json': 'x' }, 'tfconfig/modules.json is not a module manifest: it is no JSON'],
    [{ 'tfconfig/modules.json': '[{"Key":"","Dir":"."},{"Key":"","Dir":"x"}]' }, 'it names the module "" twice'],
    [{ 'tfconfig/modules.json': '[]', 'tfconfig/m-x/a.tf': '' }, 'its modules.json has no module "x"'],
  ])('%j is refused', (entries, message) => {
    expect(() => toModuleSources(bytes(entries))).toThrow(message);
  });

  test('text that is no UTF-8 is refused', () => {
    const entries = new Map([...bytes({ 'tfconfig/modules.json': manifest }), ['tfconfig/m-/a.tf', new Uint8Array([0xff])]]);
    expect(() => toModuleSources(entries)).toThrow('tfconfig/m-/a.tf is not UTF-8 text');
  });
});

const fixtures = join(import.meta.dirname, '../fixtures');
const recordings = ['incident', 'runs']
  .flatMap((set) => ['.', ...readdirSync(join(fixtures, set))].map((name) => join(fixtures, set, name)))
  .filter((dir) => existsSync(join(dir, 'plan.tfplan')) && existsSync(join(dir, 'plan.json')));

test('recordings are found', () => {
  expect(recordings.length).toBeGreaterThan(40);
});

test.each(recordings)('%s: the saved plan holds sources that fit it', async (dir) => {
  const { configEntries } = await readSavedPlan('plan.tfplan', readFileSync(join(dir, 'plan.tfplan')));
  const configuration = await readConfiguration({ from: 'saved-plan', modules: toModuleSources(configEntries) }, hcl2json);
  const plan: { readonly configuration?: unknown } = JSON.parse(readFileSync(join(dir, 'plan.json'), 'utf8'));
  expect(configuration.missing).toEqual([]);
  expect(() => checkAgainstPlan(configuration, toPlanConfiguration(plan.configuration ?? {}, 'configuration'))).not.toThrow();
});
