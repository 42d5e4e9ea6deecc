import { EXIT } from '../errors.ts';
import type { Finding, Report, Verdict } from '../report.ts';
import { grouped, type RunGroup } from './command-groups.ts';
import { plural, wouldDo } from './effect-words.ts';

type Explain = (report: Report, groups: readonly RunGroup[], others: readonly Finding[]) => string;

/** The verdict's reason in one sentence. `groups` and `others` come from `groupRuns`. */
export const explainVerdict: Explain = (report, groups, others) => EXPLAIN[report.verdict](report, groups, others);

const EXPLAIN = {
  unsafe: (report, groups, others) => {
    const worst = report.findings[0]?.severity;
    const deeds = deedsOf(groups.filter(({ severity }) => severity === worst || severity === 'critical' || severity === 'high'));
    if (deeds.length > 0) return `this apply would ${joined(deeds)}`;
    return others[0]?.message ?? 'findings block this apply';
  },
  unknown: (report, _groups, others) => {
    const [first] = [...others, ...report.findings];
    return first === undefined ? 'this apply could not be judged' : `this apply could not be judged: ${first.message}`;
  },
  review: (report, groups) => {
    const { summary, findings, commandRuns } = report;
    const gone = summary.delete + summary.replace;
    const deeds = deedsOf(groups.filter(({ effect }) => effect !== 'harmless'));
    const serious = findings.filter(({ severity }) => severity !== 'low').length;
    const parts = [
      commandRuns.length === 0 ? 'this apply runs no command' : '',
      deeds.length > 0 ? `this apply would ${joined(deeds)}` : '',
      gone > 0 ? `${plural(gone, 'object')} ${gone === 1 ? 'is' : 'are'} deleted or replaced` : '',
      deeds.length === 0 && serious > 0 ? `${plural(serious, 'finding')} to read` : '',
    ];
    return parts.filter((part) => part !== '').join('; ') || 'read what follows before you apply';
  },
  safe: ({ commandRuns: { length } }) => {
    const commands = length === 0 ? 'runs no command' : `runs ${plural(length, 'command')}, recognised as harmless,`;
    return `this apply ${commands} and deletes or replaces nothing`;
  },
} satisfies Record<Verdict, Explain>;

const deedsOf = (groups: readonly RunGroup[]): readonly string[] =>
  grouped(groups, ({ effect }) => effect).flatMap((alike) =>
    alike[0]
      ? [
          wouldDo(
            alike[0].effect,
            alike.flatMap(({ runs }) => runs),
          ),
        ]
      : [],
  );

const MOST_DEEDS = 2;

function joined(deeds: readonly string[]): string {
  const [first = '', second] = deeds;
  if (second === undefined) return first;
  return deeds.length === MOST_DEEDS ? `${first} and ${second}` : `${first}, ${second} and more`;
}

/** What a reader must know to read the rest: what was not looked at, and what stands for what. */
export function notesOn({ configuration, findings, commandRuns }: Report): readonly string[] {
  const told = findings.some(({ ruleId }) => ruleId === 'source-not-given');
  const notes: string[] = [];
  if (configuration.from === 'none' && !told)
    notes.push(
      'no sources were given, so destroy-time commands cannot be shown: pass the saved plan, or name the root module with --config DIR',
    );
  if (configuration.from !== 'none' && !configuration.complete && !told)
    notes.push(
      'the sources of some modules are not there, so their commands cannot be shown: run `terraform init` in the root module, or pass the saved plan',
    );
  if (commandRuns.some(({ masked }) => masked)) notes.push('<sensitive> stands for secret values; the commands get the real ones');
  if (commandRuns.some(({ complete }) => !complete))
    notes.push('<expression> stands for parts of a command that are not known before the apply');
  return notes;
}

/** The exit code in words, and what to do now; where it may be applied, the command for that on a line of its own. */
export const nextStep = (report: Report): readonly string[] => NEXT[report.verdict](report);

const NEXT = {
  unsafe: () => [
    `Exit code ${EXIT.blocked}, blocked: do not apply this plan. Change the configuration, plan again, and check the new plan.`,
  ],
  unknown: () => [`Exit code ${EXIT.unknown}, not judged: nothing says that this plan is safe. Give what is missing, then check again.`],
  review: (report) => [
    `Exit code ${EXIT.ok}: nothing at or above the fail level. Read the above, then apply exactly this plan:`,
    ...applyCommand(report),
  ],
  safe: (report) => [`Exit code ${EXIT.ok}: nothing stands against it. Apply exactly this plan:`, ...applyCommand(report)],
} satisfies Record<Verdict, (report: Report) => readonly string[]>;

/** Only a path that no shell and no option parser reads differently is given to be copied. */
function applyCommand({ subject: { kind, path, producer } }: Report): readonly string[] {
  const plain = kind === 'saved-plan' && /^[\w./][\w./-]*$/.test(path);
  return [`  ${producer === 'opentofu' ? 'tofu' : 'terraform'} apply ${plain ? path : 'PLAN'}`];
}
