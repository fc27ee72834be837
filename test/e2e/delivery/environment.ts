/** What the team of this story has: one service, one table and one queue in two regions, of which each change touches few stacks. */
export const REGIONS = { first: "us-east-1", second: "eu-west-1" } as const;
export const STATES = "staging-staging-acme-example-net-terraform-state";
export const FILE = "environments/staging.ts";

/** Lines that pull requests edit. */
export const QUEUES = '  queues: { orders: { visibility: "60 seconds" } },';
export const TABLES = '  tables: { likes: { partitionKey: { name: "photoId" } } },';

/**
 * The file that they write. Users are served by both regions; data are written in the second, so that the first is deployed first. No site and no
 * database: what is proved here is the way of a change, and each minute of waiting is paid several times.
 */
export const ENVIRONMENT = `import { environment } from "../config/schema";
import evacuated from "./evacuated.json";
import images from "./images.json";
import { imageOf } from "./images";

export const staging = environment({
  name: "staging",
  stage: "multi-region",
  domainName: "staging.acme.example.net",
  removalPolicy: "destroy",
  logRetention: "7 days",
  homeRegion: "${REGIONS.first}",
  regions: { "${REGIONS.first}": {}, "${REGIONS.second}": { primary: true } },
  evacuated: evacuated.staging,
  network: { zones: 2, natGateways: "one", flowLogs: "none" },
  alerts: { ticket: { emails: ["team@acme.example.net"] } },
  delivery: { repository: "acme/platform", ownerId: "123456", repositoryId: "456789", refs: ["refs/heads/main"] },
  services: {
    api: {
      image: imageOf("api", "1.0.0", images.staging),
      port: 8080,
      routes: ["/api/*"],
      uses: ["likes", "orders"],
      cpu: 256,
      memory: "512 MB",
      scale: { min: 1, max: 2 },
    },
  },
${TABLES}
${QUEUES}
});
`;
