import { normalize } from 'node:path';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { isEvaluationError } from '../src/hcl/evaluation-error.ts';
import { evaluateFully } from '../src/hcl/evaluate-fully.ts';
import { encodeJson } from '../src/hcl/functions/json.ts';
import { createHclParser } from '../src/hcl/hcl2json.ts';
import type { Scope } from '../src/hcl/scope.ts';
import { unknownSources, withoutMarks } from '../src/hcl/value.ts';

// What the real terraform made of each expression (fixtures/expressions/record.mjs); null: it failed.
const FOLDER = 'fixtures/expressions';
const table: readonly (readonly [string, string | null])[] = JSON.parse(readFileSync(`${FOLDER}/recorded.json`, 'utf8'));

const files = readdirSync(`${FOLDER}/files`, { recursive: true, encoding: 'utf8' });
const scope: Scope = {
  lookup: () => undefined,
  readFile: (path) => (files.includes(normalize(path).replace('files/', '')) ? readFileSync(`${FOLDER}/${path}`) : null),
};
const range = { file: 'main.tf', line: 1, column: 1, endLine: 1 };
const parser = createHclParser();
afterAll(() => parser.close());

// What Terraform knows and we leave open: never wrong, only not shown.
const OPEN = new Set([
  'textencodebase64("é", "ISO-8859-1")',
  'textdecodebase64("6Q==", "windows-1252")',
  'textencodebase64("a", "nope")',
  'yamldecode("a: 1")',
  'cidrsubnet("10.0.0.0/8", -1, 0)',
  'cidrsubnet("10.0.0.0/16", 8, -1)',
  'cidrhost("::ffff:1.2.3.4/120", 1)',
  'pow(3, 40)',
  'false ? [true, null, [null, "1"]] : [false]',
  'file("files/missing.txt")',
  'filemd5("files/missing.txt")',
  'templatefile("files/missing.tftpl", {})',
]);

async function compute(text: string): Promise<string> {
  try {
    const value = await evaluateFully(await parser.parseExpression({ syntax: 'native', text, range }), scope, parser);
    const unknown = unknownSources(value);
    return unknown.length > 0 ? `unknown: ${unknown.join(', ')}` : encodeJson(withoutMarks(value));
  } catch (error) {
    if (isEvaluationError(error)) return 'fails';
    throw error;
  }
}

describe('expressions have the value that terraform gives them', () => {
  test.each(table)('%s', async (expression, recorded) => {
    expect(await compute(expression)).toBe(OPEN.has(expression) ? `unknown: ${expression}` : (recorded ?? 'fails'));
  });
});
