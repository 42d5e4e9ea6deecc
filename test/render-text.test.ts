import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../src/render/screen.ts';
import { renderText } from '../src/render/text.ts';
import { type Finding, type Report, reportSchema } from '../src/report.ts';

const read = (path: string): string => readFileSync(path, 'utf8');
const incident: Report = reportSchema.parse(JSON.parse(read('fixtures/render/incident.json')));
const text = (report: Report, style: Partial<Parameters<typeof renderText>[1]> = {}): string =>
  renderText(report, { colour: false, width: 100, unicode: true, ...style });
/** One line with single blanks: for what is said, however it is wrapped. */
const flat = (report: Report): string => text(report).replace(/\s+/g, ' ');
const times = (whole: string, part: string): number => whole.split(part).length - 1;

type Run = Report['commandRuns'][number];
const [wipe] = incident.commandRuns;
if (!wipe) throw new Error('the incident runs commands');
const none: Report = {
  ...incident,
  verdict: 'safe',
  findings: [],
  commandRuns: [],
  skippedProvisioners: [],
  summary: { ...incident.summary, replace: 0 },
};
const finding = (more: Partial<Finding> = {}): Finding => ({
  ruleId: 'plan-errored',
  severity: 'high',
  address: null,
  message: 'the plan ended with an error',
  fix: 'plan again',
  fingerprint: 'x',
  location: null,
  ...more,
});
/** A destroy-time run and its finding. */
const armed = (run: Partial<Run>, severity: Finding['severity'] = 'critical'): Report => {
  const whole = { ...wipe, ...run };
  const message = `${whole.address}: local-exec will run on destroy: wipes a machine`;
  return {
    ...none,
    verdict: 'unsafe',
    commandRuns: [whole],
    findings: [finding({ ruleId: 'destroy-provisioner', severity, address: whole.address, location: whole.location, message })],
  };
};
const resets = (count: number, change: (at: number) => Partial<Run> = () => ({})): Report => {
  const runs = Array.from({ length: count }, (_, at): Run => {
    const host = `10.1.0.${at + 1}`;
    return {
      ...wipe,
      address: `null_resource.reset["n${at}"]`,
      hosts: [host],
      command: `talosctl reset -n ${host}`,
      effects: [{ kind: 'wipe-node', detail: `talosctl reset -n ${host}` }],
      ...change(at),
    };
  });
  return { ...none, verdict: 'unsafe', commandRuns: runs };
};

describe('golden', () => {
  test.each([
    ['incident-100.txt', { width: 100 }],
    ['incident-40-ascii.txt', { width: 40, unicode: false }],
    ['incident-colour.txt', { width: 100, colour: true }],
  ])('%s', (file, style) => {
    expect(text(incident, style)).toBe(read(`fixtures/render/${file}`));
  });
});

