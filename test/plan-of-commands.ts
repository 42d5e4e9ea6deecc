// Plans for tests about what commands are worth: one object for each command, in a folder with its source.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One object with one provisioner: local-exec, or remote-exec over a connection to the object itself. */
export type ObjectWithCommand = {
  readonly action: 'delete' | 'replace' | 'create';
  readonly when: 'destroy' | 'create';
  /** Template text: `${self.input}` is the object's own address, 10.0.0.11. */
  readonly command: string;
  readonly remote?: boolean;
};

const ACTIONS = { delete: ['delete'], replace: ['delete', 'create'], create: ['create'] } satisfies Record<
  ObjectWithCommand['action'],
  unknown
>;
const OWN_ADDRESS = '10.0.0.11';

export const addressOf = (index: number): string => `terraform_data.r${index}`;

/** Writes `plan.json` and `main.tf` to a folder of their own, and gives the folder. */
export function writePlanOfCommands(objects: readonly ObjectWithCommand[]): string {
  const dir = mkdtempSync(join(tmpdir(), 'tfsafe-rules-'));
  const plan = {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: {},
    resource_changes: objects.map(toChange),
    configuration: { root_module: { resources: objects.map(toConfiguration) } },
    timestamp: '2026-01-01T00:00:00Z',
    applyable: true,
    complete: true,
    errored: false,
  };
  writeFileSync(join(dir, 'plan.json'), JSON.stringify(plan));
  writeFileSync(join(dir, 'main.tf'), objects.map(toBlock).join('\n'));
  return dir;
}

function toChange({ action }: ObjectWithCommand, index: number): object {
  const values = { id: 'a9f2', input: OWN_ADDRESS, output: OWN_ADDRESS, triggers_replace: null };
  const change = {
    actions: ACTIONS[action],
    before: action === 'create' ? null : values,
    after: action === 'delete' ? null : values,
    after_unknown: {},
  };
  return { ...identity(index), provider_name: 'terraform.io/builtin/terraform', change };
}

function toConfiguration({ remote = false }: ObjectWithCommand, index: number): object {
  return { ...identity(index), provisioners: [{ type: remote ? 'remote-exec' : 'local-exec', expressions: {} }], expressions: {} };
}

const identity = (index: number): object => ({ address: addressOf(index), mode: 'managed', type: 'terraform_data', name: `r${index}` });

function toBlock({ when, command, remote = false }: ObjectWithCommand, index: number): string {
  const moment = when === 'destroy' ? 'when = destroy' : '';
  const local = `provisioner "local-exec" {\n${moment}\ncommand = ${JSON.stringify(command)}\n}`;
  const overSsh = `connection {\nhost = self.input\n}\nprovisioner "remote-exec" {\n${moment}\ninline = [${JSON.stringify(command)}]\n}`;
  return `resource "terraform_data" "r${index}" {\ninput = "${OWN_ADDRESS}"\n${remote ? overSsh : local}\n}\n`;
}
