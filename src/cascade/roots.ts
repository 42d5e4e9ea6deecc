import { findQuotedText } from '../hcl/quoted-text.ts';
import type { ExpressionSource, SourceRange } from '../hcl/source.ts';
import type { CascadeRoot, Likelihood, RootKind, ValueDiff } from './cascade.ts';
import { HIDDEN } from './changed-values.ts';
import type { Edit, Entity } from './configuration-edits.ts';
import type { SourceEdit } from './edit-lookup.ts';
import { joinAddress, type ModuleInstance } from './module-instance.ts';

/** A root while its edits are gathered; one object for each cause. */
export type Root = {
  readonly id: string;
  readonly kind: RootKind;
  likelihood: Likelihood;
  readonly address: string | null;
  readonly range: SourceRange | null;
  /** Values of secret places are not shown. */
  readonly secret: boolean;
  readonly edits: Set<Edit>;
  /** For roots that are no edits. */
  readonly words: string;
  readonly diff: ValueDiff | null;
};

export type NewRoot = Pick<Root, 'id' | 'kind' | 'likelihood' | 'address' | 'range' | 'words'> & {
  readonly secret?: boolean;
  readonly diff?: ValueDiff | null;
};

export type Roots = {
  /** The root of that id; the first description stays, the greater likelihood counts. */
  readonly add: (root: NewRoot, edits?: readonly Edit[]) => Root;
};

const RANKS = { certain: 0, probable: 1, possible: 2 } satisfies Record<Likelihood, number>;
export const rankOf = ({ likelihood }: { readonly likelihood: Likelihood }): number => RANKS[likelihood];

export function createRoots(): Roots {
  const known = new Map<string, Root>();
  return {
    add: (root, edits = []) => {
      const found = known.get(root.id) ?? { secret: false, diff: null, ...root, edits: new Set<Edit>() };
      known.set(root.id, found);
      if (rankOf(root) < rankOf(found)) found.likelihood = root.likelihood;
      for (const edit of edits) found.edits.add(edit);
      return found;
    },
  };
}

const MOST_NAMED = 5;
/** Longer values are not quoted inside a sentence. */
const SHORT = 60;
const SECRET_NAME = /pass(?:word|wd|phrase)?$|secret|token|private_?key|api_?key|credential/i;

/** The root for readers. */
export function toCascadeRoot(root: Root): CascadeRoot {
  const { kind, likelihood, address, range, words, diff } = root;
  const edits = [...root.edits].sort((a, b) => a.range.line - b.range.line || (a.path.join('.') < b.path.join('.') ? -1 : 1));
  const [first] = edits;
  const shown = edits.map((edit) => ({ range: edit.within ?? edit.range, diff: toDiff(edit, root) }));
  const hint =
    kind === 'unknown'
      ? ''
      : likelihood === 'probable'
        ? kind === 'variable'
          ? ' (by the values)'
          : ' (by the values, since the earlier configuration is not given)'
        : likelihood === 'possible'
          ? ' (possibly: it feeds what changed)'
          : '';
  return {
    kind,
    likelihood,
    address,
    description: (first ? `${words}: ${describeEdits(edits, root)}` : words) + hint,
    range: first ? (first.within ?? first.range) : range && range.line > 0 ? range : null,
    edits: shown,
    diff: shown[0]?.diff ?? diff,
  };
}

function describeEdits(edits: readonly Edit[], root: Root): string {
  const named = edits.slice(0, MOST_NAMED).map((edit) => (edit.elements ? describeElements(edit, root) : describeEdit(edit, root)));
  const left = edits.length - named.length;
  return [...named, ...(left > 0 ? [`and ${left} more`] : [])].join(', ');
}

function describeElements(edit: Edit, root: Root): string {
  const elements = edit.elements ?? [];
  const named = elements.slice(0, MOST_NAMED).map(({ before, after }) => {
    const range = after?.range ?? before?.range ?? edit.range;
    const element = { path: edit.path, before, after, range, within: after ? null : range };
    return describeEdit(element, root, { isElement: true });
  });
  return [...named, ...(elements.length > named.length ? [`and ${elements.length - named.length} more`] : [])].join(', ');
}

function describeEdit(edit: Edit, root: Root, { isElement } = { isElement: false }): string {
  const name = edit.path.join('.');
  const { before, after } = toDiff(edit, root);
  const isShort = (text: string | null): text is string => text !== null && text.length <= SHORT && !text.includes('\n');
  const isPlain = (text: string | null): text is string => isShort(text) && !text.includes('{');
  const named = (text: string | null): string => [name, isPlain(text) ? text : ''].filter((part) => part !== '').join(' = ') || 'it';
  if (edit.within) return `removes ${isElement || name === '' ? named(before) : name} (it stood at ${edit.range.file}:${edit.range.line})`;
  if (edit.before === null) return `adds ${named(after)}`;
  return isShort(before) && isShort(after) ? `${name === '' ? '' : `${name} `}${before} -> ${after}` : `changes ${name || 'its value'}`;
}

function toDiff({ path, before, after }: Edit, { secret }: Root): ValueDiff {
  const hidden = secret || path.some((name) => SECRET_NAME.test(name));
  const print = (source: ExpressionSource | null): string | null => (source === null ? null : hidden ? HIDDEN : toSourceText(source));
  return { attribute: path.join('.'), before: print(before), after: print(after) };
}

const toSourceText = (source: ExpressionSource): string => (source.syntax === 'native' ? source.text : JSON.stringify(source.value));

/** What a name stands for: `local.x` in a module, a variable marked sensitive, … */
export type Named = { readonly module: ModuleInstance; readonly name: string; readonly entity: Entity | null };

export const addressOf = ({ module, name }: Pick<Named, 'module' | 'name'>): string => joinAddress(module.address, name);

/** Whether a name says that its value is a secret, or its `sensitive` argument does. */
export function isSecretName({ module, name }: Pick<Named, 'module' | 'name'>): boolean {
  const [kind = '', ...rest] = name.split('.');
  const own = rest.join('.');
  const named = kind === 'var' ? module.config?.variables.get(own) : kind === 'output' ? module.config?.outputs.get(own) : undefined;
  const mark = named?.body.attributes.get('sensitive')?.expression;
  return SECRET_NAME.test(name) || (mark !== undefined && (mark.syntax === 'native' ? mark.text.trim() !== 'false' : mark.value !== false));
}

/** The root for a call whose source changed. */
export function toSourceRoot({ callerKey, call, argument, before, after, range }: SourceEdit): NewRoot {
  const print = (value: SourceEdit['before']): string | null =>
    value === null || typeof value === 'string'
      ? value
      : value.syntax === 'native'
        ? (findQuotedText(value.text) ?? value.text)
        : JSON.stringify(value.value);
  const prefix =
    callerKey === ''
      ? ''
      : `${callerKey
          .split('.')
          .map((name) => `module.${name}`)
          .join('.')}.`;
  const diff = { attribute: argument, before: print(before), after: print(after) };
  return {
    id: `module-source|${callerKey}|${call}`,
    kind: 'module-source',
    likelihood: 'certain',
    address: `${prefix}module.${call}`,
    range,
    words: `the ${argument} of module.${call} changes: ${diff.before ?? 'none'} -> ${diff.after ?? 'none'}`,
    diff,
  };
}
