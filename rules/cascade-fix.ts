import type { CascadeRoot } from '../src/cascade/cascade.ts';
import { parseAddress } from '../src/terraform/address.ts';

/** The object that the last step of a cascade ends in, and the attribute of it that carries the change, '' where it is triggered from outside. */
export type Carrier = { readonly address: string; readonly key: string };

/** Maps and lists that exist only to force replacement; all of the ways out below were tried with them (fixtures/incident, fixtures/runs/cascade-fix-…). */
const TRIGGERS: ReadonlyMap<string, string> = new Map([
  ['null_resource', 'triggers'],
  ['terraform_data', 'triggers_replace'],
]);

/** The way out of a cascade, as far as one was tried with the real Terraform; says so where none was. */
export function cascadeFix(root: CascadeRoot, carrier: Carrier | null): string {
  if (root.kind === 'request') return 'leave `-replace` out; to run the commands on purpose, replace one object at a time';
  const type = carrier ? parseAddress(carrier.address).type : '';
  const attribute = TRIGGERS.get(type);
  const [first = '', ...inner] = carrier?.key.split('.') ?? [];
  if (attribute !== undefined && first === attribute) return triggerFix(carrier, { attribute, key: inner.join('.') });
  if (carrier?.key === '' && root.address !== carrier.address) return triggeredByFix();
  if (first === 'user_data')
    return 'set `lifecycle { ignore_changes = [user_data] }` in the same edit: machines that exist are kept, new ones get the new text; then replace them one at a time';
  return 'take the change back, or make it one object at a time with `-target` and check in between; no way to make it without replacement was tried for this attribute';
}

function triggerFix(carrier: Carrier | null, { attribute, key }: { readonly attribute: string; readonly key: string }): string {
  const { type = '', name = '' } = carrier ? parseAddress(carrier.address) : {};
  const block = `${type}.${name}`;
  const drop =
    key === ''
      ? `keep what is shared by all out of ${attribute}`
      : `take ${key} out of ${attribute} (the command must then get it from elsewhere)`;
  return (
    `${drop}, and in the same edit set \`lifecycle { create_before_destroy = true }\` on ${block}: it is replaced once more, and runs no destroy-time command. ` +
    `Or set \`ignore_changes = [${attribute}]\` there (the command keeps the values of today), or remove the destroy-time provisioner first, in an apply of its own. ` +
    `Not enough: taking the key out alone changes ${attribute} again and runs every command; \`-target\` only postpones it to the next full plan`
  );
}

const triggeredByFix = (): string =>
  'take the reference out of `replace_triggered_by` in the same edit (nothing is then replaced), or set `create_before_destroy = true` on the object that runs the commands; `-target` only postpones it to the next full plan';
