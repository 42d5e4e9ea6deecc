import { parseShell } from '../shell/shell-parser.ts';
import { knownOutput } from './known-output.ts';
import type { Invocation, Output, Reader } from './reader.ts';
import { setPositional } from './scope.ts';
import { readScriptFile } from './script-file.ts';
import { hasUnknown, isUnknown, markUnknown, unknownStart } from './unknown-part.ts';
import { findWrapper, readWrapped } from './wrapper.ts';

type Builtin = (invocation: Invocation, reader: Reader) => Output;
const NOTHING: Output = { text: '' };

/** What the shell itself does. The rest of its builtins change nothing that matters and stand in the catalogue as harmless. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['cd', changeDirectory],
  ['pushd', changeDirectory],
  ['popd', forgetDirectory],
  ['eval', readEval],
  ['source', readSource],
  ['.', readSource],
  ['trap', readTrap],
  ['set', setOptions],
  ['shift', shift],
  ['export', declare],
  ['declare', declare],
  ['typeset', declare],
  ['local', declare],
  ['readonly', declare],
  ['unset', ({ words, frame }) => (words.slice(1).forEach((name) => frame.scope.variables.delete(name)), NOTHING)],
  ['read', ({ words, frame }) => (forget(words.slice(1), frame.scope.variables), NOTHING)],
  ['mapfile', ({ words, frame }) => (forget(words.slice(1), frame.scope.variables), NOTHING)],
  ['readarray', ({ words, frame }) => (forget(words.slice(1), frame.scope.variables), NOTHING)],
  ['getopts', ({ words, frame }) => (forget([...words.slice(2, 3), 'OPTARG'], frame.scope.variables), NOTHING)],
  ['alias', defineAlias],
  ['command', runInner],
  ['builtin', runInner],
]);

function changeDirectory({ words, frame }: Invocation): Output {
  const target = words.slice(1).find((word) => !/^-[LPe@]$|^--$/.test(word));
  const { scope } = frame;
  if (target === undefined || target === '-' || /^[-+]\d/.test(target)) scope.directory = target === undefined ? '~' : null;
  else if (/^[/~\uE000]/.test(target) || scope.directory === '')
    scope.directory = target.replace(/^\.\/?$/, '').replace(/\/+$/, '') || (target.startsWith('/') ? '/' : '');
  else if (scope.directory !== null) scope.directory = `${scope.directory}/${target}`;
  return NOTHING;
}

function forgetDirectory({ frame }: Invocation): Output {
  frame.scope.directory = null;
  return NOTHING;
}

// What every system has there only sets variables.
const SETTINGS =
  /^(?:\/etc\/(?:os-release|lsb-release|environment|profile(?:\.d\/[^/]+)?|bash\.bashrc|default\/[^/]+)|~\/\.(?:bashrc|profile|bash_profile|zshrc))$|(?:^|\/)bin\/activate$/;

function readSource({ words, frame, input }: Invocation, reader: Reader): Output {
  const [file, ...args] = words.slice(1);
  if (file === undefined) return NOTHING;
  const output = readScriptFile({ file, args, input, as: 'source', optional: SETTINGS.test(file) }, frame, reader);
  return output === 'not-a-script' ? NOTHING : output;
}

// Programs whose output is made to be evaluated: it sets variables.
const SETS_VARIABLES =
  /^(?:\$\(|`)\s*(?:ssh-agent|direnv hook|minikube (?:-p \S+ )?docker-env|docker-machine env|brew shellenv|pyenv init|mise activate|(?:\S*\/)?brew shellenv)\b/;

function readEval({ words, frame, input }: Invocation, reader: Reader): Output {
  if (words.length === 2 && isUnknown(words[1] ?? '') && SETS_VARIABLES.test(unknownStart(words[1] ?? '') ?? '')) return NOTHING;
  return reader.code(words.slice(1).join(' '), { ...frame, oneLine: true }, input);
}

/** The code runs when the signal comes or the shell ends: it counts as if it stood here. */
function readTrap({ words, frame }: Invocation, reader: Reader): Output {
  const code = words.slice(1).find((word) => word !== '--');
  if (code !== undefined && !/^-[lp]?$/.test(code) && words.length > 2) reader.code(code, { ...frame, oneLine: true }, 'none');
  return NOTHING;
}

function setOptions({ words, frame }: Invocation): Output {
  const at = words.findIndex((word, index) => index > 0 && (word === '--' || !/^[-+]/.test(word)));
  const isOptionName = /^[-+][a-zA-Z]*o$/.test(words[at - 1] ?? '');
  if (at > 0 && !isOptionName) setPositional(frame.scope, words.slice(words[at] === '--' ? at + 1 : at));
  return NOTHING;
}

function shift({ words, frame }: Invocation): Output {
  const [args, ...others] = frame.scope.variables.get('@') ?? [];
  if (args && others.length === 0) setPositional(frame.scope, args.slice(Number(words[1] ?? 1) || 1));
  return NOTHING;
}

function declare({ words, frame }: Invocation): Output {
  for (const word of words.slice(1)) {
    const match = /^([A-Za-z_]\w*)=/.exec(word);
    if (match?.[1]) frame.scope.variables.set(match[1], [[word.slice(match[0].length)]]);
  }
  return NOTHING;
}

function forget(names: readonly string[], variables: Map<string, unknown>): void {
  for (const name of [...names, 'REPLY']) if (/^[A-Za-z_]\w*$/.test(name)) variables.set(name, [[markUnknown(`$${name}`)]]);
}

function defineAlias({ words, frame }: Invocation): Output {
  for (const word of words.slice(1)) {
    const at = word.indexOf('=');
    if (at <= 0 || hasUnknown(word.slice(0, at))) continue;
    const [name, value] = [word.slice(0, at), word.slice(at + 1)];
    // `alias kubectl='kubectl --context x'` means the program, not itself again.
    const own = value.split(/\s/, 1)[0] === name ? 'command ' : '';
    frame.scope.functions.set(name, { kind: 'sequence', nodes: parseShell(`${own}${value} "$@"`).body });
  }
  return NOTHING;
}

/** `command -v x` asks, `command x` runs it past functions of that name. */
function runInner(invocation: Invocation, reader: Reader): Output {
  const wrapped = findWrapper(invocation.words[0] ?? '', invocation.words.slice(1));
  if (!wrapped || wrapped.idle) return knownOutput('which', invocation);
  const functions = new Map([...invocation.frame.scope.functions].filter(([name]) => name !== wrapped.inner[0]));
  const inner = { ...invocation, frame: { ...invocation.frame, scope: { ...invocation.frame.scope, functions } } };
  return readWrapped(wrapped, inner, reader);
}
