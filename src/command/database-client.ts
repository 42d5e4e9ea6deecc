import { flagHolds, flagValues, parseArguments } from './arguments.ts';
import type { FlagShape } from './arguments.ts';
import type { EffectKind } from './command-effect.ts';
import { toHosts } from './host-name.ts';
import type { Invocation, Output, Reader } from './reader.ts';
import { hasUnknown } from './unknown-part.ts';

type Client = {
  readonly shape: FlagShape;
  readonly code: readonly string[];
  readonly files: readonly string[];
  readonly hosts: readonly string[];
  readonly wordsAreCode: boolean;
};

const client = (values: string, parts: Omit<Client, 'shape'>): Client => ({
  shape: { values: new Set(values.split(' ')), switches: new Set(), longWithOneDash: false, otherwise: 'switch' },
  ...parts,
});
const SQL = { hosts: ['-h', '--host'], wordsAreCode: false };

/** Clients that take statements in arguments or on standard input. Sources: each client's own manual page. */
const CLIENTS: ReadonlyMap<string, Client> = new Map([
  ...['psql', 'pgcli'].map(
    (name) =>
      [
        name,
        client('-c --command -f --file -h --host -p --port -U --username -d --dbname -v --set --variable -o --output -L -F -R -P -T', {
          ...SQL,
          code: ['-c', '--command'],
          files: ['-f', '--file'],
        }),
      ] as const,
  ),
  ...['mysql', 'mariadb', 'mycli'].map(
    (name) =>
      [
        name,
        client(
          '-e --execute -h --host -P --port -u --user -D --database -S --socket --defaults-file --defaults-extra-file --protocol --ssl-ca',
          { ...SQL, code: ['-e', '--execute'], files: [] },
        ),
      ] as const,
  ),
  [
    'mongosh',
    client('--eval --host --port -u --username --password --authenticationDatabase -f --file --tlsCAFile', {
      hosts: ['--host'],
      wordsAreCode: false,
      code: ['--eval'],
      files: ['-f', '--file'],
    }),
  ],
  [
    'mongo',
    client('--eval --host --port -u --username --password --authenticationDatabase', {
      hosts: ['--host'],
      wordsAreCode: false,
      code: ['--eval'],
      files: [],
    }),
  ],
  ['sqlite3', client('-cmd -separator', { hosts: [], wordsAreCode: true, code: ['-cmd'], files: [] })],
  [
    'cqlsh',
    client('-e --execute -f --file -u --username -p --password -k --keyspace', {
      hosts: [],
      wordsAreCode: false,
      code: ['-e', '--execute'],
      files: ['-f', '--file'],
    }),
  ],
  [
    'clickhouse-client',
    client('-q --query -h --host --port -u --user --password -d --database --queries-file', {
      ...SQL,
      code: ['-q', '--query'],
      files: ['--queries-file'],
    }),
  ],
  ['sqlcmd', client('-Q -q -S -U -P -d -i -o', { hosts: ['-S'], wordsAreCode: false, code: ['-Q', '-q'], files: ['-i'] })],
  [
    'cockroach',
    client('-e --execute --host --url -f --file --certs-dir -d --database -u --user', {
      hosts: ['--host'],
      wordsAreCode: false,
      code: ['-e', '--execute'],
      files: ['-f', '--file'],
    }),
  ],
  ['influx', client('-execute -database -host', { hosts: ['-host'], wordsAreCode: false, code: ['-execute'], files: [] })],
]);

/** The clients' names. */
export const DATABASE_CLIENTS: readonly string[] = [...CLIENTS.keys()];

/** Judges the statements that a database client is given; statements in a file or from elsewhere run unseen. */
export function readDatabaseClient(name: string, { words, frame, input }: Invocation, reader: Reader): Output {
  const found = CLIENTS.get(name);
  if (!found) return null;
  const args = parseArguments(words.slice(1), found.shape);
  if (flagHolds(args, '--help') || flagHolds(args, '--version')) return null;
  const given = [...flagValues(args, found.code), ...(found.wordsAreCode ? args.positionals.slice(1) : [])];
  const statements = [...given, ...(given.length === 0 && input !== 'none' && input && 'text' in input ? [input.text] : [])];
  const fromFile =
    flagValues(args, found.files).length > 0 || (input !== 'none' && (input === null || 'file' in input) && given.length === 0);
  const hosts = toHosts([...flagValues(args, found.hosts), ...args.positionals.filter((word) => /^[a-z]+(?:\+srv)?:\/\//.test(word))]);
  for (const kind of new Set(statements.map(statementEffect))) if (kind !== null) reader.report({ kind, words, hosts }, frame);
  if (fromFile) reader.report({ kind: 'runs-code', words, hosts }, frame);
  for (const statement of statements.filter(hasUnknown)) {
    if (statementEffect(statement) === null && !/^\s*(?:select|show|create|insert|grant|alter|update)\b/i.test(statement))
      reader.report({ kind: 'runs-code', words, hosts }, frame);
  }
  return null;
}

const DESTROYS =
  /\b(?:drop\s+(?:database|table|schema|keyspace|index|view|materialized|tablespace|owned|collection|partition|column|bucket|measurement|series)|truncate\b|delete\s+from|delete\s+(?!on\b)\w+|dropDatabase|dropAllUsers)\b|\.(?:drop|dropDatabase|deleteMany|deleteOne|remove|dropIndexes)\s*\(/i;
const REMOVES =
  /\b(?:drop\s+\w+|revoke\s|dropUser|dropRole|removeUser|reassign\s+owned|pg_drop_replication_slot|reset\s+(?:master|slave|replica))\b/i;

/** What the statements do; comments and quoted texts do not count. */
function statementEffect(text: string): EffectKind | null {
  const bare = text
    .replace(/--[^\n]*/g, ' ')
    .replace(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, ' ')
    .replace(/'[^']*'/g, "''");
  if (DESTROYS.test(bare)) return 'delete-data';
  return REMOVES.test(bare) ? 'delete-resource' : null;
}
