import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { TfsafeError } from '../src/errors.ts';
import { describeBackend, toBackend } from '../src/terraform/backend.ts';
import { parseMsgpack } from '../src/terraform/msgpack.ts';
import { parsePlanfile } from '../src/terraform/planfile.ts';
import { notReadable, readSavedPlan, sniff } from '../src/terraform/saved-plan.ts';
import type { WrittenEntry } from './zip-writer.ts';
import { writeZip } from './zip-writer.ts';

const fixtures = join(import.meta.dirname, '../fixtures');
const recordings = [
  join(fixtures, 'incident'),
  ...['incident', 'runs'].flatMap((set) => readdirSync(join(fixtures, set)).map((name) => join(fixtures, set, name))),
].filter((dir) => existsSync(join(dir, 'plan.tfplan')));
const incident = readFileSync(join(fixtures, 'incident/plan.tfplan'));

type ShownChange = {
  readonly address: string;
  readonly deposed?: string;
  readonly previous_address?: string;
  readonly change: { readonly actions: readonly string[] };
};
type Shown = {
  readonly terraform_version: string;
  readonly timestamp: string;
  readonly errored: boolean;
  readonly resource_changes?: readonly ShownChange[];
};

test('recordings are found', () => {
  expect(recordings.length).toBeGreaterThan(40);
});

test.each(recordings)('%s: the zip holds what show -json prints', async (dir) => {
  const { planfile, configEntries, readState } = await readSavedPlan('plan.tfplan', readFileSync(join(dir, 'plan.tfplan')));
  const shown: Shown = JSON.parse(readFileSync(join(dir, 'plan.json'), 'utf8'));
  expect(planfile).toMatchObject({ terraformVersion: shown.terraform_version, createdAt: shown.timestamp, errored: shown.errored });
  const changes = planfile.changes.map(({ address, deposedKey, previousAddress, action }) => [
    address,
    deposedKey,
    previousAddress,
    action,
  ]);
  const expected = (shown.resource_changes ?? []).map((change) => [
    change.address,
    change.deposed ?? null,
    change.previous_address ?? null,
    change.change.actions.join('-then-'),
  ]);
  expect(sorted(changes)).toEqual(sorted(expected));
  expect(configEntries.has('tfconfig/modules.json')).toBe(true);
  expect(JSON.parse(Buffer.from(await readState()).toString())).toHaveProperty('lineage');
});

const sorted = (rows: readonly unknown[]): readonly string[] => rows.map((row) => JSON.stringify(row)).toSorted();

