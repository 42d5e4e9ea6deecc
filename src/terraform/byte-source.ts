/**
 * Bytes that can be read from the start, more than once, without being held in memory.
 * A chunk belongs to the reader only until it asks for the next one.
 */
export type ByteSource = {
  /** What messages call it: the path as given. */
  readonly name: string;
  /** Rejects with a `TfsafeError` (exit 3) that names the source where it cannot be read. */
  readonly open: () => AsyncIterable<Uint8Array>;
};
