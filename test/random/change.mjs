// Makes the second step out of the first: what somebody might edit, and with which arguments they plan.
import { makeProvisioner, makeRepetition, makeResource } from './project.mjs';
import { renderProvisioner } from './render.mjs';

/** @typedef {import('./project.mjs').Project} Project */
/** @typedef {import('./project.mjs').Module} Module */
/** @typedef {import('./project.mjs').Resource} Resource */
/** @typedef {import('./source-of-chance.mjs').Chance} Chance */

/**
 * @param {Chance} chance
 * @param {Project} before
 * @returns {Project}
 */
export function changeProject(chance, before) {
  const project = structuredClone(before);
  for (const module of project.modules) {
    for (const resource of module.resources.slice()) {
      for (let edits = chance.between(0, 3); edits > 0 && module.resources.includes(resource); edits -= 1)
        chance.pick(EDITS)(chance, { module, resource, project });
    }
    if (chance.chance(0.2)) addOverride(chance, module);
    for (const call of module.calls.slice()) if (chance.chance(0.3)) chance.pick(CALL_EDITS)(chance, { module, call });
    if (chance.chance(0.1)) module.resources.push(makeResource(chance, { name: 'newcomer', earlier: [] }));
  }
  return project;
}

const trigger = (_, { resource }) => (resource.trigger = 't2');

/** Each takes one resource of the new step and edits it in place. */
const EDITS = [
  trigger,
  trigger,
  trigger,
  (chance, { resource }) => (resource.word = chance.pick(['changed', 'Other 2'])),
  fewerInstances,
  fewerInstances,
  (chance, { resource }) =>
    resource.provisioners.splice(chance.between(0, resource.provisioners.length - 1), 1, ...newProvisioners(chance, resource, 1)),
  (chance, { resource }) => resource.provisioners.push(...newProvisioners(chance, resource, 1)),
  (chance, { resource }) => (resource.provisioners = resource.provisioners.slice(1)),
  (chance, { resource }) => (resource.createsFirst = !resource.createsFirst),
  (chance, { resource }) => (resource.dependsOn = null),
  otherRepetition,
  rename,
  rename,
  removeBlock,
  removeWithBlock,
  removeWithBlock,
];

function newProvisioners(chance, resource, count) {
  return Array.from({ length: count }, () => makeProvisioner(chance, { resource, when: chance.chance(0.75) ? 'destroy' : 'create' }));
}

function fewerInstances(chance, { resource }) {
  resource.repetition = fewer(chance, resource.repetition);
}

function fewer(chance, repetition) {
  if (repetition === null) return null;
  if ('count' in repetition) return { count: chance.between(0, repetition.count) };
  return { keys: chance.some(repetition.keys, chance.between(0, repetition.keys.length)) };
}

/** The commands are made anew: the old ones may name each.key or count.index. */
function otherRepetition(chance, { resource }) {
  resource.repetition = makeRepetition(chance);
  resource.provisioners = newProvisioners(chance, resource, 2);
}

function rename(_, { module, resource }) {
  const old = resource.name;
  if (old.startsWith('moved-')) return;
  resource.name = `moved-${old}`;
  repoint(module, old, resource.name);
  module.blocks.push(`moved {\n  from = terraform_data.${old}\n  to   = terraform_data.${resource.name}\n}`);
}

function repoint(module, old, name) {
  for (const other of module.resources) if (other.dependsOn === old) other.dependsOn = name;
}

function removeBlock(_, { module, resource }) {
  module.resources.splice(module.resources.indexOf(resource), 1);
  repoint(module, resource.name, null);
}

/** With a `removed` block beside the resource, or in the root; of these Terraform takes only the root's as they are meant. */
function removeWithBlock(chance, { module, resource, project }) {
  if (resource.name.startsWith('moved-')) return;
  removeBlock(chance, { module, resource });
  const path = chance.chance(0.5) ? modulePath(project, module) : null;
  const forgets = chance.chance(0.2);
  const lifecycle = forgets || chance.chance(0.5) ? [`lifecycle {\n    destroy = ${!forgets}\n  }`] : [];
  const provisioners = Array.from({ length: chance.between(0, 2) }, () =>
    renderProvisioner(makeProvisioner(chance, { resource, when: 'destroy' })),
  );
  const target = path === null ? module : project.modules[0];
  const from = [...(path ?? []).map((name) => `module.${name}`), `terraform_data.${resource.name}`].join('.');
  target?.blocks.push(`removed {\n  ${[`from = ${from}`, ...lifecycle, ...provisioners].join('\n  ')}\n}`);
}

/** Names of the calls from the root to this module, by the first way there is. */
function modulePath(project, module) {
  if (module.folder === '') return [];
  for (const caller of project.modules) {
    const call = caller.calls.find(({ folder }) => folder === module.folder);
    const above = call && modulePath(project, caller);
    if (above) return [...above, call.name];
  }
  return null;
}

/** An override file that edits one resource: its provisioners, its lifecycle or its trigger. */
function addOverride(chance, module) {
  if (module.resources.length === 0) return;
  const resource = structuredClone(chance.pick(module.resources));
  const what = chance.pick(['provisioners', 'lifecycle', 'trigger']);
  Object.assign(resource, { provisioners: newProvisioners(chance, resource, chance.between(0, 2)), createsFirst: true, trigger: 't3' });
  module.overrides.push({ file: chance.pick(['override.tf', 'zz_override.tf', 'override.tf.json', 'a_override.tf.json']), resource, what });
}

const CALL_EDITS = [
  (chance, { call }) => (call.repetition = fewer(chance, call.repetition)),
  (chance, { call }) => (call.repetition = fewer(chance, call.repetition)),
  (_, { module, call }) => module.calls.splice(module.calls.indexOf(call), 1),
  (_, { module, call }) => {
    module.blocks.push(`moved {\n  from = module.${call.name}\n  to   = module.moved_${call.name}\n}`);
    call.name = `moved_${call.name}`;
  },
];

/**
 * How the second step is planned, and what happens to the state before.
 * @param {Chance} chance
 * @param {{ addresses: string[], project: Project }} state Instances that the first step made, and the second step.
 * @returns {{ planArgs: string[], taints: string[], deposes: boolean }}
 */
export function makePlanning(chance, { addresses, project }) {
  const one = () => chance.pick(addresses);
  // Terraform refuses to leave moved objects out by -target.
  const target = () =>
    project.modules.some(({ blocks }) => blocks.some((block) => block.startsWith('moved'))) ? [] : [`-target=${one()}`];
  const planArgs = chance.pick([
    () => [],
    () => [],
    () => [],
    () => [],
    () => [`-replace=${one()}`],
    () => [`-replace=${one()}`, `-replace=${one()}`],
    () => ['-destroy'],
    target,
    () => ['-destroy', ...target()],
    () => ['-refresh=false'],
  ])();
  return {
    planArgs: addresses.length > 0 ? planArgs : [],
    taints: addresses.length > 0 && chance.chance(0.15) ? [one()] : [],
    deposes: chance.chance(0.05),
  };
}
