/** One step of a traversal: `.name`, `[0]`, `["key"]`. A number key is kept as its source text. */
export type Step =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'index'; readonly key: string | { readonly number: string } };

type Source = { /** The expression's source text, for messages and `<expression>` placeholders. */ readonly source: string };

export type ObjectItem = { readonly key: Expression; readonly value: Expression };

/**
 * An HCL expression, free of syntax: parentheses are gone, escapes decoded, heredocs flushed, template trims applied.
 * Mirrors the node types of hclsyntax (github.com/hashicorp/hcl/v2/hclsyntax).
 */
export type Expression = Source &
  (
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'number'; readonly text: string }
    | { readonly kind: 'bool'; readonly value: boolean }
    | { readonly kind: 'null' }
    | { readonly kind: 'template'; readonly parts: readonly Expression[] }
    | { readonly kind: 'template-wrap'; readonly wrapped: Expression }
    | { readonly kind: 'template-join'; readonly tuple: Expression }
    | { readonly kind: 'traversal'; readonly root: string; readonly steps: readonly Step[] }
    | { readonly kind: 'relative-traversal'; readonly from: Expression; readonly steps: readonly Step[] }
    | { readonly kind: 'index'; readonly collection: Expression; readonly key: Expression }
    | { readonly kind: 'splat'; readonly from: Expression; readonly each: Expression }
    | { readonly kind: 'splat-item' }
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly expandLast: boolean }
    | { readonly kind: 'conditional'; readonly condition: Expression; readonly whenTrue: Expression; readonly whenFalse: Expression }
    | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'unary'; readonly operator: '-' | '!'; readonly operand: Expression }
    | { readonly kind: 'tuple'; readonly items: readonly Expression[] }
    | { readonly kind: 'object'; readonly items: readonly ObjectItem[] }
    | {
        readonly kind: 'for';
        readonly keyName: string | null;
        readonly valueName: string;
        readonly collection: Expression;
        /** Present: builds an object. */
        readonly key: Expression | null;
        readonly value: Expression;
        readonly condition: Expression | null;
        readonly grouped: boolean;
      }
  );

export type BinaryOperator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';
