import type { Mask } from '../masker.ts';
import type { Finding, Report } from '../report.ts';

type Location = Finding['location'];

/**
 * Hides secrets in everything of a report that came from a plan or a source file. Keys, verdicts, kinds, counts and lines stay,
 * so that a secret that happens to be the word `high` does not break the contract.
 */
export function maskReport(report: Report, mask: Mask): Report {
  const hide = (text: string): string => mask(text).text;
  const maybe = (text: string | null): string | null => (text === null ? null : hide(text));
  const all = (texts: readonly string[]): string[] => texts.map(hide);
  const place = (location: Location): Location => (location === null ? null : { ...location, file: hide(location.file) });
  const finding = <F extends Finding>(found: F): F => ({
    ...found,
    address: maybe(found.address),
    message: hide(found.message),
    fix: hide(found.fix),
    location: place(found.location),
  });
  const { subject, cascades, blastRadius } = report;
  return {
    ...report,
    subject: {
      ...subject,
      name: hide(subject.name),
      path: hide(subject.path),
      workspace: maybe(subject.workspace),
      backend: maybe(subject.backend),
    },
    findings: report.findings.map(finding),
    waived: report.waived.map((waived) => ({ ...finding(waived), waiver: { ...waived.waiver, reason: hide(waived.waiver.reason) } })),
    commandRuns: report.commandRuns.map((run) => ({
      ...run,
      address: hide(run.address),
      trigger: maybe(run.trigger),
      command: maybe(run.command),
      masked: run.masked || (run.command !== null && mask(run.command).masked),
      unresolved: all(run.unresolved),
      interpreter: run.interpreter === null ? null : all(run.interpreter),
      workingDir: maybe(run.workingDir),
      hosts: all(run.hosts),
      effects: run.effects.map(({ kind, detail }) => ({ kind, detail: hide(detail) })),
      location: place(run.location),
    })),
    skippedProvisioners: report.skippedProvisioners.map((skipped) => ({
      ...skipped,
      address: hide(skipped.address),
      reason: hide(skipped.reason),
    })),
    notes: all(report.notes),
    cascades: cascades.map(({ root, path, ends }) => ({
      root: { address: maybe(root.address), description: hide(root.description), location: place(root.location) },
      path: all(path),
      ends: all(ends),
    })),
    blastRadius: {
      ...blastRadius,
      nodes: { ...blastRadius.nodes, names: all(blastRadius.nodes.names) },
      groups: blastRadius.groups.map((group) => ({ ...group, name: hide(group.name) })),
    },
  };
}
