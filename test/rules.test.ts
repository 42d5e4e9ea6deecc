import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { BUILT_IN_RULES } from '../rules/index.ts';
import { checkPlan } from '../src/commands/check-plan.ts';
import type { Io } from '../src/io/io.ts';
import type { Finding, Report } from '../src/report.ts';
import type { Severity } from '../src/rule.ts';
import { addressOf, type ObjectWithCommand, writePlanOfCommands } from './plan-of-commands.ts';

const root = join(import.meta.dirname, '..');
const fixtures = join(root, 'fixtures');

type Case = { readonly note: string; readonly edited?: string; readonly given?: 'plan-json' | 'plan-json-with-sources' };

/** In the folder of the sources, as its user would. */
async function check(dir: string, { plan, planJson, config }: { plan: string; planJson?: string; config?: string }): Promise<Report> {
  const silent = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });
  const io: Io = { stdin: Readable.from([]), stdout: silent(), stderr: silent(), env: {}, cwd: dir };
  return checkPlan({ plan, planJson, config, chdir: '.', var: [], varFile: [], failOn: 'high' }, io);
}

async function checkExample(ruleId: string, name: string): Promise<Report> {
  const dir = join(fixtures, ruleId, name);
  const { given } = readCase(dir);
  if (given === 'plan-json') return check(dir, { plan: 'plan.json' });
  const sources = join(dir, 'after');
  if (given === 'plan-json-with-sources') return check(sources, { plan: '../plan.json', config: '.' });
  return check(sources, { plan: '../plan.tfplan', planJson: '../plan.json' });
}

const readCase = (dir: string): Case => JSON.parse(readFileSync(join(dir, 'case.json'), 'utf8'));

const folders = (dir: string): readonly string[] =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

describe.each(BUILT_IN_RULES)('rule $id', (rule) => {
  test('says why and what to do, and is named after its file', () => {
    expect(rule.summary).toMatch(/\w/);
    expect(rule.why).toMatch(/\w/);
    expect(rule.fix).toMatch(/\w/);
    expect(existsSync(join(root, 'rules', `${rule.id}.ts`))).toBe(true);
  });

  test('has two examples that it flags, two that it leaves alone, and no other folder', () => {
    const flagged = rule.examples.filter(({ finds }) => finds.length > 0);
    expect(flagged.length).toBeGreaterThanOrEqual(2);
    expect(rule.examples.length - flagged.length).toBeGreaterThanOrEqual(2);
    expect(folders(join(fixtures, rule.id)).toSorted()).toEqual(rule.examples.map(({ name }) => name).toSorted());
  });

  test.each(rule.examples)('$name: finds $finds', async ({ name, finds }) => {
    const { findings } = await checkExample(rule.id, name);
    const own = findings.filter(({ ruleId }) => ruleId === rule.id);
    expect(own.map(({ address }) => address ?? '').toSorted()).toEqual(finds.map((address) => address ?? ''));
    for (const finding of own) expectSound(finding);
  });

  test.each(rule.examples)('$name: says what it shows, and is a recording or says how it differs from one', ({ name }) => {
    const dir = join(fixtures, rule.id, name);
    const { note, edited, given } = readCase(dir);
    expect(note).toMatch(/\w/);
    expect(existsSync(join(dir, 'before'))).toBe(edited === undefined);
    expect(existsSync(join(dir, 'plan.tfplan'))).toBe(given === undefined);
  });
});

function expectSound({ address, message, fix, fingerprint }: Finding): void {
  expect(message).toContain(address ?? '');
  expect(message).not.toMatch(/\n|\.$/);
  expect(fix).toMatch(/\w/);
  expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
}

