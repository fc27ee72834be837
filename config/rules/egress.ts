import { PRIVATE_RANGES, formatCidr, hasHostBits, network, overlaps, parseCidr } from "../../constructs/network/cidr-plan";
import type { EgressEntry } from "../../constructs/compute/egress/schema";
import { type Rule, forEach, workloads } from "./rule";

type Destination = Exclude<EgressEntry, string>[number];

/** Rules about outbound connections of workloads. */
export const egressRules: readonly Rule[] = [
  forEach("workload.egress", workloads, function* ({ path, value: { egress } }) {
    for (const [index, { to, cidr }] of destinations(egress).entries()) {
      const at = [...path, "egress", index];
      if ((to === undefined) === (cidr === undefined)) {
        yield {
          path: at,
          problem: to === undefined ? "has neither `to` nor `cidr`" : "has both `to` and `cidr`",
          received: to === undefined ? undefined : { to, cidr },
          allowed: "a host name in `to`, or an IPv4 range in `cidr`",
          fix: to === undefined ? 'For example: `to: "smtp.example.com"`.' : "Remove one of them.",
        };
        continue;
      }
      const range = cidr === undefined ? undefined : parseCidr(cidr);
      if (!range || !hasHostBits(range)) continue;
      yield {
        path: [...at, "cidr"],
        problem: "has bits after its prefix, which AWS removes, so that every plan shows a change",
        received: cidr,
        allowed: "the first address of the range",
        fix: `Write \`cidr: "${formatCidr(network(range))}"\`.`,
      };
    }
  }),
  {
    ...forEach("workload.egress-smtp", workloads, function* ({ path, value: { egress } }) {
      for (const [index, { port, protocol }] of destinations(egress).entries()) {
        if (port !== 25 || protocol !== "tcp") continue;
        yield {
          path: [...path, "egress", index, "port"],
          problem: "is 25, which AWS blocks for outbound connections unless the account has the block removed",
          received: port,
          allowed: "587 or 465, the ports for submission of mail",
          fix: "Use port 587, or request the removal of the limit on port 25: https://repost.aws/knowledge-center/ec2-port-25-throttle.",
        };
      }
    }),
    warning: true,
  },
  {
    ...forEach("workload.egress-nat", workloads, function* ({ path, value: { egress }, settings }) {
      const outside = egress === "open" || destinations(egress).some(isPublic);
      if (settings.network.natGateways !== "none" || !outside) return;
      yield {
        path: [...path, "egress"],
        problem: "allows connections to the internet, but the network has no NAT gateway",
        received: egress,
        allowed: "private ranges that your own routes lead to, or a network with NAT gateways",
        fix: 'Set `network: { natGateways: "one" }`, or remove the destinations.',
        reads: [["network", "natGateways"]],
      };
    }),
    warning: true,
  },
];

function destinations(egress: EgressEntry): readonly Destination[] {
  return typeof egress === "string" ? [] : egress;
}

function isPublic({ cidr }: Destination): boolean {
  const range = cidr === undefined ? undefined : parseCidr(cidr);
  return (
    !range ||
    !PRIVATE_RANGES.some((text) => {
      const own = parseCidr(text);
      return own !== undefined && overlaps(own, range);
    })
  );
}
