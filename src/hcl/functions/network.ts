import { isWhole, truncated } from '../big-float.ts';
import { certainError, unsureError } from '../evaluation-error.ts';
import { listValue, textValue } from '../value.ts';
import type { Value } from '../value.ts';
import { integerAt, NUMBER, STRING, textAt, whole } from './function.ts';
import type { TerraformFunction } from './function.ts';
import { numberAt } from './number.ts';

/** `address` has the bits behind the prefix cleared. */
type Network = { readonly address: bigint; readonly prefix: number; readonly bits: 32 | 128 };

const V4_IN_V6 = 0xffffn;
const invalid = (): Error => certainError('the text is no network in CIDR notation');

/** Terraform takes leading zeros in IPv4 octets as decimal (its own copy of Go's older parser). */
function parseNetwork(text: string): Network {
  const [host = '', length = '', ...rest] = text.split('/');
  if (rest.length > 0 || !/^\d{1,3}$/u.test(length)) throw invalid();
  const isV6 = host.includes(':');
  const bits = isV6 ? 128 : 32;
  const prefix = Number(length);
  if (prefix > bits) throw invalid();
  const address = isV6 ? parseV6(host) : parseV4(host);
  // Terraform's arithmetic on mapped IPv4 addresses goes wrong in its own way.
  if (isV6 && address >> 32n === V4_IN_V6) throw unsureError('a mapped IPv4 network');
  const shift = BigInt(bits - prefix);
  return { address: (address >> shift) << shift, prefix, bits };
}

function parseV4(text: string): bigint {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^\d{1,3}$/u.test(octet) && Number(octet) <= 255)) throw invalid();
  return octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
}

function parseV6(text: string): bigint {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/u.exec(text);
  const v4 = tail === null ? null : parseV4(tail[2] ?? '');
  const plain = v4 === null ? text : `${tail?.[1] ?? ''}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`;
  const halves = plain.split('::');
  if (halves.length > 2) throw invalid();
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - left.length - right.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) throw invalid();
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/u.test(group))) throw invalid();
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(Number.parseInt(group, 16)), 0n);
}

/** Go's `IP.String`: the longest run of two or more zero groups is `::`. */
function showAddress(address: bigint, bits: 32 | 128): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => (address >> BigInt(112 - 16 * index)) & 0xffffn);
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start += 1) {
    let length = 0;
    while (groups[start + length] === 0n) length += 1;
    if (length > best.length) best = { start, length };
  }
  const hex = (part: readonly bigint[]): string => part.map((group) => group.toString(16)).join(':');
  return best.start === -1 ? hex(groups) : `${hex(groups.slice(0, best.start))}::${hex(groups.slice(best.start + best.length))}`;
}

const showNetwork = ({ address, prefix, bits }: Network): string => `${showAddress(address, bits)}/${prefix}`;

function wholeAt(args: readonly Value[], index: number): bigint {
  const number = numberAt(args, index);
  if (!isWhole(number)) throw certainError('a whole number is required');
  return truncated(number);
}

/** go-cidr `HostBig`: negative numbers count from the end. */
function cidrhost(args: readonly Value[]): Value {
  const { address, prefix, bits } = parseNetwork(textAt(args, 0));
  const host = wholeAt(args, 1);
  const size = 1n << BigInt(bits - prefix);
  const position = host < 0n ? size + host : host;
  if (position < 0n || position >= size) throw certainError('the network has no such host');
  return textValue(showAddress(address | position, bits));
}

function cidrnetmask(args: readonly Value[]): Value {
  const { prefix, bits } = parseNetwork(textAt(args, 0));
  if (bits !== 32) throw certainError('IPv6 has no netmask');
  return textValue(showAddress(((1n << BigInt(prefix)) - 1n) << BigInt(32 - prefix), 32));
}

/** go-cidr `SubnetBig`. */
function subnet({ address, prefix, bits }: Network, newBits: number, number: bigint): Network {
  const longer = prefix + newBits;
  if (newBits < 0 || number < 0n) throw unsureError('negative numbers, with which go-cidr computes something');
  if (longer > bits || number >= 1n << BigInt(newBits)) throw certainError('the network has no such subnet');
  return { address: address | (number << BigInt(bits - longer)), prefix: longer, bits };
}

const cidrsubnet = (args: readonly Value[]): Value =>
  textValue(showNetwork(subnet(parseNetwork(textAt(args, 0)), integerAt(args, 1), wholeAt(args, 2))));

/** Consecutive subnets, each starting behind the last, aligned to its size. */
function cidrsubnets(args: readonly Value[]): Value {
  const network = parseNetwork(textAt(args, 0));
  const end = network.address + (1n << BigInt(network.bits - network.prefix));
  let next = network.address;
  return listValue(
    args.slice(1).map((_, index) => {
      const newBits = integerAt(args, index + 1);
      const prefix = network.prefix + newBits;
      if (newBits < 1 || newBits > 32 || prefix > network.bits) throw certainError('the prefix cannot be extended by so many bits');
      const size = 1n << BigInt(network.bits - prefix);
      const address = ((next + size - 1n) / size) * size;
      next = address + size;
      if (next > end) throw certainError('the network has not enough space');
      return textValue(showNetwork({ address, prefix, bits: network.bits }));
    }),
  );
}

export const NETWORK_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ['cidrhost', whole([STRING, NUMBER], cidrhost)],
  ['cidrnetmask', whole([STRING], cidrnetmask)],
  ['cidrsubnet', whole([STRING, NUMBER, NUMBER], cidrsubnet)],
  ['cidrsubnets', whole([STRING], cidrsubnets, NUMBER)],
]);