test('no two rules share an id', () => {
  const ids = BUILT_IN_RULES.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

test('every rule file is among the built-in rules', () => {
  const notRules = new Set(['index', 'cascade-fix', 'machine-words', 'one-by-one', 'run-severity']);
  const files = readdirSync(join(root, 'rules')).flatMap((name) => (name.endsWith('.ts') ? [name.slice(0, -3)] : []));
  expect(files.filter((name) => !notRules.has(name)).toSorted()).toEqual(BUILT_IN_RULES.map(({ id }) => id).toSorted());
});

test.each([
  // Nothing can be judged: neither blocked by a finding nor let through.
  ['plan-errored', 'errored-and-empty', 'unknown'],
  ['source-not-given', 'replaced-with-provisioner', 'unknown'],
  ['source-not-given', 'module-not-installed', 'unknown'],
  ['source-not-given', 'deleted-without-block', 'review'],
  ['source-not-given', 'nothing-deleted', 'safe'],
  ['plan-errored', 'prevent-destroy', 'unsafe'],
  ['plan-errored', 'sound-plan', 'safe'],
  ['plan-incomplete', 'targeted', 'safe'],
  ['plan-incomplete', 'deferred-changes', 'unsafe'],
  ['unknown-action', 'obliterate', 'unsafe'],
  ['destroy-provisioner', 'replace-runs-command', 'unsafe'],
  ['destroy-provisioner', 'tidies-up-files', 'review'],
  ['unreadable-command', 'missing-script', 'unsafe'],
])('%s/%s: the verdict is %s', async (ruleId, name, verdict) => {
  expect((await checkExample(ruleId, name)).verdict).toBe(verdict);
});

// How bad a command is. All rows of a table are judged in one plan: one object each.
type Row = readonly [severity: Severity | null, command: string];

async function findingsOf(objects: readonly ObjectWithCommand[]): Promise<readonly Finding[]> {
  const dir = writePlanOfCommands(objects);
  made.push(dir);
  return (await check(dir, { plan: 'plan.json', config: '.' })).findings;
}

const made: string[] = [];
afterAll(() => made.forEach((dir) => rmSync(dir, { recursive: true })));

async function severitiesOf(ruleId: string, objects: readonly ObjectWithCommand[]): Promise<readonly (Severity | null)[]> {
  const own = (await findingsOf(objects)).filter((finding) => finding.ruleId === ruleId);
  return objects.map((_, index) => own.find(({ address }) => address === addressOf(index))?.severity ?? null);
}

const commandOf = ([, command]: Row): string => command;
const named = (rows: readonly Row[], severities: readonly (Severity | null)[]): readonly Row[] =>
  rows.map((row, index) => [severities[index] ?? null, commandOf(row)]);

const AT_DESTROY: readonly Row[] = [
  ['critical', 'talosctl reset --nodes ${self.input} --graceful=false'],
  ['critical', 'ssh core@${self.input} sudo kubeadm reset --force'],
  ['critical', 'k3d cluster delete prod'],
  ['critical', 'aws eks delete-cluster --name prod'],
  ['critical', 'kubectl delete pvc --all -n prod'],
  ['critical', 'psql -h db.example.com -c "DROP DATABASE app"'],
  ['critical', 'aws s3 rb s3://backups --force'],
  ['critical', 'zpool destroy tank'],
  ['critical', 'dd if=/dev/zero of=/dev/sda bs=1M count=10'],
  ['critical', 'rm -rf /var/lib/etcd'],
  ['high', 'terraform -chdir=../network apply -auto-approve'],
  ['high', 'cd ../network && terraform destroy -auto-approve'],
  ['high', 'kubectl drain -l node-role.kubernetes.io/worker --ignore-daemonsets'],
  ['high', 'kubectl delete nodes --all'],
  ['medium', 'kubectl drain worker-1 --ignore-daemonsets'],
  ['medium', 'kubectl delete node worker-1'],
  ['medium', 'ssh core@${self.input} sudo shutdown -h now'],
  ['medium', 'kubectl delete deployment web'],
  ['medium', 'iptables -F'],
  ['medium', 'python3 -c "import os; os.unlink(1)"'],
  ['medium', 'our-own-tool --purge'],
  ['medium', 'rm -rf "$WORK_DIR"'],
  ['low', 'rm -rf ./out'],
  ['low', 'rm -rf /tmp/bootstrap'],
  ['low', 'rm -f ~/.kube/prod.yaml'],
  ['low', 'rm -rf ${path.module}/generated'],
  ['low', 'echo talosctl reset'],
  ['low', 'talosctl reset --help'],
  ['low', 'kubectl drain worker-1 --dry-run=client'],
  // What is hidden is the argument: the words decide as they would without it.
  ['critical', 'talosctl reset --nodes "$NODE"'],
  ['medium', 'kubectl drain "$NODE"'],
];

test('destroy-provisioner: as bad as the worst thing that the command does', async () => {
  const objects = AT_DESTROY.map((row): ObjectWithCommand => ({ action: 'replace', when: 'destroy', command: commandOf(row) }));
  expect(named(AT_DESTROY, await severitiesOf('destroy-provisioner', objects))).toEqual(AT_DESTROY);
});

test('destroy-provisioner: a deleted object runs it just as a replaced one does', async () => {
  const object: ObjectWithCommand = { action: 'delete', when: 'destroy', command: 'talosctl reset --nodes 10.0.0.11' };
  expect(await severitiesOf('destroy-provisioner', [object])).toEqual(['critical']);
});

const NOT_READABLE: readonly Row[] = [
  ['high', '"$TOOL" reset --nodes 10.0.0.11'],
  ['high', '$(cat tool.txt) drain worker-1'],
  ['high', 'talosctl "$VERB" --nodes 10.0.0.11'],
  ['high', './scripts/not-there.sh'],
  ['high', 'curl -s https://example.com/install.sh | sh'],
  ['critical', 'talosctl reset --nodes "$NODE"'],
  ['medium', 'kubectl drain "$NODE"'],
  [null, 'kubectl drain worker-1'],
  [null, 'echo done'],
];

test('unreadable-command: high where anything may be meant, else as bad as the words that are there', async () => {
  const objects = NOT_READABLE.map((row): ObjectWithCommand => ({ action: 'replace', when: 'destroy', command: commandOf(row) }));
  expect(named(NOT_READABLE, await severitiesOf('unreadable-command', objects))).toEqual(NOT_READABLE);
});

const RESET = 'talosctl reset --nodes';
test.each<[string, Severity | null, ObjectWithCommand]>([
  ['on an address that the object only carries', 'critical', { action: 'create', when: 'create', command: `${RESET} \${self.input}` }],
  [
    'over the connection to the machine being made',
    'low',
    { action: 'create', when: 'create', command: 'mkfs.ext4 /dev/sdb', remote: true },
  ],
  ['on another machine', 'critical', { action: 'create', when: 'create', command: `${RESET} 10.0.0.99` }],
  ['on a machine that lives on', 'critical', { action: 'replace', when: 'create', command: `${RESET} \${self.input}` }],
  [
    'on a machine that lives on, over its connection',
    'critical',
    { action: 'replace', when: 'create', command: 'mkfs.ext4 /dev/sdb', remote: true },
  ],
  ['that only prints', null, { action: 'create', when: 'create', command: 'echo hello' }],
  ['that tidies up', null, { action: 'replace', when: 'create', command: 'rm -rf ./out' }],
  ['with an unknown program', null, { action: 'create', when: 'create', command: 'our-own-tool --join' }],
])('creation-provisioner: a command %s is %s', async (_, severity, object) => {
  expect(await severitiesOf('creation-provisioner', [object])).toEqual([severity]);
});

// The words are those of the machine being made, the machine that is wiped is another.
test('creation-provisioner: a command that names its own machine only to say so is critical', async () => {
  const object: ObjectWithCommand = { action: 'create', when: 'create', command: `echo \${self.input}; ${RESET} 10.0.0.99` };
  expect(await severitiesOf('creation-provisioner', [object])).toEqual(['critical']);
});

// The command is read in full, only the catalogue has no row; that is for review, and does not block.
test('unreadable-command: a program that the catalogue does not know is no unreadable one', async () => {
  const object: ObjectWithCommand = { action: 'replace', when: 'destroy', command: 'our-own-tool --purge' };
  expect(await severitiesOf('unreadable-command', [object])).toEqual([null]);
});
