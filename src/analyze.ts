import { createHash } from 'node:crypto';
import type { Cascade } from './cascade/cascade.ts';
import { toReportedPath } from './cascade/reported-path.ts';
import type { BlastRadius } from './cluster/blast-radius.ts';
import type { Configuration } from './hcl/configuration.ts';
import type { SourceRange } from './hcl/source.ts';
import type { CommandRun } from './run/command-run.ts';
import type { Finding, Report } from './report.ts';
import { type Rule, type RuleFinding, SEVERITIES } from './rule.ts';
import type { Subject } from './subject.ts';
import { type FailLevel, toVerdict } from './verdict.ts';

/** What the report says of the input itself; the rest of it follows from the subject. */
export type About = {
  readonly tool: Report['tool'];
  readonly subject: Report['subject'];
  readonly failOn: FailLevel;
  readonly notes: readonly string[];
};

/**
 * Judges a subject by the rules: pure, the same report for the same subject.
 * A rule that throws is a fault of ours and ends the run; it never counts as "nothing found".
 */
export function analyze(subject: Subject, rules: readonly Rule[], { tool, subject: about, failOn, notes }: About): Report {
  const judged = rules.flatMap((rule) =>
    rule.check(subject).map((found) => ({ finding: toFinding(rule, found), undecided: found.undecided === true })),
  );
  judged.sort((a, b) => worstFirst(a.finding, b.finding));
  const { commandRuns, plan } = subject;
  return {
    formatVersion: '1.0',
    tool,
    subject: about,
    configuration: describeConfiguration(subject.configuration),
    verdict: toVerdict({
      findings: judged.map(({ finding: { severity }, undecided }) => ({ severity, undecided })),
      commandRuns,
      summary: plan.summary,
      failOn,
    }),
    summary: plan.summary,
    findings: judged.map(({ finding }) => finding),
    waived: [],
    commandRuns: commandRuns.map(toReportedRun),
    skippedProvisioners: [...subject.skippedProvisioners],
    cascades: subject.cascades.map(toReportedCascade),
    notes: [...notes],
    blastRadius: toReportedBlastRadius(subject.blastRadius),
  };
}

function toFinding(rule: Rule, found: RuleFinding): Finding {
  const { address, message, range } = found;
  const bound = [rule.id, address ?? '', ...(found.binds ?? [])];
  const fingerprint = createHash('sha256').update(JSON.stringify(bound)).digest('hex').slice(0, 16);
  return {
    ruleId: rule.id,
    severity: found.severity ?? rule.severity,
    address,
    message,
    fix: found.fix ?? rule.fix,
    fingerprint,
    location: toLocation(range),
  };
}

function worstFirst(a: Finding, b: Finding): number {
  const bySeverity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  if (bySeverity !== 0) return bySeverity;
  return compare(a.address ?? '', b.address ?? '') || compare(a.ruleId, b.ruleId) || compare(a.message, b.message);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const toLocation = (range: SourceRange | null): Finding['location'] => (range ? { file: range.file, line: range.line } : null);

const describeConfiguration = (configuration: Configuration | null): Report['configuration'] =>
  configuration ? { from: configuration.from, complete: configuration.complete } : { from: 'none', complete: false };

function toReportedRun(run: CommandRun): Report['commandRuns'][number] {
  const { by, address, trigger, when, type, index, certain, command, complete, masked, workingDir, onFailure, reading } = run;
  return {
    by,
    address,
    trigger,
    when,
    type,
    index,
    certain,
    command,
    complete,
    unresolved: [...run.unresolved],
    masked,
    interpreter: run.interpreter === null ? null : [...run.interpreter],
    workingDir,
    hosts: [...reading.hosts],
    effects: reading.effects.map(({ kind, detail }) => ({ kind, detail })),
    onFailure,
    location: toLocation(run.location),
  };
}

function toReportedCascade(cascade: Cascade): Report['cascades'][number] {
  const { root, ends } = cascade;
  return {
    root: { address: root.address, description: root.description, location: toLocation(root.range) },
    path: [...toReportedPath(cascade)],
    ends: [...ends],
  };
}

function toReportedBlastRadius({ total, affected, hits, groups, controlPlane }: BlastRadius): Report['blastRadius'] {
  const planes = new Map(
    groups.filter(({ kind, what }) => kind === 'role' && what === 'control-plane').map((plane) => [plane.cluster, plane.total]),
  );
  return {
    nodes: { total, affected, names: hits.filter((hit) => hit.affected > 0).map(({ node }) => node.name) },
    controlPlane: controlPlane && {
      total: controlPlane.total,
      affected: controlPlane.affected,
      quorum: controlPlane.quorum.majority,
      lost: controlPlane.quorum.lost,
    },
    // A control plane that holds etcd itself is not shown twice.
    groups: groups
      .filter(({ kind, what, cluster, total }) => kind !== 'quorum' || what !== 'etcd' || planes.get(cluster) !== total)
      .map(({ what, cluster, total, affected }) => ({ name: cluster === '' ? what : `${what} of ${cluster}`, total, affected })),
  };
}
