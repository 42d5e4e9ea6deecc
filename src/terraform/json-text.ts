/**
 * A JSON value that is still text: cheap to carry, parsed by whoever needs it.
 * `text` is exactly what stood in the file (valid JSON).
 */
export type JsonText = { readonly text: string };
