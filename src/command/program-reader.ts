import { readAnsible } from './ansible-ad-hoc.ts';
import { DATABASE_CLIENTS, readDatabaseClient } from './database-client.ts';
import { readCopy, readDd, readDeletion, readSync, readTee, readTruncate } from './file-deletion.ts';
import { readAwk, readFind, readParallel, readSed, readXargs } from './file-search.ts';
import { readCurl, readHttpie, readWget } from './http-request.ts';
import { judgeByCatalog } from './catalog-judge.ts';
import { knownOutput } from './known-output.ts';
import { readKill } from './process-kill.ts';
import type { Invocation, Output, Reader } from './reader.ts';

export type ProgramReader = (invocation: Invocation, reader: Reader) => Output;

const entries = (names: string, reader: ProgramReader): readonly (readonly [string, ProgramReader])[] =>
  names.split(' ').map((name) => [name, reader] as const);

/** Programs whose danger no row of words can tell: paths, requests, statements, or another command in their arguments. */
export const READERS: ReadonlyMap<string, ProgramReader> = new Map([
  ...entries('rm unlink shred srm trash trash-put grm rimraf', readDeletion),
  ...entries('truncate', readTruncate),
  ...entries('cp mv install gcp gmv', readCopy),
  ...entries('dd dcfldd', readDd),
  ...entries('tee', readTee),
  ...entries('rsync', readSync),
  ...entries('find gfind', readFind),
  ...entries('xargs gxargs', readXargs),
  ...entries('parallel', readParallel),
  ...entries('awk gawk mawk nawk', readAwk),
  ...entries('sed gsed', readSed),
  ...entries('curl', readCurl),
  ...entries('wget', readWget),
  ...entries('http https xh xhs', readHttpie),
  ...entries('kill', readKill),
  ...entries('ansible', readAnsible),
  ...DATABASE_CLIENTS.map(
    (name) => [name, (invocation: Invocation, reader: Reader) => readDatabaseClient(name, invocation, reader)] as const,
  ),
  ...['echo', 'printf', 'which', 'type', 'basename', 'dirname', 'pwd', 'seq', 'cat', 'true', ':', 'sleep', 'exit'].map(
    (name) =>
      [
        name,
        (invocation: Invocation, reader: Reader) => (judgeByCatalog(name, invocation, reader), knownOutput(name, invocation)),
      ] as const,
  ),
]);
