import { certainError } from '../evaluation-error.ts';
import { listValue, objectValue, textValue } from '../value.ts';
import type { Value } from '../value.ts';
import { ANY_OR_NULL, at, STRING, textAt, unknownCall, whole } from './function.ts';
import type { CallContext, TerraformFunction } from './function.ts';
import { decodeJson, encodeJson } from './json.ts';
import { encodeYaml } from './yaml.ts';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as text; Terraform's strings are Unicode, so anything else is an error. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw certainError('the content is not valid UTF-8');
  }
}

/** Go's `base64.StdEncoding`: padded; line breaks are skipped. */
function decodeBase64(text: string): Buffer {
  const compact = text.replaceAll(/[\r\n]/gu, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/u.test(compact)) throw certainError('the text is not valid base64');
  return Buffer.from(compact, 'base64');
}

/** `url.QueryEscape` */
const urlencode = (text: string): string =>
  Array.from(Buffer.from(text), (byte) => {
    const character = String.fromCharCode(byte);
    if (/[A-Za-z0-9\-_.~]/u.test(character)) return character;
    return character === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();

type Charset = { readonly encode: (text: string) => Buffer; readonly decode: (bytes: Buffer) => string };
const CHARSETS: ReadonlyMap<string, Charset> = new Map([
  ['UTF-8', { encode: (text: string): Buffer => Buffer.from(text), decode: decodeUtf8 }],
  [
    'UTF-16LE',
    { encode: (text: string): Buffer => Buffer.from(text, 'utf16le'), decode: (bytes: Buffer): string => bytes.toString('utf16le') },
  ],
  [
    'UTF-16BE',
    {
      encode: (text: string): Buffer => swapped(Buffer.from(text, 'utf16le')),
      decode: (bytes: Buffer): string => swapped(bytes).toString('utf16le'),
    },
  ],
]);

/** Of the IANA encodings only Unicode's are known here. */
const charsetAt = (args: readonly Value[], index: number): Charset | undefined => CHARSETS.get(textAt(args, index).toUpperCase());

function textEncode(args: readonly Value[], context: CallContext): Value {
  const charset = charsetAt(args, 1);
  return charset === undefined ? unknownCall(context) : textValue(charset.encode(textAt(args, 0)).toString('base64'));
}

function textDecode(args: readonly Value[], context: CallContext): Value {
  const charset = charsetAt(args, 1);
  const bytes = decodeBase64(textAt(args, 0));
  return charset === undefined || (bytes.length % 2 === 1 && charsetAt(args, 1) !== CHARSETS.get('UTF-8'))
    ? unknownCall(context)
    : textValue(charset.decode(bytes));
}

/** Go's `encoding/csv` with its defaults; blank lines are skipped. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  const input = text.replaceAll('\r\n', '\n');
  let at = 0;
  while (at < input.length) {
    if (input.charAt(at) === '\n') {
      at += 1;
      continue;
    }
    const row: string[] = [];
    for (;;) {
      const [field, end] = input.charAt(at) === '"' ? quotedField(input, at + 1) : plainField(input, at);
      row.push(field);
      at = end + 1;
      if (input.charAt(end) !== ',') break;
    }
    rows.push(row);
  }
  return rows;
}

function plainField(input: string, start: number): readonly [string, number] {
  let end = start;
  while (end < input.length && input.charAt(end) !== ',' && input.charAt(end) !== '\n') end += 1;
  const field = input.slice(start, end);
  if (field.includes('"')) throw certainError('the CSV has a bare quote');
  return [field, end];
}

function quotedField(input: string, start: number): readonly [string, number] {
  const pieces: string[] = [];
  let at = start;
  for (;;) {
    const quote = input.indexOf('"', at);
    if (quote === -1) throw certainError('the CSV has a quote without an end');
    pieces.push(input.slice(at, quote));
    if (input.charAt(quote + 1) !== '"') {
      if (!['', ',', '\n'].includes(input.charAt(quote + 1))) throw certainError('the CSV has text behind a quote');
      return [pieces.join(''), quote + 1];
    }
    pieces.push('"');
    at = quote + 2;
  }
}

function csvdecode(args: readonly Value[]): Value {
  const [header, ...rows] = parseCsv(textAt(args, 0));
  if (header === undefined) throw certainError('the CSV has no header');
  if (new Set(header).size !== header.length) throw certainError('the CSV has two columns of the same name');
  return listValue(
    rows.map((row) => {
      if (row.length !== header.length) throw certainError('the CSV has rows of different lengths');
      return objectValue(new Map(header.map((name, index) => [name, textValue(row[index] ?? '')])));
    }),
  );
}

/** YAML beyond JSON is not read here. */
function yamldecode(args: readonly Value[], context: CallContext): Value {
  const text = textAt(args, 0);
  try {
    return /^\s*[[{"]/u.test(text) ? decodeJson(text) : unknownCall(context);
  } catch {
    return unknownCall(context);
  }
}

function yamlencode(args: readonly Value[], context: CallContext): Value {
  const text = encodeYaml(at(args, 0));
  return text === null ? unknownCall(context) : textValue(text);
}

export const ENCODING_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ['jsonencode', whole([ANY_OR_NULL], (args) => textValue(encodeJson(at(args, 0))))],
  ['jsondecode', whole([STRING], (args) => decodeJson(textAt(args, 0)))],
  ['yamlencode', whole([ANY_OR_NULL], yamlencode)],
  ['yamldecode', whole([STRING], yamldecode)],
  ['csvdecode', whole([STRING], csvdecode)],
  ['urlencode', whole([STRING], (args) => textValue(urlencode(textAt(args, 0))))],
  ['base64encode', whole([STRING], (args) => textValue(Buffer.from(textAt(args, 0)).toString('base64')))],
  ['base64decode', whole([STRING], (args) => textValue(decodeUtf8(decodeBase64(textAt(args, 0)))))],
  ['textencodebase64', whole([STRING, STRING], textEncode)],
  ['textdecodebase64', whole([STRING, STRING], textDecode)],
]);
