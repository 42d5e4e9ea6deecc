import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cascade } from '../src/cascade/cascade.ts';
import { findCascades } from '../src/cascade/find-cascades.ts';
import { toReportedPath } from '../src/cascade/reported-path.ts';
import { type ChangeGiven, type Files, readRecording, toConfiguration, toPlan } from './cascade-cases.ts';

const placeOf = ({ root }: Cascade): string | null => (root.range ? `${root.range.file}:${root.range.line}` : null);
const summary = (cascade: Cascade) => ({
  kind: cascade.root.kind,
  likelihood: cascade.root.likelihood,
  address: cascade.root.address,
  place: placeOf(cascade),
  ends: cascade.ends.length,
});
/** Everything that a reader is shown of it. */
const textOf = (cascade: Cascade): string => [cascade.root.description, ...toReportedPath(cascade)].join('\n');

type Expected = {
  readonly kind: string;
  readonly address: string | null;
  readonly place: string | null;
  readonly ends: number;
  readonly through?: readonly string[];
  readonly says?: string;
};

const RECORDED: Readonly<Record<string, readonly Expected[]>> = {
  incident: [
    {
      kind: 'edit',
      address: 'local.workers',
      place: 'nodes.tf:16',
      ends: 5,
      through: ['local.machines', 'data.talos_client_configuration.grove', 'triggers.talosconfig'],
      says: 'adds ivy',
    },
  ],
  'incident/worker-removed': [
    {
      kind: 'edit',
      address: 'local.workers',
      place: 'nodes.tf:11',
      ends: 4,
      through: ['data.talos_client_configuration.grove'],
      says: 'removes moss (it stood at nodes.tf:13)',
    },
  ],
  'incident/node-ip-flip': [
    {
      kind: 'edit',
      address: 'local.workers',
      place: 'nodes.tf:12',
      ends: 3,
      through: ['data.talos_client_configuration.grove'],
      says: 'fern.address "10.20.9.61" -> "10.20.0.21"',
    },
  ],
  'incident/cert-renewal': [
    {
      kind: 'renewal',
      address: 'talos_machine_secrets.grove',
      place: 'cluster.tf:1',
      ends: 3,
      through: ['data.talos_client_configuration.grove', 'triggers.talosconfig is not known'],
      says: 'with no edit',
    },
  ],
  'incident/trigger-repair': [
    {
      kind: 'edit',
      address: 'null_resource.reset_on_destroy',
      place: 'reset.tf:7',
      ends: 3,
      says: 'removes triggers.talosconfig (it stood at reset.tf:9)',
    },
  ],
  'incident/rolling': [
    { kind: 'edit', address: 'local.workers', place: 'nodes.tf:14', ends: 1, through: ['data.talos_client_configuration.grove'] },
  ],
  'incident/cbd': [
    { kind: 'edit', address: 'local.workers', place: 'nodes.tf:14', ends: 3, through: ['data.talos_client_configuration.grove'] },
  ],
  'incident/cbd-removed': [{ kind: 'edit', address: 'local.workers', place: 'nodes.tf:11', ends: 4 }],
  'incident/fixed-trigger': [],
  'incident/on-destroy-reset': [{ kind: 'edit', address: 'local.workers', place: 'nodes.tf:11', ends: 1 }],
  'runs/cascade-fan-in': [
    { kind: 'edit', address: 'local.machines', place: 'main.tf:5', ends: 2, through: ['local.everyone', 'triggers_replace.everyone'] },
  ],
  'runs/cascade-triggered-by-chain': [
    {
      kind: 'edit',
      address: 'local.generation',
      place: 'main.tf:2',
      ends: 5,
      through: ['terraform_data.marker', 'terraform_data.rack', 'terraform_data.shelf["left"]', 'terraform_data.node["left"]'],
      says: '1 -> 2',
    },
  ],
  'runs/cascade-across-modules': [
    {
      kind: 'edit',
      address: 'local.machines',
      place: 'main.tf:5',
      ends: 2,
      through: [
        'module.fleet.var.machines',
        'module.fleet.local.addresses',
        'module.fleet.output.config',
        'module.nodes["east"].var.config',
        'triggers_replace.config',
      ],
    },
  ],
  'runs/cascade-module-source': [
    { kind: 'module-source', address: 'module.node', place: 'main.tf:2', ends: 1, says: './plain -> ./thorough' },
  ],
  'runs/cascade-module-depends-on': [
    {
      kind: 'edit',
      address: 'terraform_data.marker',
      place: 'main.tf:2',
      ends: 1,
      through: ['module.reader.data.terraform_remote_state.fleet', 'triggers_replace.address is not known'],
    },
  ],
  'runs/cascade-two-roots': [
    { kind: 'edit', address: 'local.image', place: 'main.tf:2', ends: 2, says: '"v1" -> "v2"' },
    { kind: 'edit', address: 'local.network', place: 'main.tf:3', ends: 2 },
  ],
  'runs/cascade-fix-ignore-changes': [],
  'runs/cascade-fix-trigger-dropped': [],
  'runs/tainted': [{ kind: 'taint', address: 'terraform_data.node', place: 'main.tf:1', ends: 1 }],
  'runs/replace-requested': [
    { kind: 'request', address: 'terraform_data.node["worker 2"]', place: 'main.tf:1', ends: 1, says: '-replace' },
  ],
  'runs/destroy-everything': [{ kind: 'request', address: null, place: null, ends: 3, says: '-destroy' }],
  'runs/moved-and-replaced': [
    {
      kind: 'edit',
      address: 'terraform_data.new',
      place: 'main.tf:4',
      ends: 2,
      through: ['moved from terraform_data.old["a"]'],
      says: '1 -> 2',
    },
  ],
  'runs/moved-into-module': [
    { kind: 'edit', address: 'module.site.terraform_data.gate', place: 'site/main.tf:3', ends: 1, says: '1 -> 2' },
  ],
  'runs/count-decreased': [{ kind: 'edit', address: 'terraform_data.node', place: 'main.tf:2', ends: 2, says: 'count 3 -> 1' }],
  'runs/block-removed': [{ kind: 'removed', address: 'terraform_data.node', place: 'main.tf:1', ends: 1, says: 'is gone' }],
  'runs/module-call-removed': [
    { kind: 'removed', address: 'module.site', place: 'main.tf:1', ends: 1, says: 'the call of module.site is gone' },
  ],
  'runs/removed-block-with-provisioners': [
    { kind: 'removed', address: 'terraform_data.node', place: 'main.tf:1', ends: 2, says: 'a `removed` block' },
  ],
  'runs/count-to-single': [{ kind: 'edit', address: 'terraform_data.node', place: 'main.tf:1', ends: 1, says: 'count' }],
  'runs/json-syntax': [{ kind: 'edit', address: 'terraform_data.node', place: 'main.tf.json:8', ends: 1 }],
  'runs/update-in-place': [],
};

