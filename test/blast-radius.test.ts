import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { findBlastRadius, type BlastRadius } from '../src/cluster/blast-radius.ts';
import { findInventory } from '../src/cluster/inventory.ts';
import { MACHINE_TYPES } from '../src/cluster/machine-types.ts';
import { readConfiguration } from '../src/hcl/configuration-reader.ts';
import { createHclParser } from '../src/hcl/hcl2json.ts';
import { readConfigDirectory } from '../src/io/config-directory.ts';
import { openPlanSource } from '../src/io/plan-source.ts';
import { createFileLister, createFileReader } from '../src/io/source-files.ts';
import { createMasker } from '../src/masker.ts';
import { predict } from '../src/run/predict.ts';
import { readPlan } from '../src/terraform/plan-reader.ts';
import { judge, type PlannedObject, runOf, talosConfiguration } from './plan-of-machines.ts';

const incident = join(import.meta.dirname, '..', 'fixtures', 'incident');
const parser = createHclParser();
afterAll(() => parser.close());

/** As `check` does it, from the plan's JSON and the sources beside it. */
async function judgeRecording(dir: string): Promise<BlastRadius> {
  const source = await openPlanSource(join(dir, 'plan.json'), Readable.from([]));
  const plan = await readPlan(source, { keepPrior: MACHINE_TYPES }).finally(source.close);
  const cwd = join(dir, 'after');
  const { modules, missing } = await readConfigDirectory(cwd, 'after');
  const configuration = await readConfiguration({ from: 'directory', modules, missing }, parser);
  const edges = {
    mask: createMasker(plan.secrets),
    workspace: null,
    cwd,
    homeDirectory: undefined,
    readFile: createFileReader(cwd),
    listFiles: createFileLister(cwd),
  };
  const { runs } = await predict({ plan, producer: 'terraform', parser, configuration, ...edges });
  return findBlastRadius(findInventory({ plan, configuration, commandRuns: runs }), plan, runs);
}

// What really happened, from fixtures/incident/README.md: machines there are, those that are wiped, control planes there are and wiped.
test.each<
  [
    string,
    {
      readonly nodes: number;
      readonly wiped: readonly string[];
      readonly controlPlanes: readonly [number, number];
      readonly lost: boolean;
    },
  ]
>([
  ['.', { nodes: 5, wiped: ['ash', 'elm', 'fern', 'moss', 'oak'], controlPlanes: [3, 3], lost: true }],
  ['worker-removed', { nodes: 3, wiped: ['ash', 'fern', 'moss'], controlPlanes: [1, 1], lost: true }],
  ['node-ip-flip', { nodes: 3, wiped: ['ash', 'fern', 'moss'], controlPlanes: [1, 1], lost: true }],
  ['cert-renewal', { nodes: 3, wiped: ['ash', 'fern', 'moss'], controlPlanes: [1, 1], lost: true }],
  ['trigger-repair', { nodes: 3, wiped: ['ash', 'fern', 'moss'], controlPlanes: [1, 1], lost: true }],
  ['rolling', { nodes: 3, wiped: ['fern'], controlPlanes: [1, 0], lost: false }],
  ['cbd', { nodes: 3, wiped: [], controlPlanes: [1, 0], lost: false }],
  ['cbd-removed', { nodes: 3, wiped: ['moss'], controlPlanes: [1, 0], lost: false }],
  ['fixed-trigger', { nodes: 3, wiped: [], controlPlanes: [1, 0], lost: false }],
  ['on-destroy-reset', { nodes: 3, wiped: ['moss'], controlPlanes: [1, 0], lost: false }],
])('the incident, %s', async (name, want) => {
  const { total, affected, hits, controlPlane, unplaced } = await judgeRecording(join(incident, name));
  expect(total).toBe(want.nodes);
  expect(hits.filter(({ how }) => how === 'wiped').map(({ node }) => node.name)).toEqual(want.wiped);
  expect(affected).toBe(want.wiped.length);
  expect([controlPlane?.total, controlPlane?.affected]).toEqual(want.controlPlanes);
  expect(controlPlane?.quorum.lost).toBe(want.lost);
  expect(hits.map(({ node }) => [node.cluster, node.roleFrom])).toEqual(hits.map(() => ['grove', 'provider']));
  expect(unplaced).toEqual([]);
});

