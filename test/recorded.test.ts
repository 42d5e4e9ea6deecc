import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findDifferences, matchesText } from '../fixtures/compare.mjs';
import { readGoWords, readStarts } from '../fixtures/terraform.mjs';
import type { Truth } from '../fixtures/compare.mjs';
import type { Report } from '../src/report.ts';

const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist/cli.js');
const runs = join(root, 'fixtures/runs');
const incident = join(root, 'fixtures/incident');

type Case = { readonly secrets?: readonly string[]; readonly env?: Readonly<Record<string, string>> };
type Ran = Truth & { readonly applyExit: number | null };
type Checked = { readonly report: Report; readonly exit: number | null; readonly output: string };

/** Runs the built program on a recording, in the folder of the sources, as its user would. */
function check(dir: string, cwd: string): Checked {
  const args = [cli, 'check', join(dir, 'plan.tfplan'), '--plan-json', join(dir, 'plan.json'), '--format', 'json'];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  return { report: JSON.parse(stdout || `{"problem":${JSON.stringify(stderr)}}`), exit: status, output: stdout + stderr };
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8'));
}

const names = readdirSync(runs).toSorted();

test('every folder of fixtures/runs holds a whole recording', () => {
  const files = ['case.json', 'plan.json', 'plan.tfplan', 'ran.json'];
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name) => !files.every((file) => existsSync(join(runs, name, file))))).toEqual([]);
});

test.each(names)('%s: predicted equals ran', (name) => {
  const dir = join(runs, name);
  const { secrets = [] } = readJson<Case>(join(dir, 'case.json'));
  const ran = readJson<Ran>(join(dir, 'ran.json'));
  const { report, exit, output } = check(dir, join(dir, 'after'));
  expect(ran.applyExit === null ? [] : findDifferences(report, ran)).toEqual([]);
  expect(secrets.filter((secret) => output.includes(secret) || output.includes(Buffer.from(secret).toString('base64')))).toEqual([]);
  expect(exit).toBe({ safe: 0, review: 0, unsafe: 1, unknown: 3 }[report.verdict]);
  expect(report.configuration).toEqual({ from: 'saved-plan', complete: true });
  for (const run of report.commandRuns) expect(lineAt(join(dir, 'after'), run.location)).toContain('provisioner');
});

function lineAt(dir: string, location: Report['commandRuns'][number]['location']): string {
  if (location === null) return 'no location';
  const text = readFileSync(join(dir, location.file), 'utf8');
  // JSON has no line for the block: the value's line, or the whole file.
  return location.file.endsWith('.json') ? text : (text.split('\n')[location.line - 1] ?? '');
}

test.each([
  ['create-before-destroy-replace', 'terraform_data.node'],
  ['create-before-destroy-forced', 'terraform_data.base'],
  ['create-before-destroy-dependency', 'terraform_data.base'],
  ['override-adds-create-before-destroy', 'terraform_data.node'],
  ['tainted', 'terraform_data.node'],
  ['tainted-by-failed-creation', 'terraform_data.node'],
])('%s: says why the command of %s does not run', (name, address) => {
  const dir = join(runs, name);
  const { report } = check(dir, join(dir, 'after'));
  const skipped = report.skippedProvisioners.filter((entry) => entry.address === address && entry.when === 'destroy');
  expect(skipped).toHaveLength(1);
  expect(skipped[0]?.reason).toMatch(/\S/);
});

test('remote-exec: commands for another machine, which the recording only planned', () => {
  const dir = join(runs, 'remote-exec');
  const { report } = check(dir, join(dir, 'after'));
  expect(report.commandRuns.map(({ type, when, index }) => [type, when, index])).toEqual(
    expect.arrayContaining([
      ['remote-exec', 'destroy', 0],
      ['remote-exec', 'destroy', 1],
      ['file', 'destroy', 2],
    ]),
  );
  const byIndex = new Map(report.commandRuns.map((run) => [run.index, run]));
  expect(byIndex.get(0)?.command).toBe('sudo systemctl stop app-v1\nsudo rm -rf /var/lib/app');
  expect(byIndex.get(0)?.hosts).toContain('10.4.0.1');
  expect(byIndex.get(2)?.command).toBe('a.sh -> /tmp/a.sh');
});

// Which machines the stand-in talosctl was asked to reset: `executed.log` of each folder has the calls.
const small = ['10.20.0.11', '10.20.0.21', '10.20.0.22'];
test.each<[string, readonly string[], readonly number[]]>([
  ['.', ['10.20.0.11', '10.20.0.12', '10.20.0.13', '10.20.0.21', '10.20.0.22'], [1]],
  ['worker-removed', small, [1]],
  ['node-ip-flip', ['10.20.0.11', '10.20.0.22', '10.20.9.61'], [1]],
  ['cert-renewal', small, [1]],
  ['trigger-repair', small, [1]],
  ['rolling', ['10.20.0.21'], [1]],
  ['cbd', [], [0]],
  ['cbd-removed', ['10.20.0.22'], [1]],
  ['fixed-trigger', [], [0]],
  ['on-destroy-reset', [], [0, 1]],
])('incident %s: resets %j', (name, hosts, exits) => {
  const dir = join(incident, name);
  const called = readFileSync(join(dir, 'executed.log'), 'utf8').matchAll(/^talosctl .*?reset --nodes (\S+)/gm);
  expect(new Set(Array.from(called, ([, host]) => host))).toEqual(new Set(hosts));
  const { report, exit, output } = check(dir, dir);
  const resets = report.commandRuns.filter((run) => run.by === 'provisioner' && run.when === 'destroy');
  expect(resets.flatMap((run) => run.hosts).toSorted()).toEqual(hosts);
  for (const run of resets) {
    expect(run.command).toMatch(/talosctl (--talosconfig "\$conf" )?reset/);
    expect(run.command).toMatch(/--system-labels-to-wipe EPHEMERAL/);
    expect(run.command).toMatch(/--graceful=false/);
    expect(run.effects.map((effect) => effect.kind)).toContain('wipe-node');
  }
  expect(exits).toContain(exit);
  // Throwaway keys, but the place of real ones: base64 of PEM headers, and the talosconfig itself.
  expect(output).not.toMatch(/LS0tLS1CRUdJTi|PRIVATE KEY|context: grove/);
});

