/** A program that runs the command in its arguments. To add one: a row here and a line in the wrapper table of `test/command.test.ts`. */
export type Wrapper = {
  readonly programs: readonly string[];
  /** Words that must come first: `compute ssh`. */
  readonly verb?: string;
  /** Flags that take a value, before the command. */
  readonly values?: string;
  /** Flags whose value is shell code: that is then the command. */
  readonly codeFlags?: string;
  /** Words before the command: a duration, a directory, a container. */
  readonly skip?: number;
  /** `NAME=value` words stand before the command. */
  readonly assignments?: boolean;
  /** `code`: the rest is joined and read by a shell. Absent: the rest is run as it stands. */
  readonly inner?: 'code';
  /** With no command a shell is started, which reads standard input. */
  readonly shell?: boolean;
  /** The command runs on another file system. `host`: the first skipped word names the machine. */
  readonly elsewhere?: 'host' | 'container';
  /** Flags with which nothing is run (`sudo -l`, `command -v`). */
  readonly idle?: string;
  readonly source: string;
};

const man = (page: string): string => `https://man7.org/linux/man-pages/man${page.slice(-1)}/${page}.html`;
const DOCKER = '-H --host -c --context --config -l --log-level';
const KUBE =
  '-n --namespace --context --kubeconfig --cluster --user -s --server --as --as-group --token --request-timeout -c --container -f --filename --pod-running-timeout --image --profile --target';
const COMPOSE = '-f --file -p --project-name --project-directory --profile --env-file -e --env -u --user -w --workdir --index';

