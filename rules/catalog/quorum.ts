/** A system whose members vote: it stops when fewer than a majority of them stay. */
export type QuorumSystem = {
  readonly system: string;
  /** One of these words in a name or label makes a machine a member; empty: known by its role alone. */
  readonly words: readonly string[];
  /** Besides, one of these must be there. */
  readonly also?: readonly string[];
  /** With one of these it has no vote. */
  readonly without: readonly string[];
  /** Shows the members and whether they are healthy. */
  readonly check: string;
  readonly source: string;
};

export const QUORUM_SYSTEMS: readonly QuorumSystem[] = [
  {
    system: 'etcd',
    words: ['etcd'],
    without: ['backup', 'proxy'],
    check: 'etcdctl endpoint health --cluster',
    source: 'https://etcd.io/docs/v3.5/faq/',
  },
  {
    system: 'Consul',
    words: ['consul'],
    without: ['client', 'agent', 'esm', 'terraform', 'replica'],
    check: 'consul operator raft list-peers',
    source: 'https://developer.hashicorp.com/consul/docs/architecture/consensus',
  },
  {
    system: 'Nomad',
    words: ['nomad'],
    without: ['client', 'agent', 'worker'],
    check: 'nomad operator raft list-peers',
    source: 'https://developer.hashicorp.com/nomad/docs/concepts/consensus',
  },
  {
    system: 'Vault',
    words: ['vault', 'openbao'],
    without: ['agent', 'proxy', 'client', 'backup'],
    check: 'vault operator raft list-peers',
    source: 'https://developer.hashicorp.com/vault/docs/internals/integrated-storage',
  },
  {
    system: 'Kafka controllers',
    words: ['kafka', 'kraft'],
    also: ['controller', 'controllers', 'kraft', 'quorum'],
    without: ['connect', 'client', 'exporter', 'ui'],
    check: 'kafka-metadata-quorum.sh --bootstrap-controller HOST:9093 describe --status',
    source: 'https://kafka.apache.org/documentation/#kraft',
  },
  {
    system: 'ZooKeeper',
    words: ['zookeeper', 'zk'],
    without: ['observer', 'client', 'exporter'],
    check: 'echo srvr | nc HOST 2181',
    source: 'https://zookeeper.apache.org/doc/current/zookeeperAdmin.html#sc_zkMulitServerSetup',
  },
  {
    system: 'MongoDB',
    words: ['mongo', 'mongodb', 'mongod'],
    without: ['mongos', 'router', 'express', 'exporter', 'client', 'backup'],
    check: "mongosh --eval 'rs.status()'",
    source: 'https://www.mongodb.com/docs/manual/core/replica-set-elections/',
  },
  {
    system: 'Ceph monitors',
    words: ['ceph', 'cephmon'],
    also: ['mon', 'mons', 'monitor', 'monitors', 'cephmon'],
    without: ['client', 'exporter'],
    check: 'ceph quorum_status --format json-pretty',
    source: 'https://docs.ceph.com/en/latest/rados/configuration/mon-config-ref/',
  },
];
