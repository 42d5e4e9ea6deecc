import { CATALOG } from '../../rules/catalog/command-catalog.ts';
import type { CatalogProgram, CatalogRow, HostPlace } from '../../rules/catalog/catalog-program.ts';
import { WRAPPERS } from '../../rules/catalog/wrappers.ts';
import { flagHolds, flagValues, parseArguments } from './arguments.ts';
import type { Arguments, FlagShape } from './arguments.ts';
import { matchRow } from './catalog-match.ts';
import type { Match } from './catalog-match.ts';
import { toHosts } from './host-name.ts';
import type { Invocation, Output, Reader } from './reader.ts';
import { hasUnknown, isUnknown } from './unknown-part.ts';

const BY_NAME = new Map<string, CatalogProgram>();
for (const program of CATALOG) for (const name of program.programs) BY_NAME.set(name, program);
const WRAPPER_NAMES = new Set(WRAPPERS.flatMap(({ programs }) => programs));
// Read by their paths, requests or statements instead of rows; a name here is known although it has no row.
const SHAPES = new WeakMap<CatalogProgram, FlagShape>();
// Flags that say how to reach and how to talk, not what is hit: an unknown value there changes nothing.
const MANNER =
  /^--?(?:(?:kube|talos|omni)?config(?:-file)?|kubeconfig-context|conf|token(?:-file)?|(?:http-|db-)?pass(?:word)?(?:-file)?|auth-token|access-token|(?:ca-?|client-)?(?:cert|key)(?:-file|ificate)?|cacert|keyring|key-file|private-key|certs-dir|timeout|request-timeout|wait-timeout|deadline|output|format|query|log-level|verbosity|color|profile|grace-period|poll-interval|message|reason|[oicPvm])$/i;

/** The catalogue has the program, or it is one that runs others. */
export const knowsProgram = (name: string): boolean => BY_NAME.has(name) || WRAPPER_NAMES.has(name);

/** The program can do harm: its name alone says more than that there is a file of that name. */
export const knowsAsDangerous = (name: string): boolean =>
  WRAPPER_NAMES.has(name) || (BY_NAME.get(name)?.rows.some(({ effect }) => effect !== 'harmless') ?? false);

/** Judges a simple command by the catalogue's rows. A program or verb that is not there has the effect `unknown`. */
export function judgeByCatalog(name: string, invocation: Invocation, reader: Reader): Output {
  const program = BY_NAME.get(name);
  const { words, frame } = invocation;
  if (!program) {
    reader.report({ kind: 'unknown', words }, frame);
    return null;
  }
  const args = parseArguments(words.slice(1), shapeOf(program));
  if (isHarmlessWith(program, args)) return null;
  const match = bestMatch(program, args, words.slice(1));
  if (match === null) reportUnknownVerb(name, args, { invocation, reader });
  else if (match.row.effect !== 'harmless') reportEffect(program, match, { invocation, reader });
  return null;
}

function shapeOf(program: CatalogProgram): FlagShape {
  const known = SHAPES.get(program);
  if (known) return known;
  const shape: FlagShape = {
    values: new Set(program.values?.split(' ')),
    switches: new Set(program.switches?.split(' ')),
    longWithOneDash: program.longWithOneDash ?? false,
    otherwise: program.unknownFlag ?? 'switch',
  };
  SHAPES.set(program, shape);
  return shape;
}

function isHarmlessWith({ harmlessWith = '--help --version' }: CatalogProgram, args: Arguments): boolean {
  return harmlessWith.split(' ').some((entry) => {
    const [flag = '', unless] = entry.split('!');
    if (!flag.startsWith('-')) return args.positionals[0] === flag;
    return flagHolds(args, flag) && !args.flags.get(flag)?.some(hasUnknown) && !(unless !== undefined && flagHolds(args, unless));
  });
}

type Found = Match & { readonly args: Arguments };

/** Where an unknown flag may or may not take the next word, both readings are tried and the one that does harm counts. */
function bestMatch(program: CatalogProgram, args: Arguments, words: readonly string[]): Found | null {
  const first = matchRow(program, args, words);
  if (!args.ambiguous) return first && { ...first, args };
  const shape = shapeOf(program);
  const other = parseArguments(words, { ...shape, otherwise: shape.otherwise === 'switch' ? 'value' : 'switch' });
  const second = matchRow(program, other, words);
  if (!first || (first.row.effect === 'harmless' && second && second.row.effect !== 'harmless'))
    return second && { ...second, args: other };
  return { ...first, args };
}

type Place = { readonly invocation: Invocation; readonly reader: Reader };

function reportUnknownVerb(name: string, { positionals, ambiguous }: Arguments, { invocation: { words, frame }, reader }: Place): void {
  // A program that has verbs and is given none prints its help.
  if (positionals.length === 0 && !ambiguous) return;
  const verb = positionals.find(hasUnknown) ?? words.find((word, index) => index > 0 && isUnknown(word)) ?? positionals[0] ?? '';
  // A verb that can be read but is not in the catalogue is no secret: people can judge it.
  if (hasUnknown(verb)) reader.unreadable('verb', `${name} ${verb}`.trim(), 'what it is to do is not known before it runs');
  reader.report({ kind: 'unknown', words }, frame);
}

function reportEffect(program: CatalogProgram, { row, rest, args }: Found, { invocation: { words, frame }, reader }: Place): void {
  if (row.effect === 'harmless') return;
  const place = row.hosts ?? program.hosts ?? {};
  const named = hostWords(place, args, rest);
  reader.report({ kind: row.effect, words, hosts: toHosts(named), all: namesAll(row, args, rest) }, frame);
  for (const word of new Set([...rest, ...targetValues(args)].filter(hasUnknown)))
    reader.unreadable('argument', word, 'what it acts on is not known before it runs');
}

function hostWords({ flags = [], otherwise = [], words }: HostPlace, args: Arguments, rest: readonly string[]): readonly string[] {
  const given = flagValues(args, flags);
  const fromFlags = given.length > 0 ? given : flagValues(args, otherwise);
  return [...fromFlags, ...(words === 'all' ? rest : words === 'first' ? rest.slice(0, 1) : [])];
}

const namesAll = ({ all = [] }: CatalogRow, args: Arguments, rest: readonly string[]): boolean =>
  all.some((entry) => (entry.startsWith('-') ? flagHolds(args, entry) : rest.includes(entry)));

const targetValues = ({ flags }: Arguments): readonly string[] => [...flags].flatMap(([name, values]) => (MANNER.test(name) ? [] : values));
