import type { Provisioner } from '../hcl/configuration.ts';
import { certainError } from '../hcl/evaluation-error.ts';
import { type RenderedText, toText } from '../hcl/rendered-text.ts';
import { findReferences } from '../hcl/references.ts';
import type { ExpressionSource } from '../hcl/source.ts';
import { concatText, isMapping, isSequence, textValue, type Value } from '../hcl/value.ts';
import { toRope } from '../hcl/convert.ts';
import type { Place } from './place.ts';
import type { Resolve } from './resolve.ts';

/** A provisioner's arguments as Terraform hands them over. */
export type RenderedProvisioner = {
  readonly command: RenderedText;
  readonly interpreter: readonly RenderedText[] | null;
  readonly workingDir: RenderedText | null;
  readonly environment: ReadonlyMap<string, RenderedText>;
  /** Host of the connection, for remote-exec and file. */
  readonly host: RenderedText | null;
  /** Scripts that a remote-exec uploads and runs; the command is then their paths. */
  readonly scripts: readonly string[];
  /** The connection goes to an address of the object itself, or to one that is not known before the apply. */
  readonly connectsToNew: boolean;
};

type Argument = (name: string) => Promise<Value | null>;

/** Evaluates a provisioner's arguments. Rejects with an `EvaluationError` where Terraform would not get to start it. */
export async function renderProvisioner(provisioner: Provisioner, place: Place, resolve: Resolve): Promise<RenderedProvisioner> {
  const argument: Argument = async (name) => {
    const attribute = provisioner.attributes.get(name);
    return attribute ? resolve(attribute.expression, place) : null;
  };
  const hostOf = provisioner.connection?.body.attributes.get('host');
  const host = hostOf && provisioner.type !== 'local-exec' ? toText(await resolve(hostOf.expression, place)) : null;
  const { command, scripts } = await renderCommand(provisioner, argument);
  const interpreter = await argument('interpreter');
  const workingDir = await argument('working_dir');
  const environment = await argument('environment');
  return {
    command,
    scripts,
    host,
    interpreter: interpreter && isSequence(interpreter) && interpreter.items.length > 0 ? interpreter.items.map(toText) : null,
    workingDir: workingDir === null || workingDir.kind === 'null' ? null : toText(workingDir),
    environment: new Map(
      environment && isMapping(environment) ? [...environment.entries].map(([name, value]) => [name, toText(value)]) : [],
    ),
    connectsToNew: host !== null && hostOf !== undefined && (!host.complete || mentionsSelf(hostOf.expression)),
  };
}

const mentionsSelf = (source: ExpressionSource): boolean => findReferences(source).some(([root]) => root === 'self');

type Command = Pick<RenderedProvisioner, 'command' | 'scripts'>;

/** The public contract's `command`, by type: the shell text, the inline lines or script paths, `source -> destination`. */
async function renderCommand({ type, attributes }: Provisioner, argument: Argument): Promise<Command> {
  if (type === 'remote-exec') return renderRemote(argument);
  if (type === 'file') {
    const source = (await argument('source')) ?? (attributes.has('content') ? textValue('(content)') : textValue(''));
    return { command: joined([source, textValue(' -> '), (await argument('destination')) ?? textValue('')]), scripts: [] };
  }
  const command = await argument('command');
  if (command !== null) return { command: toText(command), scripts: [] };
  if (type === 'local-exec') throw certainError('a local-exec provisioner needs a command');
  // A provisioner plugin of old (chef, puppet, …): its words mean nothing to us.
  return { command: toText(textValue(`<${type}>`)), scripts: [] };
}

async function renderRemote(argument: Argument): Promise<Command> {
  const inline = await argument('inline');
  if (inline !== null)
    return {
      command: isSequence(inline)
        ? joined(inline.items.flatMap((line, index) => (index === 0 ? [line] : [textValue('\n'), line])))
        : toText(inline),
      scripts: [],
    };
  const scripts = [await argument('script'), await argument('scripts')].flatMap((value) =>
    value === null ? [] : isSequence(value) ? value.items : [value],
  );
  const command = joined(scripts.flatMap((script, index) => (index === 0 ? [script] : [textValue('\n'), script])));
  return { command, scripts: scripts.map((script) => toText(script).readable) };
}

const joined = (parts: readonly Value[]): RenderedText => toText(concatText(parts.map(toRope)));
