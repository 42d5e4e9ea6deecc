import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UNKNOWN_CLOSE, UNKNOWN_OPEN } from '../src/command/command-effect.ts';
import type { CommandContext, CommandReading } from '../src/command/command-effect.ts';
import { readCommand } from '../src/command/read-command.ts';
import { nameUnknown } from '../src/command/unknown-part.ts';

type Setting = Partial<Omit<CommandContext, 'environment' | 'readScript'>> & {
  env?: Record<string, string>;
  files?: Record<string, string>;
};

const read = (text: string, { interpreter = null, workingDir = null, env = {}, files = {} }: Setting = {}): CommandReading =>
  readCommand(text, {
    interpreter,
    workingDir,
    environment: new Map(Object.entries(env)),
    readScript: (path) => new Map(Object.entries(files)).get(path) ?? null,
  });

const kinds = (reading: CommandReading): string[] => [...new Set(reading.effects.map(({ kind }) => kind))];
const UNKNOWN = `${UNKNOWN_OPEN}0${UNKNOWN_CLOSE}`;
const RESET = 'talosctl reset -n 10.0.0.1';

// The destroy-time command of the incident this program was made for.
const INCIDENT = `conf="$(mktemp)"
trap 'rm -f "$conf"' EXIT
printf '%s\\n' 'context: grove
contexts:
  grove:
    endpoints: [10.20.0.11]
' > "$conf"
talosctl --talosconfig "$conf" reset \\
  --nodes 10.20.0.21 \\
  --endpoints 10.20.0.21 \\
  --system-labels-to-wipe STATE \\
  --system-labels-to-wipe EPHEMERAL \\
  --graceful=false \\
  --reboot \\
  --wait=false
`;

describe('the incident', () => {
  test.each([INCIDENT, INCIDENT.replaceAll('\n', '\r\n')])('is one wiped node and nothing else', (text) => {
    const reading = read(text);
    expect(reading.effects).toEqual([
      {
        kind: 'wipe-node',
        detail:
          'talosctl --talosconfig $(mktemp) reset --nodes 10.20.0.21 --endpoints 10.20.0.21 --system-labels-to-wipe STATE --system-labels-to-wipe EPHEMERAL …',
        hosts: ['10.20.0.21'],
        all: false,
        unresolved: false,
        script: null,
      },
    ]);
    expect(reading.hosts).toEqual(['10.20.0.21']);
    expect(reading.unreadable).toEqual([]);
  });
});

