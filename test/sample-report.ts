// Reports for the renderers' tests: the incident of fixtures/render and variations of it.
import { readFileSync } from 'node:fs';
import { renderText } from '../src/render/text.ts';
import { type Finding, type Report, reportSchema } from '../src/report.ts';

export const read = (path: string): string => readFileSync(path, 'utf8');
export const incident: Report = reportSchema.parse(JSON.parse(read('fixtures/render/incident.json')));
export const text = (report: Report, style: Partial<Parameters<typeof renderText>[1]> = {}): string =>
  renderText(report, { colour: false, width: 100, unicode: true, ...style });
/** One line with single blanks: for what is said, however it is wrapped. */
export const flat = (report: Report): string => text(report).replace(/\s+/g, ' ');
export const times = (whole: string, part: string): number => whole.split(part).length - 1;

export type Run = Report['commandRuns'][number];
const [first] = incident.commandRuns;
if (!first) throw new Error('the incident runs commands');
/** A destroy-time `talosctl reset`. */
export const wipe: Run = first;
export const none: Report = {
  ...incident,
  verdict: 'safe',
  findings: [],
  commandRuns: [],
  skippedProvisioners: [],
  summary: { ...incident.summary, replace: 0 },
};
export const finding = (more: Partial<Finding> = {}): Finding => ({
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
export const armed = (run: Partial<Run>, severity: Finding['severity'] = 'critical'): Report => {
  const whole = { ...wipe, ...run };
  const message = `${whole.address}: local-exec will run on destroy: wipes a machine`;
  return {
    ...none,
    verdict: 'unsafe',
    commandRuns: [whole],
    findings: [finding({ ruleId: 'destroy-provisioner', severity, address: whole.address, location: whole.location, message })],
  };
};
export const resets = (count: number, change: (at: number) => Partial<Run> = () => ({})): Report => {
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
