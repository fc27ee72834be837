import { grouped } from "../../../language/collections";
import type { EgressEntry } from "./schema";

/** One outbound rule of a security group, in addition to HTTPS. */
export interface EgressRule {
  readonly protocol: "tcp" | "udp";
  readonly cidr: string;
  readonly port: number;
  /** Names of the destinations. Empty for a range. */
  readonly names: readonly string[];
}

/** All connections, or the rules in addition to HTTPS. */
export type Egress = "open" | readonly EgressRule[];

export const ANY_ADDRESS = "0.0.0.0/0";

/**
 * The outbound rules of a workload. AWS rejects two rules of one group with the same protocol, port and range, so that names share a rule,
 * and HTTPS to all addresses exists already.
 */
export function egressModel(entry: EgressEntry): Egress {
  if (entry === "open") return "open";
  if (entry === "https") return [];
  const byRule = grouped(entry.map((one) => [`${one.cidr ?? ANY_ADDRESS} ${one.protocol} ${one.port}`, one] as const));
  return [...byRule.values()].flatMap((same): readonly EgressRule[] => {
    const [first] = same;
    if (first === undefined) return [];
    const { protocol, port, cidr = ANY_ADDRESS } = first;
    if (protocol === "tcp" && port === 443 && cidr === ANY_ADDRESS) return [];
    const names = [...new Set(same.flatMap(({ to }) => (to === undefined ? [] : [to])))].sort();
    return [{ protocol, cidr, port, names }];
  });
}
