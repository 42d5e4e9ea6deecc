// Makes the text of a provisioner's command: a template or a whole expression, harmless whatever it renders to.
import { flag, list, number, quoted, text } from './expression.mjs';

/** @typedef {import('./expression.mjs').Scope} Scope */

const LITERALS = [
  'word',
  'two words',
  '"quoted" ',
  "'single' ",
  'back\\slash \\n ',
  '${HOME} ',
  '%{if} ',
  '$ ',
  '50% ',
  '$$ ',
  'é ',
  '👍',
  '\u202e',
  ' ',
  '   ',
  '\t',
  '#',
  '{}',
  '<a&b>',
  '// no comment ',
  '\u00a0',
];

/**
 * Commands stand in a quoted heredoc of the shell, so that nothing in them is ever run. The `#` keeps the first line whole: a trim mark cannot eat what is before it.
 * @param {Scope} scope
 * @param {{ tag: string, fails: boolean }} options
 * @returns {{ form: 'quoted' | 'heredoc' | 'flush' | 'expression', source: string, raw: string }} `source` is HCL; `raw` is the template for JSON syntax.
 */
export function makeCommand(scope, { tag, fails }) {
  const { chance } = scope;
  const end = fails ? `\nEND\nexit 3\n` : `\nEND\n`;
  const head = `: ${tag} <<'END'\n#`;
  const form = chance.pick(['quoted', 'quoted', 'heredoc', 'flush', 'flush', 'expression']);
  if (form === 'expression') {
    const source = `join("", [${quoted(head)}, ${wholeExpression(scope)}, ${quoted(end)}])`;
    return { form, source, raw: `\${${source}}` };
  }
  const indent = form === 'flush' ? chance.pick(['      ', '    ', '\t']) : '';
  const parts = [
    { literal: `${indent}${head}` },
    ...template(scope, { depth: 2, indent, lines: form !== 'quoted' || chance.chance(0.3) }),
    { literal: end.replaceAll('\n', `\n${indent}`).trimEnd() },
  ];
  const raw = parts.map((part) => part.code ?? escapeSigns(part.literal)).join('');
  const inQuotes = parts.map((part) => part.code ?? quoted(part.literal).slice(1, -1)).join('');
  const mark = form === 'flush' ? '<<-EOT' : '<<EOT';
  const source = form === 'quoted' ? `"${inQuotes}"` : `${mark}\n${raw}\n${indent.slice(0, 4)}EOT`;
  return { form, source, raw };
}

function wholeExpression(scope) {
  return scope.chance.pick([
    () => text(scope, 3),
    () => `join("\\n", ${list(scope, 3)})`,
    () => `templatefile("\${path.module}/leave.tftpl", { name = ${text(scope, 1)}, hosts = ${list(scope, 1)} })`,
    () => 'file("${path.module}/leave.txt")',
    () => `(${flag(scope, 2)} ? ${text(scope, 2)} : ${text(scope, 2)})`,
  ])();
}

/** Literal text in a template: `${` and `%{` doubled. */
function escapeSigns(literal) {
  return literal.replaceAll('${', () => '$${').replaceAll('%{', () => '%%{');
}

/**
 * @param {Scope} scope
 * @returns {({ literal: string, code?: undefined } | { code: string })[]}
 */
function template(scope, { depth, indent, lines }) {
  const { chance } = scope;
  const trim = () => (chance.chance(0.3) ? '~' : '');
  const inner = (more) => template({ ...scope, ...more }, { depth: depth - 1, indent, lines });
  const makers = [
    () => [{ literal: chance.pick(LITERALS) }],
    () => [{ literal: chance.pick(LITERALS) }],
    () => [{ code: `\${${trim()}${chance.pick(['', ' '])}${chance.pick([text, text, number, flag])(scope, 2)} ${trim()}}` }],
    () => [{ code: `\${${chance.pick([text, number])(scope, 1)}}` }],
    () =>
      lines
        ? [{ literal: `${chance.pick(['', ' ', '\n'])}\n${indent}${chance.pick(['', '  ', '\t'])}` }]
        : [{ literal: chance.pick(['\n', ' ']) }],
    () => [{ code: `%{${trim()} if ${flag(scope, 1)} ${trim()}}` }, ...inner({}), ...otherwise(), { code: `%{${trim()} endif ${trim()}}` }],
    () => [
      { code: `%{${trim()} for item${depth} in ${list(scope, 1)} ${trim()}}` },
      ...inner({ texts: [...scope.texts, `item${depth}`] }),
      { code: `%{${trim()} endfor ${trim()}}` },
    ],
  ];
  const otherwise = () => (chance.chance(0.5) ? [{ code: `%{${trim()} else ${trim()}}` }, ...inner({})] : []);
  const usable = depth > 0 ? makers : makers.slice(0, 4);
  return Array.from({ length: chance.between(1, depth > 1 ? 6 : 3) }, () => chance.pick(usable)()).flat();
}
