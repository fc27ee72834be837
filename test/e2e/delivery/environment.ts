/** The environment of the scenario: one service, one table and one queue in two regions, so that each change affects few stacks. */
export const REGIONS = { first: "us-east-1", second: "eu-west-1" } as const;
export const STATES = "staging-staging-acme-example-net-terraform-state";
export const FILE = "environments/staging.ts";

/** Lines that the pull requests edit. */
export const QUEUES = '  queues: { orders: { visibility: "60 seconds" } },';
export const TABLES = '  tables: { likes: { partitionKey: { name: "photoId" } } },';

/**
 * The environment file. Both regions serve users; the second is the primary, so the first is deployed first. It has no site and no database: the
 * scenario tests the pipeline, and repeats each minute of waiting several times.
 */
const ENVIRONMENT = `import { environment, imageOf } from "../index";
import evacuated from "./evacuated.json";
import images from "./images.json";

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

/** The whole folder `environments/` of the team. */
export const ENVIRONMENTS: Readonly<Record<string, string>> = {
  "environments/index.ts": `import { defineProject } from "../index";
import { staging } from "./staging";

export default defineProject({ environments: { staging } });
`,
  [FILE]: ENVIRONMENT,
  "environments/images.json": '{ "staging": {} }\n',
  "environments/evacuated.json": '{ "staging": [] }\n',
};
