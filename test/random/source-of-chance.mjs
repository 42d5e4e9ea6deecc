/**
 * A seeded source of chance: the same seed gives the same project, on every machine.
 * @param {string} seed
 */
export function chanceFrom(seed) {
  let state = hash(seed);
  /** Uniform in [0, 1): mulberry32. */
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const upTo = (limit) => Math.floor(next() * limit);
  return {
    /** An integer from `low` to `high`, both included. */
    between: (low, high) => low + upTo(high - low + 1),
    /** True with this probability. */
    chance: (probability) => next() < probability,
    /** One of these. */
    pick: (list) => list[upTo(list.length)],
    /** This many different ones of these, in their order. */
    some: (list, count) => {
      const left = [...list.keys()];
      while (left.length > count) left.splice(upTo(left.length), 1);
      return left.map((index) => list[index]);
    },
    /** Eight letters and digits. */
    word: () => Array.from({ length: 8 }, () => 'abcdefghjkmnpqrstuvwxyz23456789'[upTo(31)]).join(''),
  };
}

/** @typedef {ReturnType<typeof chanceFrom>} Chance */

/** FNV-1a. */
function hash(text) {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return value;
}
