// Makes the first step of a project as a model: modules with resources and calls. `change.mjs` makes the second step of it, `render.mjs` the files.
import { makeCommand } from './command.mjs';

/** @typedef {import('./source-of-chance.mjs').Chance} Chance */
/** @typedef {null | { count: number } | { keys: string[] }} Repetition */

/**
 * @typedef {object} Provisioner
 * @property {'destroy' | 'create'} when
 * @property {ReturnType<typeof makeCommand>} command
 * @property {boolean} continues `on_failure = continue`
 * @property {boolean} records Its interpreter writes the text down: for commands that terraform hides.
 * @property {'plain' | 'escaped' | 'quoted-words' | 'bare-label'} layout
 *
 * @typedef {object} Resource
 * @property {string} name
 * @property {Repetition} repetition
 * @property {string} word Part of its input.
 * @property {string} trigger
 * @property {boolean} secret Its input holds the secret.
 * @property {boolean} createsFirst
 * @property {string | null} dependsOn Name of an earlier resource of the module.
 * @property {'order' | 'value' | 'trigger'} bond How: `depends_on`, a reference in its input, or also `replace_triggered_by`.
 * @property {'hcl' | 'json'} syntax
 * @property {Provisioner[]} provisioners
 *
 * @typedef {object} Call
 * @property {string} name
 * @property {string} folder Of the called module, from the root.
 * @property {Repetition} repetition
 *
 * @typedef {object} Module
 * @property {string} folder '' for the root.
 * @property {Resource[]} resources
 * @property {Call[]} calls
 * @property {string[]} blocks Source of moved and removed blocks.
 * @property {{ file: string, resource: Resource, what: 'provisioners' | 'lifecycle' | 'trigger' }[]} overrides
 * @property {boolean} carriageReturns
 *
 * @typedef {object} Project
 * @property {string} secret
 * @property {Module[]} modules The root first.
 */

const KEYS = ['a', 'b', 'c.d', 'x[0]', 'module.m', 'q"t', 'sp ace', 'é', '__proto__', '0', 'per%cent', '$x'];

/**
 * @param {Chance} chance
 * @returns {Project}
 */
export function makeProject(chance) {
  const folders = chance.some(['modules/site', 'modules/site/rack', 'shared'], chance.between(0, 3));
  const modules = ['', ...folders].map((folder) => makeModule(chance, folder));
  // Only downwards in the list, so that no module calls itself.
  modules.forEach((module, index) => {
    for (const callee of modules.slice(index + 1)) {
      if (index === 0 || chance.chance(0.5))
        module.calls.push({
          name: `m${callee.folder.length}${chance.pick(['', '-x', '_y'])}`,
          folder: callee.folder,
          repetition: makeRepetition(chance, 2),
        });
    }
  });
  return { secret: `tkn-${chance.word()}${chance.word()}`, modules };
}

function makeModule(chance, folder) {
  const names = chance.some(['node', 'gate', 'worker-1', 'disk_2'], chance.between(1, folder === '' ? 3 : 2));
  const module = { folder, resources: [], calls: [], blocks: [], overrides: [], carriageReturns: chance.chance(0.06) };
  for (const name of names) module.resources.push(makeResource(chance, { name, earlier: module.resources }));
  return module;
}

/** @returns {Repetition} */
export function makeRepetition(chance, most = 3) {
  return chance.pick([
    () => null,
    () => ({ count: chance.between(1, most) }),
    () => ({ keys: chance.some(KEYS, chance.between(1, most)) }),
  ])();
}

/** @returns {Resource} */
export function makeResource(chance, { name, earlier }) {
  const resource = {
    name,
    repetition: makeRepetition(chance),
    word: chance.pick(['web', 'Db 1', 'groß', 'a-b-c', '10.1.2.3', 'x']),
    trigger: 't1',
    secret: chance.chance(0.2),
    createsFirst: chance.chance(0.12),
    dependsOn: earlier.length > 0 && chance.chance(0.35) ? chance.pick(earlier).name : null,
    bond: chance.pick(['order', 'value', 'trigger']),
    syntax: chance.chance(0.2) ? 'json' : 'hcl',
    provisioners: [],
  };
  resource.provisioners = Array.from({ length: chance.between(1, 3) }, () =>
    makeProvisioner(chance, { resource, when: chance.chance(0.75) ? 'destroy' : 'create' }),
  );
  return resource;
}

/**
 * @param {Chance} chance
 * @param {{ resource: Pick<Resource, 'repetition' | 'secret'>, when: 'destroy' | 'create', fails?: boolean }} options
 * @returns {Provisioner}
 */
export function makeProvisioner(chance, { resource, when, fails = chance.chance(0.08) }) {
  const scope = makeScope(chance, { resource, when });
  const command = makeCommand(scope, { tag: `${when}-${chance.word()}`, fails });
  return {
    when,
    command,
    continues: fails ? chance.chance(0.7) : chance.chance(0.2),
    records: scope.used.secret || chance.chance(0.1),
    layout: chance.pick(['plain', 'plain', 'plain', 'escaped', 'quoted-words', 'bare-label']),
  };
}

/** What the expressions of one provisioner may name. */
function makeScope(chance, { resource: { repetition, secret }, when }) {
  const at = (path) => ['input', 'output'].map((side) => `self.${side}.${path}`);
  const own = repetition === null ? [] : 'count' in repetition ? ['tostring(count.index)'] : ['each.key'];
  const create = when === 'create' ? ['var.label', 'local.zone', 'self.id'] : [];
  return {
    chance,
    texts: [
      ...at('name'),
      ...at('hosts[0]'),
      ...at('tags.role'),
      ...at('tags["env"]'),
      ...at('deep.list[1].k'),
      'self.triggers_replace',
      'path.module',
      'path.root',
      'terraform.workspace',
      ...own,
      ...own,
      ...create,
      ...create,
    ],
    numbers: [...at('n'), ...at('deep.list[0].v'), ...(own[0]?.startsWith('tostring') ? ['count.index'] : [])],
    flags: [...at('on'), 'terraform.applying'],
    lists: [...at('hosts'), ...at('deep.list[*].k')],
    maps: at('tags'),
    secrets: secret ? at('token') : [],
    used: { secret: false },
  };
}
