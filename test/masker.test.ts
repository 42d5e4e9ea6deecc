import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMasker, maskDeep, SENSITIVE } from '../src/masker.ts';

const mask = (text: string, ...secrets: string[]) => createMasker(new Set(secrets))(text);
const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
const secret = 'p\'a"s$s\\w&o r/d?${x}%{y}\n<é>~*!';

describe('spellings of a secret', () => {
  test.each([
    ['as it is', secret],
    ['JSON', JSON.stringify(secret)],
    ['JSON in JSON', JSON.stringify(JSON.stringify(secret))],
    ['JSON with \\u for <, > and & (jsonencode)', `"p'a\\"s$s\\\\w\\u0026o r/d?\${x}%{y}\\n\\u003cé\\u003e~*!"`],
    ['JSON in ASCII', `"p'a\\"s$s\\\\w&o r/d?\${x}%{y}\\n<\\u00e9>~*!"`],
    ['HCL', `"p'a\\"s$s\\\\w&o r/d?$\${x}%%{y}\\n<é>~*!"`],
    ['Go %q', `"p'a\\"s$s\\\\w&o r/d?\${x}%{y}\\n<é>~*!"`],
    ['single quotes', `echo '${secret.replace(/'/g, `'\\''`)}'`],
    ['single quotes within double ones', `echo '${secret.replace(/'/g, `'"'"'`)}'`],
    ['double quotes', `echo "${secret.replace(/[\\"$`]/g, '\\$&')}"`],
    ['encodeURIComponent', `?q=${encodeURIComponent(secret)}`],
    ['form', new URLSearchParams({ q: secret }).toString()],
    ['urlencode (Go)', `?q=p%27a%22s%24s%5Cw%26o+r%2Fd%3F%24%7Bx%7D%25%7By%7D%0A%3C%C3%A9%3E~%2A%21`],
    ['URL in lower case', `?q=${encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())}`],
    ['HTML', '<b>p&#39;a&quot;s$s\\w&amp;o r/d?${x}%{y}\n&lt;é&gt;~*!</b>'],
    ['HTML (Go)', '<b>p&#39;a&#34;s$s\\w&amp;o r/d?${x}%{y}\n&lt;é&gt;~*!</b>'],
    ['base64', base64(secret)],
    ['base64 without padding', base64(secret).replace(/=+$/, '')],
    ['base64url', Buffer.from(secret).toString('base64url')],
    ['base64 of UTF-16 (PowerShell)', Buffer.from(secret, 'utf16le').toString('base64')],
    ['hex', Buffer.from(secret).toString('hex')],
    ['Windows line ends', secret.replace('\n', '\r\n')],
  ])('%s', (_, text) => {
    const { text: shown, masked } = mask(`before ${text} after`, secret);
    expect(masked).toBe(true);
    expect(shown).toMatch(/^before .{0,9}<sensitive>.{0,6} after$/);
  });

  test.each([0, 1, 2])('base64 of a longer text, %i bytes further', (shift) => {
    const text = base64(`${'x'.repeat(shift)}hunter2-hunter2 and more`);
    const shown = mask(text, 'hunter2-hunter2').text;
    expect(shown).toContain(SENSITIVE);
    expect(Buffer.from(shown.replace(SENSITIVE, ''), 'base64').toString()).not.toContain('unter');
  });

  test('the text behind a secret that is base64, and the lines of both', () => {
    const key = '-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0\nAQEFAASCBKcwggSj\n-----END KEY-----\n';
    expect(mask(`indented:\n    AQEFAASCBKcwggSj\n`, base64(key)).text).toBe('indented:\n    <sensitive>\n');
    expect(mask(key, base64(key)).text).toBe(SENSITIVE);
  });

  test('several lines: each long one is hidden, short ones are not', () => {
    expect(mask('  user: a-very-long-user-name\ndata:', 'data:\n  user: a-very-long-user-name\n').text).toBe('  <sensitive>\ndata:');
  });
});

