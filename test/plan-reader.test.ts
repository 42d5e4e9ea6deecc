import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { openPlanSource, type PlanSource } from '../src/io/plan-source.ts';
import { readPlan } from '../src/terraform/plan-reader.ts';
import type { Plan } from '../src/terraform/plan.ts';

type Json = Readonly<Record<string, unknown>>;

const values = (id: number): Json => ({ id: `00${id}`, input: 'v1', output: 'v1', triggers_replace: 'v1' });
const resource = (name: string, more: Json = {}): Json => ({
  address: `terraform_data.${name}`,
  mode: 'managed',
  type: 'terraform_data',
  name,
  provider_name: 'terraform.io/builtin/terraform',
  ...more,
});
const change = (name: string, actions: readonly string[], more: Json = {}): Json => ({
  ...resource(name, more),
  change: {
    actions,
    before: values(1),
    after: values(2),
    after_unknown: {},
    before_sensitive: {},
    after_sensitive: {},
    ...Object(more['change']),
  },
});

/** Recorded with Terraform 1.11.4 and shortened: a replacement in a module, a key removed, a tainted one, a deposed one, a no-op, a data read. */
const recorded: Json = {
  format_version: '1.2',
  terraform_version: '1.11.4',
  variables: { token: { value: 's3cr3t-token' }, region: { value: 'eu-1' }, port: { value: 12345678901234567890n } },
  planned_values: {
    outputs: { kubeconfig: { sensitive: true, type: 'string', value: 'kube-secret' }, name: { sensitive: false, value: 'plain-name' } },
    root_module: { resources: [resource('a', { values: values(1) })] },
  },
  resource_drift: [change('drifted', ['update'], { change: { before: { pin: 'drift-secret' }, before_sensitive: { pin: true } } })],
  resource_changes: [
    { ...change('a', ['no-op']) },
    {
      address: 'module.node["n.1"].terraform_data.machine[0]',
      previous_address: 'terraform_data.machine[0]',
      module_address: 'module.node["n.1"]',
      mode: 'managed',
      type: 'terraform_data',
      name: 'machine',
      index: 0,
      provider_name: 'terraform.io/builtin/terraform',
      change: {
        actions: ['delete', 'create'],
        before: { id: 12345678901234567890n, password: 'hunter22-hunter22' },
        after: { input: 'v2' },
        after_unknown: { id: true },
        before_sensitive: { password: true },
        after_sensitive: {},
        replace_paths: [['triggers_replace'], ['list', 0]],
      },
      action_reason: 'replace_because_cannot_update',
    },
    change('tainted', ['delete'], { change: { after: null, after_sensitive: false } }),
    change('a', ['delete'], { deposed: 'abcd1234', change: { after: null } }),
    change('moved', ['no-op'], { previous_address: 'terraform_data.old' }),
    change('kept', ['no-op'], { type: 'talos_machine', address: 'talos_machine.kept' }),
    { ...change('d', ['read'], { mode: 'data', address: 'data.terraform_data.d' }) },
  ],
  output_changes: {
    name: { actions: ['no-op'], before: 'plain-name', after: 'plain-name', before_sensitive: false, after_sensitive: false },
    pass: {
      actions: ['create'],
      before: null,
      after: 'output-secret',
      after_unknown: false,
      before_sensitive: true,
      after_sensitive: true,
    },
  },
  action_invocations: [
    {
      address: 'action.local_command.x',
      type: 'local_command',
      name: 'x',
      config_values: { arguments: ['-c', 'echo action-secret'], command: '/bin/sh' },
      config_sensitive: { arguments: [false, true] },
      config_unknown: { arguments: [false, false] },
      provider_name: 'registry.terraform.io/hashicorp/local',
      lifecycle_action_trigger: {
        triggering_resource_address: 'terraform_data.a',
        action_trigger_event: 'BeforeDestroy',
        action_trigger_block_index: 0,
        actions_list_index: 0,
        on_failure: 'ActionOnFailureHalt',
      },
    },
  ],
  deferred_action_invocations: [
    {
      reason: 'unknown',
      action_invocation: { address: 'action.local_command.y', type: 'local_command', name: 'y', invoke_action_trigger: {} },
    },
  ],
  deferred_changes: [
    { reason: 'unknown', resource_change: change('later', ['create'], { change: { after: 'deferred-secret', after_sensitive: true } }) },
  ],
  prior_state: {
    format_version: '1.0',
    values: {
      outputs: { old: { sensitive: true, value: 'old-output-secret' } },
      root_module: {
        resources: [
          resource('a', { values: values(1), sensitive_values: {} }),
          resource('a', { values: { id: 'deposed-secret' }, sensitive_values: { id: true }, deposed_key: 'abcd1234' }),
          resource('tainted', {
            values: values(3),
            sensitive_values: {},
            tainted: true,
            depends_on: ['terraform_data.a', 'module.node.terraform_data.machine'],
          }),
          resource('kept', {
            type: 'talos_machine',
            address: 'talos_machine.kept',
            values: { ip: '10.0.0.1' },
            sensitive_values: {},
            depends_on: ['terraform_data.a'],
          }),
          resource('d', {
            mode: 'data',
            address: 'data.terraform_data.d',
            values: { out: 'data-secret' },
            sensitive_values: { out: true },
          }),
          resource('other', { values: { out: 'unread-secret' }, sensitive_values: { out: true } }),
        ],
        child_modules: [
          { address: 'module.empty' },
          {
            address: 'module.node["n.1"]',
            resources: [
              resource('machine', {
                address: 'module.node["n.1"].terraform_data.machine[0]',
                index: 0,
                values: values(4),
                sensitive_values: {},
              }),
            ],
          },
        ],
      },
    },
  },
  configuration: {
    root_module: {
      resources: [
        {
          address: 'data.terraform_data.d',
          mode: 'data',
          type: 'terraform_data',
          name: 'd',
          expressions: { input: { references: ['var.region'] } },
        },
      ],
      outputs: { pass: { sensitive: true, expression: { references: ['var.token'] } } },
      variables: { token: { sensitive: true, default: 'default-secret' }, region: {}, port: { sensitive: true } },
      module_calls: {
        node: {
          source: './node',
          for_each_expression: {},
          expressions: { token: { references: ['var.token'] } },
          depends_on: ['terraform_data.a'],
          module: {
            resources: [
              {
                address: 'terraform_data.machine',
                mode: 'managed',
                type: 'terraform_data',
                name: 'machine',
                provisioners: [{ type: 'local-exec', expressions: { command: { constant_value: 'echo' } } }],
                depends_on: ['terraform_data.b'],
              },
            ],
            variables: { inner: { ephemeral: true, default: { deep: ['inner-secret'] } } },
          },
        },
      },
    },
  },
  relevant_attributes: [{ resource: 'terraform_data.a', attribute: ['output', 0, 'x'] }],
  timestamp: '2026-01-01T00:00:00Z',
  applyable: true,
  complete: true,
  errored: false,
};

