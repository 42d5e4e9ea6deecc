// The files of one step.
import { quoted } from './expression.mjs';

/** @typedef {import('./project.mjs').Project} Project */
/** @typedef {import('./project.mjs').Resource} Resource */

/** Writes its last argument, the command, down with a NUL behind it, and does not run it. */
const RECORDER = ['/bin/sh', '-c', 'printf \'%s\\0\' "$0" >> $TEXT_LOG'];

const TEMPLATE = 'Bye ${upper(name)}:\n%{ for host in hosts ~}\n - ${host}\n%{ endfor ~}\nend "$${x}"\n';
const PLAIN = 'raw ${name} %{ if } \\n "q"\n\ttab é\n';

/**
 * @param {Project} project
 * @returns {Map<string, string>} Path to text.
 */
export function renderProject({ modules, secret }) {
  const files = new Map();
  for (const module of modules) {
    const put = (name, text) =>
      files.set(
        module.folder === '' ? name : `${module.folder}/${name}`,
        module.carriageReturns && name.endsWith('.tf') ? text.replaceAll('\n', '\r\n') : text,
      );
    const hcl = module.resources.filter((resource) => resource.syntax === 'hcl');
    const main = [
      variables(module, secret),
      ...hcl.map((resource) => renderHcl(resource)),
      ...module.calls.map((call) => renderCall(call, module)),
      ...module.blocks,
    ];
    put('main.tf', `${main.join('\n\n')}\n`);
    for (const resource of module.resources.filter(({ syntax }) => syntax === 'json'))
      put(`${resource.name}.tf.json`, renderJson(resource));
    for (const { file, resource, what } of module.overrides)
      put(file, file.endsWith('.json') ? renderJson(resource, what) : `${renderHcl(resource, what)}\n`);
    put('leave.tftpl', TEMPLATE);
    put('leave.txt', PLAIN);
  }
  return files;
}

function variables({ folder }, secret) {
  const [label, token] = folder === '' ? ['\n  default = "root"', `\n  default = ${quoted(secret)}`] : ['', ''];
  return `variable "label" {\n  type = string${label}\n}\n\nvariable "token" {\n  type = string\n  sensitive = true${token}\n}\n\nlocals {\n  zone = "zone of \${var.label}"\n}`;
}

function renderCall({ name, folder, repetition }, { folder: from }) {
  const up =
    from === ''
      ? '.'
      : from
          .split('/')
          .map(() => '..')
          .join('/');
  const own = repetition === null ? '' : 'count' in repetition ? '/${count.index}' : '/${each.key}';
  return `module "${name}" {\n  source = "${up}/${folder}"${repeats(repetition)}\n  label = "\${var.label}${own}"\n  token = var.token\n}`;
}

function repeats(repetition) {
  const expression = repetitionOf(repetition);
  return expression === null ? '' : `\n  ${expression.name} = ${expression.source}`;
}

function repetitionOf(repetition) {
  if (repetition === null) return null;
  if ('count' in repetition) return { name: 'count', source: String(repetition.count) };
  return { name: 'for_each', source: `toset([${repetition.keys.map((key) => quoted(key)).join(', ')}])` };
}

/** One shape for all objects, so that a command of any step fits the values of any other. */
function input({ word, repetition, secret, dependsOn, bond }) {
  const own = repetition === null ? '' : 'count' in repetition ? '-${count.index}' : '-${each.key}';
  // Unknown in the plan where the other object is replaced, and then known: its brace.
  const other =
    dependsOn !== null && bond !== 'order' ? `nonsensitive(substr(sensitive(jsonencode(terraform_data.${dependsOn})), 0, 1))` : `"${word}"`;
  const hosts = `["h1-\${var.label}", "h2", ${other}]`;
  const deep = '{ list = [{ k = "p q", v = 1.5 }, { k = "<r>", v = -3 }] }';
  return `{ name = "${word}${own}", n = ${word.length * 7}, on = ${word.length > 3}, hosts = ${hosts}, tags = { role = "db", env = "${word}" }, deep = ${deep}${secret ? ', token = var.token' : ''} }`;
}

