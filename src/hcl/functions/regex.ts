import { certainError } from '../evaluation-error.ts';
import { listValue, NULL, objectValue, textValue, tupleValue } from '../value.ts';
import type { Value } from '../value.ts';
import { STRING, textAt, whole } from './function.ts';
import type { TerraformFunction } from './function.ts';
import { compileGoRegex, findMatches } from './go-regex-match.ts';
import type { Match, Program } from './go-regex-match.ts';

/** Without groups the matched text, with named groups an object, else a tuple; named and unnamed together are an error. */
function toResult({ groups }: Match, { names }: Program): Value {
  const values = groups.map((text) => (text === null ? NULL : textValue(text)));
  if (names.length === 0) return values[0] ?? NULL;
  const captured = values.slice(1);
  if (names.every((name) => name === null)) return tupleValue(captured);
  return objectValue(new Map(names.map((name, index) => [name ?? '', captured[index] ?? NULL])));
}

function compiled(pattern: string): Program {
  const program = compileGoRegex(pattern);
  const named = program.names.filter((name) => name !== null).length;
  if (named > 0 && named < program.names.length) throw certainError('the regular expression mixes named and unnamed groups');
  return program;
}

function regex(args: readonly Value[]): Value {
  const program = compiled(textAt(args, 0));
  const [match] = findMatches(program, textAt(args, 1), 1);
  if (match === undefined) throw certainError('the regular expression does not match');
  return toResult(match, program);
}

function regexall(args: readonly Value[]): Value {
  const program = compiled(textAt(args, 0));
  return listValue(findMatches(program, textAt(args, 1), Infinity).map((match) => toResult(match, program)));
}

export const REGEX_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ['regex', whole([STRING, STRING], regex)],
  ['regexall', whole([STRING, STRING], regexall)],
]);

/** `regexp.ReplaceAllString`: `$1`, `${1}`, `$name`, `$$` in the substitute. */
export function replaceMatches(pattern: string, text: string, substitute: string): string {
  const program = compileGoRegex(pattern);
  const characters = Array.from(text);
  const pieces: string[] = [];
  let position = 0;
  for (const match of findMatches(program, text, Infinity)) {
    pieces.push(characters.slice(position, match.start).join(''), expanded(substitute, match, program));
    position = match.end;
  }
  return [...pieces, characters.slice(position).join('')].join('');
}

/** A name that no group has is empty text; `$1x` means a group called `1x`. */
const expanded = (substitute: string, { groups }: Match, { names }: Program): string =>
  substitute.replace(
    /\$(?:(\$)|\{([0-9A-Za-z_\p{L}]+)\}|([0-9A-Za-z_\p{L}]+))/gu,
    (_all, dollar: string | undefined, braced: string | undefined, plain: string | undefined) => {
      if (dollar !== undefined) return '$';
      const name = braced ?? plain ?? '';
      const index = /^\d+$/u.test(name) ? Number(name) : names.indexOf(name) + 1;
      return index === 0 && !/^0+$/u.test(name) ? '' : (groups[index] ?? '');
    },
  );
