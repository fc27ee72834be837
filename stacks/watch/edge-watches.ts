import { watchCdn } from "../../constructs/edge/watch/cdn";
import { watchFirewall } from "../../constructs/edge/watch/firewall";
import type { CompositeRow } from "../../constructs/observability/composite";
import { type Causes, pagesOf } from "../../constructs/observability/watched/causes";
import { alarmKey, type Watched } from "../../constructs/observability/watched/keys";
import type { EdgeStack } from "../edge-stack";

/** All that is watched of what there is one of, from what users meet inwards. */
export function edgeWatches({ cdn, publicNames }: Pick<EdgeStack, "cdn" | "publicNames">): readonly Watched[] {
  return [
    ...(cdn ? distributions(cdn) : []),
    ...(cdn ? [{ watch: watchFirewall({ name: "cdn", ...cdn.firewall.metrics }) }] : []),
    ...[...publicNames.values()].map(({ watch }): Watched => ({ watch, composites: watch.name === ORIGIN ? allOut(watch) : [] })),
  ];
}

function distributions(cdn: NonNullable<EdgeStack["cdn"]>): readonly Watched[] {
  return cdn.plans.flatMap(({ role, serves }) => {
    const distribution = cdn.distributions.get(role);
    if (!distribution) return [];
    const { distributionId } = distribution;
    return [{ watch: watchCdn({ name: role.toLowerCase(), distributionId, serves: serves.kind, additionalMetrics: true }) }];
  });
}

/** Where nothing rests by plan: no region can answer. One that is out is no reason for errors, since the others take its users. */
function allOut({ name, alarms }: Watched["watch"]): readonly CompositeRow[] {
  if (alarms.length === 0) return [];
  return [
    {
      id: ALL_OUT,
      name: [name, "all-out"],
      severity: "none",
      description: `No region can answer to ${name}.`,
      reason: "It explains the errors of the CDN, so that one outage pages once for each region, and not again for what is in front.",
      all: alarms.map(({ id }) => id),
    },
  ];
}

const ALL_OUT = "AllOut";

/** The public name that CDNs ask. */
const ORIGIN = "origin";

/** That no region can answer explains the errors of a CDN. Whatever else it shows may be its own. */
export function edgeCauses(things: readonly Watched[]): Causes {
  const out = things.flatMap(({ watch, composites = [] }) =>
    watch.tier === "public-name" ? composites.map(({ id }) => alarmKey(watch, id)) : [],
  );
  const pages = things.filter(({ watch: { tier } }) => tier === "cdn").flatMap((thing) => pagesOf(thing));
  return new Map(out.length === 0 ? [] : pages.map((key) => [key, out]));
}