// Each must be seen as the wipe of 10.0.0.1, and as nothing that cannot be read.
const WRAPPED: readonly string[] = [
  RESET,
  `sudo ${RESET}`,
  `sudo -u root -E ${RESET}`,
  `sudo -n -- ${RESET}`,
  `sudo FOO=1 ${RESET}`,
  `doas ${RESET}`,
  `env A=1 ${RESET}`,
  `env -i PATH=/x ${RESET}`,
  `env -u HOME ${RESET}`,
  `env -S "${RESET}"`,
  `timeout 5 ${RESET}`,
  `timeout -k 5 -s KILL 10m ${RESET}`,
  `nohup ${RESET} &`,
  `setsid ${RESET}`,
  `nice -n 5 ${RESET}`,
  `nice -10 ${RESET}`,
  `ionice -c2 -n 7 ${RESET}`,
  `stdbuf -oL ${RESET}`,
  `time ${RESET}`,
  `time -p ${RESET}`,
  `/usr/bin/time -f x ${RESET}`,
  `command ${RESET}`,
  `builtin ${RESET}`,
  `exec ${RESET}`,
  `exec -a x ${RESET}`,
  `watch -n1 ${RESET}`,
  `flock /tmp/l ${RESET}`,
  `flock /tmp/l -c "${RESET}"`,
  `chroot /mnt ${RESET}`,
  `su -c "${RESET}"`,
  `su - root -c '${RESET}'`,
  `su root -c '${RESET}'`,
  `runuser -u root -- ${RESET}`,
  `busybox nohup ${RESET}`,
  `bash -c "${RESET}"`,
  `sh -euxc "${RESET}"`,
  `bash -eo pipefail -c "${RESET}"`,
  `/bin/bash -lc '${RESET}'`,
  `zsh -c '${RESET}'`,
  `dash -c '${RESET}'`,
  `ash -c '${RESET}'`,
  `ksh -c '${RESET}'`,
  `bash -c 'talosctl "$@"' x reset -n 10.0.0.1`,
  `sh -c 'talosctl "$0" "$@"' reset -n 10.0.0.1`,
  `bash -c 'bash -c "sudo ${RESET}"'`,
  `docker exec -it -u root c ${RESET}`,
  `docker run --rm -v /:/h alpine sh -c "${RESET}"`,
  'docker run --rm ghcr.io/siderolabs/talosctl:v1.7 reset -n 10.0.0.1',
  'docker run --rm --entrypoint talosctl x reset -n 10.0.0.1',
  `podman exec c ${RESET}`,
  `docker compose exec -T web ${RESET}`,
  `kubectl exec -n x pod -c c -- ${RESET}`,
  `kubectl -n x exec -it pod -- sh -c '${RESET}'`,
  `nsenter -t 1 -m -u -i -n -- ${RESET}`,
  `echo '${RESET}' | bash`,
  `echo ${RESET} | sudo sh`,
  `printf '%s\\n' "${RESET}" | sh -s`,
  `cat <<EOF | sh\n${RESET}\nEOF`,
  `bash <<EOF\n${RESET}\nEOF`,
  `bash <<'EOF'\n${RESET}\nEOF`,
  `sudo -i <<EOF\n${RESET}\nEOF`,
  `bash <<< "${RESET}"`,
  `bash <(echo ${RESET})`,
  `eval "${RESET}"`,
  `eval talosctl reset -n 10.0.0.1`,
  `trap '${RESET}' EXIT`,
  `f() { ${RESET}; }; trap f EXIT`,
  `f() { talosctl reset -n $1; }\nf 10.0.0.1`,
  `run() { "$@"; }; run ${RESET}`,
  `retry() { "$@" || { sleep 1; retry "$@"; }; }; retry ${RESET}`,
  `(${RESET})`,
  `{ ${RESET}; }`,
  `if true; then ${RESET}; fi`,
  `if ${RESET}; then :; fi`,
  `if false; then :; elif x=1; then :; else ${RESET}; fi`,
  `while true; do ${RESET}; done`,
  `until ${RESET}; do sleep 1; done`,
  `for i in 1; do ${RESET}; done`,
  `case x in a|b) ${RESET};; esac`,
  `true && ${RESET}`,
  `false || ${RESET}`,
  `! ${RESET}`,
  `${RESET} | tee log`,
  `coproc ${RESET}`,
  `x=$(${RESET})`,
  `echo "$(${RESET})"`,
  `echo \`${RESET}\``,
  `[[ -n $(${RESET}) ]]`,
  `echo $((1 + $(${RESET})))`,
  `cat <<EOF\n$(${RESET})\nEOF`,
  `echo x > "$(${RESET})"`,
  `diff <(${RESET}) f`,
  `echo \${X:-$(${RESET})}`,
  'VAR=talosctl; $VAR reset -n 10.0.0.1',
  'VAR="talosctl reset"; $VAR -n 10.0.0.1',
  'A="reset -n 10.0.0.1"; talosctl $A',
  '\\talosctl reset -n 10.0.0.1',
  '"talosctl" reset -n 10.0.0.1',
  `tal"os"ctl re'set' -n 10.0.0.1`,
  `$'talosctl' reset -n 10.0.0.1`,
  '/usr/local/bin/talosctl reset -n 10.0.0.1',
  './talosctl reset -n 10.0.0.1',
  '~/bin/talosctl reset -n 10.0.0.1',
  '$(which talosctl) reset -n 10.0.0.1',
  '`command -v talosctl` reset -n 10.0.0.1',
  '$(echo talosctl) reset -n 10.0.0.1',
  `$(printf '%s' talosctl) reset -n 10.0.0.1`,
  'talosctl \\\n  reset \\\n  -n 10.0.0.1',
  'talosctl\treset\t-n\t10.0.0.1',
  'talosctl reset -n 10.0.0.1\r\n',
  'talosctl reset -n 10.0.0.1 # talosctl reset --help',
  '${T:-talosctl} reset -n 10.0.0.1',
  'IP=10.0.0.1; talosctl reset -n "$IP"',
  'IP=10.0.0.1:50000; talosctl reset -n ${IP%%:*}',
  'export T=talosctl; sh -c "$T reset -n 10.0.0.1"',
  `export T=talosctl; sh -c '$T reset -n 10.0.0.1'`,
  `T=talosctl sh -c '$T reset -n 10.0.0.1'`,
  'args=(reset); args+=(-n 10.0.0.1); talosctl "${args[@]}"',
  'alias t=talosctl; t reset -n 10.0.0.1',
  'set -- reset -n 10.0.0.1; talosctl "$@"',
  'set -- x reset -n 10.0.0.1; shift; talosctl "$@"',
  'if [ x ]; then T=talosctl; else T=echo; fi; $T reset -n 10.0.0.1',
  `find . -name x -exec ${RESET} \\;`,
  'echo 10.0.0.1 | xargs talosctl reset -n',
  'echo 10.0.0.1 | xargs -I{} talosctl reset -n {}',
  'echo 10.0.0.1 | xargs -I % sh -c "talosctl reset -n %"',
  'parallel talosctl reset -n {} ::: 10.0.0.1',
  `echo "${RESET}" > /tmp/x.sh; sh /tmp/x.sh`,
  `cat <<'EOF' > x.sh\n${RESET}\nEOF\nchmod +x x.sh && ./x.sh`,
  `echo '${RESET}' | sudo tee /usr/local/sbin/x.sh; bash /usr/local/sbin/x.sh`,
];

