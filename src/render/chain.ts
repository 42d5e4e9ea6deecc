import type { Cascade, CascadeRoot, CascadeStep } from '../cascade/cascade.ts';
import type { SourceRange } from '../hcl/source.ts';
import { createScreen, type Indent, type Screen, type Span, type TextStyle } from './screen.ts';
import { toDiffLines } from './value-diff.ts';

/** Why one object changes; all texts masked. `commands`: what it runs. */
export type Explanation = {
  readonly address: string;
  readonly cascades: readonly Cascade[];
  readonly commands: readonly { readonly head: string; readonly lines: readonly string[] }[];
};

/** A step with what it comes from. Ways that begin alike share their beginning. */
type Branch = { readonly step: CascadeStep; readonly causes: Branch[]; readonly roots: CascadeRoot[] };

const UNICODE = { fork: '├─ ', last: '└─ ', bar: '│  ', blank: '   ' };
const ASCII: typeof UNICODE = { fork: '|- ', last: '`- ', bar: '|  ', blank: '   ' };
/** Further steps stand at the same depth. */
const DEEPEST = 20;

/** The chain from an object back to the edits behind it, as a tree: what happens on top, each cause below, `file:line` on every step. */
export function renderChain({ address, cascades, commands }: Explanation, style: TextStyle): string {
  const screen = createScreen(style);
  const glyphs = style.unicode ? UNICODE : ASCII;
  const tree = toTree(cascades);
  const lines: string[] = [];
  const open: { readonly item: Branch | CascadeRoot; readonly lead: string; readonly isLast: boolean; readonly depth: number }[] = tree
    .map((item) => ({ item, lead: '', isLast: true, depth: 0 }))
    .reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    const { item, lead, isLast, depth } = next;
    const own = depth === 0 ? '' : lead + (isLast ? glyphs.last : glyphs.fork);
    const below = depth === 0 ? '' : depth > DEEPEST ? lead : lead + (isLast ? glyphs.blank : glyphs.bar);
    const isBranch = 'step' in item;
    const hasMore = isBranch && item.causes.length + item.roots.length > 0;
    const rest = below + (hasMore ? glyphs.bar : glyphs.blank);
    const indent = { first: own.length, rest: rest.length };
    lines.push(...led(isBranch ? stepLines(screen, item.step, indent) : rootLines(screen, item, indent), own, rest));
    if (!isBranch) continue;
    const under = [...item.roots, ...item.causes];
    open.push(
      ...under.map((inner, index) => ({ item: inner, lead: below, isLast: index === under.length - 1, depth: depth + 1 })).reverse(),
    );
  }
  const runs = commands.flatMap(({ head, lines: text }) => [
    '',
    ...screen.paragraph([['strong', 'runs'], ' ', head], { first: 0, rest: 2 }),
    ...text.flatMap((line) => screen.verbatim(line, { indent: 2, gutter: screen.symbols.bar, style: null })),
  ]);
  const nothing = tree.length === 0 ? screen.paragraph([['strong', address], ': no cause can be shown'], { first: 0, rest: 2 }) : [];
  return `${[...nothing, ...lines, ...runs].join('\n')}\n`;
}

/** Puts the tree's glyphs before lines that were laid out with room for them. */
const led = (lines: readonly string[], own: string, rest: string): readonly string[] =>
  lines.map((line, index) => ((index === 0 ? own : rest) + line.slice(index === 0 ? own.length : rest.length)).trimEnd());

function toTree(cascades: readonly Cascade[]): readonly Branch[] {
  const tops: Branch[] = [];
  for (const { root, steps } of cascades) {
    let level = tops;
    let at: Branch | null = null;
    for (const step of [...steps].reverse()) {
      const same: Branch = level.find((branch) => branch.step.address === step.address && branch.step.what === step.what) ?? {
        step,
        causes: [],
        roots: [],
      };
      if (!level.includes(same)) level.push(same);
      [at, level] = [same, same.causes];
    }
    at?.roots.push(root);
  }
  return tops;
}

function stepLines(screen: Screen, { address, what, range, values }: CascadeStep, indent: Indent): readonly string[] {
  const hidden = values !== null && values.before === values.after ? ` (${values.after ?? 'none'})` : '';
  const head = screen.paragraph([['strong', address], ' ', what + hidden, ...place(range)], indent);
  return values === null || hidden !== '' ? head : [...head, ...diffOf(screen, values, indent.rest)];
}

function rootLines(screen: Screen, { description, range, edits, diff, kind }: CascadeRoot, indent: Indent): readonly string[] {
  const style = kind === 'unknown' ? 'warning' : 'good';
  const head = screen.paragraph([[style, WORDS[kind]], ' ', description, ...place(range)], indent);
  // Short values stand in the description.
  const shown = edits.filter((edit) => !isSaid(description, edit.diff));
  if (edits.length === 0) return diff === null || isSaid(description, diff) ? head : [...head, ...diffOf(screen, diff, indent.rest)];
  const inner = { first: indent.rest, rest: indent.rest };
  const titleOf = (edit: (typeof edits)[number]): readonly string[] =>
    edits.length === 1 ? [] : screen.paragraph([edit.diff.attribute, ...place(edit.range)], inner);
  return [...head, ...shown.slice(0, MOST_EDITS).flatMap((edit) => [...titleOf(edit), ...diffOf(screen, edit.diff, indent.rest)])];
}

const MOST_EDITS = 10;

const isSaid = (description: string, { before, after }: NonNullable<CascadeRoot['diff']>): boolean =>
  [before, after].every((text) => text === null || (text !== '' && description.includes(text)));

const WORDS = {
  edit: 'edited:',
  variable: 'from outside:',
  'module-source': 'edited:',
  removed: 'removed:',
  drift: 'drift:',
  taint: 'tainted:',
  request: 'asked for:',
  renewal: 'renewed:',
  deposed: 'left over:',
  file: 'perhaps:',
  'data-source': 'perhaps:',
  unknown: 'not known:',
} satisfies Record<CascadeRoot['kind'], string>;

const place = (range: SourceRange | null): readonly Span[] => (range ? [' ', ['accent', `${range.file}:${range.line}`]] : []);

function diffOf(screen: Screen, values: NonNullable<CascadeStep['values']>, indent: number): readonly string[] {
  const styles = { '-': 'warning', '+': 'good', ' ': 'faint' } as const;
  return toDiffLines(values).flatMap(({ sign, text }) => screen.verbatim(text, { indent, gutter: sign, style: styles[sign] }));
}
