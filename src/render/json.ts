import type { Report } from '../report.ts';

/** The report as the public contract has it (`docs/report.schema.json`), for programs. */
export const renderJson = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`;
