import { applyFunction } from './function.ts';
import type { CallContext, TerraformFunction } from './function.ts';
import { hasSensitive, markSensitive, unknownValue } from '../value.ts';
import type { Value } from '../value.ts';
import { COLLECTION_FUNCTIONS } from './collection.ts';
import { CONVERSION_FUNCTIONS } from './conversion.ts';
import { ENCODING_FUNCTIONS } from './encoding.ts';
import { FILESYSTEM_FUNCTIONS } from './filesystem.ts';
import { FORMAT_FUNCTIONS } from './format.ts';
import { HASH_FUNCTIONS } from './hash.ts';
import { LIST_FUNCTIONS } from './list.ts';
import { NETWORK_FUNCTIONS } from './network.ts';
import { NUMBER_FUNCTIONS } from './number.ts';
import { REGEX_FUNCTIONS } from './regex.ts';
import { ROPE_FUNCTIONS } from './rope.ts';
import { SET_FUNCTIONS } from './set.ts';
import { TEXT_FUNCTIONS } from './text.ts';
import { TIME_FUNCTIONS } from './time.ts';

const FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map(
  [
    COLLECTION_FUNCTIONS,
    CONVERSION_FUNCTIONS,
    ENCODING_FUNCTIONS,
    FILESYSTEM_FUNCTIONS,
    FORMAT_FUNCTIONS,
    HASH_FUNCTIONS,
    LIST_FUNCTIONS,
    NETWORK_FUNCTIONS,
    NUMBER_FUNCTIONS,
    REGEX_FUNCTIONS,
    ROPE_FUNCTIONS,
    SET_FUNCTIONS,
    TEXT_FUNCTIONS,
    TIME_FUNCTIONS,
  ].flatMap((functions) => [...functions]),
);

/**
 * A call of one of Terraform 1.11's functions (without `try` and `can`, which evaluate their arguments themselves). Impure functions,
 * those of providers and unknown ones are unknown. Throws a certain `EvaluationError` where Terraform's function fails.
 */
export function callFunction(name: string, args: readonly Value[], context: CallContext): Value {
  const found = FUNCTIONS.get(name);
  if (found !== undefined) return applyFunction(found, args, context);
  const unknown = unknownValue(context.source);
  return args.some(hasSensitive) ? markSensitive(unknown) : unknown;
}