describe('wrappers do not hide what is run', () => {
  test.each(WRAPPED)('%s', (text) => {
    const reading = read(text);
    expect(reading.effects.filter(({ kind }) => kind !== 'unknown').map(({ kind, hosts }) => `${kind} ${hosts.join()}`)).toEqual([
      'wipe-node 10.0.0.1',
    ]);
    expect(reading.effects.filter(({ kind }) => kind === 'unknown')).toEqual([]);
  });
});

describe('machines', () => {
  test.each([
    ['ssh root@h1 reboot', ['h1'], ['h1']],
    ['ssh -i k -o StrictHostKeyChecking=no -p 22 u@h1 "sudo reboot"', ['h1'], ['h1']],
    ['ssh ssh://u@h1:22 reboot', ['h1'], ['h1']],
    ['ssh -J bastion u@h1 -- sudo reboot', ['h1'], ['h1']],
    ['ssh h1 <<EOF\nsudo reboot\nEOF', ['h1'], ['h1']],
    ["ssh h1 bash -s <<'EOF'\nsudo kubeadm reset -f\nEOF", ['h1'], ['h1']],
    ["echo 'kubeadm reset -f' | ssh h1 sudo sh", ['h1'], ['h1']],
    ['sshpass -p x ssh h1 sudo poweroff', ['h1'], ['h1']],
    ['for h in h1 h2; do ssh $h reboot; done', ['h1', 'h2'], ['h1', 'h2']],
    [`ssh h1 ${RESET}`, ['10.0.0.1'], ['h1', '10.0.0.1']],
    ['ssh $HOST reboot', [], []],
    [`ssh ${UNKNOWN}@h1 reboot`, ['h1'], ['h1']],
    ['ssh h1 uptime', [], ['h1']],
    ['gcloud compute ssh vm1 --zone z --command "sudo kubeadm reset -f"', ['vm1'], ['vm1']],
    ['for n in {1..3}; do talosctl -n 10.0.0.$n reset; done', ['10.0.0.1', '10.0.0.2', '10.0.0.3'], ['10.0.0.1', '10.0.0.2', '10.0.0.3']],
    ['for n in $(seq 1 2); do talosctl -n 10.0.0.$n reset; done', ['10.0.0.1', '10.0.0.2'], ['10.0.0.1', '10.0.0.2']],
    ['N="a b"; for n in $N; do talosctl -n $n reset; done', ['a', 'b'], ['a', 'b']],
    ['echo a b | xargs -n1 talosctl reset -n', ['a', 'b'], ['a', 'b']],
  ])('%s', (text, ofEffects, all) => {
    const reading = read(text);
    expect(reading.effects.flatMap(({ hosts }) => hosts)).toEqual(ofEffects);
    expect(reading.hosts).toEqual(all);
  });
});

