import type { ShellNode } from '../shell/shell-tree.ts';
import type { Invocation, Output, Reader } from './reader.ts';
import { setPositional } from './scope.ts';

const DEEPEST = 12;

/** A function's body with `$1 $2 $@` bound to the call's arguments. The same call inside itself adds nothing and is left out. */
export function callFunction(body: ShellNode, { words, frame, input }: Invocation, reader: Reader): Output {
  const call = words.join('\0');
  if (frame.calls.includes(call)) return null;
  if (frame.calls.length >= DEEPEST) {
    reader.unreadable('syntax', words[0] ?? '', 'functions call each other too deeply');
    reader.report({ kind: 'unknown', words }, frame);
    return null;
  }
  const { variables } = frame.scope;
  const outer = positionalOf(variables);
  setPositional(frame.scope, words.slice(1));
  const output = reader.node(body, { ...frame, calls: [...frame.calls, call] }, input);
  for (const name of positionalOf(variables).keys()) variables.delete(name);
  for (const [name, value] of outer) variables.set(name, value);
  return output;
}

const positionalOf = <T>(variables: ReadonlyMap<string, T>): Map<string, T> =>
  new Map([...variables].filter(([name]) => /^(?:@|[1-9]\d*)$/.test(name)));
