import { type JsonMember, type JsonNode, readJson } from './json-reader.ts';
import type { Attribute, Block, Body } from './source.ts';
import { rangeOf, type SourceText, syntaxError, toSourceText } from './source-text.ts';

/** Which properties of an object are blocks, and with how many labels: JSON itself does not tell them from arguments. */
type Schema = {
  readonly blocks: ReadonlyMap<string, { readonly labels: number; readonly body: Schema }>;
  /** Holds blocks of a provider's own schema, which may stand more than once. */
  readonly open?: boolean;
};
type BlockSchemas = Record<string, readonly [labels: number, body: Schema]>;

const toSchema = (blocks: BlockSchemas, open = false): Schema => ({
  blocks: new Map(Object.entries(blocks).map(([type, [labels, body]]) => [type, { labels, body }])),
  open,
});

// The schemas of Terraform's internal/configs (parser_config.go, resource.go, provisioner.go, removed.go) and of actions (>= 1.14).
const PLAIN = toSchema({});
const OPEN = toSchema({}, true);
const PROVISIONER = toSchema({ connection: [0, PLAIN], lifecycle: [0, PLAIN], _: [0, PLAIN] });
const LIFECYCLE = toSchema({ action_trigger: [0, PLAIN], precondition: [0, PLAIN], postcondition: [0, PLAIN] });
const RESOURCE = toSchema(
  { lifecycle: [0, LIFECYCLE], connection: [0, PLAIN], provisioner: [1, PROVISIONER], dynamic: [1, PLAIN], _: [0, OPEN] },
  true,
);
const DATA = toSchema({ lifecycle: [0, LIFECYCLE], _: [0, OPEN] }, true);
const ROOT = toSchema({
  terraform: [0, OPEN],
  provider: [1, OPEN],
  variable: [1, toSchema({ validation: [0, PLAIN] })],
  locals: [0, PLAIN],
  output: [1, toSchema({ precondition: [0, PLAIN], postcondition: [0, PLAIN] })],
  module: [1, toSchema({ lifecycle: [0, LIFECYCLE], _: [0, PLAIN] })],
  resource: [2, RESOURCE],
  data: [2, DATA],
  ephemeral: [2, DATA],
  action: [2, toSchema({ config: [0, OPEN] })],
  check: [1, toSchema({ data: [2, DATA], assert: [0, PLAIN] })],
  moved: [0, PLAIN],
  removed: [0, toSchema({ lifecycle: [0, LIFECYCLE], connection: [0, PLAIN], provisioner: [1, PROVISIONER] })],
  import: [0, PLAIN],
});

/**
 * The blocks and attributes of a file in HCL's JSON syntax (`.tf.json`, `.tofu.json`), by HCL's rules (json/structure.go): objects or
 * arrays of objects at every level, blocks in source order, `"//"` is a comment. A block's `range.line` is that of its last label, or of
 * its own brace in an array. Throws (exit 3) `file:line: expected …`.
 */
export function readJsonBody(file: string, text: string): Body {
  const source = toSourceText(file, text);
  return toBody(source, readJson(source), ROOT);
}

function toBody(source: SourceText, node: JsonNode, schema: Schema): Body {
  const blocks: Block[] = [];
  const rest: JsonMember[] = [];
  for (const member of membersOf(source, node)) {
    const block = schema.blocks.get(member.name);
    if (block) unpack({ source, member, type: member.name, body: block.body, blocks }, block.labels, []);
    else rest.push(member);
  }
  const attributes = new Map<string, Attribute>();
  for (const [name, members] of byName(rest)) {
    const [first, second] = members;
    if (second && !schema.open) throw syntaxError(source, second.start, `"${name}" once`);
    if (first) attributes.set(name, toAttribute(source, first, members));
  }
  return { attributes, blocks };
}

type Unpacking = {
  readonly source: SourceText;
  readonly member: JsonMember;
  readonly type: string;
  readonly body: Schema;
  readonly blocks: Block[];
};

function unpack(unpacking: Unpacking, labelsLeft: number, labels: readonly string[]): void {
  const { source, member, type, body, blocks } = unpacking;
  const { value } = member;
  if (labelsLeft > 0) {
    for (const inner of membersOf(source, value)) unpack({ ...unpacking, member: inner }, labelsLeft - 1, [...labels, inner.name]);
  } else if (value.kind === 'array') {
    for (const item of value.items)
      blocks.push({ type, labels, range: rangeOf(source, item.start, item.end), body: toBody(source, item, body) });
  } else if (value.kind === 'object') {
    blocks.push({ type, labels, range: rangeOf(source, member.start, value.end), body: toBody(source, value, body) });
  } else if (value.value !== null) {
    throw syntaxError(source, value.start, `an object or an array of objects for "${type}"`);
  }
}

/** The properties of an object, or of all objects of an array. */
function membersOf(source: SourceText, node: JsonNode): readonly JsonMember[] {
  const objects = node.kind === 'array' ? node.items : [node];
  return objects.flatMap((object) => {
    if (object.kind === 'object') return object.members.filter(({ name }) => name !== '//');
    if (object === node && object.kind === 'scalar' && object.value === null) return [];
    throw syntaxError(source, object.start, 'an object');
  });
}

function toAttribute(source: SourceText, { name, start, value }: JsonMember, members: readonly JsonMember[]): Attribute {
  const expression = { syntax: 'json', value: toGroupValue(members), range: rangeOf(source, value.start, value.end) } as const;
  return { name, range: rangeOf(source, start, value.end), expression };
}

/** A repeated property is a repeated block, the same as an array of them. */
function toGroupValue(members: readonly JsonMember[]): unknown {
  const values = members.map(({ value }) => toValue(value));
  return values.length === 1 ? values[0] : values.flat();
}

/** The plain value; its depth is bounded by the reader. `Object.fromEntries` makes even `__proto__` an own key. */
function toValue(node: JsonNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'array') return node.items.map((item) => toValue(item));
  return Object.fromEntries([...byName(node.members)].map(([name, members]) => [name, toGroupValue(members)]));
}

function byName(members: readonly JsonMember[]): ReadonlyMap<string, JsonMember[]> {
  const groups = new Map<string, JsonMember[]>();
  for (const member of members) {
    const group = groups.get(member.name);
    if (group) group.push(member);
    else groups.set(member.name, [member]);
  }
  return groups;
}
