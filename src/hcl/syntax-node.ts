type Position = { readonly byte: number };

/** A node of hcl2json's `getExpressionAst`; the shape was measured, the declared types are not complete. */
export type SyntaxNode = {
  readonly type: string;
  readonly children?: readonly SyntaxNode[];
  readonly meta?: {
    readonly value?: string;
    readonly type?: string;
    readonly name?: string;
    readonly operator?: string;
    readonly expandedFinalArgument?: boolean;
    readonly keyVar?: string;
    readonly valVar?: string;
    readonly keyExpression?: string;
    readonly conditionalExpression?: string;
    readonly groupedValue?: boolean;
    readonly traversal?: readonly {
      readonly type: string;
      readonly segment: string;
      readonly range: { readonly start: Position; readonly end: Position };
    }[];
  };
  readonly range: { readonly start: Position; readonly end: Position };
};

/** Never absent: a leaf has none. */
export const childrenOf = (node: SyntaxNode): readonly SyntaxNode[] => node.children ?? [];

/** The child at a position that the kind of node always has. Throws a plain `Error` where it does not. */
export function only(node: SyntaxNode, index: number): SyntaxNode {
  const child = childrenOf(node)[index];
  if (child === undefined) throw new Error(`the syntax tree of a ${node.type} is not complete`);
  return child;
}

/** Whether the worker's answer is a tree. Its inner nodes are checked where they are used. */
export const isSyntaxNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'range' in value;