const server = (name: string, more: Partial<PlannedObject> = {}): PlannedObject => ({
  address: `hcloud_server.${name}`,
  before: { id: name, name, server_type: 'cx22' },
  ...more,
});
const how = ({ hits }: BlastRadius): readonly string[] => hits.map((hit) => `${hit.node.name} ${hit.how}`);

describe('what the plan does to a machine', () => {
  test.each<[readonly string[], string[], number]>([
    [['no-op'], [], 0],
    [['delete'], ['a destroyed'], 1],
    [['delete', 'create'], ['a replaced'], 1],
    // The old machine goes all the same, only later.
    [['create', 'delete'], ['a replaced'], 1],
    [['forget'], [], 0],
    [['create', 'forget'], [], 0],
    [['update'], ['a updated'], 0],
    // An action that no Terraform has yet may end it.
    [['obliterate'], ['a destroyed'], 1],
  ])('%j', async (actions, hits, affected) => {
    const { blastRadius } = await judge([server('a', { actions, ...(actions.join() === 'delete' ? { after: null } : {}) }), server('b')]);
    expect(how(blastRadius)).toEqual(hits);
    expect(blastRadius).toMatchObject({ total: 2, affected });
    expect(blastRadius.hits.map(({ causes }) => causes[0].certain)).toEqual(hits.map(() => actions[0] !== 'obliterate'));
  });

  test.each<[string, string, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>, string]>([
    ['another size', 'hcloud_server.a', { server_type: 'cx22' }, { server_type: 'cx32' }, 'stopped'],
    ['labels', 'hcloud_server.a', { labels: {} }, { labels: { x: 'y' } }, 'updated'],
    ['switched off', 'proxmox_virtual_environment_vm.a', { started: true }, { started: false }, 'stopped'],
    ['switched on', 'proxmox_virtual_environment_vm.a', { started: false }, { started: true }, 'updated'],
    ['more memory', 'proxmox_virtual_environment_vm.a', { memory: [{ dedicated: 4096 }] }, { memory: [{ dedicated: 8192 }] }, 'stopped'],
  ])('an update in place: %s', async (_, address, before, after, expected) => {
    const { blastRadius } = await judge([
      { address, before: { name: 'a', ...before }, after: { name: 'a', ...after }, actions: ['update'] },
    ]);
    expect(how(blastRadius)).toEqual([`a ${expected}`]);
    expect(blastRadius.affected).toBe(0);
  });

  test('a machine whose place in the network goes is cut off, and not more', async () => {
    const net: PlannedObject = {
      address: 'hcloud_server_network.a',
      before: { server_id: 'a', ip: '10.0.0.1' },
      actions: ['delete', 'create'],
    };
    expect(how((await judge([server('a'), net])).blastRadius)).toEqual(['a cut-off']);
    expect(how((await judge([server('a', { actions: ['delete'], after: null }), net])).blastRadius)).toEqual(['a destroyed']);
  });

  test('a pool for anything that goes is one group, of the pool', async () => {
    const group: PlannedObject = {
      address: 'aws_autoscaling_group.web',
      before: { name: 'web', desired_capacity: 3 },
      after: null,
      actions: ['delete'],
    };
    expect((await judge([group])).blastRadius.groups).toMatchObject([{ kind: 'pool', what: 'web', total: 3, affected: 3 }]);
  });

  test.each<[unknown, readonly string[], string[], number]>([
    [1, ['update'], ['apps destroyed'], 3],
    [0, ['update'], ['apps destroyed'], 4],
    [9, ['update'], ['apps updated'], 0],
    // A size that is not known yet says nothing.
    [undefined, ['update'], ['apps updated'], 0],
    [4, ['delete', 'create'], ['apps replaced'], 4],
  ])('a pool of four that goes to %j by %j', async (size, actions, hits, affected) => {
    const pool: PlannedObject = {
      address: 'aws_eks_node_group.p',
      before: { node_group_name: 'apps', scaling_config: [{ desired_size: 4 }] },
      after: { node_group_name: 'apps', scaling_config: [{ desired_size: size }] },
      actions,
    };
    const { blastRadius } = await judge([pool]);
    expect(how(blastRadius)).toEqual(hits);
    expect(blastRadius).toMatchObject({ total: 4, affected });
    expect(blastRadius.groups.find(({ kind }) => kind === 'pool')).toMatchObject({ what: 'apps', total: 4, affected });
  });
});

