import type { Rule } from '../src/rule.ts';
import { creationProvisioner } from './creation-provisioner.ts';
import { destroyProvisioner } from './destroy-provisioner.ts';
import { planErrored } from './plan-errored.ts';
import { planIncomplete } from './plan-incomplete.ts';
import { sourceNotGiven } from './source-not-given.ts';
import { unknownAction } from './unknown-action.ts';
import { unreadableCommand } from './unreadable-command.ts';

/** All built-in rules. */
export const BUILT_IN_RULES: readonly Rule[] = [creationProvisioner, destroyProvisioner, planErrored, planIncomplete, sourceNotGiven, unknownAction, unreadableCommand];
