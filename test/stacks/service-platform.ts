import { App, type TerraformStack } from "cdktf";
import type { HttpService, Service, Worker } from "../../constructs/compute/model";
import type { Platform } from "../../config/model";
import type { Use } from "../../constructs/registry";
import type { Binding } from "../../constructs/core/bindings";
import { type Ports, SecurityGroup } from "../../constructs/core/security-group";
import { consumableQueue } from "../../constructs/queue/consumable";
import { NetworkStack } from "../../stacks/network-stack";
import { ServiceStack, type ServiceStackProps } from "../../stacks/service-stack";
import { API, EMAILS, INGEST, MAILER, NOTHING, REPOSITORIES } from "../constructs/compute/fixtures";
import { type StackJson, placedStack, synthesizeStack } from "../support/synth";

export const use = (kind: Use["kind"], name: string): Use => ({ kind, name });
const WEB: HttpService = { ...API, name: "web", routes: { paths: ["/*"], hosts: [], priorities: [900] } };

export const SERVICES: readonly Service[] = [
  { ...API, uses: [use("database", "main"), use("cache", "sessions"), use("queue", "emails")] },
  { ...INGEST, uses: [use("database", "main")] },
  WEB,
];
const WORKERS: readonly Worker[] = [{ ...MAILER, uses: [use("secret", "mail-key")] }];

/** Stand-ins for the stacks that the service stack depends on: two security groups, and a binding of each kind. */
function data(stack: TerraformStack): ServiceStackProps["data"] {
  const group = (role: string) => new SecurityGroup(stack, role, { vpcId: "vpc-1", role, description: role });
  const reach = (role: string, port: number) => ({
    kind: "group" as const,
    group: group(role),
    ports: { protocol: "tcp", from: port } satisfies Ports,
    description: `${role} on ${port}`,
  });
  const main: Binding = {
    name: "main",
    environment: { MAIN_DB_NAME: "photos" },
    secrets: { MAIN_DB_PASSWORD: "arn:db-secret:password::" },
    taskStatements: [],
    executionStatements: [{ actions: ["secretsmanager:GetSecretValue"], resources: ["arn:db-secret"] }],
    connections: [reach("main-db", 5432)],
  };
  const sessions: Binding = {
    ...NOTHING,
    name: "sessions",
    environment: { SESSIONS_CACHE_HOST: "cache" },
    taskStatements: [{ actions: ["elasticache:Connect"], resources: ["arn:cache"] }],
    connections: [reach("sessions-cache", 6379)],
  };
  const emails = (action: string): Binding => ({
    ...NOTHING,
    name: "emails",
    environment: { EMAILS_QUEUE_URL: "https://q" },
    taskStatements: [{ actions: [action], resources: ["arn:queue"] }],
  });
  const mailKey: Binding = {
    ...NOTHING,
    name: "mail-key",
    secrets: { MAIL_KEY_SECRET: "arn:mail-key" },
    executionStatements: [{ actions: ["secretsmanager:GetSecretValue"], resources: ["arn:mail-key"] }],
  };
  const queues = new Map([
    [
      "emails",
      {
        consumable: consumableQueue(EMAILS, "dev-emails"),
        bind: () => emails("sqs:SendMessage"),
        bindConsumer: () => emails("sqs:ReceiveMessage"),
      },
    ],
  ]);
  return {
    databases: new Map([["main", { bind: () => main }]]),
    caches: new Map([["sessions", { bind: () => sessions }]]),
    queues,
    consumables: queues,
    tables: new Map(),
    secrets: new Map([["mail-key", { bind: () => mailKey }]]),
  };
}

const zone = (number: number) => ({
  id: `use1-az${number}`,
  publicCidr: `10.10.${number}.0/24`,
  privateCidr: `10.10.1${number}.0/24`,
  isolatedCidr: `10.10.2${number}.0/24`,
});
export const REGION = {
  name: "us-east-1",
  primary: true,
  evacuated: false,
  decommissioning: false,
  cidr: "10.10.0.0/16",
  zones: [zone(1), zone(2), zone(4)],
};

export const PLATFORM: Platform = {
  name: "dev",
  stage: "single-region",
  domainName: "photofeed.example.com",
  removalPolicy: "retain",
  logRetention: "14 days",
  state: { bucket: "state", region: "us-east-1" },
  homeRegion: "us-east-1",
  primaryRegion: "us-east-1",
  regions: [REGION],
  network: { natGateways: "one", interfaceEndpoints: [], flowLogs: "none", staticAddresses: false, interRegion: "peering" },
  services: SERVICES,
  workers: WORKERS,
  groups: [],
  databases: [],
  tables: [],
  caches: [],
  queues: [EMAILS],
  secrets: [],
  rollout: { bakeTime: "10 minutes", changeLimit: "25%" },
  cdn: { priceClass: "PriceClass_100", rateLimit: 2_000, managedRules: "count", inspectedBody: "16 KB", uploads: [] },
  alarms: { replicaLag: "5 minutes" },
  alerts: { page: { emails: [] }, ticket: { emails: [] }, runbooks: "docs/runbooks" },
  observability: { level: "full", accessLogs: "none", prometheus: false, grafana: false },
  tags: {},
};

/** The service stack of a platform in one region, with its dependencies. */
export function buildServices(app: App, platform: Platform): ServiceStack {
  const network = new NetworkStack(app, "dev-us-east-1-network", { platform, region: REGION });
  return new ServiceStack(app, "dev-us-east-1-service", {
    platform,
    region: REGION,
    foundation: { hostedZone: { name: "photofeed.example.com" }, repositories: REPOSITORIES, originToken: "token" },
    network,
    data: data(placedStack(app, "dev-us-east-1-data")),
  });
}

/** The Terraform of the service stack, with some fields of the platform changed. */
export const synthesizeServices = (changes: Partial<Platform> = {}): StackJson =>
  synthesizeStack("dev-us-east-1-service", (app) => buildServices(app, { ...PLATFORM, ...changes }));
