// Two-step projects made by chance, planned and applied with the real terraform: does `tfsafe check` say beforehand exactly what runs?
//   npm run test:random -- [COUNT [SEED [ONLY]]]
// ONLY is the number of one case, to see it again. A case that goes wrong is kept; the line says where.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findDifferences } from '../../fixtures/compare.mjs';
import { cleanEnvironment, readStarts, run } from '../../fixtures/terraform.mjs';
import { changeProject, makePlanning } from './change.mjs';
import { makeProject } from './project.mjs';
import { renderProject } from './render.mjs';
import { chanceFrom } from './source-of-chance.mjs';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const [count = 50, seed = Math.trunc(Date.now() / 1000), only = null] = process.argv.slice(2).map(Number);
const AT_ONCE = 2;
const SHOWN = 8;
/** A project that terraform itself refuses says nothing about tfsafe: another is made in its place, but not without end. */
const MOST_DISCARDED = 0.2;

/**
 * One attempt at one case: null where terraform refuses the project.
 * @returns {Promise<{ differences: string[], note: string } | null>}
 */
async function attempt(name, room) {
  const chance = chanceFrom(name);
  const before = makeProject(chance);
  const after = changeProject(chance, before);
  const cwd = join(room, 'project');
  const logs = { EXEC_LOG: join(room, 'exec.log'), TEXT_LOG: join(room, 'text.log') };
  const workspace = chance.chance(0.08) ? { TF_WORKSPACE: 'other-one' } : {};
  const options = { cwd, env: cleanEnvironment({ ...logs, ...workspace }) };
  const terraform = (...args) => run(['terraform', ...args], options);
  const discard = (step, { stdout, stderr }) => {
    if (process.env.SHOW_DISCARDED) console.log(`discarded ${name} at ${step}: ${(stdout + stderr).slice(-1500)}`);
    return null;
  };

  writeSources(cwd, renderProject(before));
  const init = await terraform('init', '-input=false', '-no-color');
  if (init.code !== 0) return discard('init', init);
  // A creation-time command that fails leaves a tainted object: that is a start like any other.
  const first = await terraform('apply', '-input=false', '-no-color', '-auto-approve');
  if (first.code !== 0 && !/local-exec provisioner error/.test(first.stderr)) return discard('first apply', first);
  const { stdout: addresses } = await terraform('state', 'list');
  const { planArgs, taints, deposes } = makePlanning(chance, { addresses: addresses.split('\n').filter(Boolean), project: after });
  for (const address of taints) await terraform('taint', address);
  if (deposes) depose(cwd, workspace);
  rmSync(logs.TEXT_LOG, { force: true });

  writeSources(cwd, renderProject(after));
  const again = await terraform('init', '-input=false', '-no-color');
  if (again.code !== 0) return discard('second init', again);
  const plan = await terraform('plan', '-input=false', '-no-color', '-out=plan.tfplan', ...planArgs);
  if (plan.code !== 0) return discard('plan', plan);
  const checked = await run([process.execPath, cli, 'check', join(cwd, 'plan.tfplan'), '--chdir', cwd, '--format', 'json'], {
    ...options,
    cwd: room,
  });
  writeFileSync(join(room, 'report.json'), checked.stdout);
  writeFileSync(join(room, 'planned-with.json'), JSON.stringify({ planArgs, taints, deposes, workspace }));
  const applied = await terraform('apply', '-json', '-input=false', 'plan.tfplan');
  writeFileSync(join(room, 'apply.log'), applied.stdout);
  return judge({ checked, applied, text: logs.TEXT_LOG, secret: before.secret });
}

function judge({ checked, applied, text, secret }) {
  const rendered = readStarts(applied.stdout);
  const note = `${rendered.filter(({ when }) => when === 'destroy').length} destroy-time, ${rendered.filter(({ when }) => when === 'create').length} creation-time${applied.code === 0 ? '' : ', apply failed'}`;
  const report = parse(checked.stdout);
  if (report === null) return { note, differences: [`no report (exit ${checked.code}): ${checked.stderr.trim().slice(0, 500)}`] };
  const recorded = existsSync(text) ? readFileSync(text, 'utf8').split('\0').slice(0, -1) : [];
  const differences = findDifferences(report, { applyExit: applied.code ?? 1, rendered, recorded });
  if ([checked.stdout, checked.stderr].some((output) => output.includes(secret))) differences.push('the secret is in the output');
  return { note, differences };
}

function parse(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** Replaces the sources; state and terraform's own folder stay. */
function writeSources(cwd, files) {
  mkdirSync(cwd, { recursive: true });
  for (const entry of readdirSync(cwd)) if (!/^(\.terraform|terraform\.tfstate)/.test(entry)) rmSync(join(cwd, entry), { recursive: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
}

/** Puts a left-over object of a failed replacement beside the first object of the state. */
function depose(cwd, workspace) {
  const path = join(cwd, workspace.TF_WORKSPACE ? `terraform.tfstate.d/${workspace.TF_WORKSPACE}` : '', 'terraform.tfstate');
  const state = JSON.parse(readFileSync(path, 'utf8'));
  const instances = state.resources[0]?.instances;
  if (!instances) return;
  state.serial += 1;
  instances.push({ ...instances[0], deposed: 'abcd1234' });
  writeFileSync(path, JSON.stringify(state));
}

const tally = { right: 0, done: 0, discarded: 0, attempts: 0 };

async function runCase(number) {
  for (let retry = 0; ; retry += 1) {
    tally.attempts += 1;
    const room = mkdtempSync(join(tmpdir(), 'tfsafe-random-'));
    const result = await attempt(`${seed}/${number}/${retry}`, room);
    if (result === null) {
      rmSync(room, { recursive: true });
      tally.discarded += 1;
      if (retry < 5) continue;
    }
    tally.done += 1;
    const { differences, note } = result ?? { differences: ['no project that terraform takes'], note: '' };
    if (differences.length === 0) {
      tally.right += 1;
      rmSync(room, { recursive: true });
      console.log(`ok    ${number}  ${note}`);
      return;
    }
    console.log(
      `WRONG ${number}  ${note}\n${differences
        .slice(0, SHOWN)
        .map((line) => `  ${line.slice(0, 1500)}`)
        .join('\n')}\n  kept in ${room}; again: npm run test:random -- 1 ${seed} ${number}`,
    );
    return;
  }
}

if (![count, seed, only ?? 1].every((value) => Number.isSafeInteger(value) && value >= 0))
  throw new Error('npm run test:random -- [COUNT [SEED [ONLY]]]: whole numbers');
const numbers = only === null ? Array.from({ length: count }, (_, index) => index + 1) : [only];
const total = numbers.length;
console.log(`seed ${seed}`);
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) await runCase(number);
  }),
);
const tooMany = tally.discarded > Math.max(3, MOST_DISCARDED * tally.attempts);
console.log(
  `${tally.discarded} of ${tally.attempts} projects were discarded: terraform refused them${tooMany ? ', which is too many' : ''}`,
);
console.log(`${tally.right} of ${total}`);
process.exitCode = tally.right === total && !tooMany ? 0 : 1;
