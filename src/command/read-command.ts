import { newCollector } from './collector.ts';
import type { CommandContext, CommandReading } from './command-effect.ts';
import type { Frame, Reader } from './reader.ts';
import { readWords } from './read-words.ts';
import { newScope } from './scope.ts';
import { readCode, readNode, readTree } from './shell-walk.ts';

// Steps of one reading: a script of 200 lines takes some hundred.
const MOST_STEPS = 20_000;

/**
 * What a command does, as far as its words say. `text`: what Terraform hands to the interpreter, with unknown parts as U+E000 digits U+E001.
 * Never throws and always ends: what is too large, too deep or broken is `unreadable` and has the effect `unknown`.
 */
export function readCommand(text: string, context: CommandContext): CommandReading {
  const collector = newCollector();
  let left = MOST_STEPS;
  const reader: Reader = {
    context,
    ...collector,
    spend: (amount) => {
      if (left < 0) return false;
      left -= amount;
      if (left >= 0) return true;
      collector.unreadable('syntax', '', 'more commands than can be read');
      collector.report({ kind: 'unknown', words: ['shell', 'code'] }, start);
      return false;
    },
    code: (code, frame, input) => readCode(code, frame, input, reader),
    tree: (script, frame, input) => readTree(script, frame, input, reader),
    node: (node, frame, input) => readNode(node, frame, input, reader),
    words: (invocation) => readWords(invocation, reader),
  };
  const start: Frame = {
    scope: newScope(context.environment, context.workingDir ?? ''),
    depth: 0,
    line: 1,
    oneLine: false,
    script: null,
    host: null,
    elsewhere: false,
    calls: [],
  };
  // An empty list is no interpreter to Terraform either: the platform's shell runs the text (internal/builtin/provisioners/local-exec).
  try {
    if (context.interpreter === null || context.interpreter.length === 0) reader.code(text, start, 'none');
    else reader.words({ words: [...context.interpreter, text], frame: start, input: 'none' });
  } catch (cause) {
    // Nesting beyond the engine's stack; every other error is a mistake of ours and must show.
    if (!(cause instanceof RangeError)) throw cause;
    collector.unreadable('syntax', '', 'nested too deeply');
    collector.report({ kind: 'unknown', words: ['shell', 'code'] }, start);
  }
  return collector.reading();
}
