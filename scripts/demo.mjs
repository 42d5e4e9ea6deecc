// The README's first command: judges the saved plan of the recorded incident. Blocking it (exit code 1) is what a working build does.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const incident = 'fixtures/incident';
const plan = [join(incident, 'plan.tfplan'), '--plan-json', join(incident, 'plan.json'), '--base', join(incident, 'before')];
const { status, error } = spawnSync(process.execPath, ['dist/cli.js', 'check', ...plan], { stdio: 'inherit' });
if (error) throw error;
if (status !== 1) console.error(`the demo should be blocked with exit code 1, but ended with ${status}`);
process.exitCode = status === 1 ? 0 : 1;
