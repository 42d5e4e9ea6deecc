import type { CatalogProgram } from './catalog-program.ts';

/** The controllers of bare metal. */
export const BARE_METAL: readonly CatalogProgram[] = [
  {
    programs: ['ipmitool', 'ipmiutil'],
    values: '-I -H -U -P -E -L -f -p -C -R -N -k -y -S -t -b -e',
    hosts: { flags: ['-H'] },
    rows: [
      { verb: 'power|chassis off|cycle|reset|soft', effect: 'stop-node', source: 'https://manpages.debian.org/ipmitool' },
      { verb: 'chassis power off|cycle|reset|soft', effect: 'stop-node', source: 'https://manpages.debian.org/ipmitool' },
      { verb: 'mc reset', effect: 'stop-node', source: 'https://manpages.debian.org/ipmitool' },
      { verb: 'user|lan|sel set|disable|clear|priv', effect: 'change-network', source: 'https://manpages.debian.org/ipmitool' },
      { verb: 'raw', effect: 'runs-code', source: 'https://manpages.debian.org/ipmitool' },
      { verb: '*', effect: 'harmless', source: 'https://manpages.debian.org/ipmitool' },
    ],
  },
  {
    programs: ['racadm', 'ilorest', 'redfishtool', 'wakeonlan', 'etherwake', 'wol', 'maas'],
    values: '-r -u -p -H -U',
    hosts: { flags: ['-r', '-H'] },
    rows: [
      {
        verb: '** serveraction powerdown|powercycle|hardreset|graceshutdown',
        effect: 'stop-node',
        source: 'https://www.dell.com/support/manuals/idrac9-lifecycle-controller',
      },
      {
        verb: '** racreset|systemerase|lclog|reboot|reset',
        effect: 'stop-node',
        source: 'https://www.dell.com/support/manuals/idrac9-lifecycle-controller',
      },
      { verb: '** machine release|delete|power-off|abort', effect: 'wipe-node', source: 'https://maas.io/docs/maas-cli' },
      { verb: '*', effect: 'harmless', source: 'https://maas.io/docs/maas-cli' },
    ],
  },
];
