import type { Rule } from '../src/rule.ts';
import { allNodes } from './all-nodes.ts';
import { creationProvisioner } from './creation-provisioner.ts';
import { destroyProvisioner } from './destroy-provisioner.ts';
import { nodeWipe } from './node-wipe.ts';
import { planErrored } from './plan-errored.ts';
import { planIncomplete } from './plan-incomplete.ts';
import { quorumLoss } from './quorum-loss.ts';
import { replacementCascade } from './replacement-cascade.ts';
import { sourceNotGiven } from './source-not-given.ts';
import { talosOnDestroyReset } from './talos-on-destroy-reset.ts';
import { unknownAction } from './unknown-action.ts';
import { unreadableCommand } from './unreadable-command.ts';

/** All built-in rules. */
export const BUILT_IN_RULES: readonly Rule[] = [
  allNodes,
  creationProvisioner,
  destroyProvisioner,
  nodeWipe,
  planErrored,
  planIncomplete,
  quorumLoss,
  replacementCascade,
  sourceNotGiven,
  talosOnDestroyReset,
  unknownAction,
  unreadableCommand,
];
