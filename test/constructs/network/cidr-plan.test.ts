import fc from "fast-check";
import {
  addresses,
  formatCidr,
  hasHostBits,
  isPrivate,
  network,
  overlaps,
  parseCidr,
  planSubnets,
} from "../../../constructs/network/cidr-plan";

const parse = (text: string) => {
  const cidr = parseCidr(text);
  if (!cidr) throw new Error(`${text} is not a range`);
  return cidr;
};

test.each(["10.0.0.0/16", "0.0.0.0/0", "255.255.255.255/32", "172.16.5.0/24"])("parses and formats %s", (text) => {
  expect(formatCidr(parse(text))).toBe(text);
});

test.each(["", "10.0.0.0", "10.0.0.0/33", "256.0.0.0/8", "10.0.0/16", "10.0.0.0/16 ", "a.b.c.d/16", "10.0.0.-1/16"])(
  "rejects %j",
  (text) => {
    expect(parseCidr(text)).toBeUndefined();
  },
);

test.each([
  ["10.0.0.0/16", false],
  ["10.0.1.0/16", true],
  ["10.0.0.1/32", false],
  ["128.0.0.1/1", true],
])("%s has host bits: %s", (text, has) => {
  expect(hasHostBits(parse(text))).toBe(has);
  expect(hasHostBits(network(parse(text)))).toBe(false);
});

test.each([
  ["10.0.0.0/16", "10.1.0.0/16", false],
  ["10.0.0.0/15", "10.1.0.0/16", true],
  ["10.0.0.0/16", "10.0.255.0/24", true],
  ["10.0.0.1/16", "10.0.200.0/24", true],
  ["0.0.0.0/0", "255.255.255.255/32", true],
  ["10.0.0.0/17", "10.0.128.0/17", false],
])("%s and %s overlap: %s", (one, other, shared) => {
  expect(overlaps(parse(one), parse(other))).toBe(shared);
  expect(overlaps(parse(other), parse(one))).toBe(shared);
});

test.each([
  ["10.255.0.0/16", true],
  ["172.31.0.0/16", true],
  ["172.32.0.0/16", false],
  ["192.168.0.0/16", true],
  ["192.168.0.0/15", false],
  ["100.127.0.0/16", true],
  ["100.128.0.0/16", false],
  ["11.0.0.0/16", false],
])("%s is private: %s", (text, expected) => expect(isPrivate(parse(text))).toBe(expected));

test("plans a /16 and a /20, at their first and last zone", () => {
  expect(planSubnets("10.10.0.0/16", 3)).toEqual([
    { privateCidr: "10.10.0.0/19", isolatedCidr: "10.10.32.0/20", publicCidr: "10.10.48.0/21" },
    { privateCidr: "10.10.64.0/19", isolatedCidr: "10.10.96.0/20", publicCidr: "10.10.112.0/21" },
    { privateCidr: "10.10.128.0/19", isolatedCidr: "10.10.160.0/20", publicCidr: "10.10.176.0/21" },
  ]);
  expect(planSubnets("192.168.240.0/20", 4)[3]).toEqual({
    privateCidr: "192.168.252.0/23",
    isolatedCidr: "192.168.254.0/24",
    publicCidr: "192.168.255.0/25",
  });
});

test.each([
  ["10.0.0.0/15", 3],
  ["10.0.0.0/21", 3],
  ["10.0.1.0/16", 3],
  ["nonsense", 3],
  ["10.0.0.0/16", 0],
  ["10.0.0.0/16", 5],
  ["10.0.0.0/16", 2.5],
])("rejects %s with %d zones", (vpc, zones) => expect(() => planSubnets(vpc, zones)).toThrow(RangeError));

const vpcs = fc
  .record({ prefix: fc.integer({ min: 16, max: 20 }), second: fc.nat(255), third: fc.nat(255) })
  .map(({ prefix, second, third }) => formatCidr(network({ base: (10 * 256 + second) * 65_536 + third * 256, prefix })));

test("subnets are in the VPC, have no host bits, never overlap, and do not change when a zone is added", () => {
  fc.assert(
    fc.property(vpcs, fc.integer({ min: 1, max: 3 }), (vpc, zones) => {
      const plan = planSubnets(vpc, zones);
      const subnets = plan.flatMap((zone) => Object.values(zone) as string[]).map(parse);
      for (const [index, subnet] of subnets.entries()) {
        expect(hasHostBits(subnet)).toBe(false);
        expect(overlaps(subnet, parse(vpc)) && subnet.prefix > parse(vpc).prefix).toBe(true);
        expect(addresses(subnet)).toBeGreaterThanOrEqual(128);
        expect(subnets.slice(index + 1).some((other) => overlaps(subnet, other))).toBe(false);
      }
      expect(planSubnets(vpc, zones + 1).slice(0, zones)).toEqual(plan);
    }),
  );
});