describe('any terminal', () => {
  const nasty = fc.string({
    unit: fc.oneof(fc.constantFrom('\u001b[2J', '\r', '\n', '\u202e', ' ', '漢', '"', '\\\n'), fc.string({ unit: 'binary', maxLength: 3 })),
    maxLength: 60,
  });

  test('nothing from a plan reaches it raw, and no line is wider than it', () => {
    fc.assert(
      fc.property(nasty, nasty, fc.integer({ min: 24, max: 120 }), fc.boolean(), (address, command, width, unicode) => {
        const hostile = {
          ...armed({
            address,
            command,
            trigger: command,
            hosts: [address],
            workingDir: command,
            unresolved: [command],
            effects: [{ kind: 'wipe-node', detail: command }],
          }),
        };
        const report: Report = {
          ...hostile,
          subject: { ...hostile.subject, name: address, path: command },
          findings: [...hostile.findings, finding({ message: command, fix: address, location: { file: command, line: 1 } })],
          skippedProvisioners: [{ address, index: 0, type: command, when: 'destroy', reason: command }],
          cascades: [{ root: { address, description: command, location: { file: address, line: 1 } }, path: [address], ends: [command] }],
        };
        const shown = text(report, { width, unicode });
        expect(shown.replaceAll('\n', '')).not.toMatch(unicode ? /[\p{C}\p{Zl}\p{Zp}]/u : /[^ -~]/);
        expect(shown.split('\n').filter((line) => displayWidth(line) > Math.min(width, 100))).toEqual([]);
      }),
    );
  });

  test('colour changes nothing but colour', () => {
    expect(text(incident, { colour: true }).replace(/\u001b\[\d+m/g, '')).toBe(text(incident));
    expect(text(incident)).not.toContain('\u001b');
  });

  test('an unknown or absurd width is a sensible one', () => {
    expect(text(incident, { width: Number.NaN })).toBe(text(incident));
    expect(text(incident, { width: 10_000 })).toBe(text(incident));
    expect(text(incident, { width: 0 })).toBe(text(incident, { width: 24 }));
  });

  test('no line ends in blanks', () => {
    expect(
      text(incident)
        .split('\n')
        .filter((line) => line.endsWith(' ')),
    ).toEqual([]);
  });
});

describe('the verdict comes first', () => {
  const first = (report: Report): string => text(report).split('\n')[0] ?? '';
  test.each<[string, Report, string]>([
    ['the incident', incident, '✗ UNSAFE: this apply would wipe 5 machines'],
    [
      'several effects',
      {
        ...incident,
        commandRuns: [
          ...incident.commandRuns,
          ...armed({ effects: [{ kind: 'delete-data', detail: 'dropdb x' }], address: 'a.b' }).commandRuns,
        ],
        findings: [...incident.findings, ...armed({ address: 'a.b' }).findings],
      },
      '✗ UNSAFE: this apply would wipe 5 machines and delete data (1 command)',
    ],
    ['no host is named', armed({ hosts: [] }), '✗ UNSAFE: this apply would wipe machines (1 command)'],
    ['no command is to blame', { ...none, verdict: 'unsafe', findings: [finding()] }, '✗ UNSAFE: the plan ended with an error'],
    [
      'not judged',
      { ...none, verdict: 'unknown', findings: [finding({ message: 'x.y is deleted' })] },
      '? UNKNOWN: this apply could not be judged: x.y is deleted',
    ],
    [
      'objects go',
      { ...none, verdict: 'review', summary: { ...none.summary, delete: 1 } },
      '! REVIEW: this apply runs no command; 1 object is deleted or replaced',
    ],
    [
      'a command to read',
      { ...armed({ effects: [{ kind: 'drain-node', detail: 'kubectl drain n1' }], hosts: ['n1'] }, 'medium'), verdict: 'review' },
      '! REVIEW: this apply would drain 1 machine',
    ],
    ['no command', none, '✓ SAFE: this apply runs no command and deletes or replaces nothing'],
    [
      'harmless commands',
      { ...none, commandRuns: [{ ...wipe, effects: [], hosts: [] }] },
      '✓ SAFE: this apply runs 1 command, recognised as harmless, and deletes or replaces nothing',
    ],
  ])('%s', (_, report, line) => {
    expect(first(report)).toBe(line);
  });

  test.each([
    ['unsafe', 'Exit code 1'],
    ['unknown', 'Exit code 3'],
    ['review', 'Exit code 0'],
    ['safe', 'Exit code 0'],
  ] as const)('%s: %s, and what to do now, come last', (verdict, code) => {
    expect(
      text({ ...incident, verdict })
        .trimEnd()
        .split('\n\n')
        .at(-1),
    ).toMatch(new RegExp(`^${code}[:,] `));
  });

  test('only a path that a shell leaves alone is given to be copied', () => {
    const of = (path: string): string => text({ ...none, subject: { ...none.subject, path } });
    expect(of('out/next.tfplan')).toMatch(/\n {2}terraform apply out\/next\.tfplan\n$/);
    expect(of('x; rm -rf ~')).toMatch(/\n {2}terraform apply PLAN\n$/);
    expect(of('-auto-approve')).toMatch(/\n {2}terraform apply PLAN\n$/);
  });
});

describe('commands', () => {
  test('ten alike are one line with a count and the hosts', () => {
    const shown = flat(resets(10));
    expect(shown).toContain('10 × null_resource.reset["n0"] … null_resource.reset["n9"]');
    expect(shown).toContain('10.1.0.1, 10.1.0.2, 10.1.0.3');
    expect(times(shown, 'talosctl reset')).toBe(1);
    expect(shown).toContain('the other 9 differ in the host only');
  });

  test('a few alike are named one by one', () => {
    const shown = flat(resets(3));
    expect(shown).toContain('null_resource.reset["n0"] on 10.1.0.1 null_resource.reset["n1"] on 10.1.0.2');
    expect(times(shown, 'talosctl reset')).toBe(1);
  });

  test('alike from other lines stand together too, each with its line', () => {
    const shown = flat(resets(2, (at) => ({ location: { file: `${at}.tf`, line: 3 } })));
    expect(times(shown, 'talosctl reset')).toBe(1);
    expect(shown).toContain('on 10.1.0.1, 0.tf:3');
    expect(shown).toContain('on 10.1.0.2, 1.tf:3');
  });

  test.each<[string, (at: number) => Partial<Run>]>([
    ['another effect', (at) => ({ effects: [{ kind: at === 0 ? 'wipe-node' : 'stop-node', detail: 'x' }] })],
    ['another text on another line', (at) => ({ command: `x${at}`, location: { file: 'a.tf', line: at + 1 } })],
    ['one may be left out', (at) => ({ certain: at === 0 })],
    ['another interpreter', (at) => ({ interpreter: at === 0 ? null : ['python3', '-c'] })],
    ['another folder', (at) => ({ workingDir: String(at) })],
  ])('not alike: %s', (_, change) => {
    expect(times(flat(resets(2, change)), ': 1 command')).toBe(2);
  });

  test('other values of one template stand together, and that is said', () => {
    expect(flat(resets(2, (at) => ({ command: `talosctl reset -n ${at} --name ${'x'.repeat(at)}` })))).toContain(
      'the other differs in values only',
    );
  });

  test('worst first, harmless last', () => {
    const kinds = ['delete-files', 'drain-node', 'unknown', 'delete-data', 'wipe-node'];
    const report = resets(6, (at) => ({
      effects: at === 5 ? [] : [{ kind: kinds[at] ?? '', detail: 'x' }],
      location: { file: 'a.tf', line: at + 1 },
    }));
    const order = text(report)
      .split('\n')
      .flatMap((line) => /\(([a-z-]+)\): 1 command|(recognised as harmless)/.exec(line)?.slice(1).filter(Boolean) ?? []);
    expect(order).toEqual(['wipe-node', 'delete-data', 'drain-node', 'unknown', 'delete-files', 'recognised as harmless']);
  });

  test('a kind that this version does not know is not harmless', () => {
    expect(text(resets(1, () => ({ effects: [{ kind: 'melts-node', detail: 'x' }] })))).not.toContain('harmless');
  });

  test('the same advice is spelled out once, and every flagged block has some', () => {
    const [one, two] = [armed({}), armed({ address: 'a.b', location: { file: 'b.tf', line: 1 }, command: 'dd of=/dev/sda' })];
    const both = { ...one, commandRuns: [...one.commandRuns, ...two.commandRuns], findings: [...one.findings, ...two.findings] };
    expect(times(flat(both), 'instead: plan again')).toBe(1);
    expect(times(flat(both), 'instead: as above')).toBe(1);
  });

  test('each thing is said once', () => {
    const shown = flat(incident);
    for (const part of [
      'null_resource.reset_on_destroy["moss"]',
      'read the command; if it must not run',
      'reset.tf:12',
      'talosctl --talosconfig',
      'will run on destroy',
    ]) {
      expect([part, times(shown, part)]).toEqual([part, part === 'will run on destroy' ? 0 : 1]);
    }
  });

  test('why a run may be left out, from its finding', () => {
    const [run, found] = [{ certain: false }, armed({}).findings[0] ?? finding()];
    const report = {
      ...armed(run),
      findings: [{ ...found, message: `${wipe.address}: local-exec may run on destroy (Terraform 1.16 may leave it out): x` }],
    };
    expect(flat(report)).toContain('note: local-exec may run on destroy (Terraform 1.16 may leave it out): x');
    expect(flat(report)).toContain('may be left out');
    expect(flat(report)).toContain('Commands that this apply will or may run: 1');
  });

  test('damage inside a script is told by the finding', () => {
    expect(flat(armed({ command: './leave.sh' }))).toContain('note: local-exec will run on destroy: wipes a machine');
    expect(flat(armed({ command: 'talosctl reset -n 1', effects: [{ kind: 'wipe-node', detail: 'talosctl reset -n 1' }] }))).not.toContain(
      'note: local-exec',
    );
  });

  test.each<[string, Partial<Run>, string]>([
    ['nothing known of it', { command: null }, 'nothing of its command is known'],
    ['empty', { command: '' }, 'its command is empty'],
    [
      'parts not known',
      { command: 'x <expression>', complete: false, unresolved: ['data.a.b'] },
      'note: not known before the apply: data.a.b',
    ],
    ['interpreter', { interpreter: ['python3', '-c'] }, 'through ["python3","-c"]'],
    [
      'action',
      { by: 'action', type: 'aws_lambda_invoke', when: 'before-create', trigger: 'aws_x.y' },
      'action aws_lambda_invoke before create',
    ],
    ['no source line', { location: null }, 'source line not known'],
  ])('%s', (_, run, words) => {
    expect(flat(armed(run))).toContain(words);
  });
});

describe('long commands', () => {
  const around = (danger: string): string =>
    [...Array.from({ length: 40 }, (_, at) => `echo ${at}`), danger, ...Array.from({ length: 40 }, (_, at) => `echo ${at}`)].join('\n');
  const effect = (detail: string): Partial<Run> => ({ effects: [{ kind: 'wipe-node', detail }] });

  test('the dangerous line is shown, the rest is counted', () => {
    const shown = text(
      armed({ command: around('  talosctl reset \\\n    --nodes 10.0.0.1'), ...effect('talosctl reset --nodes 10.0.0.1') }),
    );
    expect(shown).toContain('┃   talosctl reset \\\n');
    expect(shown).toContain('┃     --nodes 10.0.0.1\n');
    expect(times(shown, '│ … 40 more lines')).toBe(2);
    expect(shown).not.toContain('echo');
  });

  test('a line of any length is cut around the danger', () => {
    const shown = flat(
      armed({ command: `${'x'.repeat(5000)}; talosctl reset -n 1; ${'y'.repeat(5000)}`, ...effect('talosctl reset -n 1') }),
    );
    expect(shown.replace(/ ┃ */g, '')).toMatch(/x; ?talosctl reset -n 1; ?y/);
    expect(shown.length).toBeLessThan(2000);
  });

  test('a decoy before it does not hide it', () => {
    const shown = text(armed({ command: around('# talosctl reset -n 1\necho ok\ntalosctl reset -n 1'), ...effect('talosctl reset -n 1') }));
    expect(shown).toContain('┃ talosctl reset -n 1\n');
  });

  test('many decoys: the finding tells', () => {
    const report = armed({ command: `${'# talosctl reset -n 1\n'.repeat(50)}talosctl reset -n 1`, ...effect('talosctl reset -n 1') });
    expect(flat(report)).toContain('note: local-exec will run on destroy: wipes a machine');
  });

  test('beginning and end where the danger stands elsewhere', () => {
    const shown = text(armed({ command: around('sh leave.sh'), ...effect('talosctl reset') }));
    expect(shown).toContain('echo 0\n');
    expect(shown).toContain('echo 39\n');
    expect(shown).toContain('… 68 more lines');
  });
});

describe('the rest', () => {
  test('findings of one rule stand together', () => {
    const report = { ...none, findings: Array.from({ length: 8 }, (_, at) => finding({ message: `m${at}` })) };
    expect(flat(report)).toContain('Findings: 8 high: plan-errored (8) m0 m1 m2 m3 m4 and 3 more instead: plan again');
  });

  test('skipped provisioners with the reason, once', () => {
    const skipped = ['a', 'b'].map((key) => ({
      address: `x.y["${key}"]`,
      index: 0,
      type: 'local-exec',
      when: 'destroy' as const,
      reason: 'the object is tainted',
    }));
    expect(flat({ ...none, skippedProvisioners: skipped })).toContain(
      'does not run: 2 x.y["a"], x.y["b"] (local-exec on destroy) the object is tainted',
    );
  });

  test('waived findings with their waiver', () => {
    const waived = [{ ...finding({ address: 'a.b' }), waiver: { reason: 'lab only', expires: '2026-02-01', owner: 'ops' } }];
    expect(flat({ ...none, waived })).toContain('Waived: 1 high: plan-errored a.b accepted until 2026-02-01 by ops: lab only');
  });

  test('machines and quorum', () => {
    const blastRadius = {
      nodes: { total: 5, affected: 5, names: [] },
      controlPlane: { total: 3, affected: 3, quorum: 2, lost: true },
      groups: [{ name: 'workers', total: 2, affected: 2 }],
    };
    expect(text({ ...incident, blastRadius }).split('\n')[1]).toBe(
      '  hits 5 of 5 machines, 3 of 3 control planes, quorum 2 lost, 2 of 2 in workers',
    );
  });

  test('from the edit to the end', () => {
    const root = { address: 'data.x.y', description: 'ivy was added', location: { file: 'nodes.tf', line: 16 } };
    expect(flat({ ...incident, cascades: [{ root, path: ['data.x.y', 'null_resource.z'], ends: ['10.0.0.1', '10.0.0.2'] }] })).toContain(
      'Why nodes.tf:16 ivy was added → data.x.y → null_resource.z → 10.0.0.1, 10.0.0.2',
    );
  });

  test.each<[string, Partial<Report>, string]>([
    ['no sources', { configuration: { from: 'none', complete: false } }, 'no sources were given'],
    ['some sources', { configuration: { from: 'directory', complete: false } }, 'the sources of some modules are not there'],
    ['secrets', {}, '<sensitive> stands for secret values'],
    ['unknown product', { subject: { ...incident.subject, producer: 'unknown' } }, 'does not say whether Terraform or OpenTofu made it'],
    ['changes', {}, 'changes: 5 to replace, 5 to update, 3 to create, 4 unchanged'],
    ['standard input', { subject: { ...incident.subject, path: '-', kind: 'plan-json' } }, 'standard input: plan JSON of grove'],
  ])('notes: %s', (_, more, words) => {
    expect(flat({ ...incident, ...more })).toContain(words);
  });

  test('nothing is noted where all is known', () => {
    expect(text(none)).not.toContain('note:');
  });
});
