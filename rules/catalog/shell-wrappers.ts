import type { Wrapper } from './wrapper.ts';

const man = (page: string): string => `https://man7.org/linux/man-pages/man${page.slice(-1)}/${page}.html`;

/** Programs that start another one on the same machine. */
export const SHELL_WRAPPERS: readonly Wrapper[] = [
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
  // `su - root -c CODE`: the user stands before the flag; without the flag only `runuser -u USER COMMAND` runs anything but a shell.
  {
    programs: ['su', 'runuser'],
    values: '-g --group -G --supp-group -s --shell -w -T -u --user',
    codeFlags: '-c --command --session-command',
    skip: 9,
    needsCode: true,
    source: man('su.1'),
  },
  { programs: ['runuser'], values: '-g --group -G --supp-group -s --shell -w -T -u --user', shell: true, source: man('runuser.1') },
  { programs: ['su'], values: '-g --group -G --supp-group -s --shell -w -T', skip: 9, shell: true, source: man('su.1') },
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
];
