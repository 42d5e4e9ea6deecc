import type { ConfigResource, Configuration } from '../hcl/configuration.ts';
import { findBodyReferences, findReferences, type Reference } from '../hcl/references.ts';
import type { Attribute } from '../hcl/source.ts';
import { moduleKey } from '../terraform/address.ts';
import type { Identity } from './prior-object.ts';
import type { Role } from './view.ts';

/** What a block of such a type says about the machines that its instances stand for; the same for all instances. */
export type ScriptBlock = {
  /** Paths of `self` that its connection takes the host from: `['triggers', 'node']`. */
  readonly hostPaths: readonly (readonly string[])[];
  /** Hosts that its connection names literally: the same for all instances. */
  readonly hosts: readonly string[];
  readonly hasConnection: boolean;
  /** The connection's host depends on the instance key, so each instance is on a machine of its own. */
  readonly hostByKey: boolean;
  /** Its commands are those of a Kubernetes distribution's nodes. */
  readonly installsNode: boolean;
  readonly role: Role | null;
  /** References to other blocks, the more telling first: of the connection, of the arguments, of the commands. */
  readonly references: readonly (readonly Reference[])[];
};

const NOTHING: ScriptBlock = {
  hostPaths: [],
  hosts: [],
  hasConnection: false,
  hostByKey: false,
  installsNode: false,
  role: null,
  references: [],
};

const NOT_ARGUMENTS = new Set(['connection', 'provisioner', 'lifecycle']);

const NODE_PROGRAM = /\b(?:talosctl|k3s|rke2|kubeadm|k0s|microk8s)\b/;

/** Which role a node's install or uninstall command gives it; the first that fits. Sources: docs.k3s.io/installation, docs.rke2.io, kubernetes.io kubeadm reference. */
const ROLE_BY_COMMAND: readonly (readonly [RegExp, Role])[] = [
  [/k3s-agent-uninstall|\bk3s agent\b|rke2-agent|INSTALL_RKE2_TYPE="?agent|\bK3S_URL=/, 'worker'],
  [
    /--cluster-init\b|\bk3s server\b|\bsh -s - server\b|rke2-server|kubeadm init\b|--control-plane\b|k0s controller\b|k3s-uninstall/,
    'control-plane',
  ],
  [/kubeadm join\b|k0s worker\b/, 'worker'],
];

/** The block of an object; says nothing where its sources are not there. `known` keeps what has been read, by block. */
export function readScriptBlock(object: Identity, configuration: Configuration | null, known: Map<string, ScriptBlock>): ScriptBlock {
  const key = moduleKey(object.moduleAddress);
  const id = `${key}|${object.type}.${object.name}`;
  const read = known.get(id) ?? toScriptBlock(configuration?.modules.get(key)?.resources.get(`${object.type}.${object.name}`));
  known.set(id, read);
  return read;
}

function toScriptBlock(block: ConfigResource | undefined): ScriptBlock {
  if (!block) return NOTHING;
  const connections = block.provisioners.flatMap(({ connection }) => connection ?? []);
  const hosts = connections.flatMap(({ body }) => referencesOf(body.attributes.get('host')));
  const commands = block.provisioners.flatMap(({ attributes }) => [...attributes.values()]);
  const text = commands.map(textOf).join('\n');
  return {
    hostPaths: hosts.filter(([root]) => root === 'self').map((reference) => reference.slice(1)),
    hosts: connections.flatMap(({ body }) => literalOf(body.attributes.get('host'))),
    hasConnection: connections.length > 0,
    hostByKey: hosts.some(([root]) => root === 'self' || root === 'each'),
    installsNode: NODE_PROGRAM.test(text),
    role: ROLE_BY_COMMAND.find(([pattern]) => pattern.test(text))?.[1] ?? null,
    references: [hosts, findBodyReferences(block.body, NOT_ARGUMENTS), commands.flatMap(referencesOf)],
  };
}

const referencesOf = (attribute: Attribute | undefined): readonly Reference[] => (attribute ? findReferences(attribute.expression) : []);

/** A text without any template, as it stands. */
function literalOf(attribute: Attribute | undefined): readonly string[] {
  const { expression } = attribute ?? {};
  const text = expression?.syntax === 'native' ? /^\s*"([^"$%\\]*)"\s*$/.exec(expression.text)?.[1] : expression?.value;
  return typeof text === 'string' && !/[$%]\{/.test(text) ? [text] : [];
}

function textOf({ expression }: Attribute): string {
  return expression.syntax === 'native' ? expression.text : JSON.stringify(expression.value);
}
