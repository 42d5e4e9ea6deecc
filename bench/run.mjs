// Time and peak memory of the built program next to plain Node doing the least that anyone could do with the same file.
//   npm run bench [-- MEGABYTES…]
// Ratios, not times: the two are run in turn, so that a busy machine slows both. Nothing here passes or fails.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBigPlan } from './big-plan.mjs';

const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist/cli.js');
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [20, 200];
const ENDED_AS_MEANT = new Set([0, 1]);

/**
 * @typedef {{ milliseconds: number, megabytes: number, code: number | null }} Measurement
 */

/**
 * Wall time and peak resident memory of one Node process. Memory is 0 where there is no /proc.
 * @param {string[]} args
 * @returns {Promise<Measurement>}
 */
async function measure(args) {
  const started = process.hrtime.bigint();
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  let megabytes = 0;
  const timer = setInterval(() => (megabytes = Math.max(megabytes, peakOf(child.pid))), 4);
  const [code] = await once(child, 'exit');
  clearInterval(timer);
  return { milliseconds: Number(process.hrtime.bigint() - started) / 1e6, megabytes, code };
}

/** The kernel's own high-water mark, so that no peak between two looks is missed. */
function peakOf(pid) {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/**
 * @param {{ name: string, ours: string[], theirs: string[], times: number }} pair
 */
async function comparePair({ name, ours, theirs, times }) {
  const measured = { ours: [], theirs: [] };
  for (let time = 0; time < times; time += 1) {
    measured.ours.push(await measure(ours));
    measured.theirs.push(await measure(theirs));
  }
  const [time, theirTime] = [median(measured.ours, 'milliseconds'), median(measured.theirs, 'milliseconds')];
  const [memory, theirMemory] = [median(measured.ours, 'megabytes'), median(measured.theirs, 'megabytes')];
  const wrong = measured.ours.filter(({ code }) => !ENDED_AS_MEANT.has(code));
  return {
    what: name,
    ms: time.toFixed(0),
    'next to': theirTime.toFixed(0),
    'x time': (time / theirTime).toFixed(2),
    MB: memory.toFixed(0),
    'next to ': theirMemory.toFixed(0),
    'x memory': (memory / theirMemory).toFixed(2),
    exit: wrong.length > 0 ? `FAILED ${wrong[0]?.code}` : 'as meant',
  };
}

function median(measurements, key) {
  return measurements.map((measurement) => measurement[key]).toSorted((a, b) => a - b)[measurements.length >> 1];
}

/** What everybody must at least do: read the file and parse it. */
function parseOnly(file) {
  return ['-e', `JSON.parse(require('node:fs').readFileSync(${JSON.stringify(file)}, 'utf8'))`];
}

function checkJson(...args) {
  return [cli, 'check', ...args, '--format', 'json'];
}

async function measureAll() {
  const recording = join(root, 'fixtures/runs/several-in-order');
  const incident = join(root, 'fixtures/incident');
  const rows = [];
  const add = async (pair) => {
    rows.push(await comparePair(pair));
    console.log(`measured: ${pair.name}`);
  };

  await add({ name: '--version / empty node', ours: [cli, '--version'], theirs: ['-e', '0'], times: 9 });
  await add({
    name: 'small plan JSON / JSON.parse',
    ours: checkJson(join(root, 'fixtures/runs/update-in-place/plan.json')),
    theirs: parseOnly(join(root, 'fixtures/runs/update-in-place/plan.json')),
    times: 9,
  });
  await add({
    name: 'small saved plan with sources / empty node',
    ours: checkJson(join(recording, 'plan.tfplan'), '--plan-json', join(recording, 'plan.json')),
    theirs: ['-e', '0'],
    times: 9,
  });
  await add({
    name: 'the incident / JSON.parse',
    ours: checkJson(join(incident, 'plan.tfplan'), '--plan-json', join(incident, 'plan.json')),
    theirs: parseOnly(join(incident, 'plan.json')),
    times: 9,
  });
  const room = mkdtempSync(join(tmpdir(), 'tfsafe-bench-'));
  try {
    for (const size of sizes) {
      const file = join(room, `${size}.json`);
      await writeBigPlan(file, size);
      await add({
        name: `${(statSync(file).size / 1e6).toFixed(0)} MB plan JSON / JSON.parse`,
        ours: checkJson(file),
        theirs: parseOnly(file),
        times: 3,
      });
      rmSync(file);
    }
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
  console.table(rows);
}

if (existsSync(cli)) await measureAll();
else console.log('not built: npm run build');
