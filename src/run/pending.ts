/** Evaluates each named value once, however many ask for it at the same time. */
export type Once<Value> = (key: string, asker: string | null, start: () => Promise<Value>) => Promise<Value>;

/**
 * Values that wait for each other would wait for ever (`a = local.b`, `b = local.a`: sources that do not belong to the plan may hold that):
 * whoever closes such a ring gets `ofCycle(key)` instead.
 */
export function createOnce<Value>(ofCycle: (key: string) => Value): Once<Value> {
  const known = new Map<string, Promise<Value>>();
  const waitsFor = new Map<string, Set<string>>();
  const waits = (from: string, on: string): boolean => {
    const seen = new Set<string>();
    const open = [from];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === on) return true;
      for (const needed of waitsFor.get(next) ?? []) if (!seen.has(needed)) open.push(needed);
      seen.add(next);
    }
    return false;
  };
  return (key, asker, start) => {
    // Only what is not finished can be part of a ring, and is still in `waitsFor`.
    const found = known.get(key);
    if (asker !== null && (key === asker || (waitsFor.has(key) && waits(key, asker)))) return Promise.resolve(ofCycle(key));
    if (asker !== null) waitsFor.set(asker, (waitsFor.get(asker) ?? new Set()).add(key));
    if (found) return found;
    waitsFor.set(key, new Set());
    const value = start().finally(() => waitsFor.delete(key));
    known.set(key, value);
    return value;
  };
}
