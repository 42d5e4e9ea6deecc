import { bigFloatOf } from '../big-float.ts';
import { certainError, unsureError } from '../evaluation-error.ts';
import { numberValue, textValue } from '../value.ts';
import type { Value } from '../value.ts';
import { STRING, textAt, whole } from './function.ts';
import type { TerraformFunction } from './function.ts';

/** A moment (nanoseconds since 1970, UTC) and the offset (minutes) that it is shown with. */
type Moment = { readonly nanoseconds: bigint; readonly offset: number };

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?(?:Z|([+-])(\d\d):(\d\d))$/u;
const MILLION = 1_000_000n;

/** Throws a certain error on what is no RFC 3339 timestamp. */
function parseMoment(text: string): Moment {
  const match = RFC3339.exec(text);
  if (match === null) throw certainError('the text is no RFC 3339 timestamp');
  const field = (index: number): number => Number(match[index] ?? 0);
  const date = new Date(0);
  date.setUTCFullYear(field(1), field(2) - 1, field(3));
  const isReal = date.getUTCMonth() === field(2) - 1 && date.getUTCDate() === field(3) && field(4) < 24 && field(5) < 60 && field(6) < 60;
  if (!isReal || field(9) > 23 || field(10) > 59) throw certainError('the timestamp does not exist');
  const offset = (match[8] === '-' ? -1 : 1) * (field(9) * 60 + field(10));
  const milliseconds = date.getTime() + field(4) * 3_600_000 + (field(5) - offset) * 60_000 + field(6) * 1000;
  return { nanoseconds: BigInt(milliseconds) * MILLION + BigInt((match[7] ?? '').padEnd(9, '0')), offset };
}

/** The date as its own clock shows it: read with the `UTC` getters. */
const local = ({ nanoseconds, offset }: Moment): Date => {
  const rest = ((nanoseconds % MILLION) + MILLION) % MILLION;
  return new Date(Number((nanoseconds - rest) / MILLION) + offset * 60_000);
};

const two = (value: number): string => String(value).padStart(2, '0');

function zone(offset: number, separator: string): string {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
}

function rfc3339(moment: Moment): string {
  const date = local(moment);
  const year = date.getUTCFullYear();
  if (year < 0 || year > 9999) throw unsureError('a year of more than four digits');
  return `${date.toISOString().slice(0, 19)}${moment.offset === 0 ? 'Z' : zone(moment.offset, ':')}`;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

type Verb = (date: Date, offset: number) => string;
const half = (date: Date): string => (date.getUTCHours() < 12 ? 'am' : 'pm');
const twelve = (date: Date): number => date.getUTCHours() % 12 || 12;

const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ['YY', (date) => two(date.getUTCFullYear() % 100)],
  ['YYYY', (date) => String(date.getUTCFullYear()).padStart(4, '0')],
  ['M', (date) => String(date.getUTCMonth() + 1)],
  ['MM', (date) => two(date.getUTCMonth() + 1)],
  ['MMM', (date) => (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3)],
  ['MMMM', (date) => MONTHS[date.getUTCMonth()] ?? ''],
  ['D', (date) => String(date.getUTCDate())],
  ['DD', (date) => two(date.getUTCDate())],
  ['EEE', (date) => (DAYS[date.getUTCDay()] ?? '').slice(0, 3)],
  ['EEEE', (date) => DAYS[date.getUTCDay()] ?? ''],
  ['h', (date) => String(date.getUTCHours())],
  ['hh', (date) => two(date.getUTCHours())],
  ['H', (date) => String(twelve(date))],
  ['HH', (date) => two(twelve(date))],
  ['aa', half],
  ['AA', (date) => half(date).toUpperCase()],
  ['m', (date) => String(date.getUTCMinutes())],
  ['mm', (date) => two(date.getUTCMinutes())],
  ['s', (date) => String(date.getUTCSeconds())],
  ['ss', (date) => two(date.getUTCSeconds())],
  ['Z', (_date, offset) => (offset === 0 ? 'Z' : zone(offset, ':'))],
  ['ZZZ', (_date, offset) => (offset === 0 ? 'UTC' : zone(offset, ''))],
  ['ZZZZ', (_date, offset) => zone(offset, '')],
  ['ZZZZZ', (_date, offset) => zone(offset, ':')],
]);

const FORMAT_PIECE = /'(?:[^']|'')*'|'|([A-Za-z])\1*|[^A-Za-z']+/gu;

function formatdate(args: readonly Value[]): Value {
  const moment = parseMoment(textAt(args, 1));
  const date = local(moment);
  return textValue(
    textAt(args, 0).replace(FORMAT_PIECE, (piece, letter: string | undefined) => {
      if (piece === "'") throw certainError('the date format has a quote without an end');
      if (piece === "''") return "'";
      if (piece.startsWith("'")) return piece.slice(1, -1).replaceAll("''", "'");
      if (letter === undefined) return piece;
      const verb = VERBS.get(piece);
      if (verb === undefined) throw certainError('the date format is not valid');
      return verb(date, moment.offset);
    }),
  );
}

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1000n],
  ['µs', 1000n],
  ['μs', 1000n],
  ['ms', MILLION],
  ['s', 1000n * MILLION],
  ['m', 60_000n * MILLION],
  ['h', 3_600_000n * MILLION],
]);
const DURATION_PART = /(\d{0,18})(?:\.(\d{0,18}))?(ns|us|µs|μs|ms|s|m|h)/gu;

/** `time.ParseDuration`, in nanoseconds. */
function parseDuration(text: string): bigint {
  const unsigned = text.replace(/^[+-]/u, '');
  if (unsigned === '0') return 0n;
  let total = 0n;
  let length = 0;
  for (const [part, whole_ = '', fraction = '', unit = ''] of unsigned.matchAll(DURATION_PART)) {
    if (whole_ === '' && fraction === '') throw certainError('the duration is not valid');
    const scale = UNITS.get(unit) ?? 0n;
    total += BigInt(whole_ || '0') * scale + (BigInt(fraction || '0') * scale) / 10n ** BigInt(fraction.length);
    length += part.length;
  }
  if (length !== unsigned.length || length === 0 || total >= 2n ** 63n) throw certainError('the duration is not valid');
  return text.startsWith('-') ? -total : total;
}

function timeadd(args: readonly Value[]): Value {
  const moment = parseMoment(textAt(args, 0));
  return textValue(rfc3339({ ...moment, nanoseconds: moment.nanoseconds + parseDuration(textAt(args, 1)) }));
}

function timecmp(args: readonly Value[]): Value {
  const first = parseMoment(textAt(args, 0)).nanoseconds;
  const second = parseMoment(textAt(args, 1)).nanoseconds;
  return numberValue(bigFloatOf(first < second ? -1 : first > second ? 1 : 0));
}

export const TIME_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ['formatdate', whole([STRING, STRING], formatdate)],
  ['timeadd', whole([STRING, STRING], timeadd)],
  ['timecmp', whole([STRING, STRING], timecmp)],
]);
