import { countChange, createSummary, endsObject } from './action.ts';
import { readActionInvocation } from './action-invocation.ts';
import type { ByteSource } from './byte-source.ts';
import { optionalBoolean, optionalString, parseFrame } from './json-frame.ts';
import { elements, members, SKIP, splitJson, value, type Reader } from './json-splitter.ts';
import { findMembers } from './json-members.ts';
import { createTextKeeper, isAbsentObject, type TextKeeper } from './kept-text.ts';
import { toPlanConfiguration } from './plan-configuration.ts';
import { checkFormatVersion, checkIsPlan, checkKey } from './plan-kind.ts';
import { addOutputSecrets, addVariableSecrets, readOutputChanges, readRelevantAttributes, readVariables } from './plan-sections.ts';
import type { ActionInvocation, Plan, PriorInstance, ResourceChange } from './plan.ts';
import { createPriorBlocks, type PriorBlocks } from './prior-blocks.ts';
import { priorStateReader } from './prior-state.ts';
import { addSecretsOf, findChange, isPlainNoOp, readChange } from './resource-change.ts';

type Options = {
  /** Types whose unchanged objects (and their prior state) are wanted too. */
  readonly keepUnchanged?: ReadonlySet<string>;
  /** Types of whose unchanged objects only the prior state is wanted: half the time and memory. */
  readonly keepPrior?: ReadonlySet<string>;
};

/** What has been read so far. */
type Draft = {
  readonly name: string;
  readonly keepUnchanged: ReadonlySet<string>;
  readonly keepPrior: ReadonlySet<string>;
  readonly texts: TextKeeper;
  /** Top-level keys. */
  readonly keys: Set<string>;
  /** Top-level members of one word. */
  readonly head: Record<string, unknown>;
  readonly summary: ReturnType<typeof createSummary>;
  readonly changes: ResourceChange[];
  readonly unchanged: ResourceChange[];
  readonly drift: ResourceChange[];
  readonly invocations: ActionInvocation[];
  readonly wanted: Map<string, readonly (string | null)[]>;
  /** Managed objects that change, not counting left-over ones. */
  readonly changing: Set<string>;
  readonly priorInstances: PriorInstance[];
  readonly blocks: PriorBlocks;
  readonly priorValues: Map<
    string,
    {
      readonly values: { readonly text: string };
      readonly sensitive: { readonly text: string };
      readonly dependsOn: readonly string[];
      readonly type: string;
    }
  >;
  readonly secrets: Set<string>;
  deferredChanges: number;
  outputChanges: Plan['outputChanges'];
  variables: Plan['variables'];
  relevantAttributes: Plan['relevantAttributes'];
  configuration: Plan['configuration'];
  /** `prior_state` came before the changes, as in the output of `jq -S`. */
  priorFirst: boolean;
};

/**
 * Reads a plan from its JSON (`terraform show -json <planfile>`), in any key order and white space, in memory that grows only with what
 * changes. The source is read a second time where the prior state comes before the changes that say which parts of it matter.
 * Throws an input error, which names the source and the place, for anything that is not a whole plan of format version 0.x or 1.x.
 */
export async function readPlan(source: ByteSource, { keepUnchanged = new Set(), keepPrior = new Set() }: Options = {}): Promise<Plan> {
  const draft = createDraft(source.name, { keepUnchanged, keepPrior: new Set([...keepUnchanged, ...keepPrior]) });
  await splitJson(source, toPlanReader(draft));
  checkIsPlan(draft.keys, source.name);
  if (draft.priorFirst && draft.wanted.size > 0) {
    const prior = toPriorReader(draft, null);
    await splitJson(
      source,
      members((key) => (key === 'prior_state' ? prior : SKIP)),
    );
  }
  return toPlan(draft);
}

function createDraft(name: string, { keepUnchanged, keepPrior }: Required<Options>): Draft {
  return {
    name,
    keepUnchanged,
    keepPrior,
    texts: createTextKeeper(),
    keys: new Set(),
    head: {},
    summary: createSummary(),
    changes: [],
    unchanged: [],
    drift: [],
    invocations: [],
    wanted: new Map(),
    changing: new Set(),
    priorInstances: [],
    blocks: createPriorBlocks(),
    priorValues: new Map(),
    secrets: new Set(),
    deferredChanges: 0,
    outputChanges: new Map(),
    variables: new Map(),
    relevantAttributes: [],
    configuration: new Map(),
    priorFirst: false,
  };
}

function toPlanReader(draft: Draft): Reader {
  const { name, secrets, head } = draft;
  const scalar = (key: string): Reader => value((bytes) => (head[key] = parseFrame(bytes, `${name}: ${key}`)));
  const readers: ReadonlyMap<string, Reader> = new Map([
    ['format_version', value((bytes) => (head['format_version'] = checkFormatVersion(parseFrame(bytes, name), name)))],
    ['terraform_version', scalar('terraform_version')],
    ['timestamp', scalar('timestamp')],
    ['errored', scalar('errored')],
    ['applyable', scalar('applyable')],
    ['complete', scalar('complete')],
    ['variables', value((bytes) => (draft.variables = readVariables(bytes, `${name}: variables`)))],
    ['planned_values', members((key) => (key === 'outputs' ? outputsReader(draft) : SKIP))],
    ['resource_changes', changesReader(draft)],
    ['resource_drift', driftReader(draft)],
    ['deferred_changes', deferredReader(draft)],
    ['output_changes', value((bytes) => (draft.outputChanges = readOutputChanges(bytes, { place: `${name}: output_changes`, secrets })))],
    ['action_invocations', invocationsReader(draft, 'action_invocations')],
    ['deferred_action_invocations', invocationsReader(draft, 'deferred_action_invocations')],
    ['relevant_attributes', value((bytes) => (draft.relevantAttributes = readRelevantAttributes(bytes, `${name}: relevant_attributes`)))],
    ['prior_state', toPriorReader(draft, draft.keepPrior)],
    [
      'configuration',
      value((bytes) => (draft.configuration = toPlanConfiguration(parseFrame(bytes, `${name}: configuration`), `${name}: configuration`))),
    ],
  ]);
  return members((key) => {
    checkKey(key, name);
    draft.keys.add(key);
    if (key === 'prior_state') draft.priorFirst = !draft.keys.has('resource_changes');
    return readers.get(key) ?? SKIP;
  });
}

