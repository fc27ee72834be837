/**
 * IPv4 ranges and the subnet plan of a VPC.
 *
 * Sources: "VPC CIDR blocks" (private ranges, /16 to /28: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html) and
 * "Subnet CIDR blocks" (AWS reserves five addresses of each: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html).
 */

export interface Cidr {
  /** First address as a number. */
  readonly base: number;
  readonly prefix: number;
}

/** The subnets of one zone. */
export interface ZoneCidrs {
  readonly publicCidr: string;
  readonly privateCidr: string;
  readonly isolatedCidr: string;
}

/** Zones that a plan has room for; the addresses of unused zones stay free. */
export const PLANNED_ZONES = 4;

export const LARGEST_VPC_PREFIX = 16;
export const SMALLEST_VPC_PREFIX = 20;

/** RFC 1918, and RFC 6598's shared range, which AWS also accepts. */
export const PRIVATE_RANGES: readonly string[] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

const PATTERN = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** Parses `10.1.0.0/16`; returns undefined if the string is not a range. Host bits are kept, see {@link hasHostBits}. */
export function parseCidr(text: string): Cidr | undefined {
  const parts = PATTERN.exec(text)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [a = 256, b = 256, c = 256, d = 256, prefix = 33] = parts;
  if ([a, b, c, d].some((octet) => octet > 255) || prefix > 32) return undefined;
  return { base: ((a * 256 + b) * 256 + c) * 256 + d, prefix };
}

/** Formats a range as `10.1.0.0/16`. */
export function formatCidr({ base, prefix }: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256);
  return `${octets.join(".")}/${prefix}`;
}

/** Number of addresses in a range. */
export function addresses(cidr: Cidr): number {
  return 2 ** (32 - cidr.prefix);
}

/** Whether bits are set after the prefix, as in `10.1.0.1/16`. */
export function hasHostBits(cidr: Cidr): boolean {
  return cidr.base % addresses(cidr) !== 0;
}

/** The range without host bits: `10.1.0.1/16` becomes `10.1.0.0/16`. */
export function network(cidr: Cidr): Cidr {
  return { base: cidr.base - (cidr.base % addresses(cidr)), prefix: cidr.prefix };
}

/** Whether two ranges share an address. */
export function overlaps(one: Cidr, other: Cidr): boolean {
  const [a, b] = [network(one), network(other)];
  return a.base < b.base + addresses(b) && b.base < a.base + addresses(a);
}

/** Whether a range is within private address space. */
export function isPrivate(cidr: Cidr): boolean {
  return PRIVATE_RANGES.some((text) => {
    const range = parseCidr(text);
    return range !== undefined && cidr.prefix >= range.prefix && overlaps(cidr, range);
  });
}

/**
 * The subnets of a VPC from /16 to /20, for the first `zones` zones.
 *
 * The VPC is divided into four quarters, one per zone, so that a zone can be added later without renumbering. In each quarter, one half is
 * the private subnet (tasks), one quarter the isolated subnet (databases, caches), one eighth the public subnet (load balancers, NAT), and
 * one eighth is unused. A /16 gives a zone 8,192, 4,096 and 2,048 addresses; a /20 gives it 512, 256 and 128.
 *
 * @throws RangeError if the range is not a VPC range of that size, or if `zones` exceeds the planned zones.
 */
export function planSubnets(vpc: string, zones: number): readonly ZoneCidrs[] {
  const cidr = parseCidr(vpc);
  if (!cidr || hasHostBits(cidr) || cidr.prefix < LARGEST_VPC_PREFIX || cidr.prefix > SMALLEST_VPC_PREFIX) {
    throw new RangeError(`"${vpc}" is not an IPv4 range from /${LARGEST_VPC_PREFIX} to /${SMALLEST_VPC_PREFIX}`);
  }
  if (!Number.isInteger(zones) || zones < 1 || zones > PLANNED_ZONES) {
    throw new RangeError(`${zones} zones; the plan of a VPC has room for 1 to ${PLANNED_ZONES}`);
  }
  const quarter = addresses(cidr) / PLANNED_ZONES;
  return Array.from({ length: zones }, (_, index) => {
    const start = cidr.base + index * quarter;
    const at = (offset: number, bits: number): string => formatCidr({ base: start + quarter * offset, prefix: cidr.prefix + bits });
    return { privateCidr: at(0, 3), isolatedCidr: at(1 / 2, 4), publicCidr: at(3 / 4, 5) };
  });
}
