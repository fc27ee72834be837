import type { App } from "cdktf";
import type { Platform } from "../config/model";
import { find } from "../constructs/compute/uses";
import type { EncryptionKey } from "../constructs/core/encryption-key";
import type { Region } from "../constructs/network/model";
import { PAGES_HOME } from "../constructs/observability/suppression/alarm-plan";
import { GroupWatchStack } from "./group-watch-stack";
import { stackName } from "./names";
import { PagesStack } from "./pages-stack";
import { inEachRegion } from "./regions";
import { MonitoredRegion, type MonitoredRegionProps } from "./watch/monitored-region";
import { WatchStack } from "./watch-stack";

type Inputs = Omit<MonitoredRegionProps, "platform" | "region"> & { readonly keys: readonly EncryptionKey[] };

/** The monitoring stacks of all regions: of the default group, then of each other group, then the pages that depend on several of them. */
export function defineWatches(app: App, platform: Platform, inputsOf: (region: Region) => Inputs): ReadonlyMap<string, WatchStack> {
  return inEachRegion(platform, (region) => {
    const { keys, ...inputs } = inputsOf(region);
    const monitored = new MonitoredRegion({ platform, region, ...inputs });
    const id = { environment: platform.name, region: region.name, layer: "watch" } as const;
    const watch = new WatchStack(app, stackName(id), { monitored, keys });
    const groups = new Map(
      platform.groups.map(({ name: group }) => [group, new GroupWatchStack(app, stackName({ ...id, group }), { monitored, group, watch })]),
    );
    const { composites, homeOf, groupsBefore } = monitored.plan;
    for (const [group, stack] of groups) for (const before of groupsBefore(group)) stack.addDependency(find(groups, "group", before));
    if (composites.some((row) => homeOf(row.id) === PAGES_HOME))
      new PagesStack(app, stackName({ ...id, layer: "pages" }), { monitored, watches: [watch, ...groups.values()] });
    return watch;
  });
}
