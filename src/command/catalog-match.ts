import type { CatalogProgram, CatalogRow } from '../../rules/catalog/catalog-program.ts';
import { flagHolds } from './arguments.ts';
import type { Arguments } from './arguments.ts';

/** A row that fits, and the words after its verb. */
export type Match = { readonly row: CatalogRow; readonly rest: readonly string[] };

/** The first row that fits the words and flags. */
export function matchRow(program: CatalogProgram, args: Arguments, words: readonly string[]): Match | null {
  const forms = program.kubernetesResources === true ? resourceForms(args.positionals) : [args.positionals];
  for (const row of program.rows) {
    for (const form of forms) {
      const consumed = matchVerb(row.verb === '' ? [] : row.verb.split(' '), form);
      if (consumed !== null && conditionsHold(row, args, words)) return { row, rest: form.slice(consumed) };
    }
  }
  return null;
}

/** How many words the verb takes; null: it does not fit. `**` takes as few as it can. */
function matchVerb(segments: readonly string[], words: readonly string[], from = 0): number | null {
  const [segment, ...rest] = segments;
  if (segment === undefined) return from;
  if (segment === '**') {
    for (let at = from; at <= words.length; at++) {
      const end = matchVerb(rest, words, at);
      if (end !== null) return end;
    }
    return null;
  }
  const word = words[from];
  return word !== undefined && segment.split('|').some((wanted) => matchWord(wanted, word)) ? matchVerb(rest, words, from + 1) : null;
}

const matchWord = (wanted: string, word: string): boolean =>
  wanted === '*' || (wanted.endsWith('*') ? word.startsWith(wanted.slice(0, -1)) : wanted === word);

function conditionsHold({ with: wanted, without, contains }: CatalogRow, args: Arguments, words: readonly string[]): boolean {
  if (wanted && !wanted.some((flag) => flagHolds(args, flag))) return false;
  if (without?.some((flag) => flagHolds(args, flag)) === true) return false;
  return contains === undefined || words.some((word) => word.toLowerCase().includes(contains));
}

/**
 * kubectl's ways to write a resource: `pvc/data`, `nodes.v1`, `ns,pvc`. One form per type, so that each type finds its row.
 * Source: https://kubernetes.io/docs/reference/kubectl/#syntax
 */
function resourceForms(positionals: readonly string[]): readonly (readonly string[])[] {
  const [verb, ...words] = positionals;
  const at = words.findIndex((word) => /[/,.]/.test(word));
  if (verb === undefined || at < 0 || at > 1) return [positionals.map((word, index) => (index === 1 ? word.toLowerCase() : word))];
  const before = [verb, ...words.slice(0, at)];
  const word = words[at] ?? '';
  if (word.includes('/')) {
    // `delete node/a node/b`: all of the words have this form.
    const pairs = words.slice(at).map((pair) => pair.split('/'));
    return pairs.flatMap(([type = '', ...name]) =>
      typeForms(type).map((form) => [
        ...before,
        form,
        ...(name.length > 0 ? [name.join('/')] : []),
        ...words.slice(at + 1).map((other) => other.slice(other.indexOf('/') + 1)),
      ]),
    );
  }
  if (at > 0) return [positionals];
  return word.split(',').flatMap((type) => typeForms(type).map((form) => [...before, form, ...words.slice(at + 1)]));
}

/** With its group and without: `clusters.cluster.x-k8s.io`, `clusters`. */
const typeForms = (type: string): readonly string[] =>
  type.includes('.') ? [type.toLowerCase(), type.slice(0, type.indexOf('.')).toLowerCase()] : [type.toLowerCase()];
