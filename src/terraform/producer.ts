import type { Producer } from './plan.ts';

/** What tells which product made a plan. Null where it is not known. */
export type ProducerEvidence = {
  /** Text of `.terraform.lock.hcl`. */
  readonly lockFile: string | null;
  readonly terraformVersion: string | null;
  /** The plan JSON has a key `applyable` (whatever its value). Null: no plan JSON at hand. */
  readonly hasApplyable: boolean | null;
  /** Names of source files. */
  readonly fileNames?: readonly string[];
};

/** The product, and the sentence why (or why not). */
export type DetectedProducer = { readonly producer: Producer; readonly reason: string };

type Clue = { readonly producer: Exclude<Producer, 'unknown'>; readonly reason: string };

// Terraform took up `applyable` in 1.8; OpenTofu never has it. OpenTofu left Terraform at 1.6.
const APPLYABLE_SINCE = '1.8.0';
const FIRST_OPENTOFU = '1.6.0';
/** The newest versions whose rules were verified by running them. */
const KNOWN = { terraform: '1.17.0', opentofu: '1.12.0' } as const;

/**
 * Which product made a plan. No key of the plan says so: `terraform_version` is OpenTofu's own number there. Clues are the comment that `init`
 * writes into the lock file, keys of the plan JSON, the version, and files that only OpenTofu reads. Where they disagree: 'unknown'.
 */
export function detectProducer(evidence: ProducerEvidence): DetectedProducer {
  const clues = [...findLockClues(evidence.lockFile), ...findVersionClues(evidence), ...findFileClues(evidence.fileNames ?? [])];
  const [first] = clues;
  if (first === undefined) return { producer: 'unknown', reason: 'neither the plan nor a lock file names the product' };
  const other = clues.find((clue) => clue.producer !== first.producer);
  return other === undefined ? first : { producer: 'unknown', reason: `${first.reason}, but ${other.reason}` };
}

function findLockClues(lockFile: string | null): readonly Clue[] {
  const [, tool] = /^# This file is maintained automatically by "(terraform|tofu) init"/m.exec(lockFile ?? '') ?? [];
  if (tool === undefined) return [];
  return [{ producer: tool === 'tofu' ? 'opentofu' : 'terraform', reason: `the lock file was written by \`${tool} init\`` }];
}

function findVersionClues({ terraformVersion, hasApplyable }: ProducerEvidence): readonly Clue[] {
  if (hasApplyable === true) return [{ producer: 'terraform', reason: 'the plan JSON has "applyable", which OpenTofu does not write' }];
  if (terraformVersion === null || parseVersion(terraformVersion) === null) return [];
  if (!atLeast(terraformVersion, FIRST_OPENTOFU)) {
    return [{ producer: 'terraform', reason: `there is no OpenTofu ${terraformVersion}` }];
  }
  if (hasApplyable === false && atLeast(terraformVersion, APPLYABLE_SINCE)) {
    return [{ producer: 'opentofu', reason: `the plan JSON lacks "applyable", which Terraform ${terraformVersion} writes` }];
  }
  return [];
}

/** Terraform passes over these files; a plan that holds one was made by OpenTofu. */
function findFileClues(fileNames: readonly string[]): readonly Clue[] {
  const file = fileNames.find((name) => /\.tofu(?:\.json)?$/.test(name));
  return file === undefined ? [] : [{ producer: 'opentofu', reason: `only OpenTofu reads ${file}` }];
}

/**
 * Whether `version` has what release `minimum` brought. A pre-release counts as its release (1.16.0-rc2 and 1.17.0-dev have what 1.16.0 brings):
 * behaviour lands before the release does. False for text that is no version.
 */
export function atLeast(version: string, minimum: string): boolean {
  const [left, right] = [parseVersion(version), parseVersion(minimum)];
  if (left === null || right === null) return false;
  const at = left.findIndex((part, index) => part !== right[index]);
  return at < 0 || (left[at] ?? 0) > (right[at] ?? 0);
}

/** Newer than the versions whose rules tfsafe knows, by minor version; also true where the version or product is not known. */
export function isNewerThanKnown(producer: Producer, version: string | null): boolean {
  const parts = version === null ? null : parseVersion(version);
  if (parts === null || producer === 'unknown') return true;
  const [major = 0, minor = 0] = parts;
  return !atLeast(KNOWN[producer], `${major}.${minor}.0`);
}

function parseVersion(version: string): readonly number[] | null {
  const [, major, minor, patch] = /^v?(\d{1,9})\.(\d{1,9})(?:\.(\d{1,9}))?(?:[-+].*)?$/.exec(version) ?? [];
  return major === undefined ? null : [Number(major), Number(minor), Number(patch ?? 0)];
}
