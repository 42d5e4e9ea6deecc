import { readCommand } from '../command/read-command.ts';
import { markUnknown, nameUnknown, showUnknown } from '../command/unknown-part.ts';
import type { CommandEffect, CommandReading } from '../command/command-effect.ts';
import type { RenderedText } from '../hcl/rendered-text.ts';
import type { RenderedProvisioner } from './rendered-provisioner.ts';
import type { World } from './world.ts';

const NUMBERED = /\uE000(\d+)\uE001/g;

const NOTHING: CommandReading = { effects: [], hosts: [], unreadable: [], scripts: [] };

/** What a rendered provisioner does, secrets hidden and unknown parts shown as `<expression>`. */
export function readProvisioner(type: string, rendered: RenderedProvisioner, world: World): CommandReading {
  if (rendered.command.text === null) return NOTHING;
  const reading =
    type === 'local-exec'
      ? readLocal(rendered, world)
      : type === 'remote-exec'
        ? readRemote(rendered, world)
        : type === 'file'
          ? readCopy(rendered)
          : unknownType(type);
  return forPeople(reading, rendered, world);
}

function readLocal({ command, interpreter, workingDir, environment }: RenderedProvisioner, world: World): CommandReading {
  return readCommand(command.readable, {
    interpreter: interpreter?.map(carryUnknown) ?? null,
    workingDir: workingDir ? carryUnknown(workingDir) : null,
    environment: new Map([...environment].map(([name, value]) => [name, carryUnknown(value)])),
    readScript: world.readFile,
  });
}

/** Unknown parts of other arguments than the command carry their source along: numbers mean places in the command's own list. */
const carryUnknown = ({ readable, unresolved }: RenderedText): string =>
  readable.replaceAll(NUMBERED, (_, index: string) => markUnknown(`<${unresolved[Number(index)] ?? ''}>`));

/** The lines run on the connection's host; nothing of this machine's files is there. */
function readRemote(rendered: RenderedProvisioner, world: World): CommandReading {
  const context = { interpreter: null, workingDir: null, environment: new Map<string, string>() };
  const readings =
    rendered.scripts.length > 0
      ? rendered.scripts.map((script) => readCommand(`sh ${quote(script)}`, { ...context, readScript: world.readFile }))
      : [readCommand(rendered.command.readable, { ...context, readScript: () => null })];
  return withHost(merge(readings), rendered.host);
}

const COMMON_PLACE = /^(?:\/tmp\/|\/home\/|\/root\/|\/var\/tmp\/|~|\.|[^/\\:<\uE000])/;

/** A copied file is no command; where it lands in the system it may still change what the machine does. */
function readCopy(rendered: RenderedProvisioner): CommandReading {
  const [, destination = ''] = rendered.command.readable.split(' -> ');
  const effects: readonly CommandEffect[] = COMMON_PLACE.test(destination)
    ? []
    : [effectOf('unknown', `copies ${rendered.command.readable}`)];
  return withHost({ ...NOTHING, effects }, rendered.host);
}

const unknownType = (type: string): CommandReading => ({
  ...NOTHING,
  effects: [effectOf('unknown', `${type} provisioner`)],
  unreadable: [{ part: 'program', text: type, reason: 'tfsafe does not know this type of provisioner' }],
});

const effectOf = (kind: CommandEffect['kind'], detail: string): CommandEffect => ({
  kind,
  detail,
  hosts: [],
  all: false,
  unresolved: false,
  script: null,
});

function withHost(reading: CommandReading, host: RenderedText | null): CommandReading {
  if (host === null || host.text === null || host.text === '') return reading;
  const effects = reading.effects.map((effect) =>
    effect.hosts.length > 0 ? effect : { ...effect, hosts: [showUnknown(carryUnknown(host))] },
  );
  return { ...reading, effects, hosts: [...new Set([showUnknown(carryUnknown(host)), ...reading.hosts])] };
}

function merge(readings: readonly CommandReading[]): CommandReading {
  return {
    effects: readings.flatMap(({ effects }) => effects),
    hosts: [...new Set(readings.flatMap(({ hosts }) => hosts))],
    unreadable: readings.flatMap(({ unreadable }) => unreadable),
    scripts: readings.flatMap(({ scripts }) => scripts),
  };
}

const quote = (word: string): string => (/^[\w./@%+=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`);

/** The reading was made of the real text; what leaves here has its secrets hidden and its unknown parts named. */
function forPeople(reading: CommandReading, rendered: RenderedProvisioner, { mask }: World): CommandReading {
  const parts = [rendered.command, ...(rendered.interpreter ?? []), rendered.workingDir, ...rendered.environment.values(), rendered.host];
  const secrets = parts.flatMap((part) => (part?.masked === true ? part.secrets : []));
  const show = (text: string): string => {
    const named = nameUnknown(text, rendered.command.unresolved);
    return mask(secrets.reduce((shown, secret) => shown.replaceAll(secret, '<sensitive>'), named)).text;
  };
  return {
    effects: reading.effects.map((effect) => ({ ...effect, detail: show(effect.detail), hosts: effect.hosts.map(show) })),
    hosts: [...new Set(reading.hosts.map(show))],
    unreadable: reading.unreadable.map((part) => ({ ...part, text: show(part.text), reason: show(part.reason) })),
    scripts: reading.scripts.map((script) => ({ ...script, file: show(script.file) })),
  };
}
