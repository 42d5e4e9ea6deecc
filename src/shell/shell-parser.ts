import { forEachChild, parse } from 'unbash';
import type {
  Assignment,
  Command,
  AndOr,
  PipelineNode,
  Statement,
  CompoundList,
  ParameterOperation,
  ParsedScript,
  Redirection,
  SyntaxNode,
  Word,
  WordPart as Part,
} from 'unbash';
import type {
  Redirect,
  ShellAssignment,
  ShellNode,
  ShellScript,
  ShellWord,
  SimpleCommand,
  VariableOperation,
  WordPart,
} from './shell-tree.ts';
import { lineIndex } from './line-index.ts';
import type { LineOf } from './line-index.ts';
import { toLoop } from './shell-loop.ts';

/**
 * Shell text to a tree, as bash 5 reads it; sh, dash, ash and ksh scripts read the same for what matters here. Never throws for text:
 * what is malformed or nested more than 256 deep gives a partial tree and `errors`.
 */
export function parseShell(text: string): ShellScript {
  // Terraform hands over CRLF as it stands in the source; a shell would see a carriage return in the last word of each line.
  const source = text.replaceAll('\r\n', '\n');
  return toScript(parse(source), lineIndex(source));
}

function toScript(script: ParsedScript | undefined, lineOf: LineOf): ShellScript {
  if (!script) return { body: [], errors: ['a substitution could not be read'] };
  // Positions inside escaped backticks count in a text of their own.
  const line = script.source === undefined ? lineOf : () => lineOf(script.pos);
  return { body: script.commands.map((statement) => toNode(statement, line)), errors: (script.errors ?? []).map(({ message }) => message) };
}

const sequence = (nodes: readonly ShellNode[]): ShellNode => (nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'sequence', nodes });
const EMPTY: ShellNode = { kind: 'sequence', nodes: [] };

/** What stands where a command may stand. */
type Structure = Statement | PipelineNode | AndOr | CompoundList;

function toNode(node: Structure, lineOf: LineOf): ShellNode {
  const line = lineOf(node.pos);
  const list = (inner: CompoundList): ShellNode => sequence(inner.commands.map((statement) => toNode(statement, lineOf)));
  const words = (inner: readonly Word[] | undefined): readonly ShellWord[] => (inner ?? []).map((word) => toWord(word, lineOf));
  switch (node.type) {
    case 'Statement':
      return toNode(node.command, lineOf);
    case 'Command':
      return toSimple(node, lineOf);
    case 'CompoundList':
      return list(node);
    case 'Pipeline':
      return node.commands.length === 1 && node.commands[0]
        ? toNode(node.commands[0], lineOf)
        : { kind: 'pipeline', nodes: node.commands.map((inner) => toNode(inner, lineOf)) };
    case 'AndOr':
      return chain(node.commands.map((inner) => toNode(inner, lineOf)));
    case 'If': {
      const otherwise = node.elif.reduceRight<ShellNode>(
        (last, { clause, then }) => sequence([list(clause), branches(list(then), last)]),
        node.else ? list(node.else) : EMPTY,
      );
      return sequence([list(node.clause), branches(list(node.then), otherwise)]);
    }
    case 'Case':
      return sequence([
        { kind: 'words', words: words([node.word]), line },
        { kind: 'branches', nodes: [...node.items.map((item) => list(item.body)), EMPTY] },
      ]);
    case 'For':
    case 'Select':
      return { kind: 'for', variable: node.name.value, values: node.wordlist ? words(node.wordlist) : null, body: list(node.body) };
    case 'While':
      return toLoop(sequence([list(node.clause), list(node.body)]));
    case 'ArithmeticFor':
      return toLoop(sequence([nestedWords(node, lineOf), list(node.body)]));
    case 'Function':
      return { kind: 'function', name: node.name.value, body: toNode(node.body, lineOf) };
    case 'Subshell':
      return { kind: 'subshell', body: list(node.body) };
    case 'BraceGroup':
      return list(node.body);
    case 'Coproc':
      return toNode(node.body, lineOf);
    case 'Redirected':
      return { kind: 'redirected', body: toNode(node.command, lineOf), redirects: toRedirects(node.redirects, lineOf), line };
    case 'TestCommand':
    case 'ArithmeticCommand':
    default:
      return nestedWords(node, lineOf);
  }
}

const branches = (...nodes: readonly ShellNode[]): ShellNode => ({ kind: 'branches', nodes });

/** `a && b || c`: each later part may be left out. */
function chain(nodes: readonly ShellNode[]): ShellNode {
  return nodes.reduceRight<ShellNode>((rest, node) => (rest === EMPTY ? node : sequence([node, branches(rest, EMPTY)])), EMPTY);
}

/** The words anywhere below a node whose own structure does not matter: commands inside them run all the same. */
function nestedWords(node: SyntaxNode, lineOf: LineOf): ShellNode {
  return { kind: 'words', words: [{ parts: wordsInside(node, lineOf).flatMap(({ parts }) => parts) }], line: lineOf(node.pos) };
}

function wordsInside(node: SyntaxNode, lineOf: LineOf): ShellWord[] {
  const found: ShellWord[] = [];
  forEachChild(node, (child) => {
    if (child.type === 'Word') found.push(toWord(child, lineOf));
    else if ((child.type === 'CommandExpansion' || child.type === 'ArithmeticCommandExpansion') && child.script)
      found.push({ parts: [{ kind: 'command', script: toScript(child.script, lineOf), quoted: true, source: child.text }] });
    else if (child.type !== 'CompoundList') found.push(...wordsInside(child, lineOf));
  });
  return found;
}