describe('Talos', () => {
  const machine = (more: Partial<PlannedObject> & { readonly reset?: boolean; readonly input?: string } = {}): PlannedObject => {
    const { reset = false, input = talosConfiguration({ type: 'worker', hostname: 'moss', cluster: 'grove' }), ...rest } = more;
    const before = { node: '10.0.0.1', machine_configuration_input: input, on_destroy: { reset, graceful: false, reboot: true } };
    return { address: 'talos_machine_configuration_apply.w["moss"]', before, ...rest };
  };

  test.each<[string, PlannedObject, string[]]>([
    ['deleted with reset', machine({ reset: true, actions: ['delete'], after: null }), ['moss wiped']],
    ['replaced with reset', machine({ reset: true, actions: ['create', 'delete'] }), ['moss wiped']],
    [
      'replaced, reset only in the new configuration',
      machine({ actions: ['delete', 'create'], after: { node: '10.0.0.1', on_destroy: { reset: true } } }),
      [],
    ],
    ['deleted without reset', machine({ actions: ['delete'], after: null }), []],
    ['forgotten with reset', machine({ reset: true, actions: ['forget'], after: null }), []],
    ['updated with reset', machine({ reset: true, actions: ['update'] }), ['moss updated']],
  ])('%s', async (_, object, hits) => {
    expect(how((await judge([object])).blastRadius)).toEqual(hits);
  });

  test('a left-over object of a failed replacement resets the machine that lives on', async () => {
    const deposed = { ...machine({ reset: true, actions: ['delete'], after: null }), deposed: 'd0' };
    const { blastRadius } = await judge([machine(), deposed]);
    expect(how(blastRadius)).toEqual(['moss wiped']);
    expect(blastRadius).toMatchObject({ total: 1, affected: 1 });
  });

  test.each<[string, string, string]>([
    ['a sysctl', '  sysctls:\n    vm.max_map_count: "262144"\n', 'updated'],
    ['a file', '  files:\n    - path: /var/x\n      content: y\n', 'rebooted'],
  ])('the machine configuration gains %s', async (_, more, expected) => {
    const after = {
      node: '10.0.0.1',
      apply_mode: 'auto',
      machine_configuration_input: talosConfiguration({ type: 'worker', hostname: 'moss', cluster: 'grove', more }),
    };
    expect(how((await judge([machine({ after, actions: ['update'] })])).blastRadius)).toEqual([`moss ${expected}`]);
    expect(how((await judge([machine({ after: { ...after, apply_mode: 'staged' }, actions: ['update'] })])).blastRadius)).toEqual([
      'moss updated',
    ]);
    expect(how((await judge([machine({ after: { ...after, apply_mode: 'reboot' }, actions: ['update'] })])).blastRadius)).toEqual([
      'moss rebooted',
    ]);
  });
});