/** JSON with bigints as bare digits. */
const toText = (plan: unknown, indent?: number): string =>
  JSON.stringify(plan, (_, part: unknown) => (typeof part === 'bigint' ? `<${part}>` : part), indent).replace(/"<(\d+)>"/g, '$1');

function sorted(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(sorted);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

type Counted = { readonly name: string; readonly open: () => AsyncIterable<Uint8Array>; readonly passes: () => number };

function sourceOf(bytes: Uint8Array | string, chunk = 1000): Counted {
  const all = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  let passes = 0;
  return {
    name: 'plan.json',
    async *open() {
      passes++;
      for (let at = 0; at < all.length; at += chunk) yield all.subarray(at, at + chunk);
    },
    passes: () => passes,
  };
}

const read = (plan: unknown, keep: readonly string[] = []): Promise<Plan> =>
  readPlan(sourceOf(typeof plan === 'string' ? plan : toText(plan)), { keepUnchanged: new Set(keep) });

/** The plan with its lazily decoded texts spelled out and parsed, and Maps and Sets sorted, for comparison. */
const plain = (part: unknown): unknown => {
  if (part instanceof Map)
    return [...part]
      .map(([key, inner]: [unknown, unknown]) => [key, plain(inner)])
      .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  if (part instanceof Set) return [...part].map(String).toSorted();
  if (Array.isArray(part)) return part.map(plain);
  if (typeof part !== 'object' || part === null) return part;
  if ('text' in part) return sorted(JSON.parse(String(part.text)));
  return Object.fromEntries(Object.entries(part).map(([key, inner]: [string, unknown]) => [key, plain(inner)]));
};

describe('a recorded plan', () => {
  test('gives changes in file order, without plain no-ops', async () => {
    const plan = await read(recorded);
    expect(plan).toMatchObject({
      formatVersion: '1.2',
      terraformVersion: '1.11.4',
      createdAt: '2026-01-01T00:00:00Z',
      errored: false,
      applyable: true,
      complete: true,
      deferredChanges: 1,
    });
    expect(plan.summary).toEqual({ create: 0, read: 1, update: 0, replace: 1, delete: 2, forget: 0, import: 0, noop: 3 });
    expect(plan.changes.map(({ address, action, deposedKey }) => [address, action, deposedKey])).toEqual([
      ['module.node["n.1"].terraform_data.machine[0]', 'delete-then-create', null],
      ['terraform_data.tainted', 'delete', null],
      ['terraform_data.a', 'delete', 'abcd1234'],
      ['data.terraform_data.d', 'read', null],
    ]);
    expect(plan.changes[0]).toMatchObject({
      previousAddress: 'terraform_data.machine[0]',
      moduleAddress: 'module.node["n.1"]',
      mode: 'managed',
      type: 'terraform_data',
      name: 'machine',
      instanceKey: 0,
      providerName: 'terraform.io/builtin/terraform',
      actions: ['delete', 'create'],
      actionReason: 'replace_because_cannot_update',
      importing: false,
      replacePaths: [['triggers_replace'], ['list', 0]],
    });
    expect(plan.changes[0]?.before.text).toBe('{"id":12345678901234567890,"password":"hunter22-hunter22"}');
    expect(plan.changes[0]?.afterUnknown.text).toBe('{"id":true}');
    expect(plan.changes[1]?.after.text).toBe('null');
    expect(plan.changes[1]?.afterSensitive.text).toBe('false');
    expect(plan.unchanged.map(({ address }) => address)).toEqual(['terraform_data.moved']);
    expect(plan.drift.map(({ address }) => address)).toEqual(['terraform_data.drifted']);
  });

  test('looks up the prior state of what ends, of data resources and of the types asked for', async () => {
    const plan = await read(recorded, ['talos_machine']);
    expect(plan.unchanged.map(({ address }) => address)).toEqual(['terraform_data.moved', 'talos_machine.kept']);
    expect(plan.priorInstances).toEqual([
      { address: 'module.node["n.1"].terraform_data.machine[0]', deposedKey: null, tainted: false, dependsOn: [] },
      { address: 'terraform_data.a', deposedKey: 'abcd1234', tainted: false, dependsOn: [] },
      {
        address: 'terraform_data.tainted',
        deposedKey: null,
        tainted: true,
        dependsOn: ['terraform_data.a', 'module.node.terraform_data.machine'],
      },
    ]);
    expect([...plan.priorValues]).toEqual([
      [
        'data.terraform_data.d',
        { values: { text: '{"out":"data-secret"}' }, sensitive: { text: '{"out":true}' }, dependsOn: [], type: 'terraform_data' },
      ],
      [
        'talos_machine.kept',
        { values: { text: '{"ip":"10.0.0.1"}' }, sensitive: { text: '{}' }, dependsOn: ['terraform_data.a'], type: 'talos_machine' },
      ],
    ]);
    // What changes has its prior values in its own `before`.
    expect([...(await read(recorded, ['terraform_data'])).priorValues.keys()]).toEqual([
      'data.terraform_data.d',
      'terraform_data.a',
      'terraform_data.other',
    ]);
  });

  test('gives actions, outputs, variables and configuration', async () => {
    const plan = await read(recorded);
    expect(plan.actionInvocations).toEqual([
      {
        address: 'action.local_command.x',
        type: 'local_command',
        name: 'x',
        providerName: 'registry.terraform.io/hashicorp/local',
        deferred: false,
        configValues: { text: '{"arguments":["-c","echo action-secret"],"command":"/bin/sh"}' },
        configSensitive: { text: '{"arguments":[false,true]}' },
        configUnknown: { text: '{"arguments":[false,false]}' },
        trigger: { address: 'terraform_data.a', event: 'BeforeDestroy', onFailure: 'ActionOnFailureHalt' },
      },
      {
        address: 'action.local_command.y',
        type: 'local_command',
        name: 'y',
        providerName: '',
        deferred: true,
        configValues: { text: 'null' },
        configSensitive: { text: 'false' },
        configUnknown: { text: 'false' },
        trigger: null,
      },
    ]);
    expect([...plan.outputChanges]).toEqual([
      ['name', { actions: ['no-op'], before: { text: '"plain-name"' }, after: { text: '"plain-name"' }, sensitive: false }],
      ['pass', { actions: ['create'], before: { text: 'null' }, after: { text: '"output-secret"' }, sensitive: true }],
    ]);
    expect(plan.variables.get('port')).toEqual({ text: '12345678901234567890' });
    expect(plan.relevantAttributes).toEqual([{ resource: 'terraform_data.a', attribute: ['output', 0, 'x'] }]);
    expect([...plan.configuration.keys()]).toEqual(['', 'node']);
    expect(plan.configuration.get('')?.resources.get('data.terraform_data.d')?.mode).toBe('data');
    expect(plan.configuration.get('')?.calls.get('node')).toEqual({
      source: './node',
      versionConstraint: null,
      expressions: { token: { references: ['var.token'] } },
      dependsOn: ['terraform_data.a'],
    });
    expect(plan.configuration.get('')?.outputs.get('pass')).toEqual({ sensitive: true, expression: { references: ['var.token'] } });
    expect(plan.configuration.get('node')?.resources.get('terraform_data.machine')).toEqual({
      mode: 'managed',
      type: 'terraform_data',
      name: 'machine',
      provisioners: [{ type: 'local-exec', expressions: { command: { constant_value: 'echo' } } }],
      expressions: undefined,
      dependsOn: ['terraform_data.b'],
    });
  });

  test('gives every secret, and none of what is plain or was not read', async () => {
    const { secrets } = await read(recorded);
    expect([...secrets].toSorted()).toEqual(
      [
        's3cr3t-token',
        '12345678901234567890',
        'kube-secret',
        'drift-secret',
        'hunter22-hunter22',
        'output-secret',
        'echo action-secret',
        'deferred-secret',
        'old-output-secret',
        'deposed-secret',
        'data-secret',
        'default-secret',
        'inner-secret',
      ].toSorted(),
    );
  });

  const reversed = Object.fromEntries(Object.entries(recorded).toReversed());
  const utf16 = Buffer.from(`\uFEFF${toText(recorded)}`, 'utf16le');
  test.each<[string, Uint8Array | string, number]>([
    ['pretty', toText(recorded, 2), 1],
    ['with sorted keys (`jq -S`)', toText(sorted(recorded), 2), 2],
    ['with its sections reversed', toText(reversed), 2],
    ['with tabs and carriage returns', toText(recorded, 1).replaceAll('\n', '\r\n\t'), 1],
    ['in UTF-16', utf16, 1],
  ])('is the same plan %s', async (_, bytes, passes) => {
    const expected = plain(await read(recorded, ['talos_machine']));
    for (const chunk of [7, 64, 100_000]) {
      const source = sourceOf(bytes, chunk);
      expect(plain(await readPlan(source, { keepUnchanged: new Set(['talos_machine']) }))).toEqual(expected);
      expect(source.passes()).toBe(passes);
    }
  });

  test('is read once where nothing ends, also with the prior state first', async () => {
    const source = sourceOf(toText(sorted({ ...recorded, resource_changes: [change('a', ['update'])] })));
    expect([...(await readPlan(source)).priorValues.keys()]).toEqual(['data.terraform_data.d']);
    expect(source.passes()).toBe(1);
  });
});

describe('actions', () => {
  test.each([
    [['no-op'], null, { noop: 1 }],
    [['create'], 'create', { create: 1 }],
    [['read'], 'read', {}],
    [['update'], 'update', { update: 1 }],
    [['delete'], 'delete', { delete: 1 }],
    [['delete', 'create'], 'delete-then-create', { replace: 1 }],
    [['create', 'delete'], 'create-then-delete', { replace: 1 }],
    [['forget'], 'forget', { forget: 1 }],
    [['forget', 'create'], 'forget-then-create', { replace: 1 }],
    [['create', 'forget'], 'create-then-forget', { replace: 1 }],
    [[], 'unknown', {}],
    [['obliterate'], 'unknown', {}],
    [['delete,create'], 'unknown', {}],
    [['update', 'no-op'], 'unknown', {}],
    [['no-op', 'no-op'], 'unknown', {}],
  ])('%j is %s', async (actions, action, counts) => {
    const plan = await read({ format_version: '1.2', resource_changes: [change('x', actions)] });
    expect(plan.changes.map((found) => found.action)).toEqual(action === null ? [] : [action]);
    expect(plan.summary).toEqual({ create: 0, read: 0, update: 0, replace: 0, delete: 0, forget: 0, import: 0, noop: 0, ...counts });
  });

  test('an import counts besides its action; data resources count only as read', async () => {
    const importing = { change: { importing: { id: 'i-1' } } };
    const { summary, unchanged } = await read({
      format_version: '1.2',
      resource_changes: [
        change('a', ['no-op'], importing),
        change('b', ['delete', 'create'], importing),
        change('c', ['read'], { mode: 'data' }),
        change('d', ['no-op'], { mode: 'data' }),
        change('e', ['delete'], { mode: 'data' }),
      ],
    });
    expect(summary).toEqual({ create: 0, read: 1, update: 0, replace: 1, delete: 0, forget: 0, import: 2, noop: 1 });
    expect(unchanged.map(({ name }) => name)).toEqual(['a']);
  });

  // Everything that could be mistaken for the `actions` of the change, before and after the real ones.
  const decoy = fc.constantFrom<unknown>(
    { actions: ['no-op'] },
    { change: { actions: ['no-op'] } },
    ['no-op'],
    '"change":{"actions":["no-op"]',
    '\\',
    'no-op',
    { actions: ['delete'] },
  );
  const key = fc.constantFrom('change', 'actions', 'a"change', 'previous_address', 'b', '__proto__', 'importing_', '\\"actions');
  const inside = fc.dictionary(
    key.filter((name) => name !== 'actions'),
    decoy,
    { noNullPrototype: true },
  );
  const outside = fc.dictionary(
    key.filter((name) => name !== 'change' && name !== 'previous_address'),
    decoy,
    { noNullPrototype: true },
  );
  const actions = fc.constantFrom(['no-op'], ['delete'], ['update'], ['no-op', 'delete']);

  test('are taken from the change and from nowhere else', async () => {
    const entries = fc.array(fc.tuple(outside, inside, actions, inside, fc.dictionary(key, decoy), fc.boolean()), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(entries, fc.constantFrom(undefined, 1), async (parts, indent) => {
        const changes = parts.map(([around, first, planned, last, before, isLast]): Json => {
          const planning = isLast ? { ...first, before, ...last, actions: planned } : { actions: planned, ...first, ...last, before };
          return { ...around, ...(isLast ? { change: planning, ...resource('x') } : { ...resource('x'), ...around, change: planning }) };
        });
        const plan = await read(toText({ format_version: '1.2', resource_changes: changes }, indent));
        const planned = changes.map((entry) => String(Object(entry['change']).actions));
        expect(plan.summary.noop).toBe(planned.filter((words) => words === 'no-op').length);
        expect(plan.changes.map((found) => found.actions.join(','))).toEqual(planned.filter((words) => words !== 'no-op'));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['the last of two equal keys counts', '"change":{"actions":["no-op"]},"change":{"actions":["delete"]}'],
    ['also inside of the change', '"change":{"actions":["no-op"],"actions":["delete"]}'],
    ['also where it is escaped', '"change":{"actions":["no-op"],"\\u0061ctions":["delete"]}'],
    ['also where the outer one is escaped', '"change":{"actions":["no-op"]},"chang\\u0065":{"actions":["delete"]}'],
  ])('%s', async (_, member) => {
    const plan = await read(
      `{"format_version":"1.2","resource_changes":[{"address":"a.b","mode":"managed","type":"a","name":"b",${member}}]}`,
    );
    expect(plan.changes.map(({ action }) => action)).toEqual(['delete']);
  });
});

describe('secrets', () => {
  const secretsOf = async (before: unknown, marks: unknown, words = ['no-op']): Promise<string[]> => {
    const plan = await read({
      format_version: '1.2',
      resource_changes: [change('x', words, { change: { before, before_sensitive: marks } })],
    });
    return [...plan.secrets].toSorted();
  };

  test.each<[string, unknown, unknown, string[]]>([
    ['the whole value', { a: 'aaaa', b: [12345, true, null] }, true, ['12345', 'aaaa']],
    ['one member', { a: 'aaaa', b: 'bbbb' }, { b: true }, ['bbbb']],
    ['a place in a list', { l: ['aaaa', 'bbbb'] }, { l: [false, true] }, ['bbbb']],
    ['nothing', { a: 'aaaa' }, { a: false, b: {} }, []],
    ['short texts stay', { a: 'abc', b: 80, c: true }, true, []],
    ['a list where the mark has an object', { a: ['aaaa'] }, { a: { b: true } }, ['aaaa']],
    ['an object where the mark has a list', { a: { b: 'aaaa', c: 'bbbb' } }, { a: [true] }, ['aaaa', 'bbbb']],
    ['a text where the mark has an object', { a: 'aaaa' }, { a: { b: true } }, ['aaaa']],
    ['digits are kept', { a: 12345678901234567890n }, { a: true }, ['12345678901234567890']],
    ['under a hostile key', JSON.parse('{"__proto__":{"constructor":"aaaa"}}'), JSON.parse('{"__proto__":{"constructor":true}}'), ['aaaa']],
    [
      'long lines of a text',
      { a: '-----BEGIN KEY-----\n  MIIEpAIBAAKCAQEA\r\nshort\n' },
      { a: true },
      ['-----BEGIN KEY-----', '-----BEGIN KEY-----\n  MIIEpAIBAAKCAQEA\r\nshort\n', 'MIIEpAIBAAKCAQEA'],
    ],
  ])('%s', async (_, before, marks, secrets) => {
    expect(await secretsOf(before, marks)).toEqual(secrets);
    expect(await secretsOf(before, marks, ['update'])).toEqual(secrets);
  });
});

describe('refuses what is not a whole plan', () => {
  const good: Json = { format_version: '1.2', resource_changes: [change('a', ['update'])] };
  const first = (edit: Json): Json => ({ ...good, resource_changes: [change('z', ['no-op']), { ...change('a', ['update']), ...edit }] });
  test.each<[string, unknown, RegExp]>([
    [
      'a state',
      { version: 4, terraform_version: '1.11.4', serial: 1, lineage: 'x', outputs: {}, resources: [] },
      /is a Terraform state, not a plan/,
    ],
    [
      'the JSON of a state',
      { format_version: '1.0', terraform_version: '1.11.4', values: { root_module: {} } },
      /is a Terraform state, not a plan/,
    ],
    ['provider schemas', { format_version: '1.0', provider_schemas: {} }, /neither resource_changes nor planned_values/],
    ['an empty object', {}, /neither resource_changes nor planned_values/],
    ['a plan without format version', { resource_changes: [] }, /has no format_version/],
    ['a format version that is none', { ...good, format_version: 1 }, /format_version is 1, not a version/],
    ['a newer format', { ...good, format_version: '2.0' }, /format version 2\.0; only 0\.x and 1\.x are known/],
    ['an encrypted plan', { meta: {}, encrypted_data: 'AAAA', encryption_version: 'v0' }, /is an encrypted OpenTofu plan/],
    ['a cloud plan', { remote_plan_format: 1, run_id: 'run-x' }, /is only a bookmark of a plan that HCP Terraform/],
    ['a log', '{"@level":"info","@message":"Terraform 1.11.4"}\n{"@level":"info"}', /is the log of `terraform plan -json`/],
    ['changes that are no list', { ...good, resource_changes: { a: 1 } }, /resource_changes is not a list/],
    ['no list at all', { ...good, resource_changes: null }, /resource_changes is not a list/],
    ['a change that is no object', { ...good, resource_changes: [1] }, /resource_changes\[0\] is not an object/],
    ['no address', first({ address: undefined }), /resource_changes\[1\] has no address/],
    ['no mode', first({ mode: undefined }), /resource_changes\[1\] \(terraform_data\.a\) has no mode/],
    ['no type', first({ type: undefined }), /has no type/],
    ['no change', first({ change: undefined }), /resource_changes\[1\] \(terraform_data\.a\) has no change/],
    ['no actions', first({ change: {} }), /has no actions/],
    ['actions that are no list', first({ change: { actions: 'no-op' } }), /actions is not a list/],
    ['an action that is no word', first({ change: { actions: [1] } }), /actions holds something that is not a string/],
    ['an odd index', first({ index: {} }), /index is neither a number nor a string/],
    [
      'a no-op without address',
      { ...good, resource_changes: [{ ...change('a', ['no-op']), address: undefined }] },
      /resource_changes\[0\] has no address/,
    ],
    ['an invalid number', toText(good).replace('"001"', '1.2.3'), /resource_changes\[0\] is not valid JSON/],
    ['errored that is no boolean', { ...good, errored: 'no' }, /errored is neither true nor false/],
    [
      'an odd configuration',
      { ...good, configuration: { root_module: { resources: [{ mode: 'managed' }] } } },
      /root_module\.resources\[0\] has no type/,
    ],
    [
      'an odd prior state',
      { ...good, prior_state: { values: { root_module: { resources: [{ type: 'x' }] } } } },
      /a resource of prior_state has no address/,
    ],
    ['a second document', `${toText(good)}\n${toText(good)}`, /goes on after the end/],
    ['a truncated one', toText(good).slice(0, -20), /is cut off/],
    [
      'two lists of changes',
      toText(good).replace('{"format_version"', '{"resource_changes":[],"format_version"'),
      /the key "resource_changes" twice/,
    ],
  ])('%s', async (_, plan, message) => {
    const refused: unknown = await read(plan).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'TfsafeError', exitCode: 3, message: expect.stringMatching(message) });
    expect(String(Object(refused).message)).toMatch(/^plan\.json/);
  });

  test.each<[string, Json]>([
    [
      'of Terraform 0.12, without marks',
      {
        format_version: '0.1',
        resource_changes: [{ ...resource('a'), change: { actions: ['create'], before: null, after: {}, after_unknown: {} } }],
      },
    ],
    ['without changes', { format_version: '1.2', planned_values: { root_module: {} } }],
    ['with members that nobody knows', { format_version: '1.9', resource_changes: [], provider_schemas: { a: ['}'] } }],
  ])('but reads a plan %s', async (_, plan) => expect((await read(plan)).formatVersion).toBe(plan['format_version']));
});

test('the texts of many big changes stay as they were', async () => {
  const long = (index: number): string => `${index}-ü${'x'.repeat(20_000)}`;
  const changes = Array.from({ length: 300 }, (_, index) => change(`n${index}`, ['update'], { change: { before: { long: long(index) } } }));
  const plan = await read({ format_version: '1.2', resource_changes: changes });
  for (const index of [0, 299, 150, 1, 2, 298, 77]) expect(plan.changes[index]?.before.text).toBe(JSON.stringify({ long: long(index) }));
});

describe('openPlanSource', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tfsafe-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const text = toText(sorted(recorded), 2);
  const sha256 = createHash('sha256').update(text).digest('hex');
  async function* stdin(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < text.length; at += 500) yield Buffer.from(text.slice(at, at + 500));
  }
  const spooled = (): string[] => readdirSync(tmpdir()).filter((name) => /^tfsafe-[^-]+$/.test(name));

  /** Reads, asks for the hash and closes. */
  async function readAll(source: PlanSource): Promise<{ plan: unknown; sha256: string }> {
    try {
      return { plan: plain(await readPlan(source)), sha256: source.sha256() };
    } finally {
      await source.close();
    }
  }
  const expected = async (): Promise<{ plan: unknown; sha256: string }> => ({ plan: plain(await read(recorded)), sha256 });

  test('reads a file', async () => {
    writeFileSync(join(folder, 'plan.json'), text);
    const source = await openPlanSource(join(folder, 'plan.json'), stdin());
    expect(() => source.sha256()).toThrow(/was not read to its end/);
    expect(await readAll(source)).toEqual(await expected());
  });

  test('reads standard input, twice where needed, and leaves nothing behind', async () => {
    const before = spooled();
    const source = await openPlanSource('-', stdin());
    expect(source.name).toBe('standard input');
    expect(await readAll(source)).toEqual(await expected());
    expect(spooled()).toEqual(before);
  });

  test.skipIf(process.platform === 'win32')('reads a named pipe', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', pipe]);
    const opened = openPlanSource(pipe, stdin());
    execFileSync('sh', ['-c', 'cat "$1" > "$2" &', 'sh', join(folder, 'plan.json'), pipe]);
    expect(await readAll(await opened)).toEqual(await expected());
  });

  test('leaves nothing behind after an error', async () => {
    const before = spooled();
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"a":');
      throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
    }
    const source = await openPlanSource('-', broken());
    await expect(readPlan(source)).rejects.toThrow('standard input cannot be read (EIO)');
    await source.close();
    expect(spooled()).toEqual(before);
  });

  test('notices a file that changes between the passes', async () => {
    const file = join(folder, 'changing.json');
    writeFileSync(file, text);
    const source = await openPlanSource(file, stdin());
    for await (const chunk of source.open()) expect(chunk.length).toBeGreaterThan(0);
    writeFileSync(file, text.replace('v1', 'v2'));
    await expect(readPlan(source)).rejects.toThrow(/changed while it was read/);
    await source.close();
  });

  test.each([
    ['missing.json', /missing\.json does not exist/],
    ['.', /is a directory/],
    ['plan.json/x', /does not exist/],
  ])('refuses %s', async (path, message) => {
    await expect(openPlanSource(join(folder, path), stdin())).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(message),
    });
  });
});
