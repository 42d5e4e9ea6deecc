import { parseShell } from '../shell/shell-parser.ts';
import type { ShellNode, ShellScript, SimpleCommand } from '../shell/shell-tree.ts';
import { expandText, expandWord } from './expansion.ts';
import { readRedirects, rememberFiles } from './redirection.ts';
import type { Frame, Input, Output, Reader } from './reader.ts';
import { forkScope, mergeScopes } from './scope.ts';
import type { Scope, VariableValue } from './scope.ts';
import { markUnknown } from './unknown-part.ts';

const MOST_CODE = 256 * 1024;
const DEEPEST = 24;
const MOST_VARIANTS = 16;

/** Reads shell text: every branch, every loop body, every substitution. What the parser cannot read is said, the rest is still judged. */
export function readCode(text: string, frame: Frame, input: Input, reader: Reader): Output {
  if (text.length > MOST_CODE) return refuse(reader, frame, 'more than 256 KiB of code');
  if (frame.depth > DEEPEST) return refuse(reader, frame, 'code nested in code too deeply');
  return readTree(parseShell(text), { ...frame, depth: frame.depth + 1 }, input, reader);
}

export function readTree(script: ShellScript, frame: Frame, input: Input, reader: Reader): Output {
  for (const message of script.errors) reader.unreadable('syntax', '', message);
  if (script.errors.length > 0) reader.report({ kind: 'unknown', words: ['shell', 'code'] }, frame);
  return readNode({ kind: 'sequence', nodes: script.body }, frame, input, reader);
}

function refuse(reader: Reader, frame: Frame, reason: string): Output {
  reader.unreadable('syntax', '', reason);
  reader.report({ kind: 'unknown', words: ['shell', 'code'] }, frame);
  return null;
}

export function readNode(node: ShellNode, frame: Frame, input: Input, reader: Reader): Output {
  if (!reader.spend(1)) return null;
  const { scope } = frame;
  switch (node.kind) {
    case 'simple':
      return readSimple(node, frame.oneLine ? frame : { ...frame, line: node.line }, input, reader);
    case 'sequence':
      return node.nodes.map((inner) => reader.node(inner, frame, input)).reduce<Output>(joined, { text: '' });
    case 'branches':
      return readBranches(node.nodes, frame, input, reader);
    case 'pipeline':
      return readPipeline(node.nodes, frame, input, reader);
    case 'subshell':
      return reader.node(node.body, { ...frame, scope: forkScope(scope) }, input);
    case 'for':
      return readFor(node, frame, input, reader);
    case 'loop': {
      for (const name of node.assigned) if (scope.variables.has(name)) scope.variables.set(name, [[markUnknown(`$${name}`)]]);
      const inside = forkScope(scope);
      reader.node(node.body, { ...frame, scope: inside }, input);
      mergeScopes(scope, [forkScope(scope), inside]);
      return null;
    }
    case 'function':
      scope.functions.set(node.name, node.body);
      return { text: '' };
    case 'redirected': {
      const redirected = readRedirects(node.redirects, { ...frame, line: frame.oneLine ? frame.line : node.line }, input, reader);
      const output = reader.node(node.body, frame, redirected.input);
      rememberFiles(redirected.written, output, scope);
      return output;
    }
    case 'words':
    default:
      for (const word of node.words) expandWord(word, frame, reader);
      return { text: '' };
  }
}

/** Each part runs in a shell of its own and reads what the one before it writes. */
function readPipeline(nodes: readonly ShellNode[], frame: Frame, input: Input, reader: Reader): Output {
  let feed: Input = input;
  let output: Output = null;
  for (const node of nodes) {
    output = reader.node(node, { ...frame, scope: forkScope(frame.scope) }, feed);
    feed = output;
  }
  return output;
}

function joined(before: Output, next: Output): Output {
  if (before && 'text' in before && before.text === '') return next;
  if (next && 'text' in next && next.text === '') return before;
  return before && next && 'text' in before && 'text' in next ? { text: before.text + next.text } : null;
}