describe('recorded plans, with the configuration before the edit', () => {
  test.each(Object.entries(RECORDED))('%s', async (name, expected) => {
    const cascades = findCascades(await readRecording(name));
    expect(cascades.map(summary)).toEqual(
      expected.map(({ through: _through, says: _says, ...root }) => ({ likelihood: 'certain', ...root })),
    );
    for (const [index, { through = [], says = '' }] of expected.entries()) {
      const cascade = cascades[index];
      expect(cascade?.root.description).toContain(says);
      for (const step of through) expect(cascade ? textOf(cascade) : '').toContain(step);
    }
  });

  test('depends_on carries no replacement: the configuration apply is never blamed', async () => {
    for (const name of ['incident', 'incident/worker-removed', 'incident/node-ip-flip', 'incident/cert-renewal']) {
      const [cascade] = findCascades(await readRecording(name));
      expect(cascade && JSON.stringify(cascade.root)).not.toContain('talos_machine_configuration_apply');
      expect(cascade?.steps.map(({ address }) => address).join('\n')).not.toContain('talos_machine_configuration_apply');
    }
  });
});

const GUESSED: Readonly<
  Record<string, readonly (Omit<Expected, 'place'> & { readonly place?: string | null; readonly likelihood: string })[]>
> = {
  incident: [{ kind: 'edit', likelihood: 'certain', address: 'local.workers', place: 'nodes.tf:16', ends: 5, says: 'adds ivy' }],
  'incident/worker-removed': [{ kind: 'edit', likelihood: 'certain', address: 'local.workers', ends: 4, says: 'removes moss' }],
  'incident/node-ip-flip': [{ kind: 'edit', likelihood: 'probable', address: 'local.workers', ends: 3 }],
  'incident/cert-renewal': [{ kind: 'renewal', likelihood: 'certain', address: 'talos_machine_secrets.grove', ends: 3 }],
  'incident/trigger-repair': [
    {
      kind: 'edit',
      likelihood: 'certain',
      address: 'null_resource.reset_on_destroy',
      place: 'reset.tf:7',
      ends: 3,
      says: 'triggers.talosconfig was taken out',
    },
  ],
  'runs/cascade-triggered-by-chain': [{ kind: 'edit', likelihood: 'probable', address: 'local.generation', ends: 5 }],
  'runs/cascade-two-roots': [
    { kind: 'edit', likelihood: 'probable', address: 'local.image', ends: 2 },
    { kind: 'edit', likelihood: 'probable', address: 'local.network', ends: 2 },
  ],
};

