import type { CatalogProgram } from './catalog-program.ts';

/** Ad hoc ansible: the first word is the host pattern, the module's arguments hold the command. */
export const ANSIBLE: readonly CatalogProgram[] = [
  {
    programs: ['ansible'],
    values:
      '-i --inventory -l --limit -m --module-name -a --args -e --extra-vars -u --user -f --forks -c --connection --private-key --key-file -B -P -t --tree -T --timeout --become-user --vault-password-file',
    switches: '-b --become -K -k -v -C --check -D --diff -o --one-line',
    harmlessWith: '--help -h --version --list-hosts',
    rows: [
      {
        verb: '*',
        effect: 'harmless',
        source: 'https://docs.ansible.com/ansible/latest/collections/ansible/builtin/ping_module.html',
        with: ['-m=ping', '-m=setup', '-m=debug', '--module-name=ping', '-m=ansible.builtin.ping', '-m=ansible.builtin.setup'],
      },
      {
        verb: 'all',
        effect: 'runs-code',
        source: 'https://docs.ansible.com/ansible/latest/cli/ansible.html',
        hosts: { flags: ['-l', '--limit'] },
        all: ['-m', '-a', '-b', '--module-name', '--args'],
      },
      {
        verb: '',
        effect: 'runs-code',
        source: 'https://docs.ansible.com/ansible/latest/cli/ansible.html',
        hosts: { flags: ['-l', '--limit'], words: 'first' },
      },
    ],
  },
];
