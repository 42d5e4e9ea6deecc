import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { inputError } from '../errors.ts';
import { renderAddress } from './address.ts';
import type { Backend } from './backend.ts';
import { toBackend } from './backend.ts';
import { parseMsgpack } from './msgpack.ts';
import type { Action } from './plan.ts';

/** A planned change as the saved plan holds it: what Terraform will act on, whatever its JSON says. */
export type PlanfileChange = {
  readonly address: string;
  readonly previousAddress: string | null;
  readonly deposedKey: string | null;
  readonly action: Action;
  /** `id` of the object that is updated or goes away, where it has one that is text: no two objects share it. */
  readonly objectId: string | null;
};

/** The entry `tfplan` of a saved plan, as far as tfsafe compares and reports it. */
export type Planfile = {
  readonly terraformVersion: string | null;
  /** RFC 3339; null before Terraform 1.5. */
  readonly createdAt: string | null;
  readonly mode: 'normal' | 'destroy' | 'refresh-only' | 'unknown';
  readonly errored: boolean;
  readonly backend: Backend | null;
  readonly changes: readonly PlanfileChange[];
  /** Numbers of action invocations, planned and deferred (Terraform >= 1.14), and of deferred changes. */
  readonly actionInvocations: number;
  readonly deferredActionInvocations: number;
  readonly deferredChanges: number;
  /** `-target` and `-replace` of the plan command. */
  readonly targets: readonly string[];
  readonly forceReplace: readonly string[];
  /** Root variables that had a value, names only. */
  readonly variableNames: readonly string[];
};

type Field = { readonly wireType: WireType; readonly read: (reader: BinaryReader) => void };
type Fields = Readonly<Record<number, Field>>;

// The only format since Terraform 0.12; OpenTofu kept it.
const FORMAT_VERSION = 3;
const MODES = ['normal', 'destroy', 'refresh-only'] as const;
// Numbers of enum Action (planfile.proto): Terraform has 9, OpenTofu 10; 4 was never released.
const ACTIONS: ReadonlyMap<number, Action> = new Map([
  [0, 'no-op'],
  [1, 'create'],
  [2, 'read'],
  [3, 'update'],
  [5, 'delete'],
  [6, 'delete-then-create'],
  [7, 'create-then-delete'],
  [8, 'forget'],
  [9, 'create-then-forget'],
  [10, 'forget-then-create'],
]);

/**
 * Decodes the `tfplan` entry (protobuf message tfplan.Plan of Terraform's internal/plans/planproto/planfile.proto; OpenTofu's agrees in these
 * fields). `name` is the saved plan's, for messages. Throws inputError on damage and on another format version.
 */
export function parsePlanfile(name: string, bytes: Uint8Array): Planfile {
  try {
    return decodePlan(name, bytes);
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name === 'TfsafeError') throw cause;
    throw inputError(`${name}: its entry "tfplan" cannot be decoded: ${cause.message}`, { hint: 'make a new plan', cause });
  }
}

function decodePlan(name: string, bytes: Uint8Array): Planfile {
  const changes: PlanfileChange[] = [];
  const targets: string[] = [];
  const forceReplace: string[] = [];
  const variables = new Set<string>();
  const counts = { actions: 0, deferredActions: 0, deferred: 0 };
  const plan = { format: 0, mode: 0, errored: 0, version: '', timestamp: '' };
  const backend = { type: '', workspace: '', config: new Uint8Array() as Uint8Array };
  const backendFields: Fields = {
    1: text((value) => (backend.type = value)),
    2: message({ 1: blob((value) => (backend.config = value)) }),
    3: text((value) => (backend.workspace = value)),
  };
  readMessage(bytes, {
    1: number((value) => (plan.format = value)),
    2: message({ 1: text((value) => variables.add(value)) }),
    3: blob((value) => changes.push(decodeChange(value))),
    5: text((value) => targets.push(value)),
    13: message(backendFields),
    14: text((value) => (plan.version = value)),
    16: text((value) => forceReplace.push(value)),
    17: number((value) => (plan.mode = value)),
    20: number((value) => (plan.errored = value)),
    21: text((value) => (plan.timestamp = value)),
    27: blob(() => counts.deferred++),
    // A state store (Terraform >= 1.15) stands in for a backend and has the same first fields.
    29: message(backendFields),
    30: blob(() => counts.actions++),
    31: blob(() => counts.deferredActions++),
  });
  if (plan.format !== FORMAT_VERSION) {
    throw inputError(`${name}: its entry "tfplan" has format version ${plan.format}, but only ${FORMAT_VERSION} is known`, {
      hint: 'update tfsafe, or make the plan with a version of Terraform or OpenTofu that it knows',
    });
  }
  return {
    terraformVersion: plan.version === '' ? null : plan.version,
    createdAt: plan.timestamp === '' ? null : plan.timestamp,
    mode: MODES[plan.mode] ?? 'unknown',
    errored: plan.errored !== 0,
    backend:
      backend.type === ''
        ? null
        : toBackend(backend.type, backend.workspace, backend.config.length === 0 ? null : parseMsgpack(backend.config, 2)),
    changes,
    actionInvocations: counts.actions,
    deferredActionInvocations: counts.deferredActions,
    deferredChanges: counts.deferred,
    targets,
    forceReplace,
    variableNames: [...variables],
  };
}