describe('recorded plans, without the configuration before the edit', () => {
  test.each(Object.entries(GUESSED))('%s', async (name, expected) => {
    const cascades = findCascades({ ...(await readRecording(name)), base: null });
    expect(cascades.map(summary)).toMatchObject(expected.map(({ says: _says, ...root }) => root));
    for (const [index, { says = '' }] of expected.entries()) expect(cascades[index]?.root.description).toContain(says);
  });

  test('nor any sources: plan JSON names data sources and renewals, and says that the sources are missing', async () => {
    const { plan } = await readRecording('incident/cert-renewal');
    expect(findCascades({ plan, configuration: null, base: null }).map(summary)).toEqual([
      { kind: 'renewal', likelihood: 'certain', address: 'talos_machine_secrets.grove', place: null, ends: 3 },
    ]);
    const moss = await readRecording('incident/on-destroy-reset');
    const [cascade] = findCascades({ plan: moss.plan, configuration: null, base: null });
    expect(cascade?.root).toMatchObject({ likelihood: 'possible', address: 'talos_machine_configuration_apply.worker' });
    expect(cascade?.root.description).toContain('its sources are not given');
  });
});

const NODE_OF_GEN = 'resource "null_resource" "node" {\n  triggers = {\n    a = var.gen\n  }\n}\n';
const NODE_OF_LOCAL = NODE_OF_GEN.replace('var.gen', 'local.gen');

const OLD_AND_NEW: readonly {
  readonly name: string;
  readonly sources: Files;
  readonly changes: readonly ChangeGiven[];
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly finds: readonly object[];
  readonly says: string;
}[] = [
  {
    name: 'a literal that a module call hands in',
    sources: { 'main.tf': 'module "m" {\n  source = "./m"\n  gen    = "two"\n}\n', 'm/main.tf': `variable "gen" {}\n${NODE_OF_GEN}` },
    changes: [
      {
        address: 'module.m.null_resource.node',
        before: { triggers: { a: 'one' } },
        after: { triggers: { a: 'two' } },
        replacePaths: [['triggers']],
      },
    ],
    finds: [{ kind: 'edit', likelihood: 'probable', address: 'module.m', place: 'main.tf:3' }],
    says: 'gen was edited',
  },
  {
    name: 'the text of a template around a reference, and not what it refers to',
    sources: { 'main.tf': `locals {\n  site = "north"\n  gen  = "\${local.site}-image-v2"\n}\n${NODE_OF_LOCAL}` },
    changes: [
      {
        address: 'null_resource.node',
        before: { triggers: { a: 'north-image-v1' } },
        after: { triggers: { a: 'north-image-v2' } },
        replacePaths: [['triggers']],
      },
    ],
    finds: [{ kind: 'edit', likelihood: 'probable', address: 'local.gen', place: 'main.tf:3' }],
    says: 'local.gen was edited',
  },
  {
    name: 'a literal that a condition chooses: the condition may have changed as well',
    sources: { 'main.tf': `variable "big" {}\nlocals {\n  gen = var.big ? "large-image" : "small-image"\n}\n${NODE_OF_LOCAL}` },
    changes: [
      {
        address: 'null_resource.node',
        before: { triggers: { a: 'small-image' } },
        after: { triggers: { a: 'large-image' } },
        replacePaths: [['triggers']],
      },
    ],
    variables: { big: true },
    finds: [{ kind: 'variable', address: 'var.big' }],
    says: 'from outside',
  },
  {
    name: 'a value from outside that stands in the new text only',
    sources: { 'main.tf': `variable "gen" {\n  default = "zero"\n}\n${NODE_OF_GEN}` },
    changes: [
      {
        address: 'null_resource.node',
        before: { triggers: { a: 'one' } },
        after: { triggers: { a: 'two' } },
        replacePaths: [['triggers']],
      },
    ],
    variables: { gen: 'two' },
    finds: [{ kind: 'variable', likelihood: 'probable', address: 'var.gen' }],
    says: 'gets another value from outside (tfvars, -var or environment) (by the values)',
  },
  {
    name: 'other keys for the same elements: the expression comes before what it refers to',
    sources: {
      'main.tf':
        'locals {\n  nodes = [{ name = "ash", ip = "1" }, { name = "elm", ip = "2" }]\n}\nresource "null_resource" "node" {\n  for_each = { for n in local.nodes : n.ip => n }\n}\n',
    },
    changes: [
      ...['ash', 'elm'].map((key) => ({ address: `null_resource.node["${key}"]`, actions: ['delete'], before: {} })),
      ...['1', '2'].map((key) => ({ address: `null_resource.node["${key}"]`, actions: ['create'], after: {} })),
    ],
    finds: [
      { kind: 'edit', likelihood: 'possible', address: 'null_resource.node', place: 'main.tf:5' },
      { kind: 'edit', likelihood: 'possible', address: 'local.nodes' },
    ],
    says: 'the keys of for_each were edited',
  },
];

