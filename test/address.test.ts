import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { moduleKey, parseAddress, renderAddress, withoutKeys } from '../src/terraform/address.ts';

const root = { moduleAddress: '', mode: 'managed', instanceKey: null } as const;

describe('parseAddress', () => {
  test.each([
    ['terraform_data.a', { ...root, type: 'terraform_data', name: 'a' }],
    ['terraform_data.a[3]', { ...root, type: 'terraform_data', name: 'a', instanceKey: 3 }],
    [
      'data.talos_machine_configuration.cp["n.1"]',
      { ...root, mode: 'data', type: 'talos_machine_configuration', name: 'cp', instanceKey: 'n.1' },
    ],
    ['data.a', { ...root, type: 'data', name: 'a' }],
    ['ephemeral.vault_secret.x', { ...root, mode: 'ephemeral', type: 'vault_secret', name: 'x' }],
    ['module.a.action.local_command.x', { ...root, moduleAddress: 'module.a', mode: 'action', type: 'local_command', name: 'x' }],
    [
      'module.a["x.y"].module.b[0].aws_x.z["k"]',
      { ...root, moduleAddress: 'module.a["x.y"].module.b[0]', type: 'aws_x', name: 'z', instanceKey: 'k' },
    ],
    ['module.a["].module.b[\\"\\\\"].aws_x.z', { ...root, moduleAddress: 'module.a["].module.b[\\"\\\\"]', type: 'aws_x', name: 'z' }],
    [
      'aws_x.z["\\n\\r\\t\\"\\\\\\u001b\\U0001f600$${a}%%{b}"]',
      { ...root, type: 'aws_x', name: 'z', instanceKey: '\n\r\t"\\\u001b\u{1f600}${a}%{b}' },
    ],
    ['aws_x.z["\\x1b\\a"]', { ...root, type: 'aws_x', name: 'z', instanceKey: '\u001b\u0007' }],
    ['aws_x.größe', { ...root, type: 'aws_x', name: 'größe' }],
    ['module.a[*].aws_x.z', { ...root, moduleAddress: 'module.a[*]', type: 'aws_x', name: 'z' }],
  ])('%s', (text, parts) => expect(parseAddress(text)).toEqual(parts));

  test.each([
    '',
    'a',
    'module.a',
    'a.b.c',
    'aws_x.z[',
    'aws_x.z["a]',
    'aws_x.z["a"',
    'aws_x.z[0].',
    '.a',
    'a[0].b',
    'aws_x.z[0]x',
    'aws_x.z[*]',
    'aws_x.z["\\q"]',
  ])('refuses %j', (text) => expect(() => parseAddress(text)).toThrow(/is not the address/));
});

test.each([
  ['', ''],
  ['module.a', 'a'],
  ['module.a["x.y"].module.b[0]', 'a.b'],
  ['module.module.module.data["module.q"]', 'module.data'],
])('moduleKey(%j) is %j', (address, key) => expect(moduleKey(address)).toBe(key));

test.each(['module', 'module.a.module', 'aws_x.z', 'module.a.aws_x.z'])('moduleKey refuses %j', (text) =>
  expect(() => moduleKey(text)).toThrow(/is not the address/),
);

test('withoutKeys leaves the address of the block', () => {
  expect(withoutKeys('module.a["x.y"].module.b[0].data.aws_x.z["]."]')).toBe('module.a.module.b.data.aws_x.z');
});

const identifier = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,8}$/).filter((name) => !['module', 'data', 'ephemeral', 'action'].includes(name));
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom('"', '\\', '.', '[', ']', '$', '%', '{', '}', '\n', '\u001b', '\u202e', '`', '__proto__', 'u', 'x'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});
const instanceKey = fc.oneof(fc.constant(null), fc.nat(), hostile);

test('what is rendered is parsed back, whatever the keys hold', () => {
  const step = fc.record({
    type: fc.constant('module'),
    name: identifier,
    instanceKey,
    mode: fc.constant('managed' as const),
    moduleAddress: fc.constant(''),
  });
  const mode = fc.constantFrom('managed', 'data', 'ephemeral', 'action');
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 4 }),
      fc.record({ mode, type: identifier, name: identifier, instanceKey }),
      (modules, resource) => {
        const address = { ...resource, moduleAddress: modules.map(renderAddress).join('.') };
        expect(parseAddress(renderAddress(address))).toEqual(address);
        expect(moduleKey(address.moduleAddress)).toBe(modules.map(({ name }) => name).join('.'));
        expect(withoutKeys(renderAddress(address))).toBe(
          [
            ...modules.flatMap(({ name }) => ['module', name]),
            ...(resource.mode === 'managed' ? [] : [resource.mode]),
            resource.type,
            resource.name,
          ].join('.'),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('a megabyte of quotes, dots and brackets is read', () => {
  const key = '\\"].module.['.repeat(100_000);
  expect(parseAddress(`module.a["${key}"].aws_x.z`).moduleAddress).toHaveLength(key.length + 12);
});
