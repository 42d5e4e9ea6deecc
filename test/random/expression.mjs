// Makes expressions of Terraform's language, of a wanted type, that can be evaluated with what a provisioner may see.

/** @typedef {import('./source-of-chance.mjs').Chance} Chance */

/**
 * @typedef {object} Scope What an expression may refer to, as source text by type.
 * @property {Chance} chance
 * @property {string[]} texts
 * @property {string[]} numbers
 * @property {string[]} flags
 * @property {string[]} lists Lists of text.
 * @property {string[]} maps Maps of text.
 * @property {string[]} secrets Secret texts; using one is noted in `used`.
 * @property {{ secret: boolean }} used
 */

const WORDS = [
  '',
  'a',
  'web',
  'Web Server',
  'x,y,,z',
  'groß',
  'İstanbul',
  'été',
  'e\u0301a',
  '👩‍💻 ok',
  '<b>&amp;',
  'back\\slash',
  'q"uote',
  "it's",
  'tab\there',
  'line\nbreak',
  '${no}',
  '%{no}',
  '  padded  ',
  'a1b22',
  '10.0.0.1',
  'ﬁ',
  'ǆ',
  '\u2028',
  '100%',
  '$5',
];

/** A quoted string of the language for this value. */
export function quoted(value) {
  const escaped = JSON.stringify(value).replaceAll('\u2028', '\\u2028');
  return escaped.replaceAll('${', () => '$${').replaceAll('%{', () => '%%{');
}

/** @param {Scope} scope */
export function text(scope, depth = 2) {
  const { chance } = scope;
  if (scope.secrets.length > 0 && chance.chance(0.2)) {
    scope.used.secret = true;
    return chance.pick(scope.secrets);
  }
  if (depth <= 0) return chance.chance(0.75) ? chance.pick(scope.texts) : quoted(chance.pick(WORDS));
  return chance.pick(TEXTS)(scope, depth - 1);
}

const TEXTS = [
  (s) => s.chance.pick(s.texts),
  (s) => s.chance.pick(s.texts),
  (s) => quoted(s.chance.pick(WORDS)),
  (s, d) =>
    `${s.chance.pick(['upper', 'lower', 'title', 'trimspace', 'strrev', 'chomp', 'base64encode', 'urlencode', 'md5', 'sha1', 'sha256', 'sha512', 'base64sha256', 'jsonencode', 'tostring'])}(${text(s, d)})`,
  (s, d) => `base64decode(base64encode(${text(s, d)}))`,
  (s, d) => `replace(${text(s, d)}, ${quoted(s.chance.pick(['a', 'e', ' ', '.', '']))}, ${text(s, 0)})`,
  (s, d) =>
    `replace(${text(s, d)}, ${s.chance.pick(['"/[aeiou]/"', '"/(\\\\w)(\\\\d)/"', '"/\\\\s+/"', '"/^(?i:W)/"'])}, ${s.chance.pick(['"<$0>"', '"-"', '"$${0}x"'])})`,
  (s, d) => `substr(${text(s, d)}, ${s.chance.between(0, 2)}, ${s.chance.between(-1, 4)})`,
  (s, d) =>
    `format("${s.chance.pick(['%s-%03d', '[%8s|%-5d]', '%q %x', '%v/%v', '%.2s %5.2f', '%s %+d %%', '%[1]s %[2]v %[1]q'])}", ${text(s, d)}, ${s.chance.between(-3, 300)})`,
  (s, d) => `join(${quoted(s.chance.pick([',', ' ', '', '; ']))}, ${list(s, d)})`,
  (s, d) => `(${flag(s, d)} ? ${text(s, d)} : ${text(s, d)})`,
  (s, d) => `try(${s.chance.pick(['self.input.nope', 'self.output.hosts[99]', 'tonumber("x")'])}, ${text(s, d)})`,
  (s, d) => `lookup(${map(s, d)}, ${quoted(s.chance.pick(['role', 'env', 'none']))}, ${text(s, 0)})`,
  (s, d) => `coalesce("", ${text(s, d)}, "last")`,
  (s, d) => `element(concat(${list(s, d)}, ["end"]), ${s.chance.between(0, 7)})`,
  (s, d) => `jsonencode(${s.chance.pick([list, map, number, flag])(s, d)})`,
  (s, d) => `yamlencode(${s.chance.pick([list, map])(s, d)})`,
  (s, d) => `jsondecode(jsonencode({ a = [${text(s, d)}] })).a[0]`,
  (s, d) => `trim${s.chance.pick(['prefix', 'suffix', ''])}(${text(s, d)}, ${quoted(s.chance.pick(['w', 'b', 'a', '-1', ' ']))})`,
  (s, d) => `indent(2, ${text(s, d)})`,
  (s, d) => `"${s.chance.pick(['', 'a ', '$${x}', '\\u00e9\\t'])}\${${text(s, d)}}${s.chance.pick(['', '.', '%%{y}', ' \\"q\\"'])}"`,
  (s, d) => `"%{ if ${flag(s, d)} }yes%{ else }\${${number(s, d)}}%{ endif }"`,
  (s, d) => `tostring(${number(s, d)})`,
  (s) =>
    `cidr${s.chance.pick(['host("10.20.0.0/16", 300)', 'subnet("10.20.0.0/16", 8, 3)', 'netmask("172.16.0.0/12")', 'host("fd00:fd12:3456:7890::/72", 34)'])}`,
  (s, d) => `one([${text(s, d)}])`,
  (s) =>
    `formatdate("${s.chance.pick(['YYYY-MM-DD', "EEE hh:mm 'o''clock' ZZZ", 'D MMM YY, H:mm:ss AA'])}", "2024-02-0${s.chance.between(1, 9)}T15:04:05+02:00")`,
  (s) => `timeadd("2024-02-28T23:30:00Z", "${s.chance.pick(['90m', '-36h', '1.5h10s'])}")`,
  (s, d) => `regex("^[^|]?[^|]?", ${text(s, d)})`,
  (s, d) => `${s.chance.pick(['basename', 'dirname'])}("a/b/\${${number(s, d)}}.txt")`,
];