describe('commands', () => {
  const reset = (key: string): PlannedObject => ({ address: `null_resource.reset["${key}"]`, before: { triggers: {} } });
  const run = (key: string, more: Partial<Parameters<typeof runOf>[0]> = {}) =>
    runOf({ address: `null_resource.reset["${key}"]`, ...more });
  const machines = ['a', 'b', 'c'].map((name, i): PlannedObject => ({
    address: `hcloud_server.box["${name}"]`,
    before: { id: `${i}`, name, ipv4_address: `10.0.0.${i}` },
  }));

  test.each<[string, Partial<Parameters<typeof runOf>[0]>, string[]]>([
    ['names its machine', { hosts: ['10.0.0.1'] }, ['b wiped']],
    ['names several', { hosts: ['10.0.0.1', '10.0.0.2'] }, ['b wiped', 'c wiped']],
    ['names none: that of its resource', {}, ['a wiped']],
    ['names one that is not known yet: that of its resource', { hosts: ['<each.value>'] }, ['a wiped']],
    ['means all', { all: true }, ['a wiped', 'b wiped', 'c wiped']],
    ['runs over a connection', { connectionHost: 'root@10.0.0.2' }, ['c wiped']],
    ['stops', { kind: 'stop-node', hosts: ['b'] }, ['b stopped']],
    ['removes', { kind: 'remove-node', hosts: ['c'] }, ['c cut-off']],
    ['drains', { kind: 'drain-node', hosts: ['b'] }, []],
    ['runs on the machine that is being made', { when: 'create', onOwnObject: true, replaces: false }, []],
    ['runs on the machine that is made again', { when: 'create', onOwnObject: true }, ['a wiped']],
  ])('one that %s', async (_, more, hits) => {
    expect(how((await judge([...machines, reset('a')], { runs: [run('a', more)] })).blastRadius)).toEqual(hits);
  });

  test('an action hits the machine of what triggers it', async () => {
    const action = runOf({
      address: 'action.local_command.reset',
      trigger: 'hcloud_server.box["b"]',
      by: 'action',
      when: 'before-update',
      type: 'local_command',
    });
    const { blastRadius } = await judge(machines, { runs: [action] });
    expect(blastRadius.hits.map(({ node, causes }) => [node.name, causes[0].because])).toEqual([['b', 'hcloud_server.box["b"]']]);
  });

  test('a wipe of a machine that cannot be told is not lost', async () => {
    const lost = run('z');
    const { blastRadius } = await judge(machines, { runs: [lost, run('y', { kind: 'stop-node' })] });
    expect(blastRadius.unplaced).toEqual([lost]);
    expect(blastRadius).toMatchObject({ total: 3, affected: 0 });
  });

  test('one machine hit in several ways counts once, by the worst', async () => {
    const gone = machines.map((object, i) => (i === 0 ? { ...object, actions: ['delete'], after: null } : object));
    const { blastRadius } = await judge([...gone, reset('a')], {
      runs: [run('a', { hosts: ['a'] }), run('a', { hosts: ['10.0.0.0'], certain: false })],
    });
    expect(blastRadius).toMatchObject({ total: 3, affected: 1 });
    expect(blastRadius.hits.map((hit) => hit.causes.map((cause) => [cause.how, cause.certain]))).toEqual([
      [
        ['wiped', true],
        ['wiped', false],
        ['destroyed', true],
      ],
    ]);
  });
});

test('groups are roles, and blocks where no role is known', async () => {
  const boxes = ['a', 'b'].map((key) => server(`box["${key}"]`, { before: { id: key, name: key }, actions: ['delete'], after: null }));
  const workers = [0, 1, 2].map((i) =>
    server(`worker[${i}]`, { before: { id: `w${i}`, name: `w${i}` }, ...(i === 0 ? { actions: ['delete'], after: null } : {}) }),
  );
  const { blastRadius } = await judge([...boxes, ...workers]);
  expect(blastRadius.groups.map(({ kind, what, affected, total }) => [kind, what, affected, total])).toEqual([
    ['block', 'hcloud_server.box', 2, 2],
    ['role', 'worker', 1, 3],
  ]);
});

test('no machines, no control plane: nothing is said of them', async () => {
  expect((await judge([{ address: 'aws_s3_bucket.b', before: { id: 'b' }, after: null, actions: ['delete'] }])).blastRadius).toEqual({
    total: 0,
    affected: 0,
    hits: [],
    groups: [],
    controlPlane: null,
    unplaced: [],
  });
});
