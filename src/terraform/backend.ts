import type { MsgpackValue } from './msgpack.ts';

/** Where the state lives. Holds no credentials: only the settings of the list below are ever taken out of the plan. */
export type Backend = {
  readonly type: string;
  readonly workspace: string;
  /** Setting by name; nested ones as `workspaces.name`. */
  readonly settings: ReadonlyMap<string, string>;
};

// Settings that tell one state from another, most significant first (Terraform's documentation of each backend). `/` joins them.
const LOCATION: ReadonlyMap<string, readonly string[]> = new Map([
  ['local', ['path']],
  ['s3', ['bucket', 'key']],
  ['gcs', ['bucket', 'prefix']],
  ['azurerm', ['storage_account_name', 'container_name', 'key']],
  ['http', ['address']],
  ['consul', ['address', 'path']],
  ['remote', ['hostname', 'organization', 'workspaces.name', 'workspaces.prefix']],
  ['cloud', ['hostname', 'organization', 'workspaces.name', 'workspaces.project']],
  ['kubernetes', ['namespace', 'secret_suffix']],
  ['pg', ['schema_name']],
  ['oss', ['bucket', 'prefix', 'key']],
  ['cos', ['bucket', 'prefix', 'key']],
  ['oci', ['bucket', 'namespace', 'key']],
]);
const ANY_TYPE = ['hostname', 'organization', 'address', 'bucket', 'container_name', 'prefix', 'path', 'key'];
const DEFAULT_WORKSPACE = 'default';

/** Takes the non-secret settings out of a backend's configuration. */
export function toBackend(type: string, workspace: string, config: MsgpackValue): Backend {
  const settings = new Map<string, string>();
  for (const name of [...(LOCATION.get(type) ?? ANY_TYPE), 'workspace_dir', 'workspace_key_prefix']) {
    const value = name.split('.').reduce<MsgpackValue>((value, part) => (value instanceof Map ? (value.get(part) ?? null) : null), config);
    const place = typeof value === 'string' ? withoutCredentials(value) : '';
    if (place !== '') settings.set(name, place);
  }
  return { type, workspace, settings };
}

/** For people: kind and location, such as `s3 bucket/key` or `local terraform.tfstate`; null where the plan names no backend. */
export function describeBackend(backend: Backend | null): string | null {
  if (backend === null || backend.type === '') return null;
  const names = LOCATION.get(backend.type) ?? ANY_TYPE;
  const parts = names.flatMap((name) => backend.settings.get(name) ?? []);
  const places = backend.type === 'local' ? [localPath(backend)] : backend.type === 's3' ? s3Path(backend, parts) : parts;
  return [backend.type, places.join('/')].filter((part) => part !== '').join(' ');
}

/** `path` counts in the default workspace only; others live below `workspace_dir`. */
function localPath({ workspace, settings }: Backend): string {
  if (workspace === DEFAULT_WORKSPACE || workspace === '') return settings.get('path') ?? 'terraform.tfstate';
  return `${settings.get('workspace_dir') ?? 'terraform.tfstate.d'}/${workspace}/terraform.tfstate`;
}

function s3Path({ workspace, settings }: Backend, [bucket = '', ...key]: readonly string[]): readonly string[] {
  if (workspace === DEFAULT_WORKSPACE || workspace === '') return [bucket, ...key];
  return [bucket, settings.get('workspace_key_prefix') ?? 'env:', workspace, ...key];
}

/** An address may carry a user, a password or a token: only scheme, host and path stay. '' where it cannot be told apart. */
function withoutCredentials(text: string): string {
  if (!text.includes('://')) return /[@?]/.test(text) ? '' : text;
  if (!URL.canParse(text)) return '';
  const { protocol, host, pathname } = new URL(text);
  return `${protocol}//${host}${pathname}`;
}