function decodeChange(bytes: Uint8Array): PlanfileChange {
  const change = { address: '', previousAddress: '', deposedKey: '', action: 0 };
  const values: Uint8Array[] = [];
  // Until 0.15 the address came in parts: module path, mode, type, name, and a string or integer instance key.
  const parts: { module: string; mode: number; type: string; name: string; key: string | number | null } = {
    module: '',
    mode: 0,
    type: '',
    name: '',
    key: null,
  };
  readMessage(bytes, {
    1: text((value) => (parts.module = value)),
    2: number((value) => (parts.mode = value)),
    3: text((value) => (parts.type = value)),
    4: text((value) => (parts.name = value)),
    5: text((value) => (parts.key = value)),
    6: number((value) => (parts.key = value)),
    7: text((value) => (change.deposedKey = value)),
    9: message({ 1: number((value) => (change.action = value)), 2: message({ 1: blob((value) => values.push(value)) }) }),
    13: text((value) => (change.address = value)),
    14: text((value) => (change.previousAddress = value)),
  });
  const { module: moduleAddress, mode, type, name, key: instanceKey } = parts;
  const resource = { moduleAddress, mode: mode === 1 ? ('data' as const) : ('managed' as const), type, name, instanceKey };
  const action = ACTIONS.get(change.action) ?? 'unknown';
  return {
    address: change.address === '' ? renderAddress(resource) : change.address,
    previousAddress: change.previousAddress === '' ? null : change.previousAddress,
    deposedKey: change.deposedKey === '' ? null : change.deposedKey,
    action,
    objectId: WITHOUT_OBJECT.has(action) ? null : findId(values[0]),
  };
}

/** The first value of a change is the object before it, but for these. */
const WITHOUT_OBJECT: ReadonlySet<Action> = new Set(['create', 'read', 'no-op', 'unknown']);

function findId(object: Uint8Array | undefined): string | null {
  const attributes = object === undefined ? null : parseMsgpack(object, 1);
  const id = attributes instanceof Map ? attributes.get('id') : null;
  return typeof id === 'string' ? id : null;
}

/** As protobuf wants it: unknown fields and wire types are skipped, a later value replaces an earlier one, messages given twice merge. */
function readMessage(bytes: Uint8Array, fields: Fields): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [fieldNumber, wireType] = reader.tag();
    const field = fields[fieldNumber];
    if (field?.wireType === wireType) field.read(reader);
    else reader.skip(wireType, fieldNumber);
  }
  if (reader.pos > reader.len) throw new RangeError('premature EOF');
}

function text(set: (value: string) => void): Field {
  return { wireType: WireType.LengthDelimited, read: (reader) => set(reader.string(true)) };
}

function blob(set: (value: Uint8Array) => void): Field {
  return { wireType: WireType.LengthDelimited, read: (reader) => set(reader.bytes()) };
}

function message(fields: Fields): Field {
  return { wireType: WireType.LengthDelimited, read: (reader) => readMessage(reader.bytes(), fields) };
}

function number(set: (value: number) => void): Field {
  return { wireType: WireType.Varint, read: (reader) => set(Number(reader.uint64())) };
}
