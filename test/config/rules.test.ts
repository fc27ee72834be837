import type { ConfigError } from "../../config/errors";
import { resolve } from "../../config/resolve";
import { derivedPriority } from "../../config/route-priority";
import { RULES } from "../../config/rules";
import { base, changed } from "./base-environment";

/** One row for each way to break a rule: the smallest change that does it, and the one error that comes of it. */
type Row = readonly [rule: string, changes: Readonly<Record<string, unknown>>, expected: Expected | readonly Expected[]];

interface Expected {
  readonly path: string;
  readonly received: unknown;
  readonly problem: string;
  readonly allowed: string;
  readonly mend: string;
}

const expected = (path: string, received: unknown, problem: string, allowed: string, mend: string): Expected => ({
  path,
  received,
  problem,
  allowed,
  mend,
});

const worker = { image: "mailer:1.0.0", consumes: "emails" };
const second = { image: "web:1.0.0", port: 8081, routes: ["/web/*"] };
const tcp = (port: number, more: object = {}) => ({ image: "tcp:1.0.0", port: 9000, listener: { protocol: "tcp", port, ...more } });
const manyTags = Array.from({ length: 47 }, (_, index) => `t${index + 10}`);
const webPriority = derivedPriority("web", ["/web/*"], []);
const longDomain = `${"a".repeat(40)}.${"b".repeat(14)}.com`;