describe('what is not known before it runs is said', () => {
  test.each([
    ['eval $X', ['unknown'], ['program']],
    ['bash -c "$(curl -fsSL https://x)"', ['unknown'], ['program']],
    ['curl -fsSL https://x | sh', ['runs-code'], ['script']],
    ['echo x | base64 -d | bash', ['runs-code'], ['script']],
    ['bash <(curl https://x)', ['runs-code'], ['script']],
    ['curl https://x > x.sh; sh x.sh', ['runs-code'], ['script']],
    ['$SUDO talosctl reset -n a', ['unknown', 'wipe-node'], ['program']],
    [`${UNKNOWN} reset`, ['unknown'], ['program']],
    [`talosctl ${UNKNOWN}`, ['unknown'], ['verb']],
    [`${UNKNOWN}/bin/talosctl reset -n a`, ['wipe-node'], []],
    [`${UNKNOWN}/x.sh`, ['unknown'], ['script']],
    [`talosctl reset -n ${UNKNOWN}`, ['wipe-node'], ['argument']],
    [`talosctl reset -n 10.0.0.${UNKNOWN}`, ['wipe-node'], ['argument']],
    [`kubectl delete ns app-${UNKNOWN}`, ['delete-data'], ['argument']],
    [`rm -rf ${UNKNOWN}/x`, ['delete-files'], []],
    [`echo ${UNKNOWN}`, [], []],
    ['while read n; do talosctl reset -n $n; done < nodes', ['wipe-node'], ['argument']],
    ['i=0; while [ $i -lt 3 ]; do talosctl -n 10.0.0.$i reset; i=$((i+1)); done', ['wipe-node'], ['argument']],
    ['if true; then reboot', ['unknown', 'stop-node'], ['syntax']],
    ['echo "unterminated', ['unknown'], ['syntax']],
    ['python3 -c "import os; os.system(1)"', ['runs-code'], []],
  ])('%s', (text, expectedKinds, parts) => {
    const reading = read(text);
    expect(kinds(reading)).toEqual(expectedKinds);
    expect([...new Set(reading.unreadable.map(({ part }) => part))]).toEqual(parts);
  });
});

describe('interpreters', () => {
  test.each([
    [['bash', '-c'], RESET, ['wipe-node']],
    [['/bin/bash', '-euo', 'pipefail', '-c'], RESET, ['wipe-node']],
    [['/usr/bin/env', 'bash', '-c'], RESET, ['wipe-node']],
    [['ssh', 'h1'], 'sudo reboot', ['stop-node']],
    [['kubectl', 'exec', 'p', '--', 'sh', '-c'], RESET, ['wipe-node']],
    [[], RESET, ['wipe-node']],
    [['python3', '-c'], 'print(1)', ['runs-code']],
    [['pwsh', '-Command'], 'Get-Date', ['runs-code']],
    [['cmd', '/c'], 'dir', ['runs-code']],
    [['perl', '-e'], '1', ['runs-code']],
    [['frobnicate'], 'x', ['unknown']],
  ])('%j', (interpreter, text, expected) => {
    expect(kinds(read(text, { interpreter }))).toEqual(expected);
  });

  test('values of the environment stand in for variables', () => {
    expect(read('talosctl reset -n "$NODE"', { env: { NODE: 'a' } }).hosts).toEqual(['a']);
    expect(kinds(read('$T reset', { env: { T: 'talosctl' } }))).toEqual(['wipe-node']);
  });
});

