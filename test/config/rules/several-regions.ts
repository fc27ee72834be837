import { REGION_NAMES } from "../../../aws/regions";

/** Changes of the base environment: the first regions of the table, with two zones each, the maximum of one of them. The first is home and primary. */
export const severalRegions = (count: number) => ({
  homeRegion: "us-east-1",
  "network.zones": 2,
  regions: Object.fromEntries(REGION_NAMES.slice(0, count).map((name) => [name, { primary: name === "us-east-1" }])),
});