describe('what is masked', () => {
  test.each([
    ['short secrets are left alone', 'abc', ['abc'], 'abc'],
    ['blank secrets are left alone', 'a     b', ['     '], 'a     b'],
    ['the longest first', 'passwordlonger', ['password', 'passwordlonger'], SENSITIVE],
    ['overlapping secrets together', 'xabcdefghx', ['abcdef', 'defgh'], `x${SENSITIVE}x`],
    ['one that holds another', 'xabcdefghx', ['cdef', 'abcdefgh'], `x${SENSITIVE}x`],
    ['every occurrence', 'pass,pass', ['pass'], `${SENSITIVE},${SENSITIVE}`],
    ['in addresses', 'null_resource.a["hunter2"]', ['hunter2'], `null_resource.a["${SENSITIVE}"]`],
    ['at the very end', 'x=pass', ['pass'], `x=${SENSITIVE}`],
    ['an almost secret is not', 'x=pas', ['pass'], 'x=pas'],
    ['part of the placeholder', '<sensitive> sensitive', ['sensitive'], `${SENSITIVE} ${SENSITIVE}`],
  ])('%s', (_, text, secrets, shown) => {
    expect(mask(text, ...secrets).text).toBe(shown);
  });

  test('a long secret that was cut', () => {
    const long = Array.from({ length: 50 }, (_, at) => `part${at}`).join('-');
    expect(mask(`${long.slice(0, 200)}…`, long).text).toBe(`${SENSITIVE}…`);
  });

  test('ten thousand secrets that begin alike, in a text that repeats the beginning', () => {
    const start = 'A'.repeat(60);
    const secrets = Array.from({ length: 10_000 }, (_, at) => `${start}${at}.`);
    const shown = mask(`${start.repeat(20_000)}4321.`, ...secrets).text;
    expect(shown.length).toBe(20_000 * 60 - 60 + SENSITIVE.length);
    expect(shown.endsWith(`A${SENSITIVE}`)).toBe(true);
  });
});

describe('properties', () => {
  const secrets = fc.uniqueArray(
    fc
      .string({ unit: 'binary', minLength: 4, maxLength: 40 })
      .filter((text) => text.trim().length > 3 && !SENSITIVE.includes(text.trim()) && !/[<>]/.test(text)),
    { minLength: 1, maxLength: 8 },
  );
  const encoders: ((text: string) => string)[] = [
    (text) => text,
    (text) => JSON.stringify(text).slice(1, -1),
    (text) => encodeURIComponent(text),
    (text) => new URLSearchParams({ x: text }).toString().slice(2),
    (text) => Buffer.from(text, 'utf8').toString('hex'),
    base64,
    (text) => text.replace(/'/g, `'\\''`),
  ];

  test('no secret survives, in no spelling, and masking again changes nothing', () => {
    fc.assert(
      fc.property(secrets, fc.array(fc.tuple(fc.nat(7), fc.nat(6), fc.string({ maxLength: 5 }))), (all, parts) => {
        const once = createMasker(new Set(all));
        const text = parts.map(([which, how, glue]) => `${encoders[how]?.(all[which % all.length] ?? '') ?? ''}${glue}`).join('');
        const shown = once(text).text;
        const survivors = all.flatMap((secret) => encoders.map((encode) => encode(secret))).filter((form) => shown.includes(form));
        expect(survivors).toEqual([]);
        expect(once(shown)).toEqual({ text: shown, masked: false });
      }),
    );
  });

  test('text without secrets is unchanged', () => {
    fc.assert(
      fc.property(secrets, fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '<', 'sensitive'), maxLength: 200 }), (all, text) => {
        fc.pre(!all.some((secret) => /[ab<]/.test(secret)));
        expect(createMasker(new Set(all))(text)).toEqual({ text, masked: false });
      }),
    );
  });
});

describe('JSON values', () => {
  const deep = (value: unknown) => maskDeep(value, createMasker(new Set(['hunter2', 'hunter3', '424242'])));

  test('strings, keys and numbers, in the same structure', () => {
    const value: unknown = JSON.parse(
      '{"a":["x hunter2",{"hunter2":1,"hunter3":424242}],"__proto__":{"b":"hunter2"},"n":4242425,"t":true,"z":null}',
    );
    expect(JSON.stringify(deep(value))).toBe(
      '{"a":["x <sensitive>",{"<sensitive>":1,"<sensitive> (2)":"<sensitive>"}],"__proto__":{"b":"<sensitive>"},"n":4242425,"t":true,"z":null}',
    );
  });

  test('what nests without end is hidden', () => {
    let value: unknown = 'hunter2';
    for (let depth = 0; depth < 100_000; depth++) value = [value];
    expect(JSON.stringify(deep(value)).length).toBeLessThan(2000);
  });
});