describe('scripts are read and judged by their content', () => {
  const files = {
    'reset.sh': '#!/usr/bin/env bash\nset -eu\n\ntalosctl -n "$1" reset\n',
    'sub/outer.sh': '#!/bin/sh\ncd "$(dirname "$0")"\n./inner.sh "$@"\n',
    'sub/inner.sh': 'for n in "$@"; do\n  ssh "$n" reboot\ndone\n',
    'lib.sh': 'wipe() {\n  talosctl reset -n "$1"\n}\n',
    'a.py': '#!/usr/bin/env python3\n',
    'one.sh': 'sh two.sh',
    'two.sh': 'sh three.sh',
    'three.sh': 'echo hi',
    talosctl: '#!/bin/sh\nkubectl delete ns x\n',
    'bad.sh': 'if true; then\n',
  };
  test.each([
    ['./reset.sh a b', ['wipe-node a reset.sh:4']],
    ['bash reset.sh a', ['wipe-node a reset.sh:4']],
    ['bash -x reset.sh a', ['wipe-node a reset.sh:4']],
    ['. ./reset.sh a', ['wipe-node a reset.sh:4']],
    ['source lib.sh; wipe a', ['wipe-node a ']],
    ['sub/outer.sh h1 h2', ['stop-node h1 sub/inner.sh:2', 'stop-node h2 sub/inner.sh:2']],
    ['cd sub && ./outer.sh h1', ['stop-node h1 sub/inner.sh:2']],
    ['./talosctl version', ['delete-data  talosctl:2']],
    ['sudo bash reset.sh a >/dev/null 2>&1 || true', ['wipe-node a reset.sh:4']],
    ['bash < reset.sh', ['wipe-node  reset.sh:4']],
    ['ssh h1 bash -s a < reset.sh', ['wipe-node a reset.sh:4']],
    ['cat reset.sh | ssh h1 sudo bash -s a', ['wipe-node a reset.sh:4']],
    ['cat reset.sh | bash -s a', ['wipe-node a reset.sh:4']],
    ['python3 a.py', ['runs-code  ']],
    ['sh bad.sh', ['unknown  bad.sh:1']],
  ])('%s', (text, expected) => {
    const { effects } = read(text, { files });
    expect(effects.map(({ kind, hosts, script }) => `${kind} ${hosts.join()} ${script ? `${script.file}:${script.line}` : ''}`)).toEqual(
      expected,
    );
  });

  test('the third file deep, one that is missing and one on another machine are not passed over', () => {
    for (const text of ['sh one.sh', './missing.sh', 'ssh h sh reset.sh', 'docker exec c ./reset.sh']) {
      const reading = read(text, { files });
      expect(reading.unreadable.map(({ part }) => part)).toEqual(['script']);
      expect(kinds(reading)).toEqual(['unknown']);
    }
    expect(read('sh one.sh', { files }).scripts).toEqual([
      { file: 'one.sh', read: true },
      { file: 'two.sh', read: true },
      { file: 'three.sh', read: false },
    ]);
  });

  test('a shebang of another language is code that is not read', () => {
    expect(read('./a.py', { files }).effects).toMatchObject([{ kind: 'runs-code', script: { file: 'a.py', line: 1 } }]);
  });
});

describe('the working directory', () => {
  test('is where scripts lie', () => {
    expect(read('./x.sh', { workingDir: 'mod', files: { 'mod/x.sh': RESET } }).hosts).toEqual(['10.0.0.1']);
    expect(read('cd sub && sh x.sh', { workingDir: '/w', files: { '/w/sub/x.sh': RESET } }).hosts).toEqual(['10.0.0.1']);
    expect(read('./x.sh', { workingDir: UNKNOWN, files: { './x.sh': RESET } }).unreadable).toMatchObject([{ part: 'script' }]);
  });

  test.each([
    [null, 'rm -rf build', 'delete-files'],
    ['mod', 'rm -rf build', 'delete-files'],
    ['/home/ci/project', 'rm -rf build', 'delete-files'],
    ['/home/ci/project', 'rm -rf /home/ci/project/build', 'delete-files'],
    ['/home/ci/project', 'rm -rf /home/ci/other', 'delete-data'],
    [UNKNOWN, 'rm -rf build', 'delete-files'],
    ['/var/lib/etcd', 'rm -rf member', 'delete-data'],
    ['/etc', 'rm -rf kubernetes', 'delete-data'],
    ['/', 'rm -rf *', 'delete-data'],
    ['mod', 'cd / && rm -rf data', 'delete-data'],
  ])('in %s, %s', (workingDir, text, expected) => {
    expect(read(text, { workingDir }).effects).toMatchObject([{ kind: expected, unresolved: false }]);
  });
});

describe('details', () => {
  test('are short, on one line, and never hold half a word', () => {
    const secret = 'S'.repeat(5000);
    const { effects } = read(
      `curl -X DELETE -H "Authorization: Bearer ${secret}" https://h/x; talosctl reset -n a ${'word '.repeat(80)} ${secret}; python3 -c "a\nb"`,
    );
    expect(effects).toHaveLength(3);
    for (const { detail } of effects) {
      expect(detail.length).toBeLessThan(200);
      expect(detail).not.toMatch(/\n|SSSS/);
    }
  });

  test('show unknown parts as such', () => {
    const detail = read(`talosctl reset -n ${UNKNOWN} "$X"`).effects[0]?.detail ?? '';
    expect(nameUnknown(detail, ['self.input'])).toBe('talosctl reset -n <self.input> $X');
  });
});

