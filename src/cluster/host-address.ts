/** Addresses that every machine has. */
const EVERYWHERE = /^(?:127\.|169\.254\.|0\.0\.0\.0$|::1?$|fe80:|localhost$|localhost\.)/;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const IPV6 = /^(?=.*:.*:)[0-9a-f:.]{2,45}$/;

/**
 * What a provider, a trigger or a command calls a machine, in one spelling: `10.0.0.1/24`, `root@10.0.0.1`, `https://10.0.0.1:6443` and
 * `ip=10.0.0.1/24,gw=…` give `10.0.0.1`. Null for what is no single machine: loopback, nothing, a part that is not known (`<…>`).
 */
export function toHostAddress(text: string): string | null {
  if (text.length > 300 || /[<>\s]/.test(text)) return null;
  const first = text.split(',', 1)[0] ?? '';
  const bare = first.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/^ip6?=/, '');
  const authority = bare.split(/[/?#]/, 1)[0] ?? '';
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
  const name = /^\[([^\]]*)\]/.exec(host)?.[1] ?? (host.split(':').length === 2 ? (host.split(':', 1)[0] ?? '') : host);
  return name === '' || EVERYWHERE.test(name) || !/^[a-z0-9][a-z0-9._:-]*$/.test(name) ? null : name;
}

/** The address where it is an IP address, else null. */
export function toIpAddress(text: string): string | null {
  const address = toHostAddress(text);
  return address !== null && (IPV4.test(address) || IPV6.test(address)) ? address : null;
}