describe('plans made up, without the configuration before the edit', () => {
  test.each(OLD_AND_NEW)('$name', async ({ sources, changes, variables = {}, finds, says }) => {
    const plan = await toPlan(changes, { variables });
    const cascades = findCascades({ plan, configuration: toConfiguration(sources), base: null });
    expect(cascades.map(summary)).toMatchObject(finds);
    expect(cascades[0]?.root.description).toContain(says);
  });
});

type Inline = {
  readonly name: string;
  readonly before?: Files;
  readonly after: Files;
  readonly changes: readonly ChangeGiven[];
  readonly more?: Parameters<typeof toPlan>[1];
  readonly finds: readonly Partial<ReturnType<typeof summary>>[];
  readonly says?: string;
};

const triggers = (
  before: object,
  after: object,
  unknown: object = {},
): Pick<ChangeGiven, 'before' | 'after' | 'unknown' | 'replacePaths'> => ({
  before: { id: '1', triggers: before },
  after: { triggers: after },
  unknown: { id: true, triggers: unknown },
  replacePaths: [['triggers']],
});
const NODE = 'resource "null_resource" "node" {\n  triggers = {\n    a = VALUE\n  }\n}\n';
const node = (value: string): string => NODE.replace('VALUE', value);

/** A module with one argument, called by a name. */
const called = (name: string, gen: string): string => `module "${name}" {\n  source = "./m"\n  gen    = "${gen}"\n}\n`;
const MODULE = { 'm/main.tf': `variable "gen" {}\n${NODE_OF_GEN}` };

