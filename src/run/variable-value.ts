import type { NamedValue } from '../hcl/configuration.ts';
import { isEvaluationError } from '../hcl/evaluation-error.ts';
import type { Expression } from '../hcl/expression.ts';
import type { HclParser } from '../hcl/hcl-parser.ts';
import type { ExpressionSource } from '../hcl/source.ts';
import { constrain, findTypeConstraint } from '../hcl/type-constraint.ts';
import { markSensitive, unknownValue, type Value } from '../hcl/value.ts';

type Given = {
  readonly declared: NamedValue;
  /** What the caller gives; null: nothing. */
  readonly given: Value | null;
  /** The declared default. */
  readonly fallback: () => Promise<Value>;
  readonly parser: Pick<HclParser, 'parseExpression'>;
  readonly evaluateConstant: (expression: Expression) => Value;
};

/**
 * The value that a variable has inside its module: the default where nothing is given (or null, with `nullable = false`), converted to its
 * type, secret where it is declared so. Unknown where the type cannot be followed.
 */
export async function toVariableValue({ declared, given, fallback, parser, evaluateConstant }: Given): Promise<Value> {
  const isDefault = given === null || (given.kind === 'null' && isDeclared(declared, 'nullable', false));
  const value = isDefault ? await fallback() : given;
  const type = declared.body.attributes.get('type')?.expression;
  const typed = type ? await toType({ value, type, parser, evaluateConstant, name: declared.name }) : value;
  return isDeclaredTrue(declared, 'sensitive') || isDeclaredTrue(declared, 'ephemeral') ? markSensitive(typed) : typed;
}

type Typing = Pick<Given, 'parser' | 'evaluateConstant'> & {
  readonly value: Value;
  readonly type: ExpressionSource;
  readonly name: string;
};

async function toType({ value, type, parser, evaluateConstant, name }: Typing): Promise<Value> {
  // In JSON syntax the type is an expression inside a string.
  const source: ExpressionSource =
    type.syntax === 'json' && typeof type.value === 'string' ? { syntax: 'native', text: type.value, range: type.range } : type;
  const constraint = findTypeConstraint(await parser.parseExpression(source));
  if (constraint === null) return unknownValue(`var.${name}`);
  try {
    return constrain(value, constraint, evaluateConstant);
  } catch (error) {
    // Terraform refuses such a value when it plans: it is we who cannot follow.
    if (isEvaluationError(error)) return unknownValue(`var.${name}`);
    throw error;
  }
}

/** Whether the block says `name = true`. What is no constant counts as true: OpenTofu may allow expressions there some day. */
export const isDeclaredTrue = ({ body }: NamedValue, name: string): boolean => {
  const expression = body.attributes.get(name)?.expression;
  return expression !== undefined && constantOf(expression) !== false;
};

const isDeclared = ({ body }: NamedValue, name: string, wanted: boolean): boolean => {
  const expression = body.attributes.get(name)?.expression;
  return expression !== undefined && constantOf(expression) === wanted;
};

function constantOf(expression: ExpressionSource): boolean | null {
  const word = expression.syntax === 'native' ? expression.text.trim() : String(expression.value);
  return word === 'true' ? true : word === 'false' ? false : null;
}
