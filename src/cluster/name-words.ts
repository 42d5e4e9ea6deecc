/** Names whose digits belong to them. */
const WITH_DIGITS = new Set(['k3s', 'k0s', 'rke2', 'microk8s', 'k8s']);

/** The words of a name in lower case, without the numbers behind them: `harbor-cp-1` → harbor, cp; `fooControlPlane2` → foo, control, plane. */
export function wordsOf(text: string): readonly string[] {
  return text
    .slice(0, 300)
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => (WITH_DIGITS.has(word) ? word : word.replace(/\d+$/, '')))
    .filter((word) => word !== '');
}