/** @param {Scope} scope */
export function number(scope, depth = 2) {
  if (depth <= 0)
    return scope.chance.chance(0.6)
      ? scope.chance.pick(scope.numbers)
      : scope.chance.pick(['0', '7', '-2', '1.5', '1e3', '12345678901234567890']);
  return scope.chance.pick(NUMBERS)(scope, depth - 1);
}

const NUMBERS = [
  (s) => s.chance.pick(s.numbers),
  (s, d) => `(${number(s, d)} ${s.chance.pick(['+', '-', '*'])} ${number(s, d)})`,
  (s, d) => `(${number(s, d)} ${s.chance.pick(['/ 4', '/ 3', '% 5', '/ 0.1'])})`,
  (s, d) => `-(${number(s, d)})`,
  (s, d) => `length(${s.chance.pick([text, list, map])(s, d)})`,
  (s, d) => `${s.chance.pick(['max', 'min'])}(${number(s, d)}, ${number(s, d)})`,
  (s, d) => `${s.chance.pick(['abs', 'ceil', 'floor'])}(${number(s, d)})`,
  (s, d) => `(${flag(s, d)} ? ${number(s, d)} : ${number(s, d)})`,
  (s) => `parseint("${s.chance.pick(['ff', '10', '-7a'])}", 16)`,
  (s, d) => `sum([${number(s, d)}, ${number(s, d)}])`,
  (s) => `${s.chance.pick(['tonumber("0012.50")', 'signum(-3)', 'log(8, 2)', 'tonumber("1e2")'])}`,
  (s) => `pow(${s.chance.between(2, 9)}, ${s.chance.between(0, 5)})`,
];

/** @param {Scope} scope */
export function flag(scope, depth = 2) {
  if (depth <= 0) return scope.chance.pick([...scope.flags, 'true', 'false']);
  return scope.chance.pick(FLAGS)(scope, depth - 1);
}

