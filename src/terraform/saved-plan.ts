import { inputError } from '../errors.ts';
import type { TfsafeError } from '../errors.ts';
import type { Planfile } from './planfile.ts';
import { parsePlanfile } from './planfile.ts';
import { openZip } from './zip.ts';

/** What `plan -out` wrote: the planned changes and a byte copy of the configuration that will be applied. */
export type SavedPlan = {
  readonly planfile: Planfile;
  /** Entries below `tfconfig/`, by full name: `tfconfig/modules.json` and the sources as `tfconfig/m-<module key>/<file>`. */
  readonly configEntries: ReadonlyMap<string, Uint8Array>;
  /** `.terraform.lock.hcl`; null where there is none (Terraform < 0.14). */
  readonly lockFile: string | null;
  /** The prior state that the plan was made against, as JSON bytes. It holds secrets in clear. */
  readonly readState: () => Promise<Uint8Array>;
};

/** What the first bytes of a file say it is. `json` is any JSON object or list that is neither an encrypted plan nor a bookmark. */
export type Sniffed = 'zip' | 'encrypted' | 'cloud-bookmark' | 'json' | 'unknown';

const SNIFF_BYTES = 4096;
const FIXED_ENTRIES = new Set(['tfplan', 'tfstate', 'tfstate-prev', 'tfconfig/modules.json', '.terraform.lock.hcl', 'tfschemas']);
const SOURCE_ENTRY = /^tfconfig\/m-[^/]*\/[^/]+$/;

/**
 * Reads a saved plan (the zip that `terraform plan -out=FILE` writes) from memory. `name` is for messages.
 * Throws inputError (exit 3) where it is damaged, hostile, or lacks what Terraform itself would refuse to do without.
 */
export async function readSavedPlan(name: string, bytes: Uint8Array): Promise<SavedPlan> {
  const archive = await openZip(name, bytes, (entry) => FIXED_ENTRIES.has(entry) || SOURCE_ENTRY.test(entry));
  const read = async (entry: string): Promise<Uint8Array> => {
    const content = await archive.read(entry);
    if (content === null) throw inputError(`${name} is a zip, but not a saved plan: it has no entry "${entry}"`, { hint: SAVED_PLAN_HINT });
    return content;
  };
  const planfile = parsePlanfile(name, await read('tfplan'));
  await read('tfconfig/modules.json');
  const configEntries = new Map<string, Uint8Array>();
  for (const entry of archive.names.filter((entry) => entry.startsWith('tfconfig/'))) configEntries.set(entry, await read(entry));
  const lockFile = await archive.read('.terraform.lock.hcl');
  return {
    planfile,
    configEntries,
    lockFile: lockFile === null ? null : new TextDecoder().decode(lockFile),
    readState: () => read('tfstate'),
  };
}

const SAVED_PLAN_HINT =
  'pass the file that `terraform plan -out=FILE` wrote; an artifact downloaded from CI is often a zip around it: unpack that first';

/** True for the start of a zip, as saved plans are. */
const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

/** Tells a saved plan from plan JSON by the first few KB of a file. */
export function sniff(bytes: Uint8Array): Sniffed {
  if (isZip(bytes)) return 'zip';
  const text = decodeHead(bytes);
  // Flat, and the key is in it: {"remote_plan_format":1,"run_id":…,"hostname":…} (cloud/remote backend).
  if (/^\{[^{}[\]]*"remote_plan_format"\s*:/.test(text)) return 'cloud-bookmark';
  // {"meta":{"key_provider.…":…},"encrypted_data":…,"encryption_version":…} (OpenTofu); no plan JSON has any of these keys.
  if (/^\{\s*"(?:meta"\s*:\s*\{\s*"key_provider\.|encrypted_data"|encryption_version")/.test(text)) return 'encrypted';
  return text.startsWith('{') || text.startsWith('[') ? 'json' : 'unknown';
}

/** PowerShell's `>` writes UTF-16 with a byte order mark. */
function decodeHead(bytes: Uint8Array): string {
  const head = bytes.subarray(0, SNIFF_BYTES);
  const encoding = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(head).trimStart();
}

/** The error (exit 3) for a file that can be neither a saved plan nor plan JSON; `bytes` is its start, or all of it. */
export function notReadable(name: string, bytes: Uint8Array, kind: Exclude<Sniffed, 'zip' | 'json'>): TfsafeError {
  if (kind === 'encrypted') {
    return inputError(`${name} is an encrypted OpenTofu plan: its configuration cannot be read, so what it would run cannot be told`, {
      hint: 'plan again without plan encryption (`terraform { encryption { plan { … } } }`, TF_ENCRYPTION), or pass the JSON of `tofu show -json` with `--config DIR`',
    });
  }
  if (kind === 'cloud-bookmark') {
    return inputError(`${name} is only a bookmark of a plan that HCP Terraform or Terraform Enterprise keeps: there is no plan in it`, {
      hint: 'pass the JSON of `terraform show -json` of that plan with `--config DIR`',
    });
  }
  return inputError(`${name} ${describeUnknown(bytes)}`, {
    hint: 'pass the file that `terraform plan -out=FILE` wrote, or the output of `terraform show -json FILE`',
  });
}

function describeUnknown(bytes: Uint8Array): string {
  const text = decodeHead(bytes);
  if (text === '') return 'is empty';
  // Entry names stand in clear in a zip.
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('tfconfig/m'))
    return 'looks like a saved plan whose beginning is missing';
  if (/^(?:Terraform|OpenTofu|No changes|Refreshing|\S+: Refreshing)/.test(text)) return 'is what a plan printed for people, not a plan';
  return 'is neither a saved plan nor plan JSON';
}