const INLINE: readonly Inline[] = [
  {
    name: 'an argument of a module call that got another name',
    before: { 'main.tf': called('old', 'one'), ...MODULE },
    after: { 'main.tf': `${called('new', 'two')}moved {\n  from = module.old\n  to   = module.new\n}\n`, ...MODULE },
    changes: [
      { address: 'module.new.null_resource.node', previous: 'module.old.null_resource.node', ...triggers({ a: 'one' }, { a: 'two' }) },
    ],
    finds: [{ kind: 'edit', address: 'module.new', place: 'main.tf:3', ends: 1 }],
    says: 'gen "one" -> "two"',
  },
  {
    name: 'an object that moved into a module that was there before: the arguments of that module are compared with its own',
    before: { 'main.tf': `${called('a', 'one')}${called('b', 'two')}`, 'm/main.tf': `variable "gen" {}\n` },
    after: {
      'main.tf': `${called('a', 'one')}${called('b', 'two')}moved {\n  from = module.a.null_resource.node\n  to   = module.b.null_resource.node\n}\n`,
      ...MODULE,
    },
    changes: [{ address: 'module.b.null_resource.node', previous: 'module.a.null_resource.node', ...triggers({ a: 'one' }, { a: 'two' }) }],
    finds: [{ address: 'module.b.null_resource.node' }],
  },
  {
    name: 'an object that was changed outside',
    after: { 'main.tf': `resource "aws_instance" "vm" {\n  ami = "a1"\n}\n${node('aws_instance.vm.public_ip')}` },
    changes: [{ address: 'null_resource.node', ...triggers({ a: '1.1.1.1' }, { a: '2.2.2.2' }) }],
    more: {
      drift: [
        {
          address: 'aws_instance.vm',
          actions: ['update'],
          before: { ami: 'a1', public_ip: '1.1.1.1' },
          after: { ami: 'a1', public_ip: '2.2.2.2' },
        },
      ],
    },
    finds: [{ kind: 'drift', address: 'aws_instance.vm', place: 'main.tf:1', ends: 1 }],
    says: 'public_ip',
  },
  {
    name: 'an attribute of the replaced object itself that was changed outside',
    after: { 'main.tf': 'resource "aws_instance" "vm" {\n  ami = "a1"\n}\n' },
    changes: [{ address: 'aws_instance.vm', before: { ami: 'hand-made' }, after: { ami: 'a1' }, replacePaths: [['ami']] }],
    more: { drift: [{ address: 'aws_instance.vm', actions: ['update'], before: { ami: 'a1' }, after: { ami: 'hand-made' } }] },
    finds: [{ kind: 'drift', address: 'aws_instance.vm' }],
  },
  {
    name: 'a rotation that has reached its time',
    after: { 'main.tf': `resource "time_rotating" "month" {\n  rotation_days = 30\n}\n${node('time_rotating.month.id')}` },
    changes: [
      { address: 'null_resource.node', ...triggers({ a: '2026-01-01' }, {}, { a: true }) },
      { address: 'time_rotating.month', actions: ['create'], after: { rotation_days: 30 }, unknown: { id: true } },
    ],
    more: { drift: [{ address: 'time_rotating.month', actions: ['delete'], before: { id: '2026-01-01' } }] },
    finds: [{ kind: 'renewal', address: 'time_rotating.month', place: 'main.tf:1', ends: 1 }],
    says: 'no edit',
  },
  {
    name: 'a certificate that is due',
    after: {
      'main.tf': `resource "tls_self_signed_cert" "ca" {\n  validity_period_hours = 8760\n}\n${node('tls_self_signed_cert.ca.cert_pem')}`,
    },
    changes: [
      { address: 'null_resource.node', ...triggers({ a: 'old' }, {}, { a: true }) },
      {
        address: 'tls_self_signed_cert.ca',
        before: { ready_for_renewal: true, cert_pem: 'old' },
        after: { ready_for_renewal: false },
        unknown: { cert_pem: true },
        replacePaths: [['ready_for_renewal']],
      },
    ],
    finds: [{ kind: 'renewal', address: 'tls_self_signed_cert.ca', ends: 2 }],
    says: 'ready_for_renewal',
  },
  {
    name: 'a new version of a module from a registry, whose sources are not at hand',
    before: { 'main.tf': 'module "m" {\n  source  = "acme/m/any"\n  version = "1.0.0"\n}\n' },
    after: { 'main.tf': 'module "m" {\n  source  = "acme/m/any"\n  version = "2.0.0"\n}\n' },
    changes: [
      { address: 'module.m.null_resource.node', actions: ['delete'], before: { id: '1' }, reason: 'delete_because_no_resource_config' },
    ],
    finds: [{ kind: 'module-source', address: 'module.m', place: 'main.tf:3' }],
    says: '1.0.0 -> 2.0.0',
  },
  {
    name: 'a variable that is given from outside',
    before: { 'main.tf': `variable "v" {}\n${node('var.v')}` },
    after: { 'main.tf': `variable "v" {}\n${node('var.v')}` },
    changes: [{ address: 'null_resource.node', ...triggers({ a: '1' }, { a: '2' }) }],
    more: { variables: { v: '2' } },
    finds: [{ kind: 'variable', likelihood: 'possible', address: 'var.v', place: 'main.tf:1' }],
    says: 'from outside',
  },
  {
    name: 'the default of a variable that is overruled is no cause',
    before: { 'main.tf': `variable "v" {\n  default = "1"\n}\n${node('var.v')}` },
    after: { 'main.tf': `variable "v" {\n  default = "2"\n}\n${node('var.v')}` },
    changes: [{ address: 'null_resource.node', ...triggers({ a: 'x' }, { a: 'y' }) }],
    more: { variables: { v: 'y' } },
    finds: [{ kind: 'variable', likelihood: 'possible', address: 'var.v' }],
  },
  {
    name: 'a file whose content is hashed',
    before: { 'main.tf': node('filemd5("x.yaml")') },
    after: { 'main.tf': node('filemd5("x.yaml")') },
    changes: [{ address: 'null_resource.node', ...triggers({ a: '1' }, { a: '2' }) }],
    finds: [{ kind: 'file', likelihood: 'possible', place: 'main.tf:3' }],
    says: 'filemd5()',
  },
  {
    name: 'a data source that reads from outside',
    before: { 'main.tf': `data "aws_ami" "newest" {\n  owner = "me"\n}\n${node('data.aws_ami.newest.id')}` },
    after: { 'main.tf': `data "aws_ami" "newest" {\n  owner = "me"\n}\n${node('data.aws_ami.newest.id')}` },
    changes: [{ address: 'null_resource.node', ...triggers({ a: '1' }, { a: '2' }) }],
    finds: [{ kind: 'data-source', likelihood: 'possible', address: 'data.aws_ami.newest', place: 'main.tf:1' }],
  },
  {
    name: 'only the key that changes is followed, not the others',
    before: {
      'main.tf': 'locals {\n  one = 1\n  two = 1\n}\nresource "null_resource" "node" {\n  triggers = { a = local.one, b = local.two }\n}\n',
    },
    after: {
      'main.tf': 'locals {\n  one = 2\n  two = 2\n}\nresource "null_resource" "node" {\n  triggers = { a = local.one, b = local.two }\n}\n',
    },
    changes: [{ address: 'null_resource.node', ...triggers({ a: '1', b: '2' }, { a: '2', b: '2' }) }],
    finds: [{ address: 'local.one', place: 'main.tf:2' }],
  },
  {
    name: 'each.value leads to the entry of the same key only',
    before: {
      'main.tf':
        'locals {\n  all = {\n    a = { v = 1 }\n    b = { v = 1 }\n  }\n}\nresource "null_resource" "node" {\n  for_each = local.all\n  triggers = { v = each.value.v }\n}\n',
    },
    after: {
      'main.tf':
        'locals {\n  all = {\n    a = { v = 2 }\n    b = { v = 3, w = 0 }\n  }\n}\nresource "null_resource" "node" {\n  for_each = local.all\n  triggers = { v = each.value.v }\n}\n',
    },
    changes: [{ address: 'null_resource.node["a"]', ...triggers({ v: '1' }, { v: '2' }) }],
    finds: [{ address: 'local.all', place: 'main.tf:3' }],
    says: 'local.all: a.v 1 -> 2',
  },
  {
    name: 'a nested block',
    before: { 'main.tf': 'resource "x_y" "z" {\n  metadata {\n    name = "a"\n  }\n}\n' },
    after: { 'main.tf': 'resource "x_y" "z" {\n  metadata {\n    name = "b"\n  }\n}\n' },
    changes: [
      {
        address: 'x_y.z',
        before: { metadata: [{ name: 'a' }] },
        after: { metadata: [{ name: 'b' }] },
        replacePaths: [['metadata', 0, 'name']],
      },
    ],
    finds: [{ kind: 'edit', likelihood: 'certain', address: 'x_y.z', place: 'main.tf:3' }],
  },
  {
    name: 'layout and comments are no edits',
    before: { 'main.tf': `locals {\n  v = { a = 1, b = 2 }\n}\n${node('local.v.a')}` },
    after: { 'main.tf': `locals {\n  # why\n  v = {\n    a = 1 # one\n    b = 2\n  }\n}\n${node('local.v.a')}` },
    changes: [{ address: 'null_resource.node', ...triggers({ a: '0' }, { a: '1' }) }],
    finds: [{ kind: 'unknown', address: 'null_resource.node', place: null }],
    says: 'what forces it: triggers.a',
  },
  {
    name: 'an object without any visible cause',
    before: { 'main.tf': 'resource "x_y" "z" {\n  a = "1"\n}\n' },
    after: { 'main.tf': 'resource "x_y" "z" {\n  a = "1"\n}\n' },
    changes: [{ address: 'x_y.z', before: { a: '1' }, after: { a: '1' } }],
    finds: [{ kind: 'unknown', likelihood: 'possible', address: 'x_y.z', place: null }],
    says: 'no cause can be shown',
  },
  {
    name: 'a cycle of references ends',
    before: { 'main.tf': `locals {\n  a = local.b\n  b = local.a\n}\n${node('local.a')}` },
    after: { 'main.tf': `locals {\n  a = local.b\n  b = local.a\n}\n${node('local.a')}` },
    changes: [{ address: 'null_resource.node', ...triggers({ a: '0' }, { a: '1' }) }],
    finds: [{ kind: 'unknown' }],
  },
];

