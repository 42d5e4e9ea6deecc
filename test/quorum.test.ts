import { describe, expect, test } from 'vitest';
import { QUORUM_SYSTEMS } from '../rules/catalog/quorum.ts';
import { judge, type PlannedObject } from './plan-of-machines.ts';

const DELETE = { after: null, actions: ['delete'] } as const;

/** `members` control planes, of which the first `hit` are deleted. */
const controlPlanes = (members: number, hit: number, module = ''): readonly PlannedObject[] =>
  Array.from({ length: members }, (_, i) => ({
    address: `${module}hcloud_server.cp[${i}]`,
    before: { id: `${module}${i}`, name: `cp-${i}`, labels: { role: 'control-plane' } },
    ...(i < hit ? DELETE : {}),
  }));

// By hand: how many must agree of so many members, and from how many lost on nobody can write any more.
const BY_HAND: readonly { readonly members: number; readonly majority: number; readonly lostFrom: number }[] = [
  { members: 1, majority: 1, lostFrom: 1 },
  { members: 2, majority: 2, lostFrom: 1 },
  { members: 3, majority: 2, lostFrom: 2 },
  { members: 4, majority: 3, lostFrom: 2 },
  { members: 5, majority: 3, lostFrom: 3 },
];

describe.each(BY_HAND)('$members members', ({ members, majority, lostFrom }) => {
  test.each(Array.from({ length: members + 1 }, (_, hit) => hit))('%i of them lost', async (hit) => {
    const { blastRadius } = await judge(controlPlanes(members, hit));
    expect(blastRadius.controlPlane).toMatchObject({
      total: members,
      affected: hit,
      quorum: { majority, lost: hit >= lostFrom, interrupted: false },
    });
    const etcd = blastRadius.groups.find(({ kind }) => kind === 'quorum');
    expect(etcd).toMatchObject({ what: 'etcd', total: members, affected: hit, quorum: { majority, lost: hit >= lostFrom } });
  });
});

test('two clusters in one plan: each has its own quorum, and the worse one is shown first', async () => {
  const objects = [...controlPlanes(3, 1, 'module.north.'), ...controlPlanes(3, 2, 'module.south.')];
  const { blastRadius } = await judge(objects);
  expect(
    blastRadius.groups
      .filter(({ kind }) => kind === 'quorum')
      .map(({ cluster, affected, total, quorum }) => [cluster, affected, total, quorum?.lost]),
  ).toEqual([
    ['module.north', 1, 3, false],
    ['module.south', 2, 3, true],
  ]);
  expect(blastRadius.controlPlane).toMatchObject({ cluster: 'module.south', affected: 2, quorum: { lost: true } });
  expect(blastRadius).toMatchObject({ total: 6, affected: 3 });
});

test('what is stopped or cut off comes back: the quorum is interrupted, not lost', async () => {
  const resized = controlPlanes(3, 0).map((object) => ({
    ...object,
    before: { ...object.before, server_type: 'cx22' },
    after: { ...object.before, server_type: 'cx32' },
    actions: ['update'],
  }));
  const { blastRadius } = await judge(resized);
  expect(blastRadius.controlPlane).toMatchObject({ total: 3, affected: 0, away: 3, quorum: { lost: false, interrupted: true } });
  const one = await judge([...resized.slice(0, 1), ...controlPlanes(3, 0).slice(1)]);
  expect(one.blastRadius.controlPlane?.quorum).toMatchObject({ lost: false, interrupted: false });
});

test('machines of their own for etcd vote there, beside the control plane', async () => {
  const etcd = [0, 1, 2].map((i): PlannedObject => ({
    address: `hcloud_server.etcd[${i}]`,
    before: { id: `e${i}`, name: `etcd-${i}` },
    ...DELETE,
  }));
  const { blastRadius } = await judge([...controlPlanes(2, 0), ...etcd]);
  expect(blastRadius.controlPlane).toMatchObject({ total: 2, affected: 0, quorum: { lost: false } });
  expect(blastRadius.groups.find(({ kind }) => kind === 'quorum')).toMatchObject({
    what: 'etcd',
    total: 3,
    affected: 3,
    quorum: { lost: true },
  });
});

describe('who votes', () => {
  test.each<[string, readonly string[]]>([
    ['consul-server-1', ['Consul']],
    ['consul-client-1', []],
    ['nomad-server-1', ['Nomad']],
    ['nomad-client-1', []],
    ['vault-1', ['Vault']],
    ['vault-agent-1', []],
    ['kafka-controller-1', ['Kafka controllers']],
    ['kafka-broker-1', []],
    ['zookeeper-1', ['ZooKeeper']],
    ['zk2', ['ZooKeeper']],
    ['zk-observer-1', []],
    ['mongodb-0', ['MongoDB']],
    ['mongos-0', []],
    ['ceph-mon-a', ['Ceph monitors']],
    ['ceph-osd-1', []],
    ['etcd-1', ['etcd']],
    ['web-1', []],
    ['vault-bastion', []],
    ['etcd-backup', []],
    ['consul-lb-1', []],
    ['hashistack-consul-nomad-1', ['Consul', 'Nomad']],
  ])('%s', async (name, systems) => {
    const { inventory } = await judge([{ address: 'hcloud_server.x', before: { id: '1', name } }]);
    expect(inventory.nodes.map(({ quorumGroups }) => quorumGroups)).toEqual([systems]);
  });

  test.each<[Readonly<Record<string, string>>, readonly string[]]>([
    [{ service: 'consul', role: 'client' }, []],
    // Says that it is backed up, not that it is a backup.
    [{ service: 'vault', backup: 'daily' }, ['Vault']],
  ])('labels %j', async (labels, systems) => {
    const { inventory } = await judge([{ address: 'hcloud_server.x', before: { id: '1', name: 'x', labels } }]);
    expect(inventory.nodes.map(({ quorumGroups }) => quorumGroups)).toEqual([systems]);
  });

  test('by label as well, and pools never', async () => {
    const { inventory } = await judge([
      { address: 'hcloud_server.x', before: { id: '1', name: 'x', labels: { service: 'consul', role: 'server' } } },
      { address: 'aws_autoscaling_group.consul', before: { name: 'consul', desired_capacity: 3 } },
    ]);
    expect(inventory.nodes.map(({ name, quorumGroups }) => [name, ...quorumGroups])).toEqual([['consul'], ['x', 'Consul']]);
  });

  test('every system says how to look at it and where that is from', () => {
    expect(QUORUM_SYSTEMS.filter(({ check, source }) => check === '' || !/^https:\/\/\S+$/.test(source))).toEqual([]);
  });
});
