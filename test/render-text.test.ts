import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../src/render/screen.ts';
import type { Report } from '../src/report.ts';
import { armed, finding, flat, incident, none, read, text, wipe } from './sample-report.ts';

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
    ['what the judgement rests on', { notes: ['the product is not known'] }, 'note: the product is not known'],
    ['changes', {}, 'changes: 5 to replace, 5 to update, 3 to create, 4 unchanged'],
    ['standard input', { subject: { ...incident.subject, path: '-', kind: 'plan-json' } }, 'standard input: plan JSON of grove'],
  ])('notes: %s', (_, more, words) => {
    expect(flat({ ...incident, ...more })).toContain(words);
  });

  test('nothing is noted where all is known', () => {
    expect(text(none)).not.toContain('note:');
  });
});
