import { z } from 'zod';

const severity = z.enum(['critical', 'high', 'medium', 'low']);
const location = z.object({ file: z.string(), line: z.int() }).nullable();
const count = z.int().nonnegative();

const finding = z.object({
  ruleId: z.string(),
  severity,
  address: z.string().nullable(),
  message: z.string().describe('one sentence'),
  fix: z.string().describe('what to do instead'),
  fingerprint: z.string().describe('stable across runs and line moves; changes when the danger changes'),
  location,
});

const waived = finding.extend({ waiver: z.object({ reason: z.string(), expires: z.string(), owner: z.string().optional() }) });

const commandRun = z.object({
  by: z.enum(['provisioner', 'action', 'data-source']),
  address: z.string(),
  trigger: z.string().nullable().describe('actions: the address whose change runs it'),
  when: z.enum([
    'destroy',
    'create',
    'before-create',
    'after-create',
    'before-update',
    'after-update',
    'before-destroy',
    'after-destroy',
    'invoke',
    'read',
  ]),
  type: z.string(),
  index: z.int().nullable().describe('provisioners: 0-based position in the block, in source order'),
  certain: z.boolean().describe('false: Terraform may leave it out'),
  command: z.string().nullable().describe('exactly what is handed to the interpreter'),
  complete: z.boolean().describe('false: parts could not be known; they stand as <expression> in the command'),
  unresolved: z.array(z.string()),
  masked: z.boolean().describe('true: parts are secret; they stand as <sensitive> in the command'),
  interpreter: z.array(z.string()).nullable(),
  workingDir: z.string().nullable(),
  hosts: z.array(z.string()),
  effects: z.array(z.object({ kind: z.string(), detail: z.string() })),
  onFailure: z.enum(['fail', 'continue']),
  location,
});

const skippedProvisioner = z.object({
  address: z.string(),
  index: z.int(),
  type: z.string(),
  when: z.enum(['create', 'destroy']),
  reason: z.string(),
});

const cascade = z.object({
  root: z.object({ address: z.string().nullable(), description: z.string(), location }),
  path: z.array(z.string()),
  ends: z.array(z.string()),
});

const blastRadius = z.object({
  nodes: z.object({ total: count, affected: count, names: z.array(z.string()) }),
  controlPlane: z.object({ total: count, affected: count, quorum: count, lost: z.boolean() }).nullable(),
  groups: z.array(z.object({ name: z.string(), total: count, affected: count })),
});

/** The JSON report of `check`: the public contract, from which `docs/report.schema.json` is generated. Keys may be added within a major. */
export const reportSchema = z.object({
  formatVersion: z.string().regex(/^1\.\d+$/),
  tool: z.object({ version: z.string() }),
  subject: z.object({
    name: z.string(),
    kind: z.enum(['saved-plan', 'plan-json']),
    path: z.string().describe("as given; '-' for standard input"),
    sha256: z.string().describe('of the bytes given'),
    createdAt: z.string().nullable(),
    workspace: z.string().nullable(),
    backend: z.string().nullable(),
    producer: z.enum(['terraform', 'opentofu', 'unknown']),
    terraformVersion: z.string().nullable(),
  }),
  configuration: z.object({ from: z.enum(['saved-plan', 'directory', 'none']), complete: z.boolean() }),
  verdict: z.enum(['safe', 'review', 'unsafe', 'unknown']),
  summary: z.object({
    create: count,
    read: count,
    update: count,
    replace: count,
    delete: count,
    forget: count,
    import: count,
    noop: count,
  }),
  findings: z.array(finding).describe('worst first, then by address'),
  waived: z.array(waived),
  commandRuns: z.array(commandRun),
  skippedProvisioners: z.array(skippedProvisioner),
  notes: z.array(z.string()).describe('how far the judgement can be trusted, a sentence each'),
  cascades: z.array(cascade),
  blastRadius,
});

export type Report = z.infer<typeof reportSchema>;
export type Finding = z.infer<typeof finding>;
export type Verdict = Report['verdict'];
