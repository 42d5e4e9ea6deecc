// Writes the documents that follow from the code: docs/report.schema.json. Tests compare them, so a stale one is found.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const bundled = 'node_modules/.cache/tfsafe/report-schema.mjs';
const bundle = await rolldown({ input: 'src/render/report-schema.ts', platform: 'node' });
await bundle.write({ file: bundled, format: 'esm' });
const { renderReportSchema } = await import(pathToFileURL(bundled).href);
await mkdir('docs', { recursive: true });
await writeFile('docs/report.schema.json', renderReportSchema());
await rm(bundled);
