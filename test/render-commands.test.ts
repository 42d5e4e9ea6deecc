import { describe, expect, test } from 'vitest';
import { armed, finding, flat, incident, resets, type Run, text, times, wipe } from './sample-report.ts';

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
