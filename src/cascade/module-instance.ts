import type { ConfigModule, Configuration } from '../hcl/configuration.ts';
import { childKey } from '../hcl/configuration-reader.ts';
import { parseModuleCall } from '../terraform/address.ts';

/** Stands for every instance: which one is meant cannot be told from the text. */
export const ANY = Symbol('any instance');
export type InstanceKey = string | number | null | typeof ANY;

/** One instance of a module (or, with `ANY` in its keys, all of a call). `config` is absent where its sources are not there. */
export type ModuleInstance = {
  /** `module.a["x"]`, '' for the root; `[*]` where any instance is meant. */
  readonly address: string;
  readonly key: string;
  readonly config: ConfigModule | undefined;
  readonly caller: { readonly module: ModuleInstance; readonly name: string; readonly instanceKey: InstanceKey } | null;
};

export type Modules = {
  readonly root: ModuleInstance;
  /** The instance at an address of the plan. Throws an input error for other text. */
  readonly at: (address: string) => ModuleInstance;
  readonly child: (caller: ModuleInstance, name: string, instanceKey: InstanceKey) => ModuleInstance;
};

/** Module instances, one object each. */
export function createModules(configuration: Configuration): Modules {
  const root: ModuleInstance = { address: '', key: '', config: configuration.modules.get(''), caller: null };
  const known = new Map<string, ModuleInstance>([['', root]]);
  return { root, at, child };

  function at(address: string): ModuleInstance {
    const found = known.get(address);
    if (found) return found;
    const call = parseModuleCall(address);
    return call ? add(address, at(call.callerAddress), call) : root;
  }

  function child(caller: ModuleInstance, name: string, instanceKey: InstanceKey): ModuleInstance {
    const address = joinAddress(caller.address, `module.${name}${renderKey(instanceKey)}`);
    return known.get(address) ?? add(address, caller, { name, instanceKey });
  }

  function add(address: string, caller: ModuleInstance, { name, instanceKey }: { name: string; instanceKey: InstanceKey }): ModuleInstance {
    const key = childKey(caller.key, name);
    const module: ModuleInstance = { address, key, config: configuration.modules.get(key), caller: { module: caller, name, instanceKey } };
    known.set(address, module);
    return module;
  }
}

/** Whether a module of the plan is (one of) the meant. */
export function matchesModule(meant: ModuleInstance, module: ModuleInstance): boolean {
  let [a, b] = [meant, module];
  while (a !== b) {
    if (!a.caller || !b.caller || a.caller.name !== b.caller.name) return false;
    if (a.caller.instanceKey !== ANY && a.caller.instanceKey !== b.caller.instanceKey) return false;
    [a, b] = [a.caller.module, b.caller.module];
  }
  return true;
}

/** Whether it or a caller stands for several instances. */
export const isPattern = ({ address }: ModuleInstance): boolean => address.includes('[*]');

export const joinAddress = (moduleAddress: string, rest: string): string => (moduleAddress === '' ? rest : `${moduleAddress}.${rest}`);

/** For display: quoted as JSON does, which differs from Terraform's own way in control characters only. */
export const renderKey = (key: InstanceKey): string => (key === null ? '' : key === ANY ? '[*]' : `[${JSON.stringify(key)}]`);