describe('plans made up for one mechanism', () => {
  test.each(INLINE)('$name', async ({ before, after, changes, more, finds, says = '' }) => {
    const cascades = findCascades({
      plan: await toPlan(changes, more),
      configuration: toConfiguration(after),
      base: toConfiguration(before ?? after),
    });
    expect(cascades.map(summary)).toMatchObject(finds);
    expect(cascades[0]?.root.description).toContain(says);
  });

  test('the victims asked for may be updates, too', async () => {
    const sources = (value: number): Files => ({ 'main.tf': `resource "x_y" "z" {\n  a = ${value}\n}\n` });
    const plan = await toPlan([{ address: 'x_y.z', actions: ['update'], before: { a: 1 }, after: { a: 2 } }]);
    const question = { plan, configuration: toConfiguration(sources(2)), base: toConfiguration(sources(1)) };
    expect(findCascades(question)).toEqual([]);
    expect(findCascades({ ...question, victims: new Set(['x_y.z']) }).map(placeOf)).toEqual(['main.tf:2']);
  });

  test('entries of one map are one cause, with every line; elements of a list are named', async () => {
    const map = (value: string): Files => ({
      'main.tf': `locals {\n  all = {\n${Array.from({ length: 500 }, (_, index) => `    n${index} = "${value}${index}"\n`).join('')}  }\n  names = ["x"${value === 'b' ? ',\n    "y"' : ''}]\n}\nresource "null_resource" "node" {\n  for_each = local.all\n  triggers = { a = each.value, b = join("", local.names) }\n}\n`,
    });
    const plan = await toPlan(
      Array.from({ length: 500 }, (_, index) => ({
        address: `null_resource.node["n${index}"]`,
        ...triggers({ a: `a${index}`, b: 'x' }, { a: `b${index}`, b: 'xy' }),
      })),
    );
    const cascades = findCascades({ plan, configuration: toConfiguration(map('b')), base: toConfiguration(map('a')) });
    expect(cascades.map(summary)).toMatchObject([
      { address: 'local.names', place: 'main.tf:505', ends: 500 },
      { address: 'local.all', place: 'main.tf:3', ends: 500 },
    ]);
    expect(cascades[0]?.root.description).toBe('local.names: adds "y"');
    expect(cascades[1]?.root.edits.length).toBe(500);
    expect(cascades[1]?.root.description).toContain('n0 "a0" -> "b0", n1 "a1" -> "b1"');
    expect(cascades[1]?.root.description).toContain('and 495 more');
  });

  test('values that are marked, and literals under names of secrets, are hidden', async () => {
    const sources = (secret: string): Files => ({
      'main.tf': `variable "db" {\n  sensitive = true\n  default   = "${secret}"\n}\nlocals {\n  admin_password = "${secret}"\n}\nresource "null_resource" "node" {\n  triggers = { a = var.db, b = local.admin_password, c = "${secret}" }\n}\n`,
    });
    const marked = { triggers: { a: true, b: true, c: true } };
    const plan = await toPlan([
      {
        address: 'null_resource.node',
        ...triggers({ a: 'old-pearl', b: 'old-pearl', c: 'old-pearl' }, { a: 'new-pearl', b: 'new-pearl', c: 'new-pearl' }),
        sensitive: marked,
      },
    ]);
    const withBase = findCascades({
      plan,
      configuration: toConfiguration(sources('new-pearl')),
      base: toConfiguration(sources('old-pearl')),
    });
    expect(new Set(withBase.map(({ root }) => root.address))).toEqual(new Set(['local.admin_password', 'null_resource.node', 'var.db']));
    const shown = withBase.filter(({ root }) => root.address !== 'null_resource.node');
    expect(JSON.stringify(shown)).not.toMatch(/(?:old|new)-pearl/);
    expect(JSON.stringify(withBase.flatMap(({ steps }) => steps))).not.toMatch(/(?:old|new)-pearl/);
    expect(JSON.stringify(findCascades({ plan, configuration: toConfiguration(sources('new-pearl')), base: null }))).not.toMatch(
      /(?:old|new)-pearl/,
    );
  });

  test('one root with many ends is one cascade, however long the chain', async () => {
    const length = 2_000;
    const sources = (seed: string): Files => ({
      'main.tf': `locals {\n  seed = "${seed}"\n}\n${Array.from({ length }, (_, index) => `resource "null_resource" "n${index}" {\n  triggers = { a = ${index === 0 ? 'local.seed' : `null_resource.n${index - 1}.id`} }\n}\n`).join('')}`,
    });
    const plan = await toPlan(
      Array.from({ length }, (_, index) => ({ address: `null_resource.n${index}`, ...triggers({ a: '1' }, {}, { a: true }) })),
    );
    const cascades = findCascades({ plan, configuration: toConfiguration(sources('b')), base: toConfiguration(sources('a')) });
    expect(cascades.map(summary)).toEqual([
      { kind: 'edit', likelihood: 'certain', address: 'local.seed', place: 'main.tf:2', ends: length },
    ]);
    const [last] = findCascades({
      plan,
      configuration: toConfiguration(sources('b')),
      base: toConfiguration(sources('a')),
      victims: new Set([`null_resource.n${length - 1}`]),
    });
    expect(last?.steps.length).toBeLessThan(110);
    expect(last?.steps.map(({ what }) => what).join('\n')).toMatch(/and \d+ steps more/);
  });
});

