import {
  LARGEST_VPC_PREFIX,
  PRIVATE_RANGES,
  SMALLEST_VPC_PREFIX,
  formatCidr,
  hasHostBits,
  isPrivate,
  network,
  overlaps,
  parseCidr,
} from "../../constructs/network/cidr-plan";
import { regionCidr } from "../settings/settings";
import { didYouMean, oneOf } from "../../language/nearest";
import { REGION_NAMES, findRegion } from "../../aws/regions";
import { type RuleViolation, type Rule, entries, forEach } from "./rule";

const regions = entries("regions");

/** Rules about the regions of the platform and their IP ranges. */
export const regionRules: readonly Rule[] = [
  forEach("region.unknown", regions, function* ({ name, path }) {
    if (findRegion(name)) return;
    yield {
      path,
      problem: "is not a valid AWS region",
      received: name,
      allowed: oneOf(REGION_NAMES),
      fix: didYouMean(name, REGION_NAMES, "Choose one of these."),
    };
  }),
  {
    id: "region.primary",
    *check({ regions: map }) {
      const names = Object.keys(map);
      const primaries = names.filter((name) => map[name]?.primary);
      if (names.length === 1 || primaries.length === 1) return;
      yield {
        path: ["regions"],
        problem: names.length === 0 ? "has no region" : primaries.length === 0 ? "has no primary region" : "has several primary regions",
        received: names.length === 0 ? {} : primaries,
        allowed: "one region, or several with `primary: true` on exactly one",
        fix:
          names.length === 0
            ? 'Add a region, for example `"us-east-1": {}`.'
            : "Set `primary: true` on the region that receives writes, and on no other.",
      };
    },
  },
  forEach("region.zones", regions, function* ({ name, settings }) {
    const zones = findRegion(name)?.zones.length ?? Infinity;
    if (settings.network.zones <= zones) return;
    yield {
      path: ["network", "zones"],
      problem: `is more than ${name} has`,
      received: settings.network.zones,
      allowed: `at most ${zones}, the number of zones with Fargate in ${name}`,
      fix: `Set \`zones: ${zones}\` in \`network\`, or choose another region.`,
      reads: [["regions", name]],
    };
  }),
  forEach("region.cidr", regions, function* ({ path, value }) {
    if (value.cidr === undefined) return;
    const cidr = parseCidr(value.cidr);
    if (!cidr) return;
    const at = { path: [...path, "cidr"], received: value.cidr };
    if (hasHostBits(cidr)) {
      const aligned = formatCidr(network(cidr));
      yield {
        ...at,
        problem: "has bits set after its prefix",
        allowed: "the first address of a range",
        fix: `Set \`cidr: "${aligned}"\`.`,
      };
    }
    if (cidr.prefix > SMALLEST_VPC_PREFIX || cidr.prefix < LARGEST_VPC_PREFIX) {
      yield {
        ...at,
        problem: cidr.prefix > SMALLEST_VPC_PREFIX ? "is too small for the subnets of four zones" : "is larger than the maximum of a VPC",
        allowed: `a range from /${LARGEST_VPC_PREFIX} to /${SMALLEST_VPC_PREFIX}`,
        fix: `Choose a prefix from ${LARGEST_VPC_PREFIX} to ${SMALLEST_VPC_PREFIX}.`,
      };
    }
    if (!isPrivate(cidr)) {
      yield {
        ...at,
        problem: "is not private address space",
        allowed: `a range within ${oneOf(PRIVATE_RANGES)}`,
        fix: "Choose a private range.",
      };
    }
  }),
  {
    id: "region.cidr-overlap",
    *check({ regions: map }) {
      const known = Object.entries(map).flatMap(([name, region]) => {
        const text = regionCidr(name, region);
        const cidr = text === undefined ? undefined : parseCidr(text);
        return text !== undefined && cidr ? [{ name, text, cidr, own: region.cidr !== undefined }] : [];
      });
      for (const [index, one] of known.entries()) {
        for (const other of known.slice(index + 1))
          if (overlaps(one.cidr, other.cidr)) yield one.own && !other.own ? overlap(other, one) : overlap(one, other);
      }
    },
  },
];

interface Range {
  readonly name: string;
  readonly text: string;
}

/** An error at the second region, which has its own range if one of them does. AWS cannot peer VPCs whose ranges overlap. */
function overlap(one: Range, other: Range): RuleViolation {
  return {
    path: ["regions", other.name, "cidr"],
    problem: `overlaps the range of ${one.name}, ${one.text}`,
    received: other.text,
    allowed: "a range that overlaps no other region, because regions are peered",
    fix: "Remove `cidr` from both, or choose ranges that do not overlap.",
    reads: [["regions", one.name, "cidr"]],
  };
}
