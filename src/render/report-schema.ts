import { z } from 'zod';
import { reportSchema } from '../report.ts';

/**
 * The JSON Schema of `check --format json`, as text: the content of `docs/report.schema.json`.
 * Unknown keys are allowed: they may be added within a major format version.
 */
export function renderReportSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(reportSchema, { target: 'draft-2020-12', io: 'input' });
  const head = { $schema, title: 'tfsafe report', description: 'What `tfsafe check --format json` prints.' };
  return `${JSON.stringify({ ...head, ...schema }, null, 2)}\n`;
}