function toSimple(node: Command, lineOf: LineOf): SimpleCommand {
  const assignments = node.prefix.filter((entry): entry is Assignment => entry.type === 'Assignment');
  const declared = node.args.filter((entry): entry is Assignment => entry.type === 'Assignment');
  const name = node.name ? [toWord(node.name, lineOf)] : [];
  return {
    kind: 'simple',
    assignments: assignments.map((entry) => toAssignment(entry, lineOf)),
    declared: declared.map((entry) => toAssignment(entry, lineOf)),
    words: [...name, ...node.args.map((entry) => (entry.type === 'Word' ? toWord(entry, lineOf) : assignmentAsWord(entry, lineOf)))],
    redirects: toRedirects(node.redirects, lineOf),
    line: lineOf(node.pos),
  };
}

function toAssignment(node: Assignment, lineOf: LineOf): ShellAssignment {
  const values = node.value.type === 'ArrayValue' ? node.value.elements : [node.value];
  // `A[1]=x`: which element is not followed; the value joins the array.
  return {
    name: node.name,
    append: node.append === true || node.index !== undefined,
    values: values.map((value) => toWord(value, lineOf)),
    array: node.value.type === 'ArrayValue' || node.index !== undefined,
  };
}

function assignmentAsWord(node: Assignment, lineOf: LineOf): ShellWord {
  if (node.value.type === 'ArrayValue') return { parts: [{ kind: 'text', text: node.name, quoted: true }] };
  return { parts: [{ kind: 'text', text: `${node.name}=`, quoted: true }, ...toWord(node.value, lineOf).parts] };
}

function toRedirects(redirects: readonly Redirection[], lineOf: LineOf): readonly Redirect[] {
  return redirects.flatMap((redirect): Redirect[] => {
    if (redirect.type === 'HereDoc') return [{ kind: 'here-document', target: hereDocument(redirect, lineOf) }];
    if (!redirect.target) return [];
    const target = toWord(redirect.target, lineOf);
    if (redirect.type === 'HereString') return [{ kind: 'here-string', target }];
    if (redirect.operator === '<' || redirect.operator === '<>') return [{ kind: 'in', target }];
    return /^[0-9-]+$/.test(redirect.target.value) && redirect.operator.endsWith('&')
      ? []
      : [{ kind: redirect.operator.endsWith('>>') ? 'append' : 'out', target }];
  });
}

function hereDocument({ body, delimiter }: Extract<Redirection, { type: 'HereDoc' }>, lineOf: LineOf): ShellWord {
  if (delimiter?.quoted === true || !body.parts) return { parts: [{ kind: 'text', text: body.text, quoted: true }] };
  return { parts: body.parts.flatMap((part) => toParts(part, true, lineOf)) };
}

function toWord(word: Word, lineOf: LineOf): ShellWord {
  // Without parts the word is plain; an escaped glob character or tilde counts as quoted only where the source shows it.
  if (!word.parts) return { parts: [{ kind: 'text', text: word.value, quoted: word.text.startsWith('\\') }] };
  return { parts: word.parts.flatMap((part) => toParts(part, false, lineOf)) };
}

function toParts(part: Part, quoted: boolean, lineOf: LineOf): WordPart[] {
  const source = part.text;
  switch (part.type) {
    case 'Literal':
    case 'Glob':
      return [{ kind: 'text', text: part.value, quoted }];
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [{ kind: 'text', text: part.value, quoted: true }];
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.length === 0
        ? [{ kind: 'text', text: '', quoted: true }]
        : part.parts.flatMap((child) => toParts(child, true, lineOf));
    case 'SimpleExpansion':
      return [{ kind: 'variable', name: source.slice(1), quoted, operation: null, source }];
    case 'ParameterExpansion': {
      const operation = part.operation && toOperation(part.operation, lineOf);
      const simple = part.prefix === undefined && operation !== null && (part.index === undefined || /^[@*0]$/.test(part.index.value));
      if (!simple) return [{ kind: 'other', quoted, source, inside: wordsInside(part, lineOf) }];
      return [
        {
          kind: 'variable',
          name: part.index && part.index.value !== '0' ? `${part.parameter}[${part.index.value}]` : part.parameter,
          quoted,
          operation: operation ?? null,
          source,
        },
      ];
    }
    case 'CommandExpansion':
      return [{ kind: 'command', script: toScript(part.script, lineOf), quoted, source }];
    case 'ProcessSubstitution':
      return [{ kind: 'process', script: toScript(part.script, lineOf), source }];
    case 'BraceExpansion':
      return /[$`]/.test(source) ? [{ kind: 'other', quoted, source, inside: wordsInside(part, lineOf) }] : [{ kind: 'braces', source }];
    case 'ArithmeticExpansion':
    case 'ExtendedGlob':
    default:
      return [{ kind: 'other', quoted, source, inside: wordsInside(part, lineOf) }];
  }
}

/** Null: an operation that is not followed. */
function toOperation(operation: ParameterOperation, lineOf: LineOf): VariableOperation | null {
  if (operation.type === 'Default' || operation.type === 'Remove')
    return { operator: operation.operator, operand: toWord(operation.operand, lineOf), replacement: null };
  if (operation.type === 'Replace')
    return { operator: operation.operator, operand: toWord(operation.pattern, lineOf), replacement: toWord(operation.replacement, lineOf) };
  return null;
}
