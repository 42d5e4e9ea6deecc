import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { inputError } from '../errors.ts';
import type { Producer } from '../terraform/plan.ts';
import type { Io } from './io.ts';

/** What decides which program is run. `option`: `--terraform-bin`, null where not given. `prefer`: the product that made the plan. */
export type BinaryChoice = { readonly option: string | null; readonly prefer: Producer } & Pick<Io, 'env' | 'cwd'>;

/**
 * Absolute path of the Terraform or OpenTofu to run: `--terraform-bin`, else TFSAFE_TERRAFORM_BIN, else the plan's own product on PATH, else
 * the other one. Throws inputError (exit 3) where there is none.
 */
export function findTerraform({ option, prefer, env, cwd }: BinaryChoice): string {
  const asked = option ?? (env['TFSAFE_TERRAFORM_BIN'] || null);
  const names = asked === null ? (prefer === 'opentofu' ? ['tofu', 'terraform'] : ['terraform', 'tofu']) : [asked];
  for (const name of names) {
    const found = /[\\/]/.test(name) ? findAt(resolve(cwd, name)) : findOnPath(name, { env, cwd });
    if (found !== null) return found;
  }
  if (asked === null)
    throw inputError('neither terraform nor tofu is on PATH', { hint: `pass --terraform-bin PATH, or ${PLAN_JSON_HINT}` });
  const from = option === null ? 'TFSAFE_TERRAFORM_BIN' : '--terraform-bin';
  throw inputError(`${asked}, given by ${from}, is not a program that can be run`, { hint: `correct ${from}, or ${PLAN_JSON_HINT}` });
}

/** The way out that needs neither binary nor providers here. */
export const PLAN_JSON_HINT =
  'pass `--plan-json FILE`, made by `terraform show -json PLAN > FILE` (or `tofu show -json PLAN > FILE`) where the plan was made';

function findOnPath(name: string, { env, cwd }: Pick<Io, 'env' | 'cwd'>): string | null {
  // An empty entry means the current directory to a shell: a checked-out repository must not bring its own `terraform`.
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '')) {
    const found = findAt(resolve(cwd, join(folder, name)));
    if (found !== null) return found;
  }
  return null;
}

function findAt(path: string): string | null {
  const candidates = process.platform === 'win32' ? [path, `${path}.exe`] : [path];
  return candidates.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
