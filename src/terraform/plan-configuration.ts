import {
  asObject,
  optionalBoolean,
  optionalList,
  optionalObject,
  optionalString,
  requiredString,
  stringList,
  type JsonObject,
} from './json-frame.ts';
import type { Plan, PlanConfigModule, PlanConfigResource } from './plan.ts';
import { toMode } from './resource-change.ts';

type Open = { readonly module: JsonObject; readonly key: string; readonly place: string };

/**
 * `configuration` of plan JSON, parsed, by dotted call path. Absent: no modules. Throws an input error on a wrong frame.
 * Source: `internal/command/jsonconfig/config.go`.
 */
export function toPlanConfiguration(configuration: unknown, place: string): Plan['configuration'] {
  const modules = new Map<string, PlanConfigModule>();
  const root = asObject(configuration, place)['root_module'];
  const open: Open[] =
    root === undefined ? [] : [{ module: asObject(root, `${place}.root_module`), key: '', place: `${place}.root_module` }];
  for (let next = open.pop(); next; next = open.pop()) {
    modules.set(next.key, toModule(next));
    for (const [name, call] of entriesOf(next, 'module_calls')) {
      const inner = `${next.place}.module_calls.${name}`;
      const module = asObject(call, inner)['module'];
      if (module !== undefined)
        open.push({
          module: asObject(module, `${inner}.module`),
          key: next.key === '' ? name : `${next.key}.${name}`,
          place: `${inner}.module`,
        });
    }
  }
  return modules;
}

function toModule(open: Open): PlanConfigModule {
  const { module, key, place } = open;
  const resources = optionalList(module, 'resources', place).map((resource, index) => toResource(resource, `${place}.resources[${index}]`));
  return { key, resources: new Map(resources), variables: toVariables(open), calls: toCalls(open), outputs: toOutputs(open) };
}

/** Under `type.name`, as in sources; data resources under `data.type.name`. */
function toResource(value: unknown, place: string): [string, PlanConfigResource] {
  const resource = asObject(value, place);
  const written = requiredString(resource, 'mode', place);
  const type = requiredString(resource, 'type', place);
  const name = requiredString(resource, 'name', place);
  const provisioners = optionalList(resource, 'provisioners', place).map((provisioner, index) => {
    const at = `${place}.provisioners[${index}]`;
    return { type: requiredString(asObject(provisioner, at), 'type', at), expressions: asObject(provisioner, at)['expressions'] };
  });
  const config = {
    mode: toMode(written),
    type,
    name,
    provisioners,
    expressions: resource['expressions'],
    dependsOn: stringList(resource, 'depends_on', place),
  };
  return [`${written === 'managed' ? '' : `${written}.`}${type}.${name}`, config];
}

function toVariables(open: Open): PlanConfigModule['variables'] {
  return new Map(
    entriesOf(open, 'variables').map(([name, value]) => {
      const place = `${open.place}.variables.${name}`;
      const variable = asObject(value, place);
      return [
        name,
        {
          sensitive: optionalBoolean(variable, 'sensitive', place) ?? false,
          // Written by OpenTofu only.
          ephemeral: optionalBoolean(variable, 'ephemeral', place) ?? false,
          default: variable['default'],
        },
      ];
    }),
  );
}

function toCalls(open: Open): PlanConfigModule['calls'] {
  return new Map(
    entriesOf(open, 'module_calls').map(([name, value]) => {
      const place = `${open.place}.module_calls.${name}`;
      const call = asObject(value, place);
      return [
        name,
        {
          source: optionalString(call, 'source', place) ?? '',
          versionConstraint: optionalString(call, 'version_constraint', place),
          expressions: call['expressions'],
          dependsOn: stringList(call, 'depends_on', place),
        },
      ];
    }),
  );
}

function toOutputs(open: Open): PlanConfigModule['outputs'] {
  return new Map(
    entriesOf(open, 'outputs').map(([name, value]) => {
      const place = `${open.place}.outputs.${name}`;
      const output = asObject(value, place);
      return [name, { sensitive: optionalBoolean(output, 'sensitive', place) ?? false, expression: output['expression'] }];
    }),
  );
}

const entriesOf = ({ module, place }: Open, key: string): readonly [string, unknown][] =>
  Object.entries(optionalObject(module, key, place));
