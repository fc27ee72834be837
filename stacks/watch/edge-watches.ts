import { atLevel } from "../../constructs/watching/at-level";
import type { Level } from "../../constructs/watching/level";
import { watchCdn } from "../../constructs/edge/watch/cdn";
import { watchFirewall } from "../../constructs/edge/watch/firewall";
import { isOrigin, watchedPublicName } from "../../constructs/edge/watch/public-name";
import type { Watched } from "../../constructs/watching/watched";
import type { EdgeStack } from "../edge-stack";

/** Watches of the environment's global resources, from the outside in. */
export function edgeWatches({ cdn, publicNames }: Pick<EdgeStack, "cdn" | "publicNames">, level: Level): readonly Watched[] {
  const all = [
    ...(cdn ? distributions(cdn, [...publicNames.keys()].filter(isOrigin)) : []),
    ...(cdn ? [{ watch: watchFirewall({ name: "cdn", ...cdn.firewall.metrics }) }] : []),
    ...[...publicNames.values()].map(({ watch }) => watchedPublicName(watch)),
  ];
  return all.map((watched) => atLevel(watched, level));
}

function distributions(cdn: NonNullable<EdgeStack["cdn"]>, origins: readonly string[]): readonly Watched[] {
  return cdn.plans.flatMap(({ role, serves }) => {
    const distribution = cdn.distributions.get(role);
    if (!distribution) return [];
    const { distributionId, additionalMetrics } = distribution;
    return [{ watch: watchCdn({ name: role.toLowerCase(), distributionId, serves: serves.kind, additionalMetrics, origins }) }];
  });
}
