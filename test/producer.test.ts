import { expect, test } from 'vitest';
import type { Producer } from '../src/terraform/plan.ts';
import type { ProducerEvidence } from '../src/terraform/producer.ts';
import { atLeast, detectProducer, isNewerThanKnown } from '../src/terraform/producer.ts';

const lock = (tool: string): string =>
  `# This file is maintained automatically by "${tool} init".\n# Manual edits may be lost in future updates.\n`;
const nothing: ProducerEvidence = { lockFile: null, terraformVersion: null, hasApplyable: null };

// Versions and keys as recorded from Terraform 1.5.7, 1.11.4, 1.17-dev and OpenTofu 1.12.6.
test.each<[string, Partial<ProducerEvidence>, Producer, RegExp]>([
  [
    'Terraform 1.11.4',
    { lockFile: lock('terraform'), terraformVersion: '1.11.4', hasApplyable: true },
    'terraform',
    /lock file was written by `terraform init`/,
  ],
  [
    'OpenTofu 1.12.6',
    { lockFile: lock('tofu'), terraformVersion: '1.12.6', hasApplyable: false },
    'opentofu',
    /lock file was written by `tofu init`/,
  ],
  ['Terraform, without the lock file', { terraformVersion: '1.11.4', hasApplyable: true }, 'terraform', /"applyable"/],
  ['OpenTofu, without the lock file', { terraformVersion: '1.12.6', hasApplyable: false }, 'opentofu', /lacks "applyable"/],
  ['Terraform 0.12, which had no lock file', { terraformVersion: '0.12.31', hasApplyable: false }, 'terraform', /no OpenTofu 0\.12\.31/],
  ['Terraform 1.5.7', { lockFile: lock('terraform'), terraformVersion: '1.5.7', hasApplyable: false }, 'terraform', /lock file/],
  ['1.6 and 1.7 of either, without the lock file', { terraformVersion: '1.7.3', hasApplyable: false }, 'unknown', /neither/],
  ['pre-release of either', { terraformVersion: '1.8.0-beta1', hasApplyable: false }, 'opentofu', /lacks "applyable"/],
  [
    'lock file of the other product',
    { lockFile: lock('terraform'), terraformVersion: '1.12.6', hasApplyable: false },
    'unknown',
    /`terraform init`, but the plan JSON lacks/,
  ],
  [
    'lock file of OpenTofu, plan of Terraform',
    { lockFile: lock('tofu'), terraformVersion: '1.11.4', hasApplyable: true },
    'unknown',
    /`tofu init`, but .*"applyable"/,
  ],
  [
    'lock file of OpenTofu, version before its first',
    { lockFile: lock('tofu'), terraformVersion: '1.5.7', hasApplyable: false },
    'unknown',
    /but there is no OpenTofu 1\.5\.7/,
  ],
  ['sources of OpenTofu', { fileNames: ['tfconfig/m-/main.tf', 'tfconfig/m-/a.tofu'] }, 'opentofu', /a\.tofu/],
  [
    'sources of OpenTofu, plan of Terraform',
    { fileNames: ['a.tofu.json'], hasApplyable: true },
    'unknown',
    /only OpenTofu reads a\.tofu\.json/,
  ],
  ['lock file written by hand', { lockFile: 'provider "x" {}\n' }, 'unknown', /neither/],
  ['nothing known', {}, 'unknown', /neither/],
  ['no version', { terraformVersion: 'latest', hasApplyable: false }, 'unknown', /neither/],
])('%s', (_, evidence, producer, reason) => {
  const found = detectProducer({ ...nothing, ...evidence });
  expect(found.producer).toBe(producer);
  expect(found.reason).toMatch(reason);
});

test.each<[string, string, boolean]>([
  ['1.16.0', '1.16.0', true],
  ['1.16.0-rc2', '1.16.0', true],
  ['1.16.0-alpha20260715', '1.16.0', true],
  ['1.17.0-dev', '1.16.0', true],
  ['1.17.0-dev', '1.17.0', true],
  ['1.15.9', '1.16.0', false],
  ['1.9.10', '1.9.9', true],
  ['1.9.9', '1.9.10', false],
  ['1.10.0', '1.9.0', true],
  ['2.0.0', '1.99.99', true],
  ['0.15.5', '1.0.0', false],
  ['v1.8.0+build', '1.8.0', true],
  ['1.8', '1.8.0', true],
  ['', '1.8.0', false],
  ['1.8.x', '1.8.0', false],
  ['next', '0.0.0', false],
])('%s has what %s brings: %s', (version, minimum, expected) => {
  expect(atLeast(version, minimum)).toBe(expected);
});

test.each<[Producer, string | null, boolean]>([
  ['terraform', '1.17.0-dev', false],
  ['terraform', '1.17.9', false],
  ['terraform', '1.18.0-alpha1', true],
  ['terraform', '2.0.0', true],
  ['opentofu', '1.12.6', false],
  ['opentofu', '1.13.0', true],
  ['opentofu', null, true],
  ['terraform', 'next', true],
  ['unknown', '1.5.7', true],
])('%s %s is newer than known: %s', (producer, version, expected) => {
  expect(isNewerThanKnown(producer, version)).toBe(expected);
});
