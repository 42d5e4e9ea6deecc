import type { CatalogProgram } from './catalog-program.ts';

const hashicorp = (page: string): string => `https://developer.hashicorp.com/${page}`;
const ADDRESS = { flags: ['-h', '--host', '-address', '-http-addr'] };

/** Databases, stores of secrets and schedulers. SQL clients are read by their statements (`src/command/database-client.ts`). */
export const DATABASES: readonly CatalogProgram[] = [
  {
    programs: ['dropdb', 'dropuser'],
    values: '-h --host -p --port -U --username --maintenance-db',
    hosts: ADDRESS,
    rows: [{ verb: '', effect: 'delete-data', source: 'https://www.postgresql.org/docs/current/app-dropdb.html' }],
  },
  {
    programs: [
      'createdb',
      'createuser',
      'pg_dump',
      'pg_dumpall',
      'pg_isready',
      'pg_basebackup',
      'mysqldump',
      'mariadb-dump',
      'mongodump',
      'mongoexport',
      'vacuumdb',
      'reindexdb',
      'pgbackrest',
      'wal-g',
    ],
    rows: [
      { verb: 'delete|expire|stanza-delete', effect: 'delete-data', source: 'https://pgbackrest.org/command.html' },
      { verb: '', effect: 'harmless', source: 'https://www.postgresql.org/docs/current/reference-client.html' },
    ],
  },
  {
    programs: ['pg_restore', 'mysqlimport', 'mongorestore', 'mongoimport'],
    rows: [
      {
        verb: '',
        effect: 'delete-data',
        source: 'https://www.postgresql.org/docs/current/app-pgrestore.html',
        with: ['-c', '--clean', '--drop', '-d', '--delete'],
      },
      { verb: '', effect: 'harmless', source: 'https://www.postgresql.org/docs/current/app-pgrestore.html' },
    ],
  },
  {
    programs: ['pg_ctl', 'pg_ctlcluster', 'patronictl', 'repmgr', 'pg_resetwal', 'pg_rewind'],
    values: '-D -c --config-file -m',
    rows: [
      { verb: 'remove', effect: 'delete-cluster', source: 'https://patroni.readthedocs.io/en/latest/patronictl.html' },
      { verb: 'reinit', effect: 'delete-data', source: 'https://patroni.readthedocs.io/en/latest/patronictl.html' },
      {
        verb: '** stop|restart|failover|switchover|promote|pause|flush',
        effect: 'stop-node',
        source: 'https://patroni.readthedocs.io/en/latest/patronictl.html',
      },
      { verb: '*', effect: 'harmless', source: 'https://patroni.readthedocs.io/en/latest/patronictl.html' },
    ],
  },
  {
    programs: ['mysqladmin', 'mariadb-admin'],
    values: '-h --host -P --port -u --user',
    hosts: ADDRESS,
    rows: [
      { verb: 'drop', effect: 'delete-data', source: 'https://dev.mysql.com/doc/refman/en/mysqladmin.html' },
      { verb: 'shutdown|stop-slave|stop-replica|kill', effect: 'stop-node', source: 'https://dev.mysql.com/doc/refman/en/mysqladmin.html' },
      { verb: '*', effect: 'harmless', source: 'https://dev.mysql.com/doc/refman/en/mysqladmin.html' },
    ],
  },
  {
    programs: ['redis-cli', 'valkey-cli', 'keydb-cli'],
    values: '-h -p -a -n -u --user --pass --cacert --cert --key -s -r -i -x --sni -t',
    switches: '--tls --no-auth-warning --raw -c',
    hosts: ADDRESS,
    harmlessWith: '--help --version --scan --stat --latency --bigkeys',
    rows: [
      {
        verb: 'flushall|flushdb|FLUSHALL|FLUSHDB|FlushAll|FlushDB',
        effect: 'delete-data',
        source: 'https://redis.io/docs/latest/commands/flushall/',
      },
      {
        verb: 'del|unlink|hdel|DEL|UNLINK|HDEL|xtrim|XTRIM|ltrim|LTRIM|expire|EXPIRE|getdel|GETDEL|srem|SREM|zrem|ZREM',
        effect: 'delete-data',
        source: 'https://redis.io/docs/latest/commands/del/',
      },
      {
        verb: 'shutdown|SHUTDOWN|debug|DEBUG|failover|FAILOVER',
        effect: 'stop-node',
        source: 'https://redis.io/docs/latest/commands/shutdown/',
      },
      {
        verb: 'cluster|CLUSTER reset|forget|RESET|FORGET|flushslots|delslots|FLUSHSLOTS|DELSLOTS',
        effect: 'remove-node',
        source: 'https://redis.io/docs/latest/commands/cluster-reset/',
      },
      {
        verb: '',
        effect: 'remove-node',
        source: 'https://redis.io/docs/latest/operate/oss_and_stack/management/scaling/',
        with: ['--cluster'],
        contains: 'del-node',
      },
      {
        verb: 'eval|EVAL|script|SCRIPT|evalsha|fcall|function',
        effect: 'runs-code',
        source: 'https://redis.io/docs/latest/commands/eval/',
      },
      { verb: '*', effect: 'harmless', source: 'https://redis.io/docs/latest/commands/' },
    ],
  },
  {
    programs: ['consul'],
    longWithOneDash: true,
    values: '-http-addr -token -token-file -datacenter -ca-file -client-cert -client-key -id -peer-id -address -node',
    hosts: { flags: ['-node', '-address', '-id', '-http-addr'] },
    rows: [
      { verb: 'leave', effect: 'remove-node', source: hashicorp('consul/commands/leave') },
      { verb: 'force-leave', effect: 'remove-node', source: hashicorp('consul/commands/force-leave'), hosts: { words: 'first' } },
      { verb: 'operator raft remove-peer', effect: 'remove-node', source: hashicorp('consul/commands/operator/raft') },
      { verb: 'kv delete', effect: 'delete-data', source: hashicorp('consul/commands/kv/delete'), all: ['-recurse'] },
      { verb: 'snapshot restore', effect: 'delete-data', source: hashicorp('consul/commands/snapshot/restore') },
      { verb: 'maint', effect: 'stop-node', source: hashicorp('consul/commands/maint'), with: ['-enable'] },
      { verb: 'lock|exec|watch', effect: 'runs-code', source: hashicorp('consul/commands/exec') },
      { verb: '** delete|deregister|remove-peer', effect: 'delete-resource', source: hashicorp('consul/commands') },
      { verb: '*', effect: 'harmless', source: hashicorp('consul/commands') },
    ],
  },
  {
    programs: ['vault', 'bao'],
    longWithOneDash: true,
    values: '-address -token -namespace -ca-cert -client-cert -client-key -format -mount -versions',
    hosts: { flags: ['-address'] },
    rows: [
      {
        verb: 'operator raft remove-peer',
        effect: 'remove-node',
        source: hashicorp('vault/docs/commands/operator/raft'),
        hosts: { words: 'first' },
      },
      { verb: 'operator seal|step-down', effect: 'stop-node', source: hashicorp('vault/docs/commands/operator/seal') },
      { verb: 'operator raft snapshot restore', effect: 'delete-data', source: hashicorp('vault/docs/commands/operator/raft') },
      { verb: 'operator', effect: 'harmless', source: hashicorp('vault/docs/commands/operator') },
      { verb: 'delete', effect: 'delete-data', source: hashicorp('vault/docs/commands/delete') },
      { verb: 'kv delete|destroy|metadata', effect: 'delete-data', source: hashicorp('vault/docs/commands/kv/delete'), contains: 'de' },
      { verb: 'secrets disable', effect: 'delete-data', source: hashicorp('vault/docs/commands/secrets/disable') },
      {
        verb: 'token|lease|auth|policy|audit|namespace|plugin revoke|disable|delete|deregister',
        effect: 'delete-resource',
        source: hashicorp('vault/docs/commands'),
      },
      { verb: '*', effect: 'harmless', source: hashicorp('vault/docs/commands') },
    ],
  },
  {
    programs: ['nomad'],
    longWithOneDash: true,
    values: '-address -region -namespace -token -ca-cert -client-cert -client-key -deadline -peer-id -meta -m',
    harmlessWith: '-help --help -h --version',
    rows: [
      {
        verb: 'node drain',
        effect: 'drain-node',
        source: hashicorp('nomad/commands/node/drain'),
        with: ['-enable'],
        hosts: { words: 'all' },
        all: ['-self'],
      },
      {
        verb: 'node eligibility|purge',
        effect: 'drain-node',
        source: hashicorp('nomad/commands/node/eligibility'),
        without: ['-enable'],
        hosts: { words: 'first' },
      },
      { verb: 'job stop', effect: 'delete-resource', source: hashicorp('nomad/commands/job/stop') },
      { verb: 'stop', effect: 'delete-resource', source: hashicorp('nomad/commands/job/stop') },
      {
        verb: 'server force-leave',
        effect: 'remove-node',
        source: hashicorp('nomad/commands/server/force-leave'),
        hosts: { words: 'first' },
      },
      {
        verb: 'operator raft remove-peer',
        effect: 'remove-node',
        source: hashicorp('nomad/commands/operator/raft/remove-peer'),
        hosts: { flags: ['-peer-address', '-peer-id'] },
      },
      { verb: 'volume|var delete|detach|purge|deregister', effect: 'delete-data', source: hashicorp('nomad/commands/volume/delete') },
      { verb: 'system gc|reconcile', effect: 'harmless', source: hashicorp('nomad/commands/system/gc') },
      { verb: '** delete|deregister|revoke|purge|stop', effect: 'delete-resource', source: hashicorp('nomad/commands') },
      { verb: '*', effect: 'harmless', source: hashicorp('nomad/commands') },
    ],
  },
  {
    programs: [
      'rabbitmqctl',
      'kafka-topics',
      'kafka-topics.sh',
      'kafka-delete-records.sh',
      'rpk',
      'nats',
      'nodetool',
      'elasticsearch-node',
      'pulsar-admin',
    ],
    values: '-n --node -h --host --bootstrap-server --zookeeper -p --topic --brokers',
    hosts: { flags: ['-h', '--host', '--bootstrap-server'] },
    rows: [
      {
        verb: 'reset|force_reset|delete_queue|delete_vhost|purge_queue|clearsnapshot',
        effect: 'delete-data',
        source: 'https://www.rabbitmq.com/docs/man/rabbitmqctl.8',
      },
      {
        verb: 'forget_cluster_node|decommission|removenode|assassinate|unsafe-bootstrap|detach-cluster',
        effect: 'remove-node',
        source: 'https://cassandra.apache.org/doc/latest/cassandra/tools/nodetool/decommission.html',
        hosts: { words: 'first' },
      },
      {
        verb: 'stop|stop_app|shutdown|stopdaemon|drain|disablegossip|suspend_listeners',
        effect: 'stop-node',
        source: 'https://www.rabbitmq.com/docs/man/rabbitmqctl.8',
      },
      { verb: '', effect: 'delete-data', source: 'https://kafka.apache.org/documentation/#topicconfigs', with: ['--delete'] },
      {
        verb: '* delete|rm|remove|purge|del',
        effect: 'delete-data',
        source: 'https://docs.redpanda.com/current/reference/rpk/rpk-topic/rpk-topic-delete/',
      },
      { verb: 'delete_*|clear_*|remove*', effect: 'delete-resource', source: 'https://www.rabbitmq.com/docs/man/rabbitmqctl.8' },
      { verb: '', effect: 'harmless', source: 'https://www.rabbitmq.com/docs/man/rabbitmqctl.8' },
    ],
  },
];
