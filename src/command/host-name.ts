import { hasUnknown } from './unknown-part.ts';

/** `https://root@10.0.0.1:2379/x` to `10.0.0.1`; lists at commas. A part that is not known stays out. */
export function toHosts(values: readonly string[]): readonly string[] {
  return values
    .flatMap((value) => value.split(','))
    .map((value) => toHost(value.trim()))
    .filter((host) => host !== '');
}

function toHost(value: string): string {
  if (hasUnknown(value)) {
    // `user@host` with an unknown user still names its host.
    const rest = value.slice(value.lastIndexOf('@') + 1);
    if (!value.includes('@') || hasUnknown(rest)) return '';
    return toHost(rest);
  }
  const withoutScheme = value.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  const authority = withoutScheme.split(/[/?#]/, 1)[0] ?? '';
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const bracketed = /^\[([^\]]*)\]/.exec(host);
  if (bracketed) return bracketed[1] ?? '';
  return host.split(':').length === 2 ? (host.split(':', 1)[0] ?? '') : host;
}
