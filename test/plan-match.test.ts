import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PlanPair } from '../src/terraform/plan-match.ts';
import { checkSamePlan } from '../src/terraform/plan-match.ts';
import { readPlan } from '../src/terraform/plan-reader.ts';
import type { Plan } from '../src/terraform/plan.ts';
import type { PlanfileChange } from '../src/terraform/planfile.ts';
import { readSavedPlan } from '../src/terraform/saved-plan.ts';

const fixtures = join(import.meta.dirname, '../fixtures');
const recordings = ['incident', 'runs']
  .flatMap((set) => readdirSync(join(fixtures, set)).map((name) => join(set, name)))
  .filter((dir) => existsSync(join(fixtures, dir, 'plan.tfplan')));

type PlanJson = {
  terraform_version: string;
  timestamp: string;
  resource_changes: { address: string; change: { actions: string[] } }[];
  [key: string]: unknown;
};

const readJson = (dir: string): PlanJson => JSON.parse(readFileSync(join(fixtures, dir, 'plan.json'), 'utf8'));

async function toPlan(json: unknown): Promise<Plan> {
  const bytes = Buffer.from(JSON.stringify(json));
  return readPlan({
    name: 'plan.json',
    async *open() {
      yield Buffer.from(bytes);
    },
  });
}

async function readPair(dir: string): Promise<PlanPair> {
  const { planfile } = await readSavedPlan(dir, readFileSync(join(fixtures, dir, 'plan.tfplan')));
  return { planName: 'p.tfplan', planfile, jsonName: 'plan.json', plan: await toPlan(readJson(dir)) };
}

const pairs = new Map(await Promise.all(recordings.map(async (dir) => [dir, await readPair(dir)] as const)));
const pairOf = (dir: string): PlanPair => pairs.get(dir) ?? expect.unreachable(dir);

test.each(recordings)('%s: the two files are one plan', (dir) => {
  expect(() => checkSamePlan(pairOf(dir))).not.toThrow();
});

test('no plan passes for another', () => {
  const crossed = recordings.flatMap((one) => recordings.filter((other) => other !== one).map((other) => [one, other] as const));
  const accepted = crossed.filter(([one, other]) => !refuses({ ...pairOf(one), plan: pairOf(other).plan }));
  expect(accepted).toEqual([]);
  expect(crossed.length).toBeGreaterThan(1000);
});

test('copies of one configuration, planned in the same second, are told apart by their objects', () => {
  const ignoringTime = (one: string, other: string): PlanPair => ({
    ...pairOf(one),
    plan: { ...pairOf(other).plan, createdAt: pairOf(one).planfile.createdAt },
  });
  const twins = recordings.flatMap((one) =>
    recordings.filter((other) => other !== one && haveSameChanges(pairOf(one), pairOf(other))).map((other) => [one, other] as const),
  );
  expect(twins.length).toBeGreaterThan(0);
  expect(twins.filter(([one, other]) => !refuses(ignoringTime(one, other)))).toEqual([]);
});

function haveSameChanges(one: PlanPair, other: PlanPair): boolean {
  const keys = ({ planfile }: PlanPair): string =>
    JSON.stringify(planfile.changes.map(({ address, action }) => `${address} ${action}`).toSorted());
  return keys(one) === keys(other) && one.planfile.changes.some(({ objectId }) => objectId !== null);
}

function refuses(pair: PlanPair): boolean {
  try {
    checkSamePlan(pair);
    return false;
  } catch {
    return true;
  }
}

const INCIDENT = 'incident/cbd';
const first = readJson(INCIDENT).resource_changes.findIndex(({ change }) => change.actions.length === 2);

