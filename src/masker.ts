import { MIN_SECRET_LENGTH, toSecretForms } from './terraform/secret-forms.ts';

/** Stands for a secret in everything that is printed. */
export const SENSITIVE = '<sensitive>';

/** Hides secrets in a text; `masked` tells whether there were any. Give it the whole text: half a secret is not found in a text that was cut. */
export type Mask = (text: string) => { readonly text: string; readonly masked: boolean };

/**
 * From here on the beginning of a secret counts as the secret: masked as far as the text agrees with it.
 * It keeps the scan linear for texts that repeat the beginning of a long secret.
 */
const LONG = 128;

type Index = {
  /** One flag for each hash of four characters with which a form begins: rules out nearly every position at once. */
  readonly filter: Uint8Array;
  /** Sorted forms by their first four characters. */
  readonly buckets: ReadonlyMap<string, readonly string[]>;
};

/**
 * Masks by value: Terraform's marks get lost (`self.output` of a sensitive `input`, `nonsensitive`, `for_each` keys, plan variables carry none),
 * so every occurrence of a secret of four or more characters is replaced, in every spelling of `toSecretForms`.
 */
export function createMasker(secrets: ReadonlySet<string>): Mask {
  const index = toIndex(secrets);
  if (index.buckets.size === 0) return (text) => ({ text, masked: false });
  return (text) => maskText(index, text);
}

function toIndex(secrets: ReadonlySet<string>): Index {
  const buckets = new Map<string, string[]>();
  for (const secret of secrets) {
    for (const form of toSecretForms(secret)) {
      const start = form.slice(0, MIN_SECRET_LENGTH);
      const forms = buckets.get(start);
      if (forms) forms.push(form);
      else buckets.set(start, [form]);
    }
  }
  for (const [start, forms] of buckets) if (forms.length > 1) buckets.set(start, [...new Set(forms)].sort());
  const filter = new Uint8Array(1 << Math.min(22, Math.ceil(Math.log2(buckets.size + 1)) + 5));
  for (const start of buckets.keys()) filter[hashAt(start, 0) & (filter.length - 1)] = 1;
  return { filter, buckets };
}

function hashAt(text: string, at: number): number {
  const code = text.charCodeAt(at) + text.charCodeAt(at + 1) * 0x83 + text.charCodeAt(at + 2) * 0x4a31 + text.charCodeAt(at + 3) * 0x27d4eb;
  return code ^ (code >>> 15);
}

function maskText({ filter, buckets }: Index, text: string): { readonly text: string; readonly masked: boolean } {
  const kept: string[] = [];
  let keptTo = 0;
  let masked = false;
  let at = 0;
  while (at + MIN_SECRET_LENGTH <= text.length) {
    if (filter[hashAt(text, at) & (filter.length - 1)] === 0 && text.charCodeAt(at) !== 0x3c) {
      at++;
      continue;
    }
    const end = coveredTo(buckets, text, at);
    if (text.startsWith(SENSITIVE, at) && end <= at + SENSITIVE.length) at += SENSITIVE.length;
    else if (end === at) at++;
    else {
      kept.push(text.slice(keptTo, at), SENSITIVE);
      masked = true;
      at = keptTo = endOfOverlaps(buckets, text, { from: at + 1, end });
    }
  }
  return masked ? { text: kept.join('') + text.slice(keptTo), masked } : { text, masked };
}

/** Secrets overlap (one may be the beginning, the end or a line of another): what starts inside one is hidden with it, to its own end. */
function endOfOverlaps(buckets: Index['buckets'], text: string, { from, end }: { from: number; end: number }): number {
  let covered = end;
  // Of a secret that starts further back, more than `LONG` characters are hidden already.
  for (let at = Math.max(from, covered - LONG + 1); at <= covered; at++) {
    const further = coveredTo(buckets, text, at);
    if (further <= covered) continue;
    covered = further;
    at = Math.max(at, covered - LONG);
  }
  return covered;
}

/**
 * Where the longest form that starts at `at` ends, or `at`. Narrows a sorted list character by character, so ten thousand forms that begin
 * alike cost no more than a few.
 */
function coveredTo(buckets: Index['buckets'], text: string, at: number): number {
  const forms = buckets.get(text.slice(at, at + MIN_SECRET_LENGTH));
  if (forms === undefined) return at;
  let end = at;
  let [low, high, depth] = [0, forms.length, MIN_SECRET_LENGTH];
  while (low < high) {
    const only = high - low === 1 ? forms[low] : undefined;
    if (only !== undefined && only.length <= LONG) return text.startsWith(only, at) ? at + only.length : end;
    if (forms[low]?.length === depth) {
      end = at + depth;
      low++;
    }
    const code = text.charCodeAt(at + depth);
    if (Number.isNaN(code)) break;
    // Sorted, so where the first and the last agree, all do.
    if (forms[low]?.charCodeAt(depth) !== code || forms[high - 1]?.charCodeAt(depth) !== code) {
      low = firstFrom(forms, { low, high, depth, code });
      high = firstFrom(forms, { low, high, depth, code: code + 1 });
    }
    if (low < high) depth++;
  }
  return depth >= LONG ? at + depth : end;
}

/** The first form in [low, high) whose character at `depth` is `code` or above; all of them agree before that. */
function firstFrom(
  forms: readonly string[],
  { low, high, depth, code }: { low: number; high: number; depth: number; code: number },
): number {
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((forms[middle]?.charCodeAt(depth) ?? 0) < code) low = middle + 1;
    else high = middle;
  }
  return low;
}

const MAX_DEPTH = 500;

/**
 * Masks every string of a JSON value, keys too (`for_each` keys may be secrets); keeps its structure.
 * Keys that become equal are numbered. What nests deeper than 500 is hidden as a whole.
 */
export function maskDeep(value: unknown, mask: Mask): unknown {
  return maskBelow(value, mask, 0);
}

function maskBelow(value: unknown, mask: Mask, depth: number): unknown {
  if (typeof value === 'string') return mask(value).text;
  if (typeof value === 'number' || typeof value === 'bigint') {
    return mask(String(value)).text === SENSITIVE ? SENSITIVE : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return SENSITIVE;
  if (Array.isArray(value)) return value.map((item) => maskBelow(item, mask, depth + 1));
  const seen = new Map<string, number>();
  // fromEntries defines `__proto__` as an ordinary key.
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const masked = mask(key).text;
      const times = (seen.get(masked) ?? 0) + 1;
      seen.set(masked, times);
      return [times === 1 ? masked : `${masked} (${times})`, maskBelow(item, mask, depth + 1)];
    }),
  );
}