const FLAGS = [
  (s) => s.chance.pick(s.flags),
  (s, d) => `${number(s, d)} ${s.chance.pick(['>', '<=', '==', '!='])} ${number(s, d)}`,
  (s, d) => `${text(s, d)} ${s.chance.pick(['==', '!='])} ${text(s, 0)}`,
  (s, d) => `!(${flag(s, d)})`,
  (s, d) => `(${flag(s, d)} ${s.chance.pick(['&&', '||'])} ${flag(s, d)})`,
  (s, d) => `contains(${list(s, d)}, ${text(s, 0)})`,
  (s, d) => `${s.chance.pick(['startswith', 'endswith', 'strcontains'])}(${text(s, d)}, ${quoted(s.chance.pick(['w', 'b', '']))})`,
  (s) => `can(${s.chance.pick(['self.input.nope', 'self.input.name', 'regex("z", "a")', '1 + "x"'])})`,
  (s, d) => `${s.chance.pick(['alltrue', 'anytrue'])}([${flag(s, d)}, ${flag(s, d)}])`,
];

/** @param {Scope} scope A list of text. */
export function list(scope, depth = 2) {
  if (depth <= 0) return scope.chance.pick(scope.lists);
  return scope.chance.pick(LISTS)(scope, depth - 1);
}

const LISTS = [
  (s) => s.chance.pick(s.lists),
  (s, d) => `split(${quoted(s.chance.pick([',', ' ', '-', '']))}, ${text(s, d)})`,
  (s, d) => `[${text(s, d)}, ${text(s, d)}]`,
  (s, d) => `[for x in ${list(s, d)} : ${s.chance.pick(['upper(x)', '"<${x}>"', 'x', 'substr(x, 0, 1)'])}]`,
  (s, d) => `[for i, x in ${list(s, d)} : "\${i}=\${x}" if ${s.chance.pick(['x != ""', 'i < 2', 'length(x) > 1'])}]`,
  (s, d) => `[for k, v in ${map(s, d)} : "\${k}:\${v}"]`,
  (s, d) => `${s.chance.pick(['sort', 'reverse', 'distinct', 'compact', 'tolist'])}(${list(s, d)})`,
  (s, d) => `concat(${list(s, d)}, ${list(s, d)})`,
  (s, d) => `flatten([${list(s, d)}, [${list(s, 0)}]])`,
  (s, d) => `${s.chance.pick(['keys', 'values'])}(${map(s, d)})`,
  (s, d) => `sort(toset(${list(s, d)}))`,
  (s, d) => `formatlist("%s-%s", ${list(s, d)}, ${text(s, 0)})`,
  (s) => `regexall("[a-z]+", ${text(s, 0)})`,
  (s, d) => `sort(setunion(${list(s, d)}, ["m"]))`,
  (s, d) => `[for p in setproduct(["1", "2"], ${list(s, d)}) : join("", p)]`,
  (s, d) => `[for c in chunklist(${list(s, d)}, 2) : join("+", c)]`,
];

/** @param {Scope} scope A map of text. */
export function map(scope, depth = 2) {
  if (depth <= 0) return scope.chance.pick(scope.maps);
  return scope.chance.pick(MAPS)(scope, depth - 1);
}

const MAPS = [
  (s) => s.chance.pick(s.maps),
  (s, d) => `{ role = ${text(s, d)}, "a b" = ${text(s, 0)} }`,
  (s, d) => `merge(${map(s, d)}, ${map(s, d)})`,
  (s, d) => `{ for k, v in ${map(s, d)} : ${s.chance.pick(['upper(k)', 'k', '"x-${k}"'])} => ${s.chance.pick(['v', '"${v}!"', 'k'])} }`,
  (s, d) => `zipmap(["b", "a"], [${text(s, d)}, ${text(s, d)}])`,
  (s, d) => `{ for x in ${list(s, d)} : "k\${x}" => join("", [x])... if false }`,
  (s, d) => `{ for k, v in { for x in ${list(s, d)} : length(x) => x... } : k => join("/", v) }`,
  (s, d) => `tomap(${map(s, d)})`,
];
