import { toRope } from '../convert.ts';
import { certainError } from '../evaluation-error.ts';
import { concatText, knownText, markSensitive, textValue, unknownText } from '../value.ts';
import type { Segment, StringValue, Value } from '../value.ts';
import { at, integerAt, itemsAt, NUMBER, open, parts, STRING, textAt, unknownCall } from './function.ts';
import type { CallContext, TerraformFunction } from './function.ts';
import { replaceMatches } from './regex.ts';
import { trimLeft, trimRight } from '../template-text.ts';
import { indented } from './text.ts';

const ropeAt = (args: readonly Value[], index: number): StringValue => {
  const value = at(args, index);
  if (value.kind !== 'string') throw certainError('a string is required');
  return value;
};

const rebuilt = (segments: readonly Segment[]): StringValue => concatText([{ kind: 'string', sensitive: false, segments }]);

/** Applies a change that looks at single characters to every known part. */
const mapSegments = (rope: StringValue, change: (text: string) => string): StringValue =>
  rebuilt(rope.segments.map((segment) => (segment.known ? { ...segment, text: change(segment.text) } : segment)));

/** Cuts from the left until something is left or not known. */
function cutLeft(segments: readonly Segment[], cut: (text: string) => string): Segment[] {
  const result = [...segments];
  for (const [index, segment] of segments.entries()) {
    if (!segment.known) break;
    const text = cut(segment.text);
    result[index] = { ...segment, text };
    if (text !== '') break;
  }
  return result;
}

const cutRight = (segments: readonly Segment[], cut: (text: string) => string): Segment[] =>
  cutLeft(segments.toReversed(), cut).toReversed();

const withoutNewlines = (text: string): string => {
  let end = text.length;
  while (end > 0 && (text.charAt(end - 1) === '\n' || text.charAt(end - 1) === '\r')) end -= 1;
  return text.slice(0, end);
};

function join(args: readonly Value[]): Value {
  const separator = ropeAt(args, 0);
  const pieces: StringValue[] = [];
  let isSecret = false;
  for (const list of args.slice(1)) {
    isSecret ||= list.sensitive;
    for (const item of itemsAt([list], 0)) {
      if (item.kind === 'null') throw certainError('join() of a list with null');
      if (pieces.length > 0) pieces.push(separator);
      pieces.push(item.kind === 'unknown' ? unknownText(item) : toRope(item));
    }
  }
  const joined = concatText(pieces);
  return isSecret ? markSensitive(joined) : joined;
}

/** `/…/` as search text is a regular expression. */
function replace(args: readonly Value[], context: CallContext): Value {
  const rope = ropeAt(args, 0);
  const search = textAt(args, 1);
  const substitute = textAt(args, 2);
  const isSecret = ropeAt(args, 1).sensitive || ropeAt(args, 2).sensitive;
  const isPattern = search.length > 1 && search.startsWith('/') && search.endsWith('/');
  const change = (text: string): string =>
    isPattern ? replaceMatches(search.slice(1, -1), text, substitute) : replaceAll(text, search, substitute);
  // Longer text may match across the border of two parts.
  const isLocal = !isPattern && Array.from(search).length === 1;
  const text = knownText(rope);
  if (!isLocal && text === null) return unknownCall(context);
  if (isLocal || !rope.sensitive || text === null) {
    const result = isLocal ? mapSegments(rope, change) : textValue(change(text ?? ''));
    return isSecret ? markSensitive(result) : result;
  }
  const changed = mapSegments(rope, change);
  const exact = change(text);
  return knownText(changed) === exact && !isSecret ? changed : markSensitive(textValue(exact));
}

/** `strings.ReplaceAll`: an empty search text stands between all characters. */
function replaceAll(text: string, search: string, substitute: string): string {
  if (search !== '') return text.split(search).join(substitute);
  return [substitute, ...Array.from(text, (character) => `${character}${substitute}`)].join('');
}

const STRING_LISTS = { type: { kind: 'list', element: 'string' } } as const;

/** Functions of text that keep its known, unknown and secret parts apart. */
export const ROPE_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ['join', parts([STRING], join, STRING_LISTS)],
  [
    'replace',
    open([STRING, STRING, STRING], (args, context) =>
      args.some(({ kind }) => kind === 'unknown') || !isKnown(args.slice(1)) ? unknownCall(context) : replace(args, context),
    ),
  ],
  ['chomp', parts([STRING], (args) => rebuilt(cutRight(ropeAt(args, 0).segments, withoutNewlines)))],
  ['trimspace', parts([STRING], (args) => rebuilt(cutRight(cutLeft(ropeAt(args, 0).segments, trimLeft), trimRight)))],
  ['indent', parts([NUMBER, STRING], (args) => mapSegments(ropeAt(args, 1), (text) => indented(text, integerAt(args, 0))))],
]);

const isKnown = (args: readonly Value[]): boolean => args.every((arg) => arg.kind === 'string' && knownText(arg) !== null);