const rows: readonly Row[] = [
  ["environment.name", { name: "internal" }, expected("name", "internal", "internal-", "any name but internal", "another name")],
  [
    "environment.domain",
    { domainName: longDomain, "state.bucket": "x-state" },
    expected("domainName", longDomain, "59 characters", "at most 57", "shorter"),
  ],
  [
    "environment.log-retention",
    { logRetention: "10 days" },
    expected("logRetention", "10 days", "CloudWatch's steps", "7, 14, 30", '"14 days"'),
  ],
  ["environment.tags", { "tags.aws:owner": "x" }, expected('tags["aws:owner"]', "x", "aws:", "ManagedBy", "another key")],
  ["environment.tags", { "tags.environment": "x" }, expected("tags.environment", "x", "Terrace sets", "Environment", "Remove it")],
  [
    "environment.tags",
    { tags: Object.fromEntries(manyTags.map((key) => [key, ""])) },
    expected("tags", manyTags, "47 tags", "at most 46", "Remove some"),
  ],
  ["state.bucket", { "state.bucket": "a..b" }, expected("state.bucket", "a..b", "two dots", "S3 bucket", "plain name")],
  ["state.bucket", { "state.bucket": "192.168.0.1" }, expected("state.bucket", "192.168.0.1", "IP address", "S3 bucket", "plain name")],
  ["state.bucket", { "state.bucket": "xn--state" }, expected("state.bucket", "xn--state", "begins", "S3 bucket", "plain name")],
  ["state.bucket", { "state.bucket": "state-s3alias" }, expected("state.bucket", "state-s3alias", "ends", "S3 bucket", "plain name")],
  [
    "state.bucket",
    { domainName: `${"a".repeat(52)}.com` },
    expected("state.bucket", `test-${"a".repeat(52)}-com-terraform-state`, "77 characters", "3 to 63", "shorter"),
  ],
  ["state.region", { "state.region": "eu-west1" }, expected("state.region", "eu-west1", "no AWS region", "eu-west-1", "`eu-west-1`")],
  [
    "site.failover-region",
    { "site.failoverRegion": "us-east-1" },
    expected("site.failoverRegion", "us-east-1", "the primary region", "other than the primary", "Leave it out"),
  ],
  [
    "site.failover-region",
    { "site.failoverRegion": "us-west-3" },
    expected("site.failoverRegion", "us-west-3", "no AWS region", "an AWS region", "Did you mean"),
  ],
  [
    "name.too-long",
    { name: "productioneu", regions: { "ap-southeast-2": {} }, "caches.sessions-of-people": {} },
    expected(
      "caches.sessions-of-people",
      "ap-southeast-2-sessions-of-people",
      '"productioneu-ap-southeast-2-sessions-of-people", which has 46 characters',
      "at most 40 characters for a replicationGroup",
      "Shorten it",
    ),
  ],
  [
    "name.taken",
    { "databases.main": { engine: "mysql", readReplicas: 2 }, "databases.main-replica-2": { engine: "mysql" } },
    expected("databases.main-replica-2", "main-replica-2", '"test-main-replica-2", as one of databases.main', "no two things", "Rename"),
  ],
  [
    "name.taken",
    { "queues.mails": {}, "queues.mails-dead-letters": {} },
    expected(
      "queues.mails-dead-letters",
      "mails-dead-letters",
      '"test-mails-dead-letters", as one of queues.mails',
      "no two things",
      "Rename",
    ),
  ],
  [
    "name.too-long",
    { "services.api.image": `${"a".repeat(260)}:1` },
    expected("services.api.image", "a".repeat(260), "265 characters", "at most 256 characters for a repository", "Shorten it"),
  ],
  [
    "database.whole-days",
    { "databases.main": { engine: "postgres", backupRetention: "36 hours" } },
    expected("databases.main.backupRetention", "36 hours", "whole number of days", "whole days", '"2 days"'),
  ],
  [
    "cache.whole-days",
    { "caches.main": { snapshots: "30 hours" } },
    expected("caches.main.snapshots", "30 hours", "whole number of days", "whole days", '"2 days"'),
  ],

  [
    "region.unknown",
    { regions: { "us-east1": {} } },
    expected("regions.us-east1", "us-east1", "no AWS region", "us-east-1", "`us-east-1`"),
  ],
  ["region.primary", { regions: {} }, expected("regions", {}, "has no region", "exactly one", "Add a region")],
  [
    "region.primary",
    { regions: { "us-east-1": {}, "eu-west-1": {} } },
    expected("regions", [], "no primary region", "exactly one", "primary: true"),
  ],
  [
    "region.primary",
    { regions: { "us-east-1": { primary: true }, "eu-west-1": { primary: true } } },
    expected("regions", ["eu-west-1", "us-east-1"], "several primary", "exactly one", "no other"),
  ],
  ["region.zones", { regions: { "us-west-1": {} } }, expected("network.zones", 3, "more than us-west-1 has", "at most 2", "`zones: 2`")],
  [
    "region.cidr",
    { "regions.us-east-1.cidr": "10.1.2.0/16" },
    expected("regions.us-east-1.cidr", "10.1.2.0/16", "behind its prefix", "first address", '"10.1.0.0/16"'),
  ],
  [
    "region.cidr",
    { "regions.us-east-1.cidr": "10.1.0.0/21" },
    expected("regions.us-east-1.cidr", "10.1.0.0/21", "too small", "/16 to /20", "16 to 20"),
  ],
  [
    "region.cidr",
    { "regions.us-east-1.cidr": "10.0.0.0/15" },
    expected("regions.us-east-1.cidr", "10.0.0.0/15", "larger than AWS", "/16 to /20", "16 to 20"),
  ],
  [
    "region.cidr",
    { "regions.us-east-1.cidr": "8.8.0.0/16" },
    expected("regions.us-east-1.cidr", "8.8.0.0/16", "not private", "10.0.0.0/8", "private range"),
  ],
  [
    "region.cidr-overlap",
    { regions: { "us-east-1": { primary: true }, "eu-west-1": { cidr: "10.10.128.0/20" } } },
    expected(
      "regions.eu-west-1.cidr",
      "10.10.128.0/20",
      "overlaps the addresses of us-east-1, 10.10.0.0/16",
      "no other region",
      "Leave `cidr` out",
    ),
  ],

  [
    "network.endpoint",
    { "network.interfaceEndpoints": ["ecr-api"] },
    expected("network.interfaceEndpoints[0]", "ecr-api", "no service with an interface endpoint", "ecr.api", "`ecr.api`"),
  ],
  [
    "network.endpoint",
    { "network.interfaceEndpoints": ["s3"] },
    expected("network.interfaceEndpoints[0]", "s3", "gateway endpoint already", "without a gateway", "Remove it"),
  ],
  [
    "network.endpoint",
    { "network.interfaceEndpoints": ["sqs", "sqs"] },
    expected("network.interfaceEndpoints[1]", "sqs", "twice", "each service once", "Remove it"),
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
    "network.static-addresses",
    { "network.staticAddresses": true },
    expected("network.staticAddresses", true, "no effect", "NLB", "Leave it out"),
  ],
  [
    "network.elastic-ips",
    { "network.staticAddresses": true, "network.natGateways": "per-zone", "services.tcp": tcp(9000) },
    expected("network", { natGateways: "per-zone", staticAddresses: true, zones: 3 }, "6 Elastic IPs", "5 in an account", "Ask AWS"),
  ],

  [
    "workload.same-name",
    { "queues.emails": {}, "workers.api": worker },
    expected("workers.api", "api", "name of a service", "no service has", "Rename"),
  ],
  [
    "workload.fargate-size",
    { "services.api.cpu": 300 },
    expected("services.api.cpu", 300, "not a CPU that Fargate has", "256, 512, 1024", "`cpu: 512`"),
  ],
  [
    "workload.fargate-size",
    { "services.api.cpu": 256, "services.api.memory": "3 GB" },
    expected("services.api.memory", "3 GB", "with 256 CPU units", "512 MB, 1 GB or 2 GB", '`cpu: 512, memory: "3 GB"`'),
  ],
  [
    "workload.fargate-size",
    { "services.api.cpu": 1024, "services.api.memory": "1 GB" },
    expected("services.api.memory", "1 GB", "with 1024 CPU units", "2 to 8 GB in steps of 1 GB", '`memory: "2 GB"`'),
  ],
  [
    "workload.image",
    { "services.api.image": "api" },
    expected("services.api.image", "api", "neither a tag nor a digest", "api:1.4.2", "tag of its own"),
  ],
  [
    "workload.image",
    { "services.api.image": "api:latest" },
    expected("services.api.image", "api:latest", "another image every day", "api:1.4.2", "tag of its own"),
  ],
  [
    "workload.image",
    { "services.api.image": "API:1" },
    expected("services.api.image", "API:1", "not a reference", "api:1.4.2", "tag of its own"),
  ],
  [
    "workload.image",
    { "services.api.image": "api:-1" },
    expected("services.api.image", "api:-1", "tag that is not valid", "api:1.4.2", "tag of its own"),
  ],
  [
    "workload.image",
    { "services.api.image": "api@sha256:12" },
    expected("services.api.image", "api@sha256:12", "digest that is not", "api:1.4.2", "digest"),
  ],
  [
    "workload.scale",
    { "services.api.scale": { min: 5, max: 4 } },
    expected("services.api.scale.min", 5, "above `max`", "which is 4", "Lower `min`"),
  ],
  [
    "workload.schedule",
    { "services.api.scale.schedules.night": { cron: "rate(1 day)", min: 2, max: 1 } },
    expected("services.api.scale.schedules.night.min", 2, "above `max`", "which is 1", "Lower `min`"),
  ],
  [
    "workload.schedule",
    { "services.api.scale.schedules.night": { cron: "rate(1 day)", timeZone: "Europe/Berlim", min: 1, max: 1 } },
    expected("services.api.scale.schedules.night.timeZone", "Europe/Berlim", "no time zone", "IANA", "`Europe/Berlin`"),
  ],
  [
    "workload.schedule",
    { "services.api.scale.schedules.night": { cron: "cron(0 8 * * MON *)", min: 1, max: 1 } },
    expected("services.api.scale.schedules.night.cron", "cron(0 8 * * MON *)", "must have ?", "day-of-month", "MON-FRI"),
  ],
  [
    "workload.capacity",
    { "services.api.capacity": { base: 0, onDemand: 0, spot: 0 } },
    expected("services.api.capacity", { base: 0, onDemand: 0, spot: 0 }, "all weights as 0", "above 0", "`onDemand: 1`"),
  ],
  [
    "workload.capacity",
    { "services.api.capacity": { base: 2, onDemand: 0, spot: 1 } },
    expected("services.api.capacity.base", 2, "whose weight is 0", "0 with `onDemand: 0`", "`base: 0`"),
  ],
  [
    "workload.health-command",
    { "services.api.healthCommand": ["curl"] },
    expected("services.api.healthCommand", ["curl"], "does not begin", '"CMD"', "Write for example"),
  ],
  [
    "workload.health-command",
    { "services.api.healthCommand": ["CMD"] },
    expected("services.api.healthCommand", ["CMD"], "has no command", '"CMD"', "CMD"),
  ],
  ["workload.scratch", { "services.api.scratch": ["/"] }, expected("services.api.scratch[0]", "/", "whole file system", "/tmp", "folder")],
  [
    "workload.scratch",
    { "services.api.scratch": ["/tmp", "/tmp/"] },
    expected("services.api.scratch[1]", "/tmp/", "twice", "each once", "folder"),
  ],
  [
    "workload.scratch",
    { "services.api.scratch": ["/tmp/../etc"] },
    expected("services.api.scratch[0]", "/tmp/../etc", "plain path", "absolute", "folder"),
  ],
  [
    "workload.scratch",
    { "services.api.scratch": ["/proc/x"] },
    expected("services.api.scratch[0]", "/proc/x", "belongs to the system", "absolute", "folder"),
  ],

  [
    "uses.unknown",
    { "caches.sessions": {}, "services.api.uses": ["session"] },
    expected("services.api.uses[0]", "session", "names nothing", "sessions", "`sessions`"),
  ],
  [
    "uses.unknown",
    { "services.api.uses": ["main"] },
    expected("services.api.uses[0]", "main", "names nothing", "nothing: there is none", "Add it to `databases`"),
  ],
  [
    "uses.twice",
    { "caches.main": {}, "services.api.uses": ["main", "main"] },
    expected("services.api.uses[1]", "main", "twice", "each name once", "Remove it"),
  ],
  [
    "uses.ambiguous",
    { "caches.main": {}, "queues.main": {} },
    expected("queues.main", "main", "something in `caches`", "unique", "Rename"),
  ],
  [
    "uses.variable",
    { "databases.main": { engine: "postgres" }, "services.api.uses": ["main"], "services.api.environment": { MAIN_DB_WRITER_HOST: "x" } },
    expected("services.api.environment.MAIN_DB_WRITER_HOST", "x", 'comes with `uses: ["main"]`', "no binding gives", "Remove it"),
  ],
  [
    "workload.variable",
    { "services.api.environment": { AWS_ACCESS_KEY_ID: "x" } },
    expected("services.api.environment.AWS_ACCESS_KEY_ID", "x", "AWS's own", "variables of the program", "Remove it"),
  ],

  [
    "service.kind",
    { "services.api.routes": undefined },
    expected("services.api", undefined, "neither `routes` nor", "behind the ALB", "Add for example"),
  ],
  [
    "service.kind",
    { "services.api.listener": { protocol: "tcp", port: 9 } },
    expected(
      "services.api",
      { routes: ["/api/*"], listener: { protocol: "tcp", port: 9 } },
      "both `routes` and",
      "behind the NLB",
      "Remove one",
    ),
  ],
  [
    "service.http-only",
    { "services.tcp": { ...tcp(9000), hosts: ["a.example.com"] } },
    expected("services.tcp.hosts", ["a.example.com"], "HTTP services only", "beside `routes`", "Remove it"),
  ],
  [
    "service.http-only",
    { "services.tcp": { ...tcp(9000), priority: 7 } },
    expected("services.tcp.priority", 7, "HTTP services only", "beside `routes`", "Remove it"),
  ],
  [
    "service.http-only",
    { "services.tcp": { ...tcp(9000), loadBalancing: { algorithm: "round_robin", slowStart: "30 seconds", stickySessions: "1 hour" } } },
    [
      expected("services.tcp.loadBalancing.slowStart", "30 seconds", "HTTP services only", "beside `routes`", "Remove it"),
      expected("services.tcp.loadBalancing.stickySessions", "1 hour", "HTTP services only", "beside `routes`", "Remove it"),
    ],
  ],
  [
    "service.http-only",
    { "services.tcp": { ...tcp(9000), scale: { requestsPerTask: 5 } } },
    expected("services.tcp.scale.requestsPerTask", 5, "HTTP services only", "beside `routes`", "Remove it"),
  ],
  ["service.port", { "services.api.port": 80 }, expected("services.api.port", 80, "below 1024", "1024 to 65535", "8080")],
  ["service.port", { "services.api.port": 51_679 }, expected("services.api.port", 51_679, "the ECS agent", "51678 to 51680", "8080")],
  [
    "service.port",
    { "services.tcp": tcp(9000, { healthPort: 22 }) },
    expected("services.tcp.listener.healthPort", 22, "below 1024", "1024", "another port"),
  ],
  [
    "service.udp-health",
    { "services.tcp": tcp(9000, { protocol: "udp" }) },
    expected("services.tcp.listener.healthPort", undefined, "cannot be checked by UDP", "TCP port", "`healthPort: 8081`"),
  ],
  [
    "service.listener-port",
    { "services.one": tcp(9000), "services.two": tcp(9000) },
    expected("services.two.listener.port", 9000, "port of one already", "no other listener", "another port"),
  ],
  [
    "service.listener-port",
    { "services.one": tcp(9000), "services.two": tcp(9000, { protocol: "udp", healthPort: 8081 }) },
    expected("services.two.listener.port", 9000, "port of one already", "TCP and UDP on one port", "another port"),
  ],

  [
    "route.values",
    { "services.api.routes": ["/a/*", "/b/*", "/c/*"], "services.api.hosts": ["a.example.com", "b.example.com"] },
    expected("services.api.routes", ["/a/*", "/b/*", "/c/*", "a.example.com", "b.example.com"], "5 values", "at most 4", "two services"),
  ],
  [
    "route.wildcards",
    { "services.api.routes": ["/?/?/?/?/?/?/*"] },
    expected("services.api.routes", ["/?/?/?/?/?/?/*"], "7 wildcards", "at most 6", "one `*`"),
  ],
  [
    "route.host",
    { "services.api.hosts": ["api.example.org"] },
    expected("services.api.hosts[0]", "api.example.org", "neither example.com", '".example.com"', '"api.example.com"'),
  ],
  [
    "route.host",
    { "services.api.hosts": ["example.com", "example.com"] },
    expected("services.api.hosts[1]", "example.com", "twice", "each host once", "Remove it"),
  ],
  [
    "route.twice",
    { "services.api.routes": ["/a", "/a"] },
    expected("services.api.routes[1]", "/a", "twice", "each path once", "Remove it"),
  ],
  [
    "route.taken",
    { "services.web": { ...second, routes: ["/web", "/api/*"] } },
    expected("services.web.routes[1]", "/api/*", "route of api already", "same host", "another path"),
  ],
  [
    "route.priority",
    { "services.api.priority": 5, "services.web": { ...second, priority: 5 } },
    expected("services.web.priority", 5, "priority of api already", "1 to 49999", "`priority: 6`"),
  ],
  [
    "route.priority",
    { "services.api.priority": webPriority, "services.web": second },
    expected("services.web.priority", undefined, `would be ${webPriority}`, "1 to 49999", `\`priority: ${webPriority + 1}\``),
  ],
  [
    "route.shadowed",
    { "services.api.priority": 5, "services.web": { ...second, routes: ["/api/photos/*"] } },
    expected("services.web.routes[0]", "/api/photos/*", "never reached, since api", "no earlier route", "`priority` of web below 5"),
  ],
  [
    "route.site",
    { site: {}, "services.api.routes": ["/*"] },
    expected("services.api.routes[0]", "/*", "no path to the site", "/api/*", "path of its own"),
  ],
  [
    "route.site",
    { site: {}, "services.api.routes": ["/"] },
    expected("services.api.routes[0]", "/", "first page", "/api/*", "path of its own"),
  ],

  [
    "worker.consumes",
    { "queues.emails": {}, "workers.mailer": { ...worker, consumes: "email" } },
    expected("workers.mailer.consumes", "email", "no queue", "emails", "`emails`"),
  ],
  [
    "queue.visibility",
    { "queues.emails.visibility": "121 seconds", "workers.mailer": worker },
    expected("queues.emails.visibility", "121 seconds", "second worker", "more than 121 seconds", '"150 seconds"'),
  ],
  [
    "queue.retention",
    { "queues.emails": { visibility: "1 hour", retention: "5 hours", maxReceives: 5 } },
    expected("queues.emails.retention", "5 hours", "5 times 1 hour", "more than 18000 seconds", "Raise `retention`"),
  ],
  [
    "worker.latency",
    { "queues.emails": {}, "workers.mailer": { ...worker, scale: { acceptableLatency: "5 seconds", secondsPerMessage: 6 } } },
    expected("workers.mailer.scale.acceptableLatency", "5 seconds", "no number of tasks", "which is 6", "Raise `acceptableLatency`"),
  ],

  [
    "database.class",
    { "databases.main": { engine: "postgres", size: "db.r6g.huge" } },
    expected("databases.main.size", "db.r6g.huge", "no instance class", "db.r6g", "Did you mean `db.r6g.large`"),
  ],
  [
    "database.class",
    { "databases.main": { engine: "postgres", replicaSize: "db.t9z.micro" } },
    expected("databases.main.replicaSize", "db.t9z.micro", "no instance class", "db.t4g", "Did you mean"),
  ],
  [
    "database.version",
    { "databases.main": { engine: "postgres", version: "9" } },
    expected("databases.main.version", "9", "standard support", "14, 15, 16, 17 or 18", 'version: "18"'),
  ],
  [
    "database.version",
    { "databases.main": { engine: "postgres", version: "17.4" } },
    expected("databases.main.version", "17.4", "minor version", "major versions of postgres", 'version: "17"'),
  ],
  [
    "database.storage",
    { "databases.main": { engine: "postgres", storage: "20.5 GB" } },
    [expected("databases.main.storage", "20.5 GB", "whole number of GB", "whole GB", '"21 GB"')],
  ],
  [
    "database.storage",
    { "databases.main": { engine: "postgres", storage: "100 GB", maxStorage: "109 GB" } },
    expected("databases.main.maxStorage", "109 GB", "10 %", "at least 111 GB", '"200 GB"'),
  ],
  [
    "database.replica-size",
    { "databases.main": { engine: "postgres", size: "db.m7g.large", replicaSize: "db.t4g.medium", readReplicas: 1 } },
    expected("databases.main.replicaSize", "db.t4g.medium", "less memory than `size`", "at least 8 GB", '"db.m7g.large"'),
  ],
  [
    "database.replicas",
    { regions: { "us-east-1": { primary: true }, "us-east-2": {} }, "databases.main": { engine: "postgres", readReplicas: 8 } },
    expected("databases.main.readReplicas", 8, "16 replicas", "so 7 in each", "`readReplicas: 7`"),
  ],
  [
    "database.name",
    { "databases.order": { engine: "postgres" } },
    expected("databases.order.databaseName", "order", "reserved word", "free in postgres", '"order_data"'),
  ],
  [
    "database.name",
    { "databases.main": { engine: "mysql", databaseName: "sys" } },
    expected("databases.main.databaseName", "sys", "makes for itself", "free in mysql", '"sys_data"'),
  ],
  [
    "database.username",
    { "databases.main": { engine: "postgres", username: "admin" } },
    expected("databases.main.username", "admin", "keeps for itself", "free in postgres", '"terrace"'),
  ],
  [
    "database.username",
    { "databases.main": { engine: "postgres", username: "pg_owner" } },
    expected("databases.main.username", "pg_owner", "pg_", "free in postgres", '"terrace"'),
  ],
  [
    "database.username",
    { "databases.main": { engine: "postgres", username: "user" } },
    expected("databases.main.username", "user", "reserved word", "free in postgres", '"terrace"'),
  ],
  [
    "database.windows",
    { "databases.main": { engine: "postgres", backupWindow: "02:00-02:29" } },
    expected("databases.main.backupWindow", "02:00-02:29", "shorter than 30 minutes", "at least 30 minutes", "Move its end"),
  ],
  [
    "database.windows",
    { "databases.main": { engine: "postgres", maintenanceWindow: "sun:04:00-tue:05:00", backupWindow: "14:00-15:00" } },
    [
      expected("databases.main.maintenanceWindow", "sun:04:00-tue:05:00", "not shorter than a day", "less than 24 hours", "Move its end"),
      expected("databases.main.maintenanceWindow", "sun:04:00-tue:05:00", "overlaps `backupWindow`, 14:00-15:00", "one hour", "Move one"),
    ],
  ],
  [
    "database.windows",
    { "databases.main": { engine: "postgres", maintenanceWindow: "sun:03:59-sun:05:00" } },
    expected("databases.main.maintenanceWindow", "sun:03:59-sun:05:00", "less than an hour", "one hour before or after", "Move one"),
  ],
  [
    "database.parameter",
    { "databases.main": { engine: "postgres", parameters: { "rds.force_ssl": "0" } } },
    expected('databases.main.parameters["rds.force_ssl"]', "0", "TLS is always forced", "other than rds.force_ssl", "Remove it"),
  ],
  [
    "database.connections",
    { "databases.main": { engine: "postgres" }, "services.api.uses": ["main"], "services.api.scale": { max: 8 } },
    expected(
      "databases.main.size",
      "db.t4g.micro",
      "holds 76 connections of applications, but they may open 80 (api 80)",
      "at most 76",
      "larger class",
    ),
  ],

  [
    "cache.cluster-replicas",
    { "caches.main": { shards: 2, replicas: 0 } },
    expected("caches.main.replicas", 0, "needs failover", "1 to 5", "`replicas: 1`"),
  ],
  [
    "cache.nodes",
    { "caches.main": { shards: 90, replicas: 5 } },
    expected("caches.main.shards", 90, "540 nodes", "so 83 shards", "fewer shards"),
  ],
  [
    "cache.nodes-quota",
    { "caches.main": { shards: 46, replicas: 1 } },
    expected("caches.main.shards", 46, "92 nodes", "90 nodes", "Ask AWS"),
  ],
  [
    "secret.arns",
    {
      regions: { "us-east-1": { primary: true }, "eu-west-1": {} },
      "secrets.key": { arns: { "us-east-1": "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf" } },
    },
    expected("secrets.key.arns.eu-west-1", undefined, "is missing", "eu-west-1, us-east-1", "Replicate"),
  ],
  [
    "secret.arns",
    { "secrets.key": { arns: { "us-east-1": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf" } } },
    expected(
      "secrets.key.arns.us-east-1",
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf",
      "of eu-west-1, not of us-east-1",
      "us-east-1 in it",
      "copy in that region",
    ),
  ],
  [
    "secret.arns",
    {
      "secrets.key.arns": {
        "us-east-1": "arn:aws:ssm:us-east-1:123456789012:parameter/a",
        "eu-west-1": "arn:aws:ssm:eu-west-1:123456789012:parameter/a",
      },
    },
    expected("secrets.key.arns.eu-west-1", "arn:aws:ssm:eu-west-1:123456789012:parameter/a", "does not run in", "us-east-1", "Remove it"),
  ],
];

const warnings = new Set(RULES.filter(({ warning }) => warning).map(({ id }) => id));

function found(changes: Readonly<Record<string, unknown>>, rule: string): readonly ConfigError[] {
  const resolution = resolve(changed(changes));
  if (warnings.has(rule)) return resolution.ok ? resolution.warnings : [];
  return resolution.ok ? [] : resolution.errors;
}

test("the base that each test breaks is valid", () => {
  expect(resolve(base)).toMatchObject({ ok: true, warnings: [] });
});

test.each(rows)("%s: %j", (rule, changes, errors) => {
  const all = (Array.isArray(errors) ? errors : [errors]) as readonly Expected[];
  expect(found(changes, rule)).toEqual(
    all.map(({ path, received, problem, allowed, mend }) => ({
      rule,
      path,
      received,
      problem: expect.stringContaining(problem) as string,
      allowed: expect.stringContaining(allowed) as string,
      mend: expect.stringContaining(mend) as string,
    })),
  );
});

test("every rule has a test", () => {
  const tested = new Set(rows.map(([rule]) => rule));
  expect(RULES.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
});
