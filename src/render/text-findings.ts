import type { Finding, Report } from '../report.ts';
import { grouped } from './command-groups.ts';
import { listed, plural } from './effect-words.ts';
import type { Screen, Span } from './screen.ts';
import { SEVERITY_STYLE } from './text-commands.ts';

const MOST_MESSAGES = 5;
const MOST_ADDRESSES = 6;

/** Findings that do not speak of a command shown above; those of one rule together, with the way out of the first. */
export function renderFindings(screen: Screen, findings: readonly Finding[]): readonly string[] {
  const groups = grouped(findings, ({ severity, ruleId }) => JSON.stringify([severity, ruleId]));
  return groups.flatMap((alike) => {
    const [{ severity, ruleId, fix, address } = { severity: 'low', ruleId: '', fix: '', address: null } as const] = alike;
    const isShared = alike.every((other) => other.fix === fix);
    const instead = isShared ? 'instead:' : `instead, for ${address ?? 'the first'} (the others alike):`;
    const count = alike.length > 1 ? ` (${alike.length})` : '';
    const messages = alike.slice(0, MOST_MESSAGES).flatMap(({ message, location }) => {
      const place: Span[] = location === null ? [] : [['accent', `${location.file}:${location.line}`], ' '];
      return screen.paragraph([...place, message], { first: 4, rest: 6 });
    });
    const left = alike.length - MOST_MESSAGES;
    return [
      ...screen.paragraph([[SEVERITY_STYLE[severity], `${severity}:`], ' ', ['strong', ruleId], count], { first: 2, rest: 4 }),
      ...messages,
      ...(left > 0 ? screen.paragraph([['faint', `and ${left} more`]], { first: 4, rest: 6 }) : []),
      ...screen.paragraph([['good', instead], ' ', fix], { first: 4, rest: 6 }),
      '',
    ];
  });
}

/** Provisioners that look armed, by the reason why they do not run: a reader who knows them would miss them above. */
export function renderSkipped(screen: Screen, { skippedProvisioners }: Report): readonly string[] {
  const groups = grouped(skippedProvisioners, ({ reason, type, when }) => JSON.stringify([reason, type, when]));
  return groups.flatMap((alike) => {
    const [first] = alike;
    const addresses = listed([...new Set(alike.map(({ address }) => address))], MOST_ADDRESSES);
    return [
      ...screen.paragraph([addresses, ['faint', ` (${first?.type ?? ''} on ${first?.when ?? ''})`]], { first: 2, rest: 4 }),
      ...screen.paragraph([first?.reason ?? ''], { first: 4, rest: 6 }),
    ];
  });
}

/** Findings that somebody has accepted, with the reason and until when. */
export function renderWaived(screen: Screen, { waived }: Report): readonly string[] {
  return waived.flatMap(({ severity, ruleId, address, message, waiver }) => [
    ...screen.paragraph([[SEVERITY_STYLE[severity], `${severity}:`], ' ', ['strong', ruleId], ' ', address ?? message], {
      first: 2,
      rest: 4,
    }),
    ...screen.paragraph([`accepted until ${waiver.expires}${waiver.owner === undefined ? '' : ` by ${waiver.owner}`}: ${waiver.reason}`], {
      first: 4,
      rest: 6,
    }),
  ]);
}

const MOST_CASCADES = 5;

/** From the edit, through the steps it takes, to what it ends in. */
export function renderCascades(screen: Screen, { cascades }: Report): readonly string[] {
  const shown = cascades.slice(0, MOST_CASCADES).flatMap(({ root, path, ends }) => {
    const place: Span[] = root.location === null ? [] : [['accent', `${root.location.file}:${root.location.line}`], ' '];
    const end = ends.length === 0 ? [] : [listed(byBlock(ends), MOST_ADDRESSES)];
    const steps = [...path, ...end].map((step) => screen.paragraph([screen.symbols.arrow, ' ', step], { first: 4, rest: 7 }));
    return [...screen.paragraph([...place, root.description], { first: 2, rest: 4 }), ...steps.flat()];
  });
  const left = cascades.length - MOST_CASCADES;
  return left > 0
    ? [...shown, ...screen.paragraph([['faint', `and ${plural(left, 'more cause')} (--format json shows all)`]], { first: 2, rest: 4 })]
    : shown;
}

/** Instances of one block as one: `null_resource.reset (5 instances)`. */
function byBlock(addresses: readonly string[]): readonly string[] {
  const blocks = grouped(addresses, (address) => address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/, ''));
  return blocks.map((alike) =>
    alike.length === 1 ? (alike[0] ?? '') : `${(alike[0] ?? '').replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/, '')} (${alike.length} instances)`,
  );
}

/** `hits 5 of 5 machines, 3 of 3 control planes, quorum 2 lost`; nothing where no machine is known. */
export function renderBlastRadius(screen: Screen, { verdict, blastRadius: { nodes, controlPlane, groups } }: Report): readonly string[] {
  if (nodes.total === 0 && controlPlane === null && groups.length === 0) return [];
  // What could not be judged may hit any of them.
  if (nodes.affected === 0 && verdict === 'unknown') return [];
  if (nodes.affected === 0)
    return screen.paragraph([['strong', 'hits '], `none of ${plural(nodes.total, 'machine')}`], { first: 2, rest: 4 });
  const hit = (of: { affected: number; total: number }, noun: string): string => `${of.affected} of ${plural(of.total, noun)}`;
  const spans: Span[] = [['strong', 'hits '], hit(nodes, 'machine')];
  if (controlPlane !== null) {
    spans.push(`, ${hit(controlPlane, 'control plane')}`);
    spans.push(controlPlane.lost ? ['danger', `, quorum ${controlPlane.quorum} lost`] : `, quorum ${controlPlane.quorum} kept`);
  }
  for (const { name, affected, total } of groups) {
    const isSaid =
      controlPlane !== null && name.startsWith('control-plane') && total === controlPlane.total && affected === controlPlane.affected;
    if (affected > 0 && !isSaid) spans.push(`, ${affected} of ${total} in ${name}`);
  }
  return screen.paragraph(spans, { first: 2, rest: 4 });
}
