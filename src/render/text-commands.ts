import type { Finding } from '../report.ts';
import type { Severity } from '../rule.ts';
import type { Style } from './colour.ts';
import { excerptCommand } from './command-excerpt.ts';
import type { ReportedRun, RunGroup } from './command-groups.ts';
import { headingOf, listed, plural } from './effect-words.ts';
import type { Screen, Span } from './screen.ts';

export const SEVERITY_STYLE = { critical: 'danger', high: 'danger', medium: 'warning', low: 'faint' } satisfies Record<Severity, Style>;

/** More runs that are alike than these become one line. */
const MOST_ROWS = 6;
const MOST_HOSTS = 20;

/** One block for each group: what it does, where it runs, its text, what to do instead. The same advice is spelled out once. */
export function renderGroups(screen: Screen, groups: readonly RunGroup[]): readonly string[] {
  const given = new Set<string>();
  return groups.flatMap((group) => {
    const advice = fixesOf(group).map((fix) => (given.has(fix) ? 'as above' : fix));
    for (const fix of fixesOf(group)) given.add(fix);
    const instead = [...new Set(advice)].flatMap((text) => screen.paragraph([['good', 'instead:'], ' ', text], { first: 4, rest: 6 }));
    return [...heading(screen, group), ...places(screen, group), ...commandText(screen, group), ...remarks(screen, group), ...instead, ''];
  });
}

const fixesOf = ({ findings, severity }: RunGroup): readonly string[] =>
  severity === 'low' ? [] : [...new Set(findings.map(({ fix }) => fix))];

function heading(screen: Screen, { effect, severity, runs }: RunGroup): readonly string[] {
  const hosts = new Set(runs.flatMap((run) => run.hosts)).size;
  const style = severity === null ? 'strong' : SEVERITY_STYLE[severity];
  const spans: Span[] = severity === null ? [] : [[style, `${severity}:`], ' '];
  const count = `${plural(runs.length, 'command')}${hosts > 1 ? ` on ${hosts} hosts` : ''}`;
  return screen.paragraph([...spans, ['strong', headingOf(effect)], ['faint', effect === 'harmless' ? '' : ` (${effect})`], `: ${count}`], {
    first: 2,
    rest: 4,
  });
}

/** Where the block stands and when it runs; then one row for each instance, or one for all. */
function places(screen: Screen, group: RunGroup): readonly string[] {
  const [first] = group.runs;
  const spots = [...new Set(group.runs.map(placeOf))];
  const where: Span[] = spots.length === 1 ? [['accent', spots[0] ?? ''], ', '] : [];
  const lines = screen.paragraph([...where, ...describe(first)], { first: 4, rest: 6 });
  return [...lines, ...(group.runs.length > MOST_ROWS ? together(screen, group, spots) : rows(screen, group, spots.length > 1))];
}

const placeOf = ({ location }: ReportedRun): string => (location === null ? 'source line not known' : `${location.file}:${location.line}`);

const MOMENT = {
  destroy: 'on destroy',
  create: 'on create',
  'before-create': 'before create',
  'after-create': 'after create',
  'before-update': 'before update',
  'after-update': 'after update',
  'before-destroy': 'before destroy',
  'after-destroy': 'after destroy',
  invoke: 'invoked by hand',
  read: 'when it is read',
} satisfies Record<ReportedRun['when'], string>;

function describe({ by, type, when, certain, interpreter, workingDir, onFailure }: ReportedRun): readonly Span[] {
  const kind = { provisioner: type, action: `action ${type}`, 'data-source': `data source ${type}` } satisfies Record<
    ReportedRun['by'],
    string
  >;
  return [
    `${kind[by]} ${MOMENT[when]}`,
    certain ? '' : ', may be left out',
    interpreter === null ? '' : `, through ${JSON.stringify(interpreter)}`,
    workingDir === null ? '' : `, in ${workingDir}`,
    onFailure === 'continue' ? ', goes on when it fails' : '',
  ];
}

function rows(screen: Screen, { runs }: RunGroup, withPlace: boolean): readonly string[] {
  return runs.flatMap((run) => {
    const hosts: Span[] = run.hosts.length === 0 ? [] : [' on ', ['strong', listed(run.hosts, MOST_HOSTS)]];
    const place: Span[] = withPlace ? [', ', ['accent', placeOf(run)]] : [];
    const trigger = run.trigger === null ? '' : ` (because of ${run.trigger})`;
    return screen.paragraph([run.address, ...hosts, trigger, ...place], { first: 6, rest: 8 });
  });
}

function together(screen: Screen, { runs }: RunGroup, spots: readonly string[]): readonly string[] {
  const hosts = [...new Set(runs.flatMap((run) => run.hosts))];
  const first = runs[0].address;
  const last = runs.at(-1)?.address ?? first;
  const range = first === last ? first : `${first} ${screen.symbols.more} ${last}`;
  const place: Span[] = spots.length > 1 ? [', ', ['accent', listed(spots, 3)]] : [];
  const lines = screen.paragraph([['strong', `${runs.length} ${screen.symbols.times}`], ' ', range, ...place], { first: 6, rest: 8 });
  return hosts.length === 0
    ? lines
    : [...lines, ...screen.paragraph(['on ', ['strong', listed(hosts, MOST_HOSTS)]], { first: 6, rest: 8 })];
}

function commandText(screen: Screen, { runs, differ, effect, severity }: RunGroup): readonly string[] {
  const [{ command, effects }] = runs;
  if (command === null || command.trim() === '')
    return screen.paragraph([command === null ? 'nothing of its command is known' : 'its command is empty'], { first: 6, rest: 8 });
  const { lines } = excerptCommand(command, detailsOf(effects));
  const { bar, mark, more } = screen.symbols;
  const style = severity === 'low' || effect === 'harmless' ? null : 'warning';
  const shown = lines.flatMap(({ kind, text }) => {
    if (kind === 'gap') return screen.verbatim(`${more} ${text}`, { indent: 6, gutter: bar, style: 'faint' });
    const danger = kind === 'danger' && style !== null;
    return screen.verbatim(text, { indent: 6, gutter: danger ? mark : bar, style: danger ? style : null });
  });
  if (differ === 'nothing') return shown;
  const others = runs.length === 2 ? 'the other differs' : `the other ${runs.length - 1} differ`;
  return [
    ...shown,
    ...screen.paragraph([['faint', `this is the first; ${others} in ${differ === 'hosts' ? 'the host' : 'values'} only`]], {
      first: 6,
      rest: 8,
    }),
  ];
}

const detailsOf = (effects: ReportedRun['effects']): readonly string[] => effects.map(({ detail }) => detail);

/** What the command's own text does not tell: why it cannot be read, when it is left out, in which script the damage stands. */
function remarks(screen: Screen, { runs: [first], findings }: RunGroup): readonly string[] {
  const shown = first.command !== null && excerptCommand(first.command, detailsOf(first.effects)).showsEffects;
  const told = (finding: Finding): boolean => finding.ruleId !== 'unreadable-command' && first.certain && shown;
  const own = findings.filter((finding) => finding.address === first.address && !told(finding));
  const reasons = own.map(({ message, address }) =>
    address !== null && message.startsWith(`${address}: `) ? message.slice(address.length + 2) : message,
  );
  const unresolved = first.unresolved.length === 0 ? [] : [`not known before the apply: ${listed(first.unresolved, 5)}`];
  return [...new Set([...reasons, ...unresolved])].flatMap((text) =>
    screen.paragraph([['warning', 'note:'], ' ', text], { first: 4, rest: 6 }),
  );
}
