// A plan of any size, in the shape of a real one: most objects stay as they are, some change, some are replaced.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** Bytes that one resource takes in all four places together. */
const BYTES_PER_RESOURCE = 4100;

/**
 * Writes plan JSON without ever holding it as a whole.
 * @param {string} file
 * @param {number} megabytes About this many, of 1 000 000 bytes.
 */
export async function writeBigPlan(file, megabytes) {
  const out = createWriteStream(file);
  const write = async (text) => {
    if (!out.write(text)) await once(out, 'drain');
  };
  const count = Math.round((megabytes * 1e6) / BYTES_PER_RESOURCE);
  const writeAll = async (make) => {
    for (let index = 0; index < count; index += 1) await write(`${index > 0 ? ',' : ''}${JSON.stringify(make(index))}`);
  };
  await write('{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{"resources":[');
  await writeAll(object);
  await write(']}},"resource_changes":[');
  await writeAll(change);
  await write('],"prior_state":{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{"resources":[');
  await writeAll(object);
  await write(
    ']}}},"configuration":{"root_module":{}},"timestamp":"2026-01-01T00:00:00Z","applyable":true,"complete":true,"errored":false}',
  );
  out.end();
  await once(out, 'finish');
}

function resource(index) {
  const module = `module.fleet["r-${index % 40}"]`;
  return {
    address: `${module}.aws_instance.node["n-${index}"]`,
    module_address: module,
    mode: 'managed',
    type: 'aws_instance',
    name: 'node',
    index: `n-${index}`,
    provider_name: 'registry.terraform.io/hashicorp/aws',
  };
}

function values(index) {
  return {
    ami: `ami-${index}`,
    id: `i-${index}`,
    private_ip: `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
    // Signs that a splitter which only counts braces would fall over.
    tags: { Name: `n-${index}`, env: 'prod', note: 'braces } ] " \\ in text' },
    user_data: 'x'.repeat(700),
    list: [1, 2, 3, { a: null, b: true }],
  };
}

function object(index) {
  return { ...resource(index), values: values(index) };
}

/** One in ten changes, every second of these is a replacement. */
function change(index) {
  const actions = index % 10 > 0 ? ['no-op'] : index % 20 > 0 ? ['update'] : ['delete', 'create'];
  return {
    ...resource(index),
    change: { actions, before: values(index), after: values(index), after_unknown: {}, before_sensitive: {}, after_sensitive: {} },
  };
}
