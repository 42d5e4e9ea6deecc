import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createMasker } from '../src/masker.ts';
import { renderJson } from '../src/render/json.ts';
import { maskReport } from '../src/render/mask-report.ts';
import { renderReportSchema } from '../src/render/report-schema.ts';
import { type Report, reportSchema } from '../src/report.ts';

const read = (path: string): string => readFileSync(path, 'utf8');
const incident = (): Report => reportSchema.parse(JSON.parse(read('fixtures/render/incident.json')));
const published = z.fromJSONSchema(JSON.parse(read('docs/report.schema.json')));
const accepts = (report: unknown): boolean => published.safeParse(report).success;

test('docs/report.schema.json is what the code says (else: node scripts/generate-docs.mjs)', () => {
  expect(read('docs/report.schema.json')).toBe(renderReportSchema());
});

describe('the published schema', () => {
  test('accepts a report as it is printed', () => {
    expect(accepts(JSON.parse(renderJson(incident())))).toBe(true);
  });

  test('accepts keys that a later minor version adds', () => {
    const { subject } = incident();
    expect(accepts({ ...incident(), formatVersion: '1.7', more: 1, subject: { ...subject, more: 1 } })).toBe(true);
  });

  test.each([
    ['another major version', { formatVersion: '2.0' }],
    ['an unknown verdict', { verdict: 'fine' }],
    ['a count below zero', { summary: { ...incident().summary, create: -1 } }],
    ['a missing count', { summary: { create: 1 } }],
    ['an unknown severity', { findings: [{ ...incident().findings[0], severity: 'urgent' }] }],
    ['a finding without a fix', { findings: [{ ...incident().findings[0], fix: undefined }] }],
    ['an unknown moment', { commandRuns: [{ ...incident().commandRuns[0], when: 'later' }] }],
    ['a command that is a number', { commandRuns: [{ ...incident().commandRuns[0], command: 1 }] }],
    ['a line that is no whole number', { commandRuns: [{ ...incident().commandRuns[0], location: { file: 'a.tf', line: 1.5 } }] }],
    ['a waived finding without a waiver', { waived: [incident().findings[0]] }],
    ['no command runs', { commandRuns: null }],
  ])('refuses %s', (_, broken) => {
    expect(accepts(JSON.parse(JSON.stringify({ ...incident(), ...broken })))).toBe(false);
  });

  test.each(Object.keys(reportSchema.shape))('requires %s', (key) => {
    expect(accepts(Object.fromEntries(Object.entries(incident()).filter(([name]) => name !== key)))).toBe(false);
  });
});

test('JSON is the report, with a line end', () => {
  const text = renderJson(incident());
  expect(JSON.parse(text)).toEqual(incident());
  expect(text.endsWith('}\n')).toBe(true);
});

describe('masking a report', () => {
  test('hides a secret wherever plan text stands, and nothing else', () => {
    const secret = 'moss';
    const masked = maskReport(incident(), createMasker(new Set([secret])));
    expect(JSON.stringify(masked).replaceAll('f0moss', '')).not.toContain(secret);
    expect(masked.findings.filter(({ address }) => address?.includes('<sensitive>'))).toHaveLength(1);
    expect(masked.commandRuns.map(({ command }) => command)).toEqual(incident().commandRuns.map(({ command }) => command));
  });

  test('a secret that is a word of the contract does not break it', () => {
    const words = [
      'critical',
      'unsafe',
      'wipe-node',
      'provisioner',
      'local-exec',
      'destroy',
      'saved-plan',
      'terraform',
      'address',
      '1.11.4',
    ];
    const masked = maskReport(incident(), createMasker(new Set(words)));
    expect(accepts(masked)).toBe(true);
    expect(masked.verdict).toBe('unsafe');
    expect(masked.commandRuns[0]?.effects[0]?.kind).toBe('wipe-node');
  });

  test('says that a command was masked', () => {
    const [run] = incident().commandRuns;
    const plain = { ...incident(), commandRuns: run ? [{ ...run, masked: false, command: 'curl -u admin:hunter2 https://x' }] : [] };
    expect(maskReport(plain, createMasker(new Set(['hunter2']))).commandRuns[0]).toMatchObject({
      masked: true,
      command: 'curl -u admin:<sensitive> https://x',
    });
    expect(maskReport(plain, createMasker(new Set(['hunter3']))).commandRuns[0]?.masked).toBe(false);
  });
});
