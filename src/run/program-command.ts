import { concatText, isMapping, isSequence, textValue, type StringValue, type Value } from '../hcl/value.ts';
import { toRope } from '../hcl/convert.ts';
import { type RenderedText, toText } from '../hcl/rendered-text.ts';

/** A program with its arguments, quoted for the shell. */
export type ProgramCommand = { readonly command: RenderedText; readonly workingDir: string | null };

/** Attribute that holds the program: `program` is a list with its arguments, `command` a word with `arguments` beside it, or a shell text. */
type Shape = { readonly program: string; readonly args: string | null; readonly workingDir: string };

// hashicorp/local >= 2.7 (action and data source), hashicorp/external, scottwinkler/shell: the types known to start a program.
const SHAPES: ReadonlyMap<string, Shape> = new Map([
  ['local_command', { program: 'command', args: 'arguments', workingDir: 'working_directory' }],
  ['external', { program: 'program', args: null, workingDir: 'working_dir' }],
]);

/** Whether a data source (or action) of this type is known to start a program. */
export const startsProgram = (type: string): boolean => SHAPES.has(type);

/** The command that an action or data source of this type starts with these arguments; null: this type is not known to start one. */
export function commandOfValue(type: string, config: Value): ProgramCommand | null {
  const shape = SHAPES.get(type);
  if (!shape || !isMapping(config)) return null;
  const program = config.entries.get(shape.program);
  const args = shape.args === null ? undefined : config.entries.get(shape.args);
  const words = [program, args].flatMap((value) =>
    value === undefined || value.kind === 'null' ? [] : isSequence(value) ? value.items : [value],
  );
  const workingDir = config.entries.get(shape.workingDir);
  return {
    command: toText(concatText(words.flatMap((word, index) => (index === 0 ? [quoted(word)] : [textValue(' '), quoted(word)])))),
    workingDir: workingDir && workingDir.kind === 'string' ? toText(workingDir).text : null,
  };
}

/** Quotes a word for the shell, its unknown and secret parts left as they are. */
function quoted(word: Value): StringValue {
  const rope = toRope(word);
  const plain = rope.segments.every(({ text, known }) => !known || /^[\w./@%+=:,-]*$/.test(text));
  if (plain && rope.segments.some(({ text }) => text !== '')) return rope;
  const segments = rope.segments.map((segment) =>
    segment.known ? { ...segment, text: segment.text.replaceAll("'", String.raw`'\''`) } : segment,
  );
  return concatText([textValue("'"), { ...rope, segments }, textValue("'")]);
}
