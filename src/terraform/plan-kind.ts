import { inputError, type TfsafeError } from '../errors.ts';

const SHOW = 'pass the output of `terraform show -json <planfile>`';

/** Top-level keys by which something else gives itself away. */
const FOREIGN: ReadonlyMap<string, { readonly is: string; readonly hint: string }> = new Map([
  [
    'encrypted_data',
    {
      is: 'is an encrypted OpenTofu plan',
      hint: 'pass the output of `tofu show -json <planfile>`, run with the encryption settings that made it',
    },
  ],
  ['remote_plan_format', { is: 'is only a bookmark of a plan that HCP Terraform (Terraform Cloud) keeps', hint: SHOW }],
  [
    '@level',
    { is: 'is the log of `terraform plan -json`, not a plan', hint: `save the plan with \`terraform plan -out=<planfile>\` and ${SHOW}` },
  ],
]);

/** Refuses a document by one of its top-level keys, before the rest of it is read. */
export function checkKey(key: string, name: string): void {
  const foreign = FOREIGN.get(key);
  if (foreign) throw inputError(`${name} ${foreign.is}`, { hint: foreign.hint });
}

/** `format_version`, as text with major 0 or 1: the formats of Terraform >= 0.12 and OpenTofu. */
export function checkFormatVersion(version: unknown, name: string): string {
  const [, major] = typeof version === 'string' ? (/^(\d+)\.\d/.exec(version) ?? []) : [];
  if (typeof version !== 'string' || major === undefined)
    throw inputError(`${name}: format_version is ${JSON.stringify(version)?.slice(0, 100)}, not a version`, { hint: SHOW });
  if (Number(major) > 1)
    throw inputError(`${name} has format version ${version.slice(0, 100)}; only 0.x and 1.x are known`, {
      hint: 'update tfsafe, or use the Terraform version that it knows',
    });
  return version;
}

/** Refuses a document that read well but is no plan: a state, a provider schema, anything else. `keys`: its top-level keys. */
export function checkIsPlan(keys: ReadonlySet<string>, name: string): void {
  const hasPlan = keys.has('resource_changes') || keys.has('planned_values');
  if (hasPlan && keys.has('format_version')) return;
  throw notAPlan(keys, name, hasPlan);
}

function notAPlan(keys: ReadonlySet<string>, name: string, hasPlan: boolean): TfsafeError {
  if (hasPlan) return inputError(`${name} is not a Terraform plan: it has no format_version`, { hint: SHOW });
  const isState = keys.has('values') || keys.has('lineage') || (keys.has('version') && keys.has('resources'));
  if (isState) return inputError(`${name} is a Terraform state, not a plan`, { hint: `${SHOW}, not the state` });
  return inputError(`${name} is not a Terraform plan: it has neither resource_changes nor planned_values`, {
    hint: `${SHOW}, not the state`,
  });
}