test('the incident: sources byte for byte, lock file, backend', async () => {
  const { planfile, configEntries, lockFile } = await readSavedPlan('p', incident);
  expect([...configEntries.keys()]).toContain('tfconfig/m-/reset.tf');
  expect(Buffer.from(configEntries.get('tfconfig/m-/reset.tf') ?? [])).toEqual(readFileSync(join(fixtures, 'incident/after/reset.tf')));
  expect(lockFile).toMatch(/^# This file is maintained automatically by "terraform init"/);
  expect(planfile).toMatchObject({ mode: 'normal', targets: [], forceReplace: [] });
  expect(describeBackend(planfile.backend)).toBe('local terraform.tfstate');
});

// A plan of one change, in the encoding of Terraform's planfile.proto.
const planOf = (write: (plan: BinaryWriter) => BinaryWriter, version = 3): Uint8Array =>
  write(new BinaryWriter().tag(1, WireType.Varint).uint64(version)).finish();
const sub = (writer: BinaryWriter, field: number, write: (inner: BinaryWriter) => BinaryWriter): BinaryWriter =>
  write(writer.tag(field, WireType.LengthDelimited).fork()).join();
const str = (writer: BinaryWriter, field: number, value: string): BinaryWriter => writer.tag(field, WireType.LengthDelimited).string(value);
const action = (writer: BinaryWriter, value: number): BinaryWriter =>
  sub(writer, 9, (change) => change.tag(1, WireType.Varint).int32(value));

test.each([
  ['root', (w: BinaryWriter) => str(str(w, 3, 'aws_x'), 4, 'a'), 'aws_x.a'],
  [
    'module, data, text key',
    (w: BinaryWriter) =>
      str(
        str(str(str(w, 1, 'module.m["k"]'), 3, 'aws_x'), 4, 'a')
          .tag(2, WireType.Varint)
          .int32(1),
        5,
        'x.y"',
      ),
    'module.m["k"].data.aws_x.a["x.y\\""]',
  ],
  [
    'count',
    (w: BinaryWriter) =>
      str(str(w, 3, 'aws_x'), 4, 'a')
        .tag(6, WireType.Varint)
        .int64(7),
    'aws_x.a[7]',
  ],
])('addresses in parts, as Terraform 0.12 wrote them: %s', (_, write, address) => {
  const { changes } = parsePlanfile(
    'p',
    planOf((plan) => sub(plan, 3, (change) => action(write(change), 6))),
  );
  expect(changes).toEqual([{ address, previousAddress: null, deposedKey: null, action: 'delete-then-create', objectId: null }]);
});

test('protobuf rules: the last scalar counts, a message given twice merges, unknown fields are passed over', () => {
  const write = (change: BinaryWriter): BinaryWriter =>
    sub(action(action(str(str(change, 13, 'a.b'), 13, 'a.c'), 5), 3), 9, (inner) => str(inner, 77, 'new'));
  expect(
    parsePlanfile(
      'p',
      planOf((plan) => sub(str(plan, 99, 'x'), 3, write)),
    ).changes,
  ).toMatchObject([{ address: 'a.c', action: 'update' }]);
});

test.each([4, 11, 99])('action number %d, which no version has, is unknown and not harmless', (number) => {
  const bytes = planOf((plan) => sub(plan, 3, (change) => action(str(change, 13, 'a.b'), number)));
  expect(parsePlanfile('p', bytes).changes).toMatchObject([{ action: 'unknown' }]);
});

test('another format version is refused', () => {
  expect(() =>
    parsePlanfile(
      'p',
      planOf((plan) => plan, 4),
    ),
  ).toThrow(/format version 4/);
  expect(() => parsePlanfile('p', new Uint8Array())).toThrow(/format version 0/);
});

const utf8 = (text: string): Uint8Array => Buffer.from(text);
const plain = planOf((plan) => str(plan, 14, '1.11.4'));
const whole: readonly WrittenEntry[] = [
  { name: 'tfplan', content: plain },
  { name: 'tfstate', content: utf8('{}') },
  { name: 'tfconfig/modules.json', content: utf8('[]') },
  { name: 'tfconfig/m-/main.tf', content: utf8('locals {}\n') },
];
const withEntry = (entry: WrittenEntry): Buffer => writeZip([...whole, entry]);

test('a zip of these entries is a saved plan, with newer entries that are known', async () => {
  const { configEntries, lockFile } = await readSavedPlan('p', withEntry({ name: 'tfschemas', content: utf8('{}') }));
  expect([...configEntries.keys()]).toEqual(['tfconfig/modules.json', 'tfconfig/m-/main.tf']);
  expect(lockFile).toBeNull();
});

test('`__proto__` is a name like any other', async () => {
  const { configEntries } = await readSavedPlan('p', withEntry({ name: 'tfconfig/m-__proto__/__proto__', content: utf8('x') }));
  expect(Buffer.from(configEntries.get('tfconfig/m-__proto__/__proto__') ?? []).toString()).toBe('x');
});

const megabytes = (count: number): Buffer => Buffer.alloc(count << 20, 32);
const sound = writeZip(whole);
const extra = (content: Partial<WrittenEntry>): Buffer => withEntry({ name: 'tfconfig/m-/x.tf', content: utf8('x'), ...content });
const changed = (change: (bytes: Buffer) => void): Buffer => {
  const copy = Buffer.from(sound);
  change(copy);
  return copy;
};
/** The Unicode path field: yauzl would believe it, Terraform does not. */
const otherName = Buffer.concat([Buffer.from([0x75, 0x70, 7, 0, 1, 0, 0, 0, 0]), utf8('tf')]);

test.each<[string, Buffer, RegExp]>([
  ['parent folder', extra({ name: 'tfconfig/../../../tmp/x.tf' }), /"tfconfig\/\.\.\/\.\.\/\.\.\/tmp\/x\.tf", which points outside/],
  ['parent folder below a module', extra({ name: 'tfconfig/m-/..' }), /points outside/],
  ['absolute', extra({ name: '/etc/passwd' }), /points outside/],
  ['backslash', extra({ name: 'tfconfig\\m-\\x.tf' }), /points outside/],
  ['folder', extra({ name: 'tfconfig/m-/' }), /points outside/],
  ['unknown entry', extra({ name: 'evil.sh' }), /"evil\.sh", which a saved plan does not have/],
  ['source in a folder of a module', extra({ name: 'tfconfig/m-/a/x.tf' }), /which a saved plan does not have/],
  ['twice', extra({ name: 'tfconfig/m-/main.tf' }), /"tfconfig\/m-\/main\.tf" twice/],
  ['encrypted', extra({ flags: 1 }), /"tfconfig\/m-\/x\.tf" is encrypted/],
  ['another compression', extra({ method: 12 }), /compressed in a way/],
  ['checksum', extra({ claimedCrc: 1 }), /"tfconfig\/m-\/x\.tf" cannot be read/],
  ['stored, checksum', extra({ claimedCrc: 1, method: 0 }), /"tfconfig\/m-\/x\.tf" cannot be read/],
  ['larger than it claims', extra({ content: megabytes(80), claimedSize: 5 }), /"tfconfig\/m-\/x\.tf" cannot be read/],
  ['smaller than it claims', extra({ claimedSize: 5 }), /"tfconfig\/m-\/x\.tf" cannot be read/],
  ['large entry', extra({ content: megabytes(65) }), /"tfconfig\/m-\/x\.tf" is larger than/],
  [
    'large in all',
    writeZip([
      ...whole,
      ...['a', 'b', 'c', 'd', 'e'].map((name) => ({ name: `tfconfig/m-/${name}.tf`, content: utf8('x'), claimedSize: 60 << 20 })),
    ]),
    /m-\/e\.tf" is larger than/,
  ],
  [
    'too many entries',
    writeZip(Array.from({ length: 10_001 }, (_, index) => ({ name: `tfconfig/m-/${index}`, content: utf8('') }))),
    /more than 10000/,
  ],
  ['name with two readings', extra({ extra: otherName, name: 'tfconfig/m-/x/y.tf' }), /"tfconfig\/m-\/x\/y\.tf", which/],
  ['no plan in it', writeZip(whole.slice(1)), /not a saved plan: it has no entry "tfplan"/],
  ['no configuration in it', writeZip(whole.slice(0, 2)), /no entry "tfconfig\/modules\.json"/],
  [
    'plan is not protobuf',
    writeZip([{ name: 'tfplan', content: utf8('not protobuf') }, ...whole.slice(1)]),
    /"tfplan" cannot be decoded|format version/,
  ],
  ['bytes before it', Buffer.concat([utf8('#!/bin/sh\n'), sound]), /damaged zip/],
  ['bytes after it', Buffer.concat([sound, utf8('more')]), /damaged zip/],
  ['second directory after the first', Buffer.concat([sound, sound]), /damaged zip/],
  ['fewer entries counted than there are', changed((bytes) => bytes.writeUInt16LE(3, bytes.length - 12)), /more entries than/],
  ['more entries counted than there are', changed((bytes) => bytes.writeUInt16LE(5, bytes.length - 12)), /damaged zip/],
  ['half', incident.subarray(0, incident.length >> 1), /damaged zip/],
  ['without its beginning', incident.subarray(64), /damaged zip/],
  [
    'flipped bytes',
    Buffer.from(incident.map((byte, index) => (index > 40 && index < 400 ? byte ^ 0x5a : byte))),
    /p is a damaged zip: the entry "tfplan" cannot be read/,
  ],
])('refused: %s', async (_, bytes, words) => {
  const error = await readSavedPlan('p', bytes).then(
    () => null,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(TfsafeError);
  expect(error).toMatchObject({ exitCode: 3, message: expect.stringMatching(words) });
});

test('one changed byte never goes unnoticed as a crash, nor changes what is read of the sources', async () => {
  const { configEntries } = await readSavedPlan('p', sound);
  await fc.assert(
    fc.asyncProperty(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const damaged = changed((bytes) => bytes.writeUInt8(bytes.readUInt8(at) ^ flip, at));
      const refused = (error: unknown): null => {
        expect(error).toBeInstanceOf(TfsafeError);
        return null;
      };
      const sources = await readSavedPlan('p', damaged).then(({ configEntries }) => [...configEntries.values()].map(String), refused);
      expect([null, [...configEntries.values()].map(String)]).toContainEqual(sources);
    }),
    { numRuns: 500 },
  );
});

const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');
const encrypted = '{"meta":{"key_provider.pbkdf2.k":"e30="},"encrypted_data":"AAAA","encryption_version":"v0"}';
const bookmark = '{"remote_plan_format":1,"run_id":"run-x","hostname":"example.invalid"}';

test.each<[string, Uint8Array, string]>([
  ['saved plan', incident, 'zip'],
  ['plan JSON', utf8('{"format_version":"1.2"}'), 'json'],
  ['with a byte order mark and space', utf8('\uFEFF \r\n{"format_version":"1.2"}'), 'json'],
  ['UTF-16', utf16('{"format_version":"1.2"}'), 'json'],
  ['UTF-16, other end first', utf16('{"format_version":"1.2"}').swap16(), 'json'],
  ['sorted keys: "encrypted_data" deep inside is no sign', utf8('{"configuration":{"encrypted_data":1},"remote_plan_format":1}'), 'json'],
  ['list', utf8('[]'), 'json'],
  ['encrypted plan', utf8(encrypted), 'encrypted'],
  ['encrypted plan, long metadata', utf8(encrypted.replace('e30=', 'A'.repeat(9000))), 'encrypted'],
  ['cloud bookmark', utf8(bookmark), 'cloud-bookmark'],
  ['cloud bookmark, UTF-16', utf16(JSON.stringify(JSON.parse(bookmark), null, 2)), 'cloud-bookmark'],
  ['empty', utf8(''), 'unknown'],
  ['zip without its beginning', incident.subarray(64), 'unknown'],
  ['text of a plan', utf8('Terraform will perform the following actions:\n'), 'unknown'],
])('sniff: %s', (_, bytes, kind) => {
  expect(sniff(bytes)).toBe(kind);
});

test.each<[string, Uint8Array, 'encrypted' | 'cloud-bookmark' | 'unknown', RegExp]>([
  ['empty', utf8(' \n'), 'unknown', /^p is empty$/],
  ['zip without its beginning', incident.subarray(64), 'unknown', /beginning is missing/],
  ['text of a plan', utf8('\nTerraform will perform the following actions:\n'), 'unknown', /printed for people/],
  ['picture', Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'unknown', /neither a saved plan nor plan JSON/],
  ['encrypted', utf8(encrypted), 'encrypted', /encrypted OpenTofu plan/],
  ['bookmark', utf8(bookmark), 'cloud-bookmark', /HCP Terraform/],
])('what is not readable is said plainly: %s', (_, bytes, kind, words) => {
  expect(notReadable('p', bytes, kind)).toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(words),
    hint: expect.stringMatching(/pass/),
  });
});

