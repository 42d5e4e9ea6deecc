import type { Report, Verdict } from '../report.ts';
import type { Style } from './colour.ts';
import { groupRuns } from './command-groups.ts';
import { plural } from './effect-words.ts';
import { createScreen, type Screen, type TextStyle } from './screen.ts';
import { renderGroups } from './text-commands.ts';
import { renderBlastRadius, renderCascades, renderFindings, renderSkipped, renderWaived } from './text-findings.ts';
import { explainVerdict, nextStep, notesOn } from './verdict-words.ts';

const VERDICT_STYLE = { unsafe: 'danger', unknown: 'danger', review: 'warning', safe: 'good' } satisfies Record<Verdict, Style>;

/** The report for a person at a terminal, or in a log: the verdict first, then why, worst first. Ends with a line end. */
export function renderText(report: Report, style: TextStyle): string {
  const screen = createScreen(style);
  const { groups, others } = groupRuns(report);
  const { commandRuns, skippedProvisioners, waived, cascades, findings, verdict } = report;
  const title = `${screen.symbols[verdict]} ${verdict.toUpperCase()}`;
  const sections = [
    [
      ...screen.paragraph([[VERDICT_STYLE[verdict], `${title}:`], ' ', ['strong', explainVerdict(report, groups, others)]], {
        first: 0,
        rest: 2,
      }),
      ...renderBlastRadius(screen, report),
    ],
    section(screen, cascades.length === 1 ? 'Why' : `Why: ${plural(cascades.length, 'cause')}`, renderCascades(screen, report)),
    [...about(screen, report), ...changes(screen, report)],
    section(
      screen,
      `Commands that this apply ${commandRuns.every(({ certain }) => certain) ? 'runs' : 'will or may run'}: ${commandRuns.length}`,
      renderGroups(screen, groups),
    ),
    section(
      screen,
      `${groups.length > 0 && others.length < findings.length ? 'Other findings' : 'Findings'}: ${others.length}`,
      renderFindings(screen, others),
    ),
    section(screen, `Looks armed, but does not run: ${skippedProvisioners.length}`, renderSkipped(screen, report)),
    section(screen, `Waived: ${waived.length}`, renderWaived(screen, report)),
    [...report.notes, ...notesOn(report)].flatMap((note) => screen.paragraph([['warning', 'note:'], ' ', note], { first: 0, rest: 2 })),
    nextStep(report).flatMap((line) => screen.paragraph([line], line.startsWith(' ') ? { first: 2, rest: 4 } : { first: 0, rest: 0 })),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n').replace(/\n+$/, ''))
    .join('\n\n')}\n`;
}

const section = (screen: Screen, title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [...screen.paragraph([['strong', title]], { first: 0, rest: 2 }), '', ...lines];

const PRODUCER = { terraform: 'Terraform', opentofu: 'OpenTofu', unknown: 'Terraform or OpenTofu' } satisfies Record<
  Report['subject']['producer'],
  string
>;

function about(
  screen: Screen,
  { subject: { name, kind, path, producer, terraformVersion, workspace, createdAt } }: Report,
): readonly string[] {
  const file = path === '-' ? 'standard input' : path;
  const parts = [
    kind === 'saved-plan' ? 'saved plan' : 'plan JSON',
    ` of ${name}`,
    workspace === null || workspace === 'default' ? '' : ` in workspace ${workspace}`,
    `, ${PRODUCER[producer]}${terraformVersion === null ? '' : ` ${terraformVersion}`}`,
    createdAt === null ? '' : `, made ${timeOf(createdAt)}`,
  ];
  return screen.paragraph([['accent', file], ': ', ...parts], { first: 2, rest: 4 });
}

/** `2026-01-10 17:21 UTC`; anything but a UTC time as it stands. */
const timeOf = (time: string): string => time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/, '$1 $2 UTC');

const CHANGES = [
  ['delete', 'to delete'],
  ['replace', 'to replace'],
  ['forget', 'to forget'],
  ['update', 'to update'],
  ['create', 'to create'],
  ['import', 'to import'],
  ['read', 'to read'],
  ['noop', 'unchanged'],
] as const satisfies readonly (readonly [keyof Report['summary'], string])[];

function changes(screen: Screen, { summary }: Report): readonly string[] {
  const parts = CHANGES.filter(([key]) => summary[key] > 0).map(([key, words]) => `${summary[key]} ${words}`);
  return screen.paragraph([parts.length === 0 ? 'no changes' : `changes: ${parts.join(', ')}`], { first: 2, rest: 4 });
}
