import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findDifferences } from '../fixtures/compare.mjs';
import { cleanEnvironment, readStarts, run } from '../fixtures/terraform.mjs';
import { describeWithTerraform } from './real-terraform.ts';

const cli = join(import.meta.dirname, '../dist/cli.js');
const incident = join(import.meta.dirname, '../fixtures/incident');
const room = mkdtempSync(join(tmpdir(), 'tfsafe-e2e-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));

const check = (cwd: string, ...args: readonly string[]) =>
  run([process.execPath, cli, 'check', ...args], { cwd, env: cleanEnvironment({}) });

const MAIN = (servers: string) => `
module "rack" {
  source   = "./modules/rack"
  for_each = { "row.1" = ${servers}, "row \\"2\\"" = ["c"] }
  label    = upper(each.key)
  servers  = each.value
}
`;
const RACK = `
variable "label" { type = string }
variable "servers" { type = list(string) }
locals { members = join("+", var.servers) }
resource "terraform_data" "server" {
  for_each         = toset(var.servers)
  input            = { name = each.key, members = local.members, ports = [80, 443], label = var.label }
  triggers_replace = local.members
  provisioner "local-exec" {
    when    = destroy
    command = <<-EOT
      %{for port in self.output.ports~}
      echo "close \${format("%05d", port)} of \${self.output.name}" > /dev/null
      %{endfor~}
      echo '\${jsonencode(self.output)}' "$\${HOME:+home}" > /dev/null
    EOT
  }
  provisioner "local-exec" {
    command = "echo \${each.key}-\${var.label}-\${local.members} \${path.module} > /dev/null"
  }
}
`;

function write(cwd: string, servers: string): void {
  mkdirSync(join(cwd, 'modules/rack'), { recursive: true });
  writeFileSync(join(cwd, 'main.tf'), MAIN(servers));
  writeFileSync(join(cwd, 'modules/rack/main.tf'), RACK);
}

describeWithTerraform('a project of modules, for_each, functions and heredocs', () => {
  test('check finds terraform by itself, and predicts what the apply then runs', async () => {
    const cwd = join(room, 'project');
    const env = cleanEnvironment({});
    write(cwd, '["a", "b"]');
    for (const step of [['init'], ['apply', '-auto-approve', '-input=false']])
      expect(await run(['terraform', ...step], { cwd, env })).toMatchObject({ code: 0 });
    write(cwd, '["a", "b", "new"]');
    expect(await run(['terraform', 'plan', '-out=p'], { cwd, env })).toMatchObject({ code: 0 });
    const { stdout, code } = await check(cwd, 'p', '--format', 'json');
    const applied = await run(['terraform', 'apply', '-json', '-input=false', 'p'], { cwd, env });
    const rendered = readStarts(applied.stdout);
    expect(rendered.filter(({ when }) => when === 'destroy')).toHaveLength(2);
    expect(findDifferences(JSON.parse(stdout), { applyExit: applied.code ?? 1, rendered, recorded: [] })).toEqual([]);
    expect(code).toBe(0);
  });

  test("the incident's saved plan alone: exit 3, why, and both ways out", async () => {
    const cwd = join(room, 'empty');
    mkdirSync(cwd);
    cpSync(join(incident, 'plan.tfplan'), join(cwd, 'plan.tfplan'));
    const { code, stdout, stderr } = await check(cwd, 'plan.tfplan');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/provider/);
    expect(stderr).toMatch(/init/);
    expect(stderr).toMatch(/--plan-json/);
    expect(readdirSync(cwd)).toEqual(['plan.tfplan']);
  });
});

test('the fixed trigger: no destroy-time command, exit 0', async () => {
  const dir = join(incident, 'fixed-trigger');
  const { code, stdout } = await check(dir, 'plan.tfplan', '--plan-json', 'plan.json', '--format', 'json');
  const report: { readonly commandRuns: readonly { readonly when: string }[] } = JSON.parse(stdout);
  expect(report.commandRuns.filter(({ when }) => when === 'destroy')).toEqual([]);
  expect(code).toBe(0);
});
