import { ATTACHMENT_BY_TYPE, MACHINE_BY_TYPE, POOL_BY_TYPE } from './machine-view.ts';

/** Types whose objects are nothing by themselves: what they stand for is in their connection, values and commands. */
export const SCRIPT_TYPES: ReadonlySet<string> = new Set(['null_resource', 'terraform_data']);

/** Resources that stand for the configuration of one machine (siderolabs/terraform-provider-talos; `talos_machine` since 0.12). */
export const TALOS_TYPES: ReadonlySet<string> = new Set(['talos_machine_configuration_apply', 'talos_machine']);

/** Types whose unchanged objects are needed too, to know how many machines there are. For `readPlan`. */
export const MACHINE_TYPES: ReadonlySet<string> = new Set([
  ...MACHINE_BY_TYPE.keys(),
  ...POOL_BY_TYPE.keys(),
  ...ATTACHMENT_BY_TYPE.keys(),
  ...TALOS_TYPES,
  ...SCRIPT_TYPES,
]);