/**
 * @param {Resource} resource
 * @param {'all' | 'provisioners' | 'lifecycle' | 'trigger'} what Override files give a part only.
 */
function renderHcl(resource, what = 'all') {
  const lines = [];
  const has = (part) => what === 'all' || what === part;
  if (what === 'all') lines.push(repeats(resource.repetition).trimStart(), `input = ${input(resource)}`);
  if (has('trigger')) lines.push(`triggers_replace = ${quoted(resource.trigger)}`);
  if (what === 'all' && resource.dependsOn !== null && resource.bond === 'order')
    lines.push(`depends_on = [terraform_data.${resource.dependsOn}]`);
  const lifecycle = Object.entries(lifecycleOf(resource, what)).map(
    ([name, value]) => `    ${name} = ${Array.isArray(value) ? `[${value.join(', ')}]` : value}\n`,
  );
  if (lifecycle.length > 0) lines.push(`lifecycle {\n${lifecycle.join('')}  }`);
  if (has('provisioners')) lines.push(...resource.provisioners.map((provisioner) => renderProvisioner(provisioner)));
  return `resource "terraform_data" "${resource.name}" {\n${lines
    .filter(Boolean)
    .map((line) => `  ${line}`)
    .join('\n')}\n}`;
}

/** @param {import('./project.mjs').Provisioner} provisioner */
export function renderProvisioner({ when, command, continues, records, layout }) {
  const word = (text) => (layout === 'quoted-words' ? `"${text}"` : text);
  const arguments_ = [
    `command = ${command.source}`,
    ...(records ? [`interpreter = [${RECORDER.map((text) => quoted(text)).join(', ')}]`] : []),
  ];
  const inner = layout === 'escaped' ? [`_ {\n      ${arguments_.join('\n      ')}\n    }`] : arguments_;
  const meta = [...(when === 'destroy' ? [`when = ${word('destroy')}`] : []), ...(continues ? [`on_failure = ${word('continue')}`] : [])];
  const label = layout === 'bare-label' ? 'local-exec' : '"local-exec"';
  return `provisioner ${label} {\n    ${[...(layout === 'plain' ? meta : []), ...inner, ...(layout === 'plain' ? [] : meta)].join('\n    ')}\n  }`;
}

/** Overrides bring only what they are there for. */
function lifecycleOf({ createsFirst, dependsOn, bond }, what) {
  return {
    ...(createsFirst && (what === 'all' || what === 'lifecycle') ? { create_before_destroy: true } : {}),
    ...(what === 'all' && dependsOn !== null && bond === 'trigger' ? { replace_triggered_by: [`terraform_data.${dependsOn}`] } : {}),
  };
}

function renderJson(resource, what = 'all') {
  const lifecycle = lifecycleOf(resource, what);
  const repetition = repetitionOf(resource.repetition);
  const has = (part) => what === 'all' || what === part;
  const body = {
    ...(what === 'all' && repetition ? { [repetition.name]: `\${${repetition.source}}` } : {}),
    ...(what === 'all' ? { input: `\${${input(resource)}}` } : {}),
    ...(has('trigger') ? { triggers_replace: resource.trigger } : {}),
    ...(what === 'all' && resource.dependsOn !== null && resource.bond === 'order'
      ? { depends_on: [`terraform_data.${resource.dependsOn}`] }
      : {}),
    ...(Object.keys(lifecycle).length > 0 ? { lifecycle } : {}),
    ...(has('provisioners') && resource.provisioners.length > 0
      ? { provisioner: resource.provisioners.map((provisioner) => ({ 'local-exec': jsonProvisioner(provisioner) })) }
      : {}),
  };
  return JSON.stringify({ '//': 'made by chance', resource: { terraform_data: { [resource.name]: body } } }, null, 1);
}

function jsonProvisioner({ when, command, continues, records, layout }) {
  const body = {
    ...(when === 'destroy' ? { when } : {}),
    ...(continues ? { on_failure: 'continue' } : {}),
    command: command.raw,
    ...(records ? { interpreter: RECORDER } : {}),
  };
  return layout === 'bare-label' ? [body] : body;
}
