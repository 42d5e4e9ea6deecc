import type { EffectKind } from '../command/command-effect.ts';
import type { Finding, Report } from '../report.ts';
import { SEVERITIES, type Severity } from '../rule.ts';

export type ReportedRun = Report['commandRuns'][number];

/** An effect of the report, or what stands for it: nothing could be read, or all of it is recognised as harmless. */
export type EffectGroup = EffectKind | 'unreadable' | 'harmless';

/** Runs that differ in nothing that a reader would act upon. */
export type RunGroup = {
  readonly effect: EffectGroup;
  readonly runs: readonly [ReportedRun, ...ReportedRun[]];
  /** What the rules say of these runs. */
  readonly findings: readonly Finding[];
  readonly severity: Severity | null;
  /** In what their command texts differ. */
  readonly differ: 'nothing' | 'hosts' | 'values';
};

/** From worst to mildest: the order in which a person should read. */
const ORDER = [
  'wipe-node',
  'delete-cluster',
  'delete-data',
  'remove-node',
  'drain-node',
  'stop-node',
  'delete-resource',
  'runs-terraform',
  'change-network',
  'unreadable',
  'unknown',
  'runs-code',
  'delete-files',
  'harmless',
] as const satisfies readonly EffectGroup[];

const COMMAND_RULES: ReadonlySet<string> = new Set(['destroy-provisioner', 'creation-provisioner', 'unreadable-command']);

/** The report's runs by effect, alike ones together, worst first; and the findings that speak of something else. */
export function groupRuns({ commandRuns, findings }: Report): {
  readonly groups: readonly RunGroup[];
  readonly others: readonly Finding[];
} {
  const ofCommands = new Map<string, Finding[]>();
  for (const finding of findings) if (COMMAND_RULES.has(finding.ruleId)) push(ofCommands, placeOf(finding), finding);
  const alike = new Map<string, Entry[]>();
  const keys = new Map<string, string>();
  const used = new Set<Finding>();
  for (const run of commandRuns) {
    const entry = toEntry(run, ofCommands.get(placeOf(run)) ?? []);
    entry.findings.forEach((finding) => used.add(finding));
    const [template, text] = keysOf(entry);
    const key = keys.get(template) ?? keys.get(text) ?? template;
    keys.set(template, key).set(text, key);
    push(alike, key, entry);
  }
  return { groups: [...alike.values()].flatMap(toGroup).sort(worstFirst), others: findings.filter((finding) => !used.has(finding)) };
}

/** Items with the same key together, in order of first appearance. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) push(groups, keyOf(item), item);
  return [...groups.values()];
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const placeOf = ({ address, location }: Pick<Finding, 'address' | 'location'>): string =>
  JSON.stringify([address, location?.file, location?.line]);

type Entry = {
  readonly run: ReportedRun;
  readonly effect: EffectGroup;
  readonly findings: readonly Finding[];
  readonly severity: Severity | null;
};

function toEntry(run: ReportedRun, findings: readonly Finding[]): Entry {
  const severity = SEVERITIES.find((level) => findings.some((finding) => finding.severity === level)) ?? null;
  return { run, effect: effectOf(run, findings), findings, severity };
}

function effectOf({ effects }: ReportedRun, findings: readonly Finding[]): EffectGroup {
  const kinds: ReadonlySet<string> = new Set(effects.map(({ kind }) => kind));
  const known = ORDER.find((effect) => kinds.has(effect));
  if (known !== undefined && known !== 'unknown') return known;
  if (findings.some(({ ruleId }) => ruleId === 'unreadable-command')) return 'unreadable';
  return effects.length > 0 ? 'unknown' : 'harmless';
}

/** The same block of the configuration, or the same words on another host; and alike in everything that is shown. */
function keysOf({ run, effect, findings, severity }: Entry): readonly [template: string, text: string] {
  const { by, type, when, index, certain, complete, interpreter, workingDir, onFailure, location } = run;
  const same = [
    effect,
    severity,
    by,
    type,
    when,
    certain,
    complete,
    interpreter,
    workingDir,
    onFailure,
    [...new Set(findings.map(({ ruleId, fix }) => ruleId + fix))],
  ];
  const text = JSON.stringify([...same, withoutHosts(run)]);
  return [location === null ? text : JSON.stringify([...same, location.file, location.line, index]), text];
}

const MOST_HOSTS = 20;

function withoutHosts({ command, hosts }: ReportedRun): string | null {
  if (command === null) return null;
  const names = hosts
    .slice(0, MOST_HOSTS)
    .filter((host) => host !== '')
    .sort((a, b) => b.length - a.length);
  return names.reduce((text, host) => text.replaceAll(host, '\u0000'), command);
}

function toGroup(entries: readonly Entry[]): readonly RunGroup[] {
  const [first, ...rest] = entries;
  if (!first) return [];
  const runs: RunGroup['runs'] = [first.run, ...rest.map(({ run }) => run)];
  const findings = [...new Set(entries.flatMap((entry) => entry.findings))];
  return [{ effect: first.effect, severity: first.severity, runs, findings, differ: differenceOf(runs) }];
}

function differenceOf(runs: readonly ReportedRun[]): RunGroup['differ'] {
  if (new Set(runs.map(({ command }) => command)).size === 1) return 'nothing';
  return new Set(runs.map(withoutHosts)).size === 1 ? 'hosts' : 'values';
}

function worstFirst(a: RunGroup, b: RunGroup): number {
  const byEffect = ORDER.indexOf(a.effect) - ORDER.indexOf(b.effect);
  return byEffect || rank(a.severity) - rank(b.severity) || compare(sortKey(a), sortKey(b));
}

const rank = (severity: Severity | null): number => (severity === null ? SEVERITIES.length : SEVERITIES.indexOf(severity));
const sortKey = ({ runs: [{ hosts, address, location, index }] }: RunGroup): string =>
  [hosts[0] ?? '', address, location?.file ?? '', String(location?.line ?? 0).padStart(7, '0'), String(index ?? 0).padStart(4, '0')].join(
    '\u0000',
  );
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
