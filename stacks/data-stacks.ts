import type { App } from "cdktf";
import type { Platform } from "../config/model";
import { DataStack, type DataStackProps } from "./data-stack";
import { stackName } from "./names";
import { inEachRegion, known } from "./regions";

/** Data stacks are independent of each other unless a cache is global: then every other region depends on the primary region's data stack. */
export function defineData(
  app: App,
  platform: Platform,
  networks: ReadonlyMap<string, DataStackProps["network"]>,
): ReadonlyMap<string, DataStack> {
  const isJoined = platform.caches.some(({ global }) => global);
  let primary: DataStack | undefined;
  return inEachRegion(platform, (region) => {
    const network = known(networks, region.name);
    const stack = new DataStack(app, stackName({ environment: platform.name, region: region.name, layer: "data" }), {
      platform,
      region,
      network,
      primary,
    });
    if (isJoined) primary ??= stack;
    return stack;
  });
}
