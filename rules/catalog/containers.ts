import type { CatalogProgram } from './catalog-program.ts';

const docker = (command: string): string => `https://docs.docker.com/reference/cli/docker/${command}/`;
const COMPOSE =
  '-f --file -p --project-name --project-directory --profile --env-file --ansi --progress -t --timeout --rmi --parallel --scale';

export const CONTAINERS: readonly CatalogProgram[] = [
  {
    programs: ['docker', 'podman', 'nerdctl'],
    values: `-H --host -c --context --config -l --log-level --tlscacert --tlscert --tlskey --filter --format --availability --project-name --project-directory --profile --env-file --file --timeout --rmi`,
    rows: [
      { verb: 'compose ** down', effect: 'delete-data', source: docker('compose/down'), with: ['-v', '--volumes'] },
      { verb: 'compose ** rm', effect: 'delete-data', source: docker('compose/rm'), with: ['-v', '--volumes'] },
      { verb: 'compose ** down|rm|stop|kill|restart|pause', effect: 'delete-resource', source: docker('compose/down') },
      { verb: 'compose', effect: 'harmless', source: docker('compose') },
      { verb: 'volume rm|remove|prune', effect: 'delete-data', source: docker('volume/rm'), all: ['-a', '--all', '--force'] },
      { verb: 'system prune|reset', effect: 'delete-data', source: docker('system/prune') },
      {
        verb: 'machine rm|stop|reset',
        effect: 'remove-node',
        source: 'https://docs.podman.io/en/latest/markdown/podman-machine-rm.1.html',
      },
      { verb: 'swarm leave', effect: 'remove-node', source: docker('swarm/leave') },
      { verb: 'node rm|remove|demote', effect: 'remove-node', source: docker('node/rm'), hosts: { words: 'all' } },
      {
        verb: 'node update',
        effect: 'drain-node',
        source: docker('node/update'),
        with: ['--availability=drain'],
        hosts: { words: 'first' },
      },
      { verb: 'rm|container|pod', effect: 'delete-data', source: docker('container/rm'), with: ['-v', '--volumes'], contains: 'rm' },
      { verb: 'network rm|remove|prune|disconnect', effect: 'change-network', source: docker('network/rm') },
      { verb: 'rm|rmi|stop|kill|restart|pause', effect: 'delete-resource', source: docker('container/rm') },
      {
        verb: 'container|image|images|service|stack|secret|config|plugin|builder|buildx|context|pod|manifest|trust rm|remove|prune|stop|kill|rmi|down|restart|pause|disable|revoke',
        effect: 'delete-resource',
        source: docker('service/rm'),
      },
      { verb: 'service scale|update', effect: 'delete-resource', source: docker('service/scale'), contains: '=0' },
      { verb: '*', effect: 'harmless', source: docker('') },
    ],
  },
  {
    programs: ['docker-compose', 'podman-compose'],
    values: COMPOSE,
    rows: [
      { verb: 'down|rm', effect: 'delete-data', source: docker('compose/down'), with: ['-v', '--volumes'] },
      { verb: 'down|rm|stop|kill|restart|pause', effect: 'delete-resource', source: docker('compose/down') },
      { verb: '*', effect: 'harmless', source: docker('compose') },
    ],
  },
  {
    programs: ['crictl', 'ctr'],
    values: '-r --runtime-endpoint -i --image-endpoint --timeout -n --namespace -a --address',
    rows: [
      {
        verb: 'rm|rmi|rmp|stop|stopp',
        effect: 'delete-resource',
        source: 'https://github.com/kubernetes-sigs/cri-tools/blob/master/docs/crictl.md',
        all: ['-a', '--all'],
      },
      {
        verb: '* rm|remove|delete|del|kill|prune',
        effect: 'delete-resource',
        source: 'https://github.com/containerd/containerd/blob/main/docs/man/ctr.8.md',
      },
      { verb: '*', effect: 'harmless', source: 'https://github.com/kubernetes-sigs/cri-tools/blob/master/docs/crictl.md' },
    ],
  },
  {
    programs: ['skopeo', 'crane', 'oras', 'regctl', 'cosign', 'buildah', 'kaniko', 'ko', 'pack'],
    rows: [
      {
        verb: '** delete|rm|rmi|remove|prune',
        effect: 'delete-resource',
        source: 'https://github.com/containers/skopeo/blob/main/docs/skopeo-delete.1.md',
      },
      { verb: '*', effect: 'harmless', source: 'https://github.com/containers/skopeo' },
    ],
  },
];
