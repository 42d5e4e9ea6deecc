/** Secrets shorter than this are not masked: they would tear holes into ordinary text. */
export const MIN_SECRET_LENGTH = 4;
/** Shorter lines of a multi-line secret are not masked by themselves: `data:` and `}` stand in every file. */
const MIN_LINE_LENGTH = 16;

/**
 * Every spelling in which a secret may reach an output: as it is, escaped for JSON, HCL, Go, shells, URLs and HTML, and in base64 and hex.
 * Terraform's functions (`jsonencode`, `urlencode`, `base64encode`, `textencodebase64`, `yamlencode`, `chomp`, `indent`) make all of these.
 * Blank secrets and those under `MIN_SECRET_LENGTH` have none. Every form has at least that length.
 */
export function toSecretForms(secret: string): ReadonlySet<string> {
  const forms = new Set<string>();
  if (secret.length < MIN_SECRET_LENGTH || secret.trim() === '') return forms;
  for (const value of valuesIn(secret)) {
    for (const form of [...escapedForms(value), ...encodedForms(value)]) {
      if (form.length >= MIN_SECRET_LENGTH) forms.add(form);
    }
  }
  return forms;
}

/** The secret, its text behind base64, without the blanks around it, with other line ends, and line by line. */
function valuesIn(secret: string): ReadonlySet<string> {
  const values = new Set<string>();
  for (const text of [secret, decodedText(secret)]) {
    if (text === null) continue;
    values.add(text);
    const trimmed = text.trim();
    if (trimmed.length >= MIN_SECRET_LENGTH) values.add(trimmed);
    if (!text.includes('\n')) continue;
    values.add(text.replace(/\r?\n/g, '\r\n')).add(text.replace(/\r\n/g, '\n'));
    // `indent` and `<<-` move lines to the right, so a line is looked for without the blanks around it.
    for (const line of text.split('\n')) if (line.trim().length >= MIN_LINE_LENGTH) values.add(line.trim());
  }
  return values;
}

/** What stands behind a secret that is base64 of readable text (keys and certificates are kept so); null for anything else. */
function decodedText(secret: string): string | null {
  if (secret.length < 16 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(secret)) return null;
  const text = Buffer.from(secret, 'base64').toString('utf8');
  return /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text) || text.length < MIN_SECRET_LENGTH ? null : text;
}

function escapedForms(value: string): readonly string[] {
  if (/^[A-Za-z0-9_.-]*$/.test(value)) return [value];
  const json = JSON.stringify(value).slice(1, -1);
  const goJson = escapeHtmlInJson(json);
  const asciiJson = json.replace(/[^ -~]/g, unicodeEscape);
  const hcl = json.replace(/\$\{/g, '$$$${').replace(/%\{/g, '%%{');
  const strict = percentEncode(value);
  return [
    value,
    ...[json, goJson, asciiJson, hcl, goQuote(value)].flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]),
    value.replace(/'/g, `'\\''`),
    value.replace(/'/g, `'"'"'`),
    value.replace(/["$`\\]/g, '\\$&'),
    ...[encodeLikeBrowser(strict), strict, strict.replace(/%20/g, '+'), encodeLikeForm(strict)].flatMap((text) => [
      text,
      lowerCaseHex(text),
    ]),
    ...htmlForms(value),
  ];
}

/** Go's `encoding/json`, and so Terraform's `jsonencode`, writes these five as `\u`. */
const escapeHtmlInJson = (json: string): string => json.replace(/[<>&\u2028\u2029]/g, unicodeEscape);

const unicodeEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

const GO_ESCAPES = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\u0007', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
]);

/** The inside of Go's `%q`, which Terraform's `format("%q")` and many error messages use. */
function goQuote(value: string): string {
  return value.replace(/["\\]|[\p{C}\p{Zl}\p{Zp}]/gu, (char) => {
    const known = GO_ESCAPES.get(char);
    if (known !== undefined) return known;
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** Everything but RFC 3986's unreserved characters, as Go's `url.QueryEscape` does; blanks as `%20`. Total, also for lone surrogates. */
function percentEncode(value: string): string {
  return value.replace(/[^A-Za-z0-9_.~-]+/g, (part) =>
    [...Buffer.from(part, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}

/** `encodeURIComponent` leaves `!'()*` alone. */
const encodeLikeBrowser = (strict: string): string =>
  strict.replace(/%(21|27|28|29|2A)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
/** A form's body leaves only `*` alone and encodes `~`. */
const encodeLikeForm = (strict: string): string => strict.replace(/%20/g, '+').replace(/%2A/g, '*').replace(/~/g, '%7E');
const lowerCaseHex = (text: string): string => (!text.includes('%') ? text : text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()));

function htmlForms(value: string): readonly string[] {
  if (!/[&<>"']/.test(value)) return [];
  const base = value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return [
    base,
    base.replace(/"/g, '&quot;').replace(/'/g, '&#39;'),
    base.replace(/"/g, '&#34;').replace(/'/g, '&#39;'),
    base.replace(/"/g, '&quot;').replace(/'/g, '&#x27;'),
    base.replace(/"/g, '&quot;').replace(/'/g, '&apos;'),
  ];
}

/** Base64 of UTF-8, and of UTF-16 (`textencodebase64` for PowerShell's `-EncodedCommand`), and hex. */
function encodedForms(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8');
  const hex = bytes.toString('hex');
  const base64 = [...base64Forms(bytes), ...base64Forms(Buffer.from(value, 'utf16le'))];
  return [hex, hex.toUpperCase(), ...base64, ...base64.filter((text) => /[+/]/.test(text)).map(urlSafe)];
}

const urlSafe = (base64: string): string => base64.replace(/\+/g, '-').replace(/\//g, '_');

/**
 * Base64 works in groups of three bytes, so a secret inside a longer text has one of three spellings, by the number of bytes before it.
 * Only the characters that the secret's own bits decide are kept of these; and the whole, where it is all there is.
 */
function base64Forms(bytes: Buffer): readonly string[] {
  const whole = bytes.toString('base64');
  const inside = [0, 1, 2].map((before) => {
    const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
    return shifted.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((shifted.length * 8) / 6));
  });
  return [whole, whole.replace(/=+$/, ''), ...inside];
}
