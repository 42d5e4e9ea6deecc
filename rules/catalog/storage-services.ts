import type { CatalogProgram } from './catalog-program.ts';

/** Storage that spans machines, object stores, backups, and the tools of age keys. */
export const STORAGE_SERVICES: readonly CatalogProgram[] = [
  {
    programs: ['ceph', 'rbd', 'rados', 'radosgw-admin', 'ceph-volume', 'cephadm', 'rook'],
    values: '-c --conf -n --name --id -k --keyring --cluster -p --pool --image',
    rows: [
      {
        verb: 'osd purge|destroy|rm|out|down|lost|crush',
        effect: 'remove-node',
        source: 'https://docs.ceph.com/en/latest/rados/operations/add-or-rm-osds/',
      },
      {
        verb: 'osd purge-new|pool delete|rm|rmpool',
        effect: 'delete-data',
        source: 'https://docs.ceph.com/en/latest/rados/operations/pools/',
      },
      { verb: 'osd pool delete|rm', effect: 'delete-data', source: 'https://docs.ceph.com/en/latest/rados/operations/pools/' },
      {
        verb: 'mon|mds|mgr remove|rm|fail',
        effect: 'remove-node',
        source: 'https://docs.ceph.com/en/latest/rados/operations/add-or-rm-mons/',
      },
      { verb: 'orch rm|osd|host rm|drain', effect: 'remove-node', source: 'https://docs.ceph.com/en/latest/cephadm/host-management/' },
      {
        verb: '** rm|remove|purge|zap|rm-cluster|rmpool|delete|trash',
        effect: 'delete-data',
        source: 'https://docs.ceph.com/en/latest/man/8/rbd/',
      },
      { verb: '*', effect: 'harmless', source: 'https://docs.ceph.com/en/latest/man/8/ceph/' },
    ],
  },
  {
    programs: [
      'mc',
      'rclone',
      's3cmd',
      's5cmd',
      'azcopy',
      'restic',
      'borg',
      'kopia',
      'duplicity',
      'gluster',
      'drbdadm',
      'linstor',
      'btrfs',
    ],
    values: '--config -c --profile --endpoint-url -r --repo --repository-file --password-file',
    harmlessWith: '--help help --version version --dry-run -n',
    rows: [
      {
        verb: 'rb|rm|rmb|del|delete|deletefile|purge|rmdir|rmdirs|cleanup|forget|prune|remove|wipe-md|down|detach|remove-backup|expire',
        effect: 'delete-data',
        source: 'https://min.io/docs/minio/linux/reference/minio-mc/mc-rb.html',
      },
      {
        verb: 'sync|mirror',
        effect: 'delete-data',
        source: 'https://rclone.org/commands/rclone_sync/',
        with: ['--remove', '--delete', '--delete-removed', '--delete-destination=true'],
      },
      { verb: 'sync', effect: 'delete-data', source: 'https://rclone.org/commands/rclone_sync/' },
      {
        verb: 'volume|node|resource|storage-pool|peer|subvolume|device delete|stop|detach|lost|remove-brick|remove',
        effect: 'delete-data',
        source: 'https://docs.gluster.org/en/latest/Administrator-Guide/Managing-Volumes/',
      },
      { verb: '** rm|remove|delete', effect: 'delete-resource', source: 'https://min.io/docs/minio/linux/reference/minio-mc.html' },
      { verb: '*', effect: 'harmless', source: 'https://min.io/docs/minio/linux/reference/minio-mc.html' },
    ],
  },
  {
    programs: ['age', 'age-keygen', 'sops', 'ssh-to-age', 'rage'],
    rows: [{ verb: '', effect: 'harmless', source: 'https://github.com/FiloSottile/age' }],
  },
];
