import { type Row, expected } from "./row";

const both = { "us-east-1": { primary: true }, "eu-west-1": {} };
const two = { homeRegion: "us-east-1", regions: both };

/** Violations of the rules about the home region, evacuated regions and regions that are being decommissioned. */
export const regionLayoutRows: readonly Row[] = [
  [
    "region.home",
    { regions: { "us-east-1": {}, "eu-west-1": { primary: true } } },
    expected("homeRegion", undefined, "can never change", "eu-west-1 or us-east-1", 'homeRegion: "eu-west-1"'),
  ],
  ["region.home", { homeRegion: "us-east1" }, expected("homeRegion", "us-east1", "is not a valid AWS region", "us-east-1", "`us-east-1`")],
  [
    "region.home",
    { ...two, homeRegion: "mars" },
    expected("homeRegion", "mars", "is not a valid AWS region", "us-east-1", 'homeRegion: "us-east-1"'),
  ],
  [
    "region.evacuated",
    { ...two, evacuated: ["eu-west-2"] },
    expected("evacuated[0]", "eu-west-2", "is not a region of this environment", "eu-west-1 or us-east-1", "`eu-west-1`"),
  ],
  [
    "region.evacuated",
    { ...two, evacuated: ["eu-west-1", "eu-west-1"] },
    expected("evacuated[1]", "eu-west-1", "duplicate", "each region once", "Remove it"),
  ],
  [
    "region.evacuated",
    { evacuated: ["us-east-1"] },
    expected("evacuated", ["us-east-1"], "no target is healthy", "all except one of us-east-1", "terrace region restore"),
  ],
  [
    "region.evacuated",
    { ...two, evacuated: ["us-east-1"], "regions.eu-west-1.decommissioning": true },
    expected(
      "evacuated",
      ["us-east-1"],
      "every region that is not being decommissioned",
      "all except one of us-east-1",
      "terrace region restore",
    ),
  ],
  [
    "region.decommissioning",
    { "regions.us-east-1.decommissioning": true },
    expected("regions.us-east-1.decommissioning", true, "only region", "false in the primary", "cdktf destroy 'test-*'"),
  ],
  [
    "region.decommissioning",
    { ...two, regions: { ...both, "us-east-1": { primary: true, decommissioning: true } } },
    expected("regions.us-east-1.decommissioning", true, "primary region", "false in the primary", "another region primary"),
  ],
  [
    "database.decommissioning",
    {
      ...two,
      regions: { ...both, "eu-west-1": { decommissioning: true } },
      "databases.main": { engine: "mysql", primaryRegion: "eu-west-1" },
    },
    expected(
      "regions.eu-west-1.decommissioning",
      true,
      "the primary of the database main is here",
      "false in the primary region",
      "Promote a cross-region replica of main",
    ),
  ],
];