describe('whatever the sources say', () => {
  const deep = 20_000;
  const nested = (open: string, inner: string, close: string): string => `${open.repeat(deep)}${inner}${close.repeat(deep)}`;

  test.each([
    ['brackets', nested('(', 'local.x', ')'), nested('(', 'local.y', ')')],
    ['lists', nested('[', 'local.x', ']'), nested('[', 'local.y', ']')],
    ['objects', nested('{ a = ', 'local.x', ' }'), nested('{ a = ', 'local.y', ' }')],
    ['calls', nested('merge(', 'local.x', ')'), nested('merge(', 'local.y', ')')],
    ['templates', nested('"${', 'local.x', '}"'), nested('"${', 'local.y', '}"')],
    ['indices', nested('local.a[', '0', ']'), nested('local.a[', '1', ']')],
    ['one long string', `"${'x'.repeat(2_000_000)}"`, `"${'y'.repeat(2_000_000)}"`],
    ['a long heredoc', `<<EOT\n${'x\n'.repeat(200_000)}EOT\n`, `<<EOT\n${'y\n'.repeat(200_000)}EOT\n`],
  ])('%s in great depth or length neither overflow nor hide the edit', async (_name, before, after) => {
    const sources = (value: string): Files => ({ 'main.tf': `locals {\n  x = 1\n  y = 1\n  a = ${value}\n}\n${node('local.a')}` });
    const plan = await toPlan([{ address: 'null_resource.node', ...triggers({ a: '1' }, { a: '2' }) }]);
    const cascades = findCascades({ plan, configuration: toConfiguration(sources(after)), base: toConfiguration(sources(before)) });
    expect(cascades.map(({ root }) => root.address)).toContain('local.a');
    expect(findCascades({ plan, configuration: toConfiguration(sources(after)), base: null }).length).toBeGreaterThan(0);
  });

  const names = ['a', 'b', 'c', 'd'] as const;
  const reference = fc.oneof(
    fc.constantFrom(...names).map((name) => `local.${name}`),
    fc.constantFrom(
      'each.value',
      'null_resource.node.id',
      '"${local.a}-x"',
      '[for x in local.b : x.y]',
      'merge(local.c, { k = local.d })',
      '{ k = 1, "q.r" = local.a }',
      '<<-EOT\n    ${local.b}\n  EOT\n',
      'file("x")',
      'null',
      '(local.c)',
    ),
  );
  const sources = fc
    .tuple(...names.map(() => reference))
    .map(
      (values) =>
        `locals {\n${names.map((name, index) => `  ${name} = ${values[index]}\n`).join('')}}\nresource "null_resource" "node" {\n  triggers = { k = local.a, l = local.b }\n}\n`,
    );

  test('every end has a cause, said once, and equal sources have no edit', async () => {
    const plan = await toPlan([{ address: 'null_resource.node', ...triggers({ k: '1', l: '1' }, { k: '2' }, { l: true }) }]);
    fc.assert(
      fc.property(sources, sources, (before, after) => {
        const configuration = toConfiguration({ 'main.tf': after });
        for (const base of [null, toConfiguration({ 'main.tf': before }), configuration]) {
          const cascades = findCascades({ plan, configuration, base });
          expect(new Set(cascades.flatMap(({ ends }) => ends))).toEqual(new Set(['null_resource.node']));
          expect(new Set(cascades.map(({ root }) => `${root.kind} ${root.address} ${root.description}`)).size).toBe(cascades.length);
          const edits = cascades.filter(({ root }) => root.kind === 'edit');
          expect(base === configuration ? edits : []).toEqual([]);
          for (const { steps } of cascades) expect(steps.at(-1)?.address).toBe('null_resource.node');
        }
      }),
      { numRuns: 300 },
    );
  });
});
