import { inputError } from '../errors.ts';

/** The address of a resource instance (or of an action), taken apart. */
export type ResourceInstanceAddress = {
  /** As written, with instance keys; '' for the root module. */
  readonly moduleAddress: string;
  readonly mode: 'managed' | 'data' | 'ephemeral' | 'action';
  readonly type: string;
  readonly name: string;
  readonly instanceKey: number | string | null;
};

/** `name` or `name[key]`; `end` is where the step's text ends, `key` its bracket's content as written. */
type Step = { readonly name: string; readonly key: string | null; readonly end: number };

const NAME = /[^.[\]"\s]+/y;
const PREFIXES: ReadonlyMap<string, ResourceInstanceAddress['mode']> = new Map([
  ['data', 'data'],
  ['ephemeral', 'ephemeral'],
  ['action', 'action'],
]);

/**
 * Takes an absolute address apart: `module.a["x.y"].data.aws_x.z[0]`. Keys may hold dots, brackets and quotes.
 * Throws an input error for text that is no such address, and for a key that is not known yet (`[*]`).
 */
export function parseAddress(text: string): ResourceInstanceAddress {
  const steps = toSteps(text);
  const inModules = countModuleSteps(steps);
  const rest = steps.slice(inModules);
  const prefixed = PREFIXES.get(rest.length === 3 && rest[0]?.key === null ? rest[0].name : '');
  const [type, name, more] = prefixed ? rest.slice(1) : rest;
  if (!type || !name || more || type.key !== null) throw notAnAddress(text);
  return {
    moduleAddress: text.slice(0, steps[inModules - 1]?.end ?? 0),
    mode: prefixed ?? 'managed',
    type: type.name,
    name: name.name,
    instanceKey: name.key === null ? null : parseInstanceKey(name.key, text),
  };
}

/** The address as Terraform writes it; the reverse of `parseAddress`. */
export function renderAddress({ moduleAddress, mode, type, name, instanceKey }: ResourceInstanceAddress): string {
  const key = instanceKey === null ? '' : `[${typeof instanceKey === 'number' ? instanceKey : quote(instanceKey)}]`;
  return `${moduleAddress === '' ? '' : `${moduleAddress}.`}${mode === 'managed' ? '' : `${mode}.`}${type}.${name}${key}`;
}

/** Module address to dotted call path: `module.a["x.y"].module.b[0]` to `a.b`, '' to ''. Throws an input error for other text. */
export function moduleKey(moduleAddress: string): string {
  if (moduleAddress === '') return '';
  const steps = toSteps(moduleAddress);
  if (countModuleSteps(steps) !== steps.length) throw notAnAddress(moduleAddress);
  return steps
    .filter((_, index) => index % 2 === 1)
    .map(({ name }) => name)
    .join('.');
}

/** The address without any instance key: that of the block in configuration. */
export const withoutKeys = (address: string): string =>
  toSteps(address)
    .map(({ name }) => name)
    .join('.');

/** The call that made a module instance: `module.a["x"].module.b[0]` to `module.a["x"]`, `b`, 0. Null for the root. */
export function parseModuleCall(
  moduleAddress: string,
): { readonly callerAddress: string; readonly name: string; readonly instanceKey: number | string | null } | null {
  if (moduleAddress === '') return null;
  const steps = toSteps(moduleAddress);
  const last = steps.at(-1);
  if (!last || countModuleSteps(steps) !== steps.length) throw notAnAddress(moduleAddress);
  return {
    callerAddress: moduleAddress.slice(0, steps.at(-3)?.end ?? 0),
    name: last.name,
    instanceKey: last.key === null ? null : parseInstanceKey(last.key, moduleAddress),
  };
}

/** The address of a module instance; the reverse of `parseModuleCall`. */
export function renderModuleCall({
  callerAddress,
  name,
  instanceKey,
}: {
  readonly callerAddress: string;
  readonly name: string;
  readonly instanceKey: number | string | null;
}): string {
  const key = instanceKey === null ? '' : `[${typeof instanceKey === 'number' ? instanceKey : quote(instanceKey)}]`;
  return `${callerAddress === '' ? '' : `${callerAddress}.`}module.${name}${key}`;
}

function countModuleSteps(steps: readonly Step[]): number {
  let count = 0;
  while (steps[count]?.name === 'module' && steps[count]?.key === null && steps[count + 1]) count += 2;
  return count;
}

function toSteps(text: string): readonly Step[] {
  const steps: Step[] = [];
  for (let at = 0; ; at++) {
    NAME.lastIndex = at;
    const name = NAME.exec(text)?.[0];
    if (name === undefined) throw notAnAddress(text);
    const afterName = at + name.length;
    const end = text[afterName] === '[' ? findKeyEnd(text, afterName) : afterName;
    steps.push({ name, key: end === afterName ? null : text.slice(afterName + 1, end - 1), end });
    if (end === text.length) return steps;
    if (text[end] !== '.') throw notAnAddress(text);
    at = end;
  }
}

/** Index after the `]` of the key that opens at `open`. */
function findKeyEnd(text: string, open: number): number {
  let at = open + 1;
  if (text[at] === '"') {
    for (at += 1; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
    at += 1;
  } else {
    while (at < text.length && text[at] !== ']') at++;
  }
  if (text[at] !== ']') throw notAnAddress(text);
  return at + 1;
}

/** Escapes of HCL (Terraform >= 0.13) and of Go's %q (0.12), which wrote string keys before. */
const ESCAPE = /\$\$\{|%%\{|\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|[^])/g;
const ESCAPED: ReadonlyMap<string, string> = new Map(
  Object.entries({ n: '\n', r: '\r', t: '\t', a: '\u0007', b: '\b', f: '\f', v: '\v', '"': '"', '\\': '\\' }),
);

function parseInstanceKey(key: string, address: string): number | string {
  if (/^-?\d+$/.test(key)) return Number(key);
  if (!key.startsWith('"')) throw notAnAddress(address);
  return key.slice(1, -1).replace(ESCAPE, (escape) => {
    if (!escape.startsWith('\\')) return escape.slice(1);
    const known = ESCAPED.get(escape.slice(1));
    if (known !== undefined) return known;
    const code = Number.parseInt(escape.slice(2), 16);
    if (Number.isNaN(code) || code > 0x10ffff) throw notAnAddress(address);
    return String.fromCodePoint(code);
  });
}

/** What Go's `unicode.IsPrint` refuses, as `toHCLQuotedString` of Terraform's `addrs` escapes it; U+0020 is the one space that stays. */
const UNPRINTABLE = /["\\]|[$%](?=\{)|(?! )[\p{C}\p{Z}]/gu;

function quote(key: string): string {
  const escaped = key.replace(UNPRINTABLE, (char) => {
    if (char === '$' || char === '%') return char + char;
    const short = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }[char];
    const code = char.codePointAt(0) ?? 0;
    return short ?? (code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`);
  });
  return `"${escaped}"`;
}

const notAnAddress = (text: string): Error =>
  inputError(`${JSON.stringify(text.slice(0, 200))} is not the address of a resource instance or module`);