export const WRAPPERS: readonly Wrapper[] = [
  {
    programs: ['sudo'],
    values:
      '-u --user -g --group -h --host -p --prompt -C --close-from -r --role -t --type -T --command-timeout -U --other-user -D --chdir -R --chroot',
    assignments: true,
    shell: true,
    idle: '-l --list -v --validate -k -K -V --version',
    source: 'https://www.sudo.ws/docs/man/sudo.man/',
  },
  { programs: ['doas'], values: '-u -a -C', source: 'https://man.openbsd.org/doas' },
  { programs: ['env'], values: '-u --unset -C --chdir', codeFlags: '-S --split-string', assignments: true, source: man('env.1') },
  { programs: ['timeout', 'gtimeout'], values: '-s --signal -k --kill-after', skip: 1, source: man('timeout.1') },
  { programs: ['nohup'], source: man('nohup.1') },
  { programs: ['setsid'], source: man('setsid.1') },
  { programs: ['nice'], values: '-n --adjustment', source: man('nice.1') },
  { programs: ['ionice'], values: '-c --class -n --classdata', source: man('ionice.1') },
  { programs: ['chrt'], skip: 1, source: man('chrt.1') },
  { programs: ['taskset'], skip: 1, source: man('taskset.1') },
  { programs: ['stdbuf'], values: '-i --input -o --output -e --error', source: man('stdbuf.1') },
  {
    programs: ['unbuffer', 'chronic', 'caffeinate', 'ssh-agent', 'dbus-run-session', 'fakeroot'],
    source: 'https://joeyh.name/code/moreutils/',
  },
  { programs: ['time', 'gtime'], values: '-f --format -o --output', source: man('time.1') },
  { programs: ['command', 'builtin'], idle: '-v -V', source: 'https://www.gnu.org/software/bash/manual/html_node/Bash-Builtins.html' },
  { programs: ['exec'], values: '-a', source: 'https://www.gnu.org/software/bash/manual/html_node/Bourne-Shell-Builtins.html' },
  { programs: ['watch'], values: '-n --interval', inner: 'code', source: man('watch.1') },
  { programs: ['flock'], values: '-w --timeout -E --conflict-exit-code', codeFlags: '-c --command', skip: 1, source: man('flock.1') },
  { programs: ['chroot'], values: '--userspec --groups', skip: 1, elsewhere: 'container', shell: true, source: man('chroot.1') },
  {
    programs: ['su', 'runuser'],
    values: '-g --group -G --supp-group -s --shell -w -T -u --user',
    codeFlags: '-c --command --session-command',
    skip: 0,
    shell: true,
    source: man('su.1'),
  },
  { programs: ['gosu', 'su-exec', 'setpriv', 'setuidgid'], skip: 1, source: 'https://github.com/tianon/gosu' },
  { programs: ['strace', 'ltrace'], values: '-e -o -p -s -u -E -P -I -O -S', source: man('strace.1') },
  {
    programs: ['systemd-run'],
    values: '--unit -u -p --property --slice --uid --gid -E --setenv -M --machine --on-calendar --on-active --working-directory -H --host',
    source: man('systemd-run.1'),
  },
  { programs: ['systemd-inhibit'], source: man('systemd-inhibit.1') },
  { programs: ['script'], values: '-T --log-timing -I -O -B -m -E -o', codeFlags: '-c --command', skip: 9, source: man('script.1') },
  { programs: ['busybox', 'toybox'], source: 'https://busybox.net/downloads/BusyBox.html' },
  { programs: ['nsenter'], values: '-t --target -S --setuid -G --setgid', elsewhere: 'container', shell: true, source: man('nsenter.1') },
  { programs: ['unshare'], values: '-S --setuid -G --setgid -R --root -w --wd', shell: true, source: man('unshare.1') },
  { programs: ['ip'], verb: 'netns exec', skip: 1, source: man('ip-netns.8') },
  { programs: ['sshpass'], values: '-p -f -d -P', source: 'https://manpages.debian.org/sshpass' },
  {
    programs: ['autossh'],
    values: '-M -b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w -B',
    skip: 1,
    inner: 'code',
    elsewhere: 'host',
    shell: true,
    source: man('ssh.1'),
  },
  {
    programs: ['ssh', 'slogin', 'mosh', 'dropbear', 'dbclient'],
    values: '-b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w -B',
    skip: 1,
    inner: 'code',
    elsewhere: 'host',
    shell: true,
    idle: '-Q -V',
    source: man('ssh.1'),
  },
  {
    programs: ['tsh'],
    verb: 'ssh',
    values: '-l --login --proxy --user --cluster -i --identity -p --port -L -R',
    skip: 1,
    inner: 'code',
    elsewhere: 'host',
    shell: true,
    source: 'https://goteleport.com/docs/reference/cli/tsh/',
  },
  {
    programs: ['tailscale'],
    verb: 'ssh',
    skip: 1,
    inner: 'code',
    elsewhere: 'host',
    shell: true,
    source: 'https://tailscale.com/kb/1080/cli',
  },
  {
    programs: ['gcloud'],
    verb: 'compute ssh',
    values: '--zone --project --ssh-flag --ssh-key-file --account --configuration',
    codeFlags: '--command',
    skip: 1,
    inner: 'code',
    elsewhere: 'host',
    source: 'https://cloud.google.com/sdk/gcloud/reference/compute/ssh',
  },
  {
    programs: ['az'],
    verb: 'ssh vm',
    values: '--ip -g --resource-group -n --name --vm-name',
    inner: 'code',
    elsewhere: 'container',
    source: 'https://learn.microsoft.com/cli/azure/ssh',
  },
  {
    programs: ['hcloud'],
    verb: 'server ssh',
    values: '-u --user -p --port --context',
    skip: 1,
    inner: 'code',
    elsewhere: 'host',
    source: 'https://github.com/hetznercloud/cli',
  },
  {
    programs: ['vagrant'],
    verb: 'ssh',
    codeFlags: '-c --command',
    skip: 1,
    inner: 'code',
    elsewhere: 'host',
    source: 'https://developer.hashicorp.com/vagrant/docs/cli/ssh',
  },
  {
    programs: ['minikube'],
    verb: 'ssh',
    values: '-p --profile -n --node',
    inner: 'code',
    elsewhere: 'container',
    source: 'https://minikube.sigs.k8s.io/docs/commands/ssh/',
  },
  {
    programs: ['docker', 'podman', 'nerdctl'],
    verb: 'exec',
    values: `${DOCKER} -e --env --env-file -u --user -w --workdir --detach-keys`,
    skip: 1,
    elsewhere: 'container',
    source: 'https://docs.docker.com/reference/cli/docker/container/exec/',
  },
  {
    programs: ['docker', 'podman', 'nerdctl'],
    verb: 'container exec',
    values: `${DOCKER} -e --env --env-file -u --user -w --workdir --detach-keys`,
    skip: 1,
    elsewhere: 'container',
    source: 'https://docs.docker.com/reference/cli/docker/container/exec/',
  },
  {
    programs: ['docker', 'podman', 'nerdctl'],
    verb: 'compose exec',
    values: `${DOCKER} ${COMPOSE}`,
    skip: 1,
    elsewhere: 'container',
    source: 'https://docs.docker.com/reference/cli/docker/compose/exec/',
  },
  {
    programs: ['docker', 'podman', 'nerdctl'],
    verb: 'compose run',
    values: `${DOCKER} ${COMPOSE} --entrypoint --name -v --volume -p --publish`,
    skip: 1,
    elsewhere: 'container',
    source: 'https://docs.docker.com/reference/cli/docker/compose/run/',
  },
  {
    programs: ['docker-compose', 'podman-compose'],
    verb: 'exec',
    values: COMPOSE,
    skip: 1,
    elsewhere: 'container',
    source: 'https://docs.docker.com/reference/cli/docker/compose/exec/',
  },
  {
    programs: ['docker-compose', 'podman-compose'],
    verb: 'run',
    values: `${COMPOSE} --entrypoint --name -v --volume -p --publish`,
    skip: 1,
    elsewhere: 'container',
    source: 'https://docs.docker.com/reference/cli/docker/compose/run/',
  },
  {
    programs: ['crictl'],
    verb: 'exec',
    values: '-r --runtime-endpoint --timeout',
    skip: 1,
    elsewhere: 'container',
    source: 'https://github.com/kubernetes-sigs/cri-tools',
  },
  {
    programs: ['kubectl', 'oc', 'k', 'microk8s.kubectl'],
    verb: 'exec',
    values: KUBE,
    skip: 1,
    elsewhere: 'container',
    source: 'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_exec/',
  },
  {
    programs: ['kubectl', 'oc', 'k', 'microk8s.kubectl'],
    verb: 'debug',
    values: KUBE,
    skip: 1,
    elsewhere: 'container',
    source: 'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_debug/',
  },
  {
    programs: ['kubectl', 'k'],
    verb: 'node-shell',
    values: KUBE,
    skip: 1,
    elsewhere: 'host',
    source: 'https://github.com/kvaps/kubectl-node-shell',
  },
  { programs: ['k3s', 'rke2', 'microk8s', 'k0s', 'minikube'], verb: 'kubectl', source: 'https://docs.k3s.io/cli' },
  { programs: ['microk8s'], verb: 'helm', source: 'https://microk8s.io/docs/command-reference' },
  { programs: ['microk8s'], verb: 'helm3', source: 'https://microk8s.io/docs/command-reference' },
  {
    programs: ['lxc', 'incus'],
    verb: 'exec',
    values: '--cwd --env --group --user --mode --project',
    skip: 1,
    elsewhere: 'host',
    source: 'https://documentation.ubuntu.com/lxd/en/latest/reference/manpages/lxc/exec/',
  },
  { programs: ['pct'], verb: 'exec', skip: 1, elsewhere: 'container', source: 'https://pve.proxmox.com/pve-docs/pct.1.html' },
  {
    programs: ['qm'],
    verb: 'guest exec',
    values: '--timeout --pass-stdin --synchronous',
    skip: 1,
    elsewhere: 'container',
    source: 'https://pve.proxmox.com/pve-docs/qm.1.html',
  },
  {
    programs: ['multipass'],
    verb: 'exec',
    values: '-d --working-directory',
    skip: 1,
    elsewhere: 'host',
    source: 'https://documentation.ubuntu.com/multipass/',
  },
  { programs: ['machinectl', 'limactl'], verb: 'shell', skip: 1, elsewhere: 'host', source: man('machinectl.1') },
  {
    programs: ['nomad'],
    verb: 'alloc exec',
    values: '-task -e -job -region -namespace -address',
    skip: 1,
    elsewhere: 'container',
    source: 'https://developer.hashicorp.com/nomad/commands/alloc/exec',
  },
  {
    programs: ['aws-vault'],
    verb: 'exec',
    values: '-d --duration --region -t --mfa-token',
    skip: 1,
    source: 'https://github.com/99designs/aws-vault',
  },
  { programs: ['chamber'], verb: 'exec', skip: 1, source: 'https://github.com/segmentio/chamber' },
  {
    programs: ['direnv', 'mise', 'conda'],
    verb: 'exec',
    values: '-n --name -p --prefix',
    skip: 1,
    source: 'https://direnv.net/man/direnv.1.html',
  },
  {
    programs: ['op', 'doppler', 'infisical', 'teller'],
    verb: 'run',
    values: '--env-file --account -p --project -c --config -t --token',
    codeFlags: '--command',
    source: 'https://developer.1password.com/docs/cli/reference/commands/run/',
  },
  { programs: ['sops'], verb: 'exec-env', skip: 1, inner: 'code', source: 'https://getsops.io/docs/' },
  { programs: ['sops'], verb: 'exec-file', skip: 1, inner: 'code', source: 'https://getsops.io/docs/' },
  {
    programs: ['nix-shell'],
    values: '-p --packages -I --arg --argstr',
    codeFlags: '--run --command',
    skip: 9,
    source: 'https://nix.dev/manual/nix/latest/command-ref/nix-shell',
  },
  {
    programs: ['poetry', 'uv', 'pipenv', 'pdm', 'hatch'],
    verb: 'run',
    values: '--with --python -p --project --directory',
    source: 'https://docs.astral.sh/uv/reference/cli/',
  },
  { programs: ['retry'], values: '-t --times -d --delay -m --min -M --max', source: 'https://github.com/kadwanev/retry' },
];
