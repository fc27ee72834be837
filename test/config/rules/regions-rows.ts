import { type Row, expected } from "./row";

const tcp = (port: number, more: object = {}) => ({ image: "tcp:1.0.0", port: 9000, listener: { protocol: "tcp", port, ...more } });

/** Violations of the rules about regions and networks. */
export const regionsRows: readonly Row[] = [
  [
    "region.unknown",
    { regions: { "us-east1": {} } },
    expected("regions.us-east1", "us-east1", "is not a valid AWS region", "us-east-1", "`us-east-1`"),
  ],
  ["region.primary", { regions: {} }, expected("regions", {}, "has no region", "exactly one", "Add a region")],
  [
    "region.primary",
    { homeRegion: "us-east-1", regions: { "us-east-1": {}, "eu-west-1": {} } },
    expected("regions", [], "no primary region", "exactly one", "primary: true"),
  ],
  [
    "region.primary",
    { homeRegion: "us-east-1", regions: { "us-east-1": { primary: true }, "eu-west-1": { primary: true } } },
    expected("regions", ["eu-west-1", "us-east-1"], "several primary", "exactly one", "no other"),
  ],
  ["region.zones", { regions: { "us-west-1": {} } }, expected("network.zones", 3, "more than us-west-1 has", "at most 2", "`zones: 2`")],
  [
    "region.cidr",
    { "regions.us-east-1.cidr": "10.1.2.0/16" },
    expected("regions.us-east-1.cidr", "10.1.2.0/16", "after its prefix", "first address", '"10.1.0.0/16"'),
  ],
  [
    "region.cidr",
    { "regions.us-east-1.cidr": "10.1.0.0/21" },
    expected("regions.us-east-1.cidr", "10.1.0.0/21", "too small", "/16 to /20", "16 to 20"),
  ],
  [
    "region.cidr",
    { "regions.us-east-1.cidr": "10.0.0.0/15" },
    expected("regions.us-east-1.cidr", "10.0.0.0/15", "larger than the maximum of a VPC", "/16 to /20", "16 to 20"),
  ],
  [
    "region.cidr",
    { "regions.us-east-1.cidr": "8.8.0.0/16" },
    expected("regions.us-east-1.cidr", "8.8.0.0/16", "not private", "10.0.0.0/8", "private range"),
  ],
  [
    "region.cidr-overlap",
    { homeRegion: "us-east-1", regions: { "us-east-1": { primary: true }, "eu-west-1": { cidr: "10.10.128.0/20" } } },
    expected(
      "regions.eu-west-1.cidr",
      "10.10.128.0/20",
      "overlaps the range of us-east-1, 10.10.0.0/16",
      "no other region",
      "Remove `cidr`",
    ),
  ],
  [
    "network.endpoint",
    { "network.interfaceEndpoints": ["ecr-api"] },
    expected("network.interfaceEndpoints[0]", "ecr-api", "is not an AWS service with an interface endpoint", "ecr.api", "`ecr.api`"),
  ],
  [
    "network.endpoint",
    { "network.interfaceEndpoints": ["s3"] },
    expected("network.interfaceEndpoints[0]", "s3", "already has a gateway endpoint", "without a gateway", "Remove it"),
  ],
  [
    "network.endpoint",
    { "network.interfaceEndpoints": ["sqs", "sqs"] },
    expected("network.interfaceEndpoints[1]", "sqs", "duplicate", "each service once", "Remove it"),
  ],
  [
    "network.nat-none",
    {
      "network.natGateways": "none",
      "network.interfaceEndpoints": ["ecr.api", "logs"],
      "databases.main": { engine: "mysql" },
      "services.api.uses": ["main"],
    },
    expected(
      "network.interfaceEndpoints",
      ["ecr.api", "logs"],
      "lacks ecr.dkr and secretsmanager",
      "ecr.api, ecr.dkr, logs, secretsmanager",
      'Add "ecr.dkr"',
    ),
  ],
  [
    "network.nat-none-image",
    {
      "network.natGateways": "none",
      "network.interfaceEndpoints": ["ecr.api", "ecr.dkr", "logs"],
      "services.api.image": "ghcr.io/acme/api:1",
    },
    expected("services.api.image", "ghcr.io/acme/api:1", "cannot be reached without a NAT", "images in Amazon ECR", "Copy the image"),
  ],
  [
    "network.nat-none-image",
    {
      "network.natGateways": "none",
      "network.interfaceEndpoints": ["ecr.api", "ecr.dkr", "logs"],
      "services.api.image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app:1",
    },
    expected(
      "services.api.image",
      "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app:1",
      "is in eu-west-1, whose ECR the tasks in us-east-1 cannot reach",
      "ECR of every region",
      "Remove the registry",
    ),
  ],
  [
    "network.static-addresses",
    { "network.staticAddresses": true },
    expected("network.staticAddresses", true, "no effect", "NLB", "Remove it"),
  ],
  [
    "network.elastic-ips",
    { "network.staticAddresses": true, "network.natGateways": "per-zone", "services.tcp": tcp(9000) },
    expected(
      "network",
      { natGateways: "per-zone", staticAddresses: true, zones: 3 },
      "6 Elastic IPs",
      "at most 5 with the default quota",
      "Request a higher quota",
    ),
  ],
];
