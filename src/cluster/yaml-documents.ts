import { parseAllDocuments } from 'yaml';

/** Machine configurations take some 20 kB; what is larger is no such thing. */
const MAX_TEXT = 1 << 20;

/**
 * The documents of a YAML text, mappings as Maps (`__proto__` is a legal key), aliases not followed. Null where it cannot be read:
 * not YAML, too large, nested too deep.
 */
export function parseYamlDocuments(text: string): readonly unknown[] | null {
  if (text.length > MAX_TEXT) return null;
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent', version: '1.2' });
    if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return null;
    return documents.map((document): unknown => document.toJS({ mapAsMap: true, maxAliasCount: 0 }));
  } catch {
    // Stack overflow on nesting, aliases: hostile or not ours.
    return null;
  }
}