test.each<[string, (json: PlanJson) => void, RegExp]>([
  ['version', (json) => void (json.terraform_version = '1.11.5'), /Terraform version is 1\.11\.4 in p\.tfplan, 1\.11\.5 in plan\.json/],
  [
    'time',
    (json) => void (json.timestamp = '2020-01-01T00:00:00Z'),
    /creation time is 20\S+ in p\.tfplan, 2020-01-01T00:00:00Z in plan\.json/,
  ],
  ['no time', (json) => void delete json['timestamp' as string], /creation time is \S+ in p\.tfplan, absent in plan\.json/],
  ['errored', (json) => void (json['errored'] = true), /"errored" mark is false in p\.tfplan, true in plan\.json/],
  ['change left out', (json) => void json.resource_changes.splice(first, 1), /p\.tfplan plans \S+-then-\S+ for \S+, plan\.json does not/],
  [
    'change added',
    (json) => void json.resource_changes.push({ ...at(json), address: 'terraform_data.other' }),
    /plan\.json plans \S+ for terraform_data\.other, p\.tfplan does not/,
  ],
  ['change twice', (json) => void json.resource_changes.push(at(json)), /plan\.json plans .*, p\.tfplan does not/],
  ['made a no-op', (json) => void (at(json).change.actions = ['no-op']), /p\.tfplan plans .*, plan\.json does not/],
  ['other order of replacement', (json) => void at(json).change.actions.reverse(), /p\.tfplan plans .*, plan\.json does not/],
  ['unknown action', (json) => void (at(json).change.actions = ['obliterate']), /p\.tfplan plans .*, plan\.json does not/],
  ['made a deposed object', (json) => void Object.assign(at(json), { deposed: 'abcd1234' }), /p\.tfplan plans|deposed object abcd1234/],
  [
    'another object',
    (json) => void Object.assign(at(json).change, { before: { id: 'other' } }),
    /is another object in plan\.json \(its id differs\)/,
  ],
  ['an object that is new', (json) => void Object.assign(at(json).change, { before: null }), /is another object in plan\.json/],
  [
    'no-op added',
    (json) => void json.resource_changes.push({ ...at(json), address: 'terraform_data.other', change: { actions: ['no-op'] } }),
    /number of unchanged objects is \d+ in p\.tfplan, \d+ in plan\.json/,
  ],
  [
    'action invoked',
    (json) =>
      void (json['action_invocations'] = [{ address: 'action.a.b', type: 'a', name: 'b', provider_name: 'p', invoke_action_trigger: {} }]),
    /number of action invocations is 0 in p\.tfplan, 1 in plan\.json/,
  ],
])('edited JSON is refused: %s', async (_, edit, words) => {
  const json = readJson(INCIDENT);
  edit(json);
  const plan = await toPlan(json);
  expect(() => checkSamePlan({ ...pairOf(INCIDENT), plan })).toThrow(words);
  expect(() => checkSamePlan({ ...pairOf(INCIDENT), plan })).toThrow(
    expect.objectContaining({ exitCode: 3, hint: expect.stringContaining('terraform show -json p.tfplan > plan.json') }),
  );
});

const at = (json: PlanJson): PlanJson['resource_changes'][number] => json.resource_changes[first] ?? expect.unreachable('no replacement');

test.each<[string, Partial<PlanfileChange>]>([
  ['the state entry of a data resource is cleaned up', { address: 'module.a["x.y"].data.aws_ami.a[0]', action: 'delete' }],
  ['an ephemeral resource', { address: 'ephemeral.random_password.a', action: 'unknown' }],
])('show -json leaves out: %s', (_, change) => {
  const pair = pairOf(INCIDENT);
  const entry: PlanfileChange = { address: '', previousAddress: null, deposedKey: null, action: 'delete', objectId: null, ...change };
  const withEntry = (entry: PlanfileChange): PlanPair => ({
    ...pair,
    planfile: { ...pair.planfile, changes: [...pair.planfile.changes, entry] },
  });
  expect(() => checkSamePlan(withEntry(entry))).not.toThrow();
  expect(() => checkSamePlan(withEntry({ ...entry, address: 'data_x.data' }))).toThrow(/p\.tfplan plans/);
});
