import { inputError, type TfsafeError } from '../errors.ts';
import type { PlanConfigModule } from '../terraform/plan.ts';
import type { ConfigModule, ConfigResource, Configuration } from './configuration.ts';

type PlanConfiguration = ReadonlyMap<string, PlanConfigModule>;

/**
 * Checks that sources and plan are of the same configuration, as far as plan JSON shows provisioners (their types and order; never `when`).
 * `planned`: `configuration` of the plan. Throws (exit 3), naming resource and file, where one has provisioners that the other lacks.
 * Modules in `configuration.missing` are left out.
 */
export function checkAgainstPlan(configuration: Configuration, planned: PlanConfiguration): void {
  const missing = new Set(configuration.missing.map(({ key }) => key));
  for (const key of new Set([...configuration.modules.keys(), ...planned.keys()])) {
    if (!isMissing(key, missing)) checkModule(key, configuration.modules.get(key), planned.get(key));
  }
}

/** A module whose sources are missing takes the modules that it calls with it. */
const isMissing = (key: string, missing: ReadonlySet<string>): boolean =>
  key.split('.').some((_, index, names) => missing.has(names.slice(0, index + 1).join('.')));

function checkModule(key: string, module: ConfigModule | undefined, planned: PlanConfigModule | undefined): void {
  const names = new Set([...(module?.resources.keys() ?? []), ...(planned?.resources.keys() ?? [])]);
  for (const name of names) {
    const resource = module?.resources.get(name);
    const inSources = resource?.provisioners.map(({ type }) => type) ?? [];
    const inPlan = planned?.resources.get(name)?.provisioners.map(({ type }) => type) ?? [];
    if (inSources.join(' ') !== inPlan.join(' ')) throw misfit({ address: absolute(key, name), resource, module, inSources, inPlan });
  }
}

const absolute = (key: string, name: string): string =>
  [...(key === '' ? [] : key.split('.').map((call) => `module.${call}`)), name].join('.');

type Misfit = {
  readonly address: string;
  readonly resource: ConfigResource | undefined;
  readonly module: ConfigModule | undefined;
  readonly inSources: readonly string[];
  readonly inPlan: readonly string[];
};

function misfit({ address, resource, module, inSources, inPlan }: Misfit): TfsafeError {
  const where = resource
    ? `${resource.range.file}:${resource.range.line}`
    : module
      ? `the sources in ${module.dir}`
      : 'no module of the sources';
  return inputError(
    `the sources do not fit the plan: ${address} has ${describe(inPlan)} in the plan, but ${describe(inSources)} in the sources (${where})`,
    { hint: 'give the sources that the plan was made from, unchanged since, or pass the saved plan itself: it holds them' },
  );
}

const describe = (types: readonly string[]): string => (types.length === 0 ? 'no provisioners' : `the provisioners ${types.join(', ')}`);