function changesReader(draft: Draft): Reader {
  const { name, texts, keepUnchanged, summary, secrets, wanted } = draft;
  let index = 0;
  return elements(
    value((bytes) => {
      const raw = findChange(bytes);
      const place = `${name}: resource_changes[${index++}]`;
      addSecretsOf(raw, { place, secrets });
      if (isPlainNoOp(raw, keepUnchanged)) {
        summary.noop++;
        return;
      }
      const change = readChange(raw, { place, texts });
      countChange(summary, change);
      if (change.action !== 'no-op') {
        draft.changes.push(change);
        if (change.mode === 'managed' && change.deposedKey === null) draft.changing.add(change.address);
      } else if (keepUnchanged.has(change.type) || change.importing || change.previousAddress !== null) draft.unchanged.push(change);
      if (endsObject(change.action)) wanted.set(change.address, [...(wanted.get(change.address) ?? []), change.deposedKey]);
    }),
  );
}

function driftReader({ name, texts, drift, secrets }: Draft): Reader {
  return elements(
    value((bytes) => {
      const raw = findChange(bytes);
      const place = `${name}: resource_drift[${drift.length}]`;
      addSecretsOf(raw, { place, secrets });
      drift.push(readChange(raw, { place, texts }));
    }),
  );
}

/** Deferred changes are only counted: `{ reason, resource_change }`. Their secrets are collected all the same. */
function deferredReader(draft: Draft): Reader {
  return elements(
    value((bytes) => {
      const [start, end] = findMembers(bytes, 0, { names: ['resource_change'] });
      const place = `${draft.name}: deferred_changes[${draft.deferredChanges++}]`;
      addSecretsOf(findChange(bytes.subarray(start, end || undefined)), { place, secrets: draft.secrets });
    }),
  );
}

function invocationsReader({ name, invocations, secrets }: Draft, section: 'action_invocations' | 'deferred_action_invocations'): Reader {
  const deferred = section === 'deferred_action_invocations';
  let index = 0;
  return elements(
    value((bytes) => invocations.push(readActionInvocation(bytes, { place: `${name}: ${section}[${index++}]`, deferred, secrets }))),
  );
}

const outputsReader = ({ name, secrets }: Draft): Reader =>
  value((bytes) => addOutputSecrets(bytes, { place: `${name}: outputs`, secrets }));

function toPriorReader(draft: Draft, keepTypes: ReadonlySet<string> | null): Reader {
  const { name, wanted, changing, blocks, secrets } = draft;
  return priorStateReader(
    { name, wanted, keepTypes, changing, blocks, found: { instances: draft.priorInstances, values: draft.priorValues, secrets } },
    outputsReader(draft),
  );
}

/** Key order in the file decides in which order prior state is met; what is made of it must not depend on that. */
const byAddress = (a: PriorInstance, b: PriorInstance): number =>
  `${a.address}\n${a.deposedKey ?? ''}` < `${b.address}\n${b.deposedKey ?? ''}` ? -1 : 1;

function toPlan(draft: Draft): Plan {
  const { name, head, priorValues } = draft;
  addVariableSecrets(draft.secrets, draft);
  // What changes has its prior values in its own `before`.
  for (const { address, type, mode, deposedKey, before } of draft.changes) {
    if (mode !== 'managed' || deposedKey !== null || priorValues.delete(address)) continue;
    if (draft.priorFirst && draft.keepPrior.has(type) && !isAbsentObject(before)) draft.blocks.discount(address);
  }
  return {
    formatVersion: String(head['format_version']),
    terraformVersion: optionalString(head, 'terraform_version', name),
    createdAt: optionalString(head, 'timestamp', name),
    errored: optionalBoolean(head, 'errored', name) ?? false,
    applyable: optionalBoolean(head, 'applyable', name),
    complete: optionalBoolean(head, 'complete', name),
    summary: draft.summary,
    changes: draft.changes,
    unchanged: draft.unchanged,
    drift: draft.drift,
    outputChanges: draft.outputChanges,
    actionInvocations: [...draft.invocations.filter(({ deferred }) => !deferred), ...draft.invocations.filter(({ deferred }) => deferred)],
    deferredChanges: draft.deferredChanges,
    variables: draft.variables,
    priorInstances: draft.priorInstances.sort(byAddress),
    priorValues: new Map([...priorValues].sort(([a], [b]) => (a < b ? -1 : 1))),
    unkeptPrior: draft.blocks.unkept,
    relevantAttributes: draft.relevantAttributes,
    configuration: draft.configuration,
    secrets: draft.secrets,
  };
}
