import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findNearestNames } from '../src/commands/nearest-names.ts';
import { run } from '../src/commands/run.ts';
import type { Io } from '../src/io/io.ts';
import { renderChain } from '../src/render/chain.ts';
import { toDiffLines } from '../src/render/value-diff.ts';
import { fixtures } from './cascade-cases.ts';

type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string };

async function tfsafe(args: readonly string[], { cwd, env = {} }: { cwd: string; env?: Record<string, string> }): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof written): Writable =>
    new Writable({ write: (chunk, _encoding, done) => ((written[name] += String(chunk)), done()) });
  const io: Io = { stdin: Readable.from([]), stdout: sink('stdout'), stderr: sink('stderr'), env, cwd };
  const code = await run(args, io);
  return { code, ...written };
}

const explain = (
  address: string,
  name: string,
  { more = ['--base', 'before'], env = {} }: { more?: readonly string[]; env?: Record<string, string> } = {},
): Promise<Ran> => tfsafe(['explain', address, 'plan.tfplan', '--plan-json', 'plan.json', ...more], { cwd: join(fixtures, name), env });

const FERN = 'null_resource.reset_on_destroy["fern"]';

test('the incident: from the new line to the wiped machine, a source line on every step', async () => {
  const { code, stdout, stderr } = await explain(FERN, 'incident');
  expect(stderr).toBe('');
  expect(stdout).toBe(`null_resource.reset_on_destroy["fern"] is replaced: deleted, then created reset.tf:4
└─ null_resource.reset_on_destroy["fern"] triggers.talosconfig changes (<sensitive>) reset.tf:9
   └─ data.talos_client_configuration.grove talos_config changes cluster.tf:5
      └─ data.talos_client_configuration.grove nodes changes cluster.tf:9
         └─ local.machines changes nodes.tf:19
            └─ local.workers changes nodes.tf:13
               └─ edited: local.workers: adds ivy nodes.tf:16
                     + { address = "10.20.0.23", disk = "/dev/sda" }

runs local-exec on destroy, reset.tf:12
  │ conf="$(mktemp)"
  │ trap 'rm -f "$conf"' EXIT
  │ printf '%s\\n' '<sensitive>' > "$conf"
  │ talosctl --talosconfig "$conf" reset \\
  │   --nodes 10.20.0.21 \\
  │   --endpoints 10.20.0.21 \\
  │   --system-labels-to-wipe STATE \\
  │   --system-labels-to-wipe EPHEMERAL \\
  │   --graceful=false \\
  │   --reboot \\
  │   --wait=false
`);
  expect(code).toBe(0);
});

test('no line of the talosconfig is shown, whatever the plan', async () => {
  const secrets = [...readFileSync(join(fixtures, 'incident/plan.json'), 'utf8').matchAll(/LS0tLS1CRUdJTi[\w+/=]{40}/g)].map(
    ([secret]) => secret,
  );
  expect(secrets.length).toBeGreaterThan(3);
  for (const more of [['--base', 'before'], []]) {
    const { stdout, stderr } = await explain(FERN, 'incident', { more });
    for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
  }
});

const CHAINS: Readonly<Record<string, { readonly address: string; readonly inOrder: readonly string[] }>> = {
  'runs/cascade-triggered-by-chain': {
    address: 'terraform_data.node["left"]',
    inOrder: [
      'terraform_data.node["left"] is replaced: deleted, then created main.tf:26',
      'terraform_data.shelf["left"] is replaced: deleted, then created main.tf:17',
      'terraform_data.rack is replaced: deleted, then created main.tf:9',
      'terraform_data.marker is updated in place main.tf:5',
      'local.generation changes main.tf:2',
      'edited: local.generation: 1 -> 2 main.tf:2',
    ],
  },
  'runs/cascade-across-modules': {
    address: 'module.nodes["west"].terraform_data.node',
    inOrder: [
      'triggers_replace.config changes nodes/main.tf:12',
      '- 10.0.0.1,10.0.0.2',
      '+ 10.0.0.1,10.0.0.2,10.0.0.3',
      'module.nodes["west"].var.config changes nodes/main.tf:5',
      'module.nodes["west"] config changes main.tf:19',
      'module.fleet.output.config changes fleet/main.tf:10',
      'module.fleet.var.machines changes fleet/main.tf:1',
      'module.fleet machines changes main.tf:11',
      'edited: local.machines: adds oak main.tf:5',
    ],
  },
  'runs/cascade-two-roots': {
    address: 'terraform_data.both',
    inOrder: [
      '├─ terraform_data.both triggers_replace.image changes',
      'edited: local.image: "v1" -> "v2" main.tf:2',
      '└─ terraform_data.both triggers_replace.network changes',
      'edited: local.network: "10.0.0.0/24" -> "10.0.1.0/24" main.tf:3',
    ],
  },
  'incident/cert-renewal': {
    address: 'null_resource.reset_on_destroy["ash"]',
    inOrder: [
      'triggers.talosconfig is not known before the apply',
      'reset.tf:9',
      '- <sensitive>',
      '+ (known after apply)',
      'data.talos_client_configuration.grove is read during the apply',
      'renewed: talos_machine_secrets.grove',
    ],
  },
};

