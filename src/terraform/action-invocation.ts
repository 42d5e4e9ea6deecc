import { asObject, optionalObject, optionalString, parseFrame, requiredString } from './json-frame.ts';
import { findMembers, textOf } from './json-members.ts';
import type { ActionInvocation } from './plan.ts';
import { addMarkedSecrets } from './secret-values.ts';

const MEMBERS = { config_values: 0, config_sensitive: 1, config_unknown: 2 } as const;

/** What an entry of `deferred_action_invocations` wraps: `{ reason, action_invocation }`. */
const WRAPPED = 'action_invocation';

/**
 * An entry of `action_invocations` or `deferred_action_invocations` (Terraform >= 1.14, `jsonplan.ActionInvocation`), its values left as text.
 * Adds its sensitive values to `secrets`. A trigger of an unknown kind is null: the action runs all the same.
 */
export function readActionInvocation(
  bytes: Buffer,
  { place, deferred, secrets }: { readonly place: string; readonly deferred: boolean; readonly secrets: Set<string> },
): ActionInvocation {
  const entry = asObject(parseFrame(bytes, place), place);
  const isWrapped = deferred && entry[WRAPPED] !== undefined;
  const invocation = isWrapped ? asObject(entry[WRAPPED], `${place}.${WRAPPED}`) : entry;
  const from = isWrapped ? (findMembers(bytes, 0, { names: [WRAPPED] })[0] ?? 0) : 0;
  const found = findMembers(bytes, from, { names: Object.keys(MEMBERS) });
  const text = (index: number, absent: string): string => textOf(bytes, { found, index, absent });
  const configValues = text(MEMBERS.config_values, 'null');
  const configSensitive = text(MEMBERS.config_sensitive, 'false');
  addMarkedSecrets(secrets, { value: configValues, marks: configSensitive });

  const address = requiredString(invocation, 'address', place);
  const named = `${place} (${address.slice(0, 200)})`;
  const trigger = optionalObject(invocation, 'lifecycle_action_trigger', named);
  const triggeredBy = optionalString(trigger, 'triggering_resource_address', named);
  return {
    address,
    type: requiredString(invocation, 'type', named),
    name: requiredString(invocation, 'name', named),
    providerName: optionalString(invocation, 'provider_name', named) ?? '',
    deferred,
    configValues: { text: configValues },
    configSensitive: { text: configSensitive },
    configUnknown: { text: text(MEMBERS.config_unknown, 'false') },
    trigger:
      triggeredBy === null
        ? null
        : {
            address: triggeredBy,
            event: optionalString(trigger, 'action_trigger_event', named) ?? '',
            onFailure: optionalString(trigger, 'on_failure', named) ?? '',
          },
  };
}