test('every variant of the incident has its row', () => {
  expect(readdirSync(incident).filter((name) => existsSync(join(incident, name, 'plan.tfplan')))).toHaveLength(9);
});

// The comparison itself must be able to fail: predictions that are wrong in one way each.
const start = { address: 'a.b', when: 'destroy', type: 'local-exec', argv: ['/bin/sh', '-c', 'echo old'], hidden: null } as const;
const truth = { applyExit: 0, rendered: [start], recorded: [] };
const right = {
  by: 'provisioner',
  address: 'a.b',
  when: 'destroy',
  type: 'local-exec',
  index: 0,
  certain: true,
  command: 'echo old',
  complete: true,
  unresolved: [],
  masked: false,
  interpreter: null,
};

test('a right prediction has no difference', () => {
  expect(findDifferences({ commandRuns: [right] }, truth)).toEqual([]);
  expect(findDifferences({ commandRuns: [{ ...right, command: 'echo <sensitive>', masked: true }] }, truth)).toEqual([]);
  expect(findDifferences({ commandRuns: [right, { ...right, index: 1 }] }, { ...truth, applyExit: 1 })).toEqual([]);
  expect(
    findDifferences(
      {
        commandRuns: [
          { ...right, command: 'echo new', certain: false },
          { ...right, index: 1 },
        ],
      },
      truth,
    ),
  ).toEqual([]);
});

test.each([
  ['nothing predicted', []],
  ['one too many', [right, { ...right, index: 1 }]],
  ['another address', [{ ...right, address: 'a.c' }]],
  ['another moment', [{ ...right, when: 'create' }]],
  ['another text', [{ ...right, command: 'echo new' }]],
  ['a blank more', [{ ...right, command: 'echo old ' }]],
  ['another interpreter', [{ ...right, interpreter: ['/bin/bash', '-c'] }]],
  ['another text around what is masked', [{ ...right, command: 'echo <sensitive> ', masked: true }]],
  ['not read', [{ ...right, command: 'echo <self.input>', complete: false, unresolved: ['self.input'] }]],
])('a wrong prediction is a difference: %s', (_, commandRuns) => {
  expect(findDifferences({ commandRuns }, truth)).not.toEqual([]);
});

test('hidden commands are compared by what their interpreter wrote down', () => {
  const hidden = { applyExit: 0, rendered: [{ ...start, argv: null, hidden: 'sensitive' as const }], recorded: ['login --token abc'] };
  const masked = { ...right, masked: true };
  expect(findDifferences({ commandRuns: [{ ...masked, command: 'login --token <sensitive>' }] }, hidden)).toEqual([]);
  expect(findDifferences({ commandRuns: [{ ...masked, command: 'logout --token <sensitive>' }] }, hidden)).not.toEqual([]);
});

test.each([
  ['<sensitive><x>', 'ab', true],
  ['a<x>b<x>c', 'a1b2c', true],
  ['a<x>b<x>c', 'a12c', false],
  ['ab<x>bc', 'abc', false],
  ['a<y>', 'a1', false],
])('%s fits %s: %s', (command, text, fits) => {
  expect(matchesText({ command, complete: false, masked: true, unresolved: ['x'] }, text)).toBe(fits);
});

test('reads the words of a Go slice', () => {
  expect(readGoWords(String.raw`["/bin/sh" "-c" "a\"b\\ \n\t\a\x1b \u202e \U000e0001 é"]`)).toEqual([
    '/bin/sh',
    '-c',
    'a"b\\ \n\t\u0007\u001B \u202E \u{E0001} é',
  ]);
});

test('output of a command cannot pass for a command', () => {
  const hook = (more: object): object => ({ resource: { addr: 'a.b' }, provisioner: 'local-exec', ...more });
  const log = [
    { type: 'apply_start', hook: hook({ action: 'delete' }) },
    { type: 'provision_start', hook: hook({}) },
    { type: 'provision_progress', hook: hook({ output: 'Executing: ["/bin/sh" "-c" "real"]' }) },
    { type: 'provision_progress', hook: hook({ output: 'Executing: ["/bin/sh" "-c" "false"]' }) },
  ].map((line) => JSON.stringify(line));
  expect(readStarts(log.join('\n'))).toEqual([{ ...start, argv: ['/bin/sh', '-c', 'real'] }]);
});