/** Settings as msgpack: short text and maps are enough. */
function pack(value: unknown): Buffer {
  if (typeof value === 'string') return Buffer.concat([Buffer.from([0xd9, Buffer.byteLength(value)]), Buffer.from(value)]);
  if (typeof value !== 'object' || value === null) return Buffer.from([0xc0]);
  const entries = Object.entries(value);
  return Buffer.concat([Buffer.from([0xde, 0, entries.length]), ...entries.flatMap(([key, inner]) => [pack(key), pack(inner)])]);
}

test.each<[string, string, object, string]>([
  ['local', 'default', { path: null, workspace_dir: null }, 'local terraform.tfstate'],
  ['local', 'default', { path: 'states/a.tfstate' }, 'local states/a.tfstate'],
  ['local', 'prod', { path: 'states/a.tfstate' }, 'local terraform.tfstate.d/prod/terraform.tfstate'],
  ['s3', 'default', { bucket: 'b', key: 'k/x.tfstate', access_key: 'AKIA', secret_key: 's3cr3t' }, 's3 b/k/x.tfstate'],
  ['s3', 'prod', { bucket: 'b', key: 'k' }, 's3 b/env:/prod/k'],
  ['gcs', 'default', { bucket: 'b', prefix: 'p', credentials: 's3cr3t' }, 'gcs b/p'],
  ['azurerm', 'default', { storage_account_name: 'a', container_name: 'c', key: 'k', access_key: 's3cr3t' }, 'azurerm a/c/k'],
  [
    'http',
    'default',
    { address: 'https://me:s3cr3t@host:8443/state/a?token=s3cr3t#s3cr3t', password: 's3cr3t' },
    'http https://host:8443/state/a',
  ],
  ['http', 'default', { address: 'me:s3cr3t@host' }, 'http'],
  ['remote', 'default', { organization: 'o', token: 's3cr3t', workspaces: { name: 'w' } }, 'remote o/w'],
  ['pg', 'default', { conn_str: 'postgres://me:s3cr3t@host/db', schema_name: 's' }, 'pg s'],
  ['mystery', 'default', { bucket: 'b', token: 's3cr3t', conn_str: 's3cr3t' }, 'mystery b'],
])('backend %s in workspace %s: location without secrets', (type, workspace, config, words) => {
  const backend = toBackend(type, workspace, parseMsgpack(pack(config), 2));
  expect(describeBackend(backend)).toBe(words);
  expect(JSON.stringify([...backend.settings])).not.toContain('s3cr3t');
});