function readBranches(nodes: readonly ShellNode[], frame: Frame, input: Input, reader: Reader): Output {
  const ends: Scope[] = [];
  const outputs: Output[] = [];
  for (const node of nodes) {
    if (!reader.spend(1 + (frame.scope.variables.size >> 3))) return null;
    const scope = forkScope(frame.scope);
    outputs.push(reader.node(node, { ...frame, scope }, input));
    ends.push(scope);
  }
  mergeScopes(frame.scope, ends);
  const texts = new Set(outputs.map((output) => (output && 'text' in output ? output.text : null)));
  return texts.size === 1 ? (outputs[0] ?? null) : null;
}

function readFor({ variable, values, body }: Extract<ShellNode, { kind: 'for' }>, frame: Frame, input: Input, reader: Reader): Output {
  const { variables } = frame.scope;
  const items = values
    ? values.flatMap((word) => expandWord(word, frame, reader).flat())
    : (variables.get('@')?.flat() ?? [markUnknown('$@')]);
  let output: Output = { text: '' };
  for (const item of new Set(items)) {
    // A glob becomes file names that only the machine knows.
    variables.set(variable, [[/[*?]/.test(item) ? item.replace(/[^/]*[*?].*$/, () => markUnknown(`$${variable}`)) : item]]);
    output = joined(output, reader.node(body, frame, input));
  }
  // Without a value known, the body may still run with any.
  if (items.length === 0) variables.set(variable, [[markUnknown(`$${variable}`)]]);
  return items.length === 0 ? reader.node(body, frame, input) : output;
}

function readSimple(node: SimpleCommand, frame: Frame, input: Input, reader: Reader): Output {
  const assigned = node.assignments.map((assignment) => ({ ...assignment, alternatives: valuesOf(assignment, frame, reader) }));
  const alternatives = node.words.map((word) => expandWord(word, frame, reader));
  const redirected = readRedirects(node.redirects, frame, input, reader);
  const scope = node.words.length > 0 && assigned.length > 0 ? forkScope(frame.scope) : frame.scope;
  for (const { name, append, array, alternatives: values } of assigned) assign(scope, { name, append, array, values });
  if (node.words.length === 0) {
    rememberFiles(redirected.written, { text: '' }, scope);
    return { text: '' };
  }
  const variants = combinations(alternatives);
  const inner = { ...frame, scope };
  const outputs = variants.map((words) => reader.words({ words, frame: inner, input: redirected.input }));
  const output = outputs.length === 1 ? (outputs[0] ?? null) : null;
  // After `export` has seen its words one choice at a time: all the choices count.
  for (const declaration of node.declared) assign(scope, { ...declaration, values: valuesOf(declaration, frame, reader) });
  rememberFiles(redirected.written, output, scope);
  return output;
}

function valuesOf(
  { array, values }: { array: boolean; values: SimpleCommand['assignments'][number]['values'] },
  frame: Frame,
  reader: Reader,
): readonly VariableValue[] {
  if (array) return combinations(values.map((word) => expandWord(word, frame, reader)));
  return values[0] ? expandText(values[0], frame, reader).map((text) => [text]) : [['']];
}

type Assigning = { readonly name: string; readonly append: boolean; readonly array: boolean; readonly values: readonly VariableValue[] };

function assign(scope: Scope, { name, append, array, values }: Assigning): void {
  const before = append ? (scope.variables.get(name) ?? [[]]) : [[]];
  const grown = before.flatMap((old) => values.map((value) => (array ? [...old, ...value] : [`${old.join(' ')}${value.join(' ')}`])));
  scope.variables.set(name, grown.length <= MOST_VARIANTS ? grown : [[markUnknown(`$${name}`)]]);
}

/** Every choice of one alternative per word; where that is more than 16, all of each word's alternatives stand in one list, so nothing is lost. */
function combinations(alternatives: readonly (readonly (readonly string[])[])[]): readonly (readonly string[])[] {
  const count = alternatives.reduce((product, { length }) => product * length, 1);
  if (count > MOST_VARIANTS) return [alternatives.flatMap((choices) => choices[0] ?? []), alternatives.flat(2)];
  let lists: string[][] = [[]];
  for (const choices of alternatives) {
    const [only] = choices;
    if (choices.length === 1 && only) for (const list of lists) list.push(...only);
    else lists = lists.flatMap((list) => choices.map((choice) => [...list, ...choice]));
  }
  return lists;
}
