// Writes the documents that follow from the code: docs/report.schema.json, and the pictures from what the built program prints.
// Tests compare them, so a stale one is found.
import { spawnSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { CASE, drawTerminal, PICTURES, TERMINAL } from './terminal-picture.mjs';

const bundled = 'node_modules/.cache/tfsafe/report-schema.mjs';
const bundle = await rolldown({ input: 'src/render/report-schema.ts', platform: 'node' });
await bundle.write({ file: bundled, format: 'esm' });
const { renderReportSchema } = await import(pathToFileURL(bundled).href);
await mkdir('docs', { recursive: true });
await writeFile('docs/report.schema.json', renderReportSchema());
await rm(bundled);

for (const picture of PICTURES) {
  const { stdout, stderr } = spawnSync(process.execPath, [resolve('dist/cli.js'), ...picture.argv], {
    cwd: CASE,
    encoding: 'utf8',
    env: TERMINAL,
  });
  if (stdout === '') throw new Error(`${picture.name}: nothing was printed: ${stderr}`);
  await writeFile(join('docs', picture.name), drawTerminal(stdout, picture));
}