test('msgpack: values that are neither text nor map are passed over, whatever their type', () => {
  const others = [
    'c0',
    'c2',
    '7f',
    'ff',
    'cb0000000000000000',
    'cf0000000000000001',
    'd3ffffffffffffffff',
    '93010203',
    'dc000101',
    'c4020101',
    'c7020c0101',
    'd40000',
    'd80000000000000000000000000000000000',
  ];
  const packed = Buffer.concat([
    Buffer.from([0x80 + others.length + 1]),
    ...others.flatMap((hex, index) => [pack(`k${index}`), Buffer.from(hex, 'hex')]),
    pack('end'),
    pack('z'),
  ]);
  expect(parseMsgpack(packed, 1)).toEqual(new Map([...others.map((_, index) => [`k${index}`, null] as const), ['end', 'z']]));
});

test('msgpack: any bytes give a value or a RangeError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(outcome(() => parseMsgpack(bytes, 3))).toMatch(/^(?:value|RangeError)$/);
    }),
  );
  expect(() => parseMsgpack(Buffer.alloc(100_000, 0x91), 3)).toThrow(RangeError);
  expect(parseMsgpack(Buffer.concat([Buffer.alloc(100_000, 0x91), Buffer.from([0xc0])]), 3)).toBeNull();
});

function outcome(read: () => unknown): string {
  try {
    read();
    return 'value';
  } catch (error) {
    return error instanceof Error ? error.name : 'other';
  }
}