describe('hostile text', () => {
  const wrappers = [
    'sudo',
    'env A=1',
    'timeout 5',
    'nohup',
    'setsid',
    'nice -n 3',
    'ionice -c 3',
    'stdbuf -o0',
    'time',
    'command',
    'exec',
    'doas',
    'flock /tmp/l',
    'docker exec c',
    'kubectl exec p --',
    'chroot /mnt',
    'nsenter -t 1 -m --',
  ] as const;
  const quoting = [
    (text: string) => `bash -c ${quoted(text)}`,
    (text: string) => `eval ${quoted(text)}`,
    // ssh joins its words with blanks: quotes are lost on the way.
    (text: string) => `ssh h1 ${quoted(text)}`,
    (text: string) => `su -c ${quoted(text)}`,
    (text: string) => `( ${text} )`,
    (text: string) => `{ ${text}; }`,
    (text: string) => `if :; then ${text}; fi`,
    (text: string) => `echo ${quoted(text)} | sh`,
    (text: string) => `bash <<'END'\n${text}\nEND\n`,
    (text: string) => `x=$( ${text} )`,
  ] as const;
  const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

  test('any pile of wrappers keeps the effect', () => {
    const pile = fc.array(fc.oneof(fc.constantFrom(...wrappers), fc.constantFrom(...quoting)), { maxLength: 5 });
    fc.assert(
      fc.property(pile, fc.constantFrom(RESET, 'kubeadm reset -f', 'rm -rf /var/lib/etcd', 'kubectl delete ns x'), (layers, inner) => {
        let text: string = inner;
        for (const layer of layers) {
          // A here-document cannot stand inside another one with the same end, and words cannot stand before a group.
          if (typeof layer !== 'string') text = text.includes('END') && layer('').includes('END') ? text : layer(text);
          else text = `${layer} bash -c ${quoted(text)}`;
        }
        const wanted = read(inner).effects[0]?.kind;
        expect(kinds(read(text))).toContain(wanted);
      }),
      { numRuns: 300 },
    );
  });

  test('never throws and always ends', () => {
    const pieces = [
      '$(',
      ')',
      '`',
      '"',
      "'",
      '{',
      '}',
      '((',
      '))',
      '[[',
      ']]',
      '|',
      '&',
      ';',
      '\n',
      '<<EOF',
      'EOF',
      '<(',
      '${',
      ':-',
      '$X',
      '$@',
      'if',
      'then',
      'fi',
      'for i in',
      'do',
      'done',
      'case',
      'esac',
      'f()',
      'f',
      'eval',
      'bash -c',
      'sudo',
      'xargs',
      'find',
      '-exec',
      'talosctl',
      'reset',
      '-n',
      '--',
      '=',
      'A=',
      '\\',
      UNKNOWN,
      UNKNOWN_OPEN,
      '{1..9}',
      '__proto__',
      'constructor',
      ' ',
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })), { maxLength: 60 }), (parts) => {
        expect(read(parts.join(' ')).effects).toBeInstanceOf(Array);
      }),
      { numRuns: 1500 },
    );
  });

  test.each([
    ['too much text', `echo ${'x'.repeat(300 * 1024)}`],
    ['deep substitution', '$('.repeat(2000)],
    ['deep groups', `${'('.repeat(3000)}reboot${')'.repeat(3000)}`],
    [
      'calls that double',
      `${Array.from({ length: 30 }, (_, index) => `f${index}() { f${index + 1} a; f${index + 1} b; }`).join('\n')}\nf0`,
    ],
    ['loops in loops', `${'for i in {1..200}; do '.repeat(4)}talosctl reset -n $i; ${'done; '.repeat(4)}`],
    ['branches in branches', 'if a; then A=1; else A=2; fi;'.repeat(5000)],
    [
      'code in code in code',
      Array.from({ length: 40 }).reduce<string>((text) => `eval "${text.replaceAll(/["\\$]/g, String.raw`\$&`).slice(0, 100_000)}"`, 'x'),
    ],
    ['a text that doubles', `A=x;${'A=$A$A;'.repeat(40)}$A`],
    ['a script that calls itself', 'sh a.sh'],
  ])('%s is said to be unreadable', (_, text) => {
    const reading = read(text, { files: { 'a.sh': 'sh a.sh' } });
    expect(reading.unreadable.length).toBeGreaterThan(0);
    expect(kinds(reading)).toContain('unknown');
  });
});
