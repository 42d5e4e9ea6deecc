/** The line, from 1, of a position in the text. */
export type LineOf = (position: number) => number;

/** Finds lines by halving, so that each look-up is short however long the text is. */
export function lineIndex(source: string): LineOf {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return (position) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