test.each(Object.entries(CHAINS))('%s', async (name, { address, inOrder }) => {
  const { code, stdout } = await explain(address, name);
  expect(code).toBe(0);
  let at = 0;
  for (const text of inOrder) {
    const found = stdout.indexOf(text, at);
    expect(found, `${text} in\n${stdout.slice(at)}`).toBeGreaterThanOrEqual(at);
    at = found + text.length;
  }
});

describe('without what it needs', () => {
  test.each([
    ['null_resource.reset_on_destroy[fern]', FERN],
    ['reset_on_destroy["fern"]', FERN],
    ['null_resource.reset["fern"]', FERN],
  ])('%s: exit 2 with the nearest addresses', async (address, nearest) => {
    const { code, stdout, stderr } = await explain(address, 'incident');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`the nearest: ${nearest}`);
  });

  test.each([[['explain']], [['explain', FERN]]])('%j: exit 2', async (args) => {
    expect((await tfsafe(args, { cwd: fixtures })).code).toBe(2);
  });

  test('a base that is not there: exit 3, and nothing on standard output', async () => {
    const { code, stdout, stderr } = await explain(FERN, 'incident', { more: ['--base', 'no-such-thing'] });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('--base no-such-thing');
  });

  test('no base: the plan itself names the new key', async () => {
    expect((await explain(FERN, 'incident', { more: [] })).stdout).toContain('edited: local.workers: adds ivy nodes.tf:16');
  });
});

describe('the tree', () => {
  test('is ASCII where the terminal is', async () => {
    const { stdout } = await explain(FERN, 'incident', { env: { LANG: 'C' } });
    expect(stdout).toMatch(/^[ -~\n]*$/);
    expect(stdout).toContain('`- null_resource.reset_on_destroy["fern"] triggers.talosconfig');
  });

  test('shows no control character of a plan, however deep', () => {
    const range = { file: 'a\u001b[31m.tf', line: 1, column: 1, endLine: 1 };
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 0, max: 30 }), (text, depth) => {
        const diff = { attribute: text, before: text, after: `${text}\n${text}` };
        const root = {
          kind: 'edit',
          likelihood: 'certain',
          address: text,
          description: text,
          range,
          diff,
          edits: [{ range, diff }],
        } as const;
        const steps = Array.from({ length: depth + 1 }, (_, index) => ({
          address: `${text}${index}`,
          what: text,
          range,
          keys: [],
          values: index % 3 === 0 ? diff : null,
        }));
        const shown = renderChain(
          { address: text, cascades: [{ root, steps, ends: [text] }], commands: [{ head: text, lines: text.split('\n') }] },
          { colour: false, width: 80, unicode: true },
        );
        expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 200 },
    );
  });
});

describe('value diffs', () => {
  test.each([
    { before: 'a', after: 'b', lines: ['-a', '+b'] },
    { before: null, after: 'x\ny', lines: ['+x', '+y'] },
    { before: 'x', after: null, lines: ['-x'] },
    {
      before: '1\n2\n3\n4\n5\n6\n7\n8\n9',
      after: '1\n2\n3\n4\nfive\n6\n7\n8\n9',
      lines: [' …', ' 3', ' 4', '-5', '+five', ' 6', ' 7', ' …'],
    },
    { before: 'same\n', after: 'same', lines: [' …'] },
  ])('$before / $after', ({ before, after, lines }) => {
    expect(toDiffLines({ attribute: 'x', before, after }).map(({ sign, text }) => sign + text)).toEqual(lines);
  });

  test('long texts end in a count', () => {
    const long = Array.from({ length: 500 }, (_, index) => String(index)).join('\n');
    const lines = toDiffLines({ attribute: 'x', before: null, after: long });
    expect(lines.length).toBe(41);
    expect(lines.at(-1)?.text).toBe('… 460 lines more');
  });
});

test('nearest names: what holds the words comes first, then the fewest letters to change; any text', () => {
  expect(findNearestNames('b.c', ['a.b.c', 'b.d', 'x'], 2)).toEqual(['a.b.c', 'b.d']);
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string(), { maxLength: 20 }), fc.integer({ min: 0, max: 5 }), (typed, names, most) => {
      const found = findNearestNames(typed, names, most);
      expect(found.length).toBeLessThanOrEqual(most);
      for (const name of found) expect(names).toContain(name);
    }),
  );
});
