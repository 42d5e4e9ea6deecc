import { knowsProgram } from './catalog-judge.ts';
import type { Invocation, Output, Reader } from './reader.ts';
import { newScope } from './scope.ts';
import { hasUnknown } from './unknown-part.ts';
import { parseArguments } from './arguments.ts';
import type { FlagShape } from './arguments.ts';

const PROGRAMS = new Set(['docker', 'podman', 'nerdctl', 'kubectl', 'oc', 'ctr']);
// https://docs.docker.com/reference/cli/docker/container/run/
const VALUES =
  '-H --host --context --config -a --attach --add-host --annotation --blkio-weight --cap-add --cap-drop --cidfile -c --cpu-shares --cpus --cpuset-cpus --device --dns --dns-search --entrypoint -e --env --env-file --expose --gpus --group-add --health-cmd -h --hostname --ip --ipc --isolation -l --label --link --log-driver --log-opt --mac-address -m --memory --mount --name --net --network --network-alias --pid --platform -p --publish --pull --restart --runtime --security-opt --shm-size --stop-signal --stop-timeout --storage-opt --sysctl --tmpfs -u --user --ulimit --userns --uts -v --volume --volumes-from -w --workdir';
const SHAPE: FlagShape = { values: new Set(VALUES.split(' ')), switches: new Set(), longWithOneDash: false, otherwise: 'switch' };

const GLOBAL: FlagShape = {
  ...SHAPE,
  values: new Set(
    '-H --host --context --config -c -l --log-level -n --namespace --kubeconfig --cluster --user -s --server --as --token --url --connection --identity --root --address -a'.split(
      ' ',
    ),
  ),
};

/**
 * `docker run [options] IMAGE [command]` and `kubectl run NAME --image IMAGE -- command`. An image that is named after a program
 * (`bitnami/kubectl`) starts it: its arguments are then read as that program's. 'other': not such a command.
 */
export function readContainerRun(name: string, invocation: Invocation, reader: Reader): Output | 'other' {
  if (!PROGRAMS.has(name)) return 'other';
  const { words, frame, input } = invocation;
  const kubernetes = name === 'kubectl' || name === 'oc';
  const [first, second] = parseArguments(words.slice(1), GLOBAL).positionals;
  const verb = first === 'container' ? second : first;
  if (verb !== 'run' && !(verb === 'create' && name === 'docker')) return 'other';
  if (words.some((word) => /^--dry-run(?:=client|=server)?$/.test(word)) || words[words.indexOf(verb) + 1] === '--help') return null;
  const at = words.indexOf(verb);
  const { image, entrypoint, command } = kubernetes ? kubernetesRun(words.slice(at + 1)) : dockerRun(words.slice(at + 1));
  const inner = innerWords(image, entrypoint, command);
  if (inner === null) {
    // The image's own program runs, and only the image knows which.
    reader.report({ kind: 'runs-code', words }, frame);
    return null;
  }
  return reader.words({ words: inner, input, frame: { ...frame, scope: newScope(), elsewhere: true } });
}

type Run = { readonly image: string; readonly entrypoint: string | undefined; readonly command: readonly string[] };

function dockerRun(words: readonly string[]): Run {
  let index = 0;
  for (; index < words.length; index++) {
    const word = words[index] ?? '';
    if (!word.startsWith('-')) break;
    const last = word.startsWith('--') ? word : `-${word.at(-1) ?? ''}`;
    if (!word.includes('=') && SHAPE.values.has(last)) index++;
  }
  const { flags } = parseArguments(words.slice(0, index), SHAPE);
  return { image: words[index] ?? '', entrypoint: flags.get('--entrypoint')?.[0], command: words.slice(index + 1) };
}

function kubernetesRun(words: readonly string[]): Run {
  const dashes = words.indexOf('--');
  const image = words.find((word, index) => word.startsWith('--image=') || words[index - 1] === '--image') ?? '';
  return { image: image.replace(/^--image=/, ''), entrypoint: undefined, command: dashes < 0 ? [] : words.slice(dashes + 1) };
}

function innerWords(image: string, entrypoint: string | undefined, command: readonly string[]): readonly string[] | null {
  if (entrypoint !== undefined && entrypoint !== '') return [entrypoint, ...command];
  const name =
    image
      .replace(/[@:][^/]*$/, '')
      .split('/')
      .at(-1) ?? '';
  const [first] = command;
  if (first !== undefined && (hasUnknown(first) || knowsProgram(first))) return command;
  if (knowsProgram(name)) return [name, ...command];
  return first === undefined || first.startsWith('-') ? null : command;
}
