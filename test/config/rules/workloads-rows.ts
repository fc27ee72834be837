import { type Row, expected } from "./row";

const worker = { image: "mailer:1.0.0", consumes: "emails" };

const withDatabase = { "databases.main": { engine: "postgres" }, "services.api.uses": ["main"] };

/** Violations of the rules about services and workers. */
export const workloadsRows: readonly Row[] = [
  [
    "environment.reference",
    { ...withDatabase, "services.api.environment": { A: "x {mian.writer}" } },
    expected(
      "services.api.environment.A",
      "{mian.writer}",
      "does not exist",
      "resources in `uses`: main",
      "Did you mean `main`? For literal text, write `\\{mian.writer}`.",
    ),
  ],
  [
    "environment.reference",
    { ...withDatabase, "services.api.uses": [], "services.api.environment": { A: "{main.writer}" } },
    expected(
      "services.api.environment.A",
      "{main.writer}",
      'the database "main", which the workload does not use',
      "resources in `uses`: nothing",
      'Add "main" to `uses`.',
    ),
  ],
  [
    "environment.reference",
    { ...withDatabase, "services.api.environment": { A: "{main.writr}" } },
    expected(
      "services.api.environment.A",
      "{main.writr}",
      '"writr", which a database does not have',
      "writer, reader, endpoint, port, name, username or password",
      "Did you mean `writer`?",
    ),
  ],
  [
    "environment.reference",
    { "secrets.stripe": {}, "services.api.uses": ["stripe"], "services.api.environment": { A: "key {stripe.api_key}" } },
    expected(
      "services.api.environment.A",
      "{stripe.api_key}",
      "a secret, whose value people set",
      "the whole value",
      'secrets: { VARIABLE: "stripe.api_key" }',
    ),
  ],
  [
    "environment.parameter-size",
    { ...withDatabase, "services.api.environment": { A: `${"x".repeat(4_000)}{main.password}` } },
    expected("services.api.environment.A", "4015 bytes", "can have 4128 bytes", "at most 4096 bytes", "variable of its own"),
  ],
  [
    "environment.shell-variable",
    { ...withDatabase, "services.api.environment": { A: "postgres://${MAIN_DB_USERNAME}@x" } },
    expected(
      "services.api.environment.A",
      "${MAIN_DB_USERNAME}",
      "as it is",
      "references of Terrace",
      "`{main.writer}`, `{main.reader}` or `{main.endpoint}`",
    ),
  ],
  [
    "environment.shell-variable",
    { ...withDatabase, "services.api.environment": { A: "$MAIN_DB_PASSWORD" } },
    expected("services.api.environment.A", "$MAIN_DB_PASSWORD", "as it is", "references of Terrace", "Write references"),
  ],
  [
    "environment.shell-variable",
    { ...withDatabase, "services.api.environment": { A: "${main.writer}" } },
    expected("services.api.environment.A", "${main.writer}", "as it is", "references of Terrace", "Remove the `$`: `{main.writer}`."),
  ],
  [
    "environment.reference-elsewhere",
    { ...withDatabase, "services.api.command": ["serve", "--db={main.writer}"] },
    expected("services.api.command[1]", "--db={main.writer}", "only in `environment`", "as it is", "Set a variable"),
  ],
  [
    "workload-secrets.unknown",
    { "secrets.mail-key": {}, "services.api.uses": ["mail-key"], "services.api.secrets": { SMTP_PASSWORD: "mail-kay" } },
    expected("services.api.secrets.SMTP_PASSWORD", "mail-kay", "does not name a secret", "secrets in `uses`: ", "Did you mean `mail-key`?"),
  ],
  [
    "workload-secrets.unknown",
    { "databases.main": { engine: "postgres" }, "services.api.uses": ["main"], "services.api.secrets": { DB_PASSWORD: "main.password" } },
    expected(
      "services.api.secrets.DB_PASSWORD",
      "main.password",
      "names a database, not a secret",
      "secrets in `uses`",
      "Add it to `secrets`",
    ),
  ],
  [
    "workload-secrets.unknown",
    { "secrets.mail-key": {}, "services.api.secrets": { SMTP_PASSWORD: "mail-key" } },
    expected(
      "services.api.secrets.SMTP_PASSWORD",
      "mail-key",
      "which the workload does not use",
      "secrets in `uses`: nothing",
      'Add "mail-key" to `uses`',
    ),
  ],
  [
    "workload-secrets.key",
    {
      "secrets.mail-key": { arns: { "us-east-1": "arn:aws:ssm:us-east-1:123456789012:parameter/mail" } },
      "services.api.uses": ["mail-key"],
      "services.api.secrets": { SMTP_PASSWORD: "mail-key.password" },
    },
    expected(
      "services.api.secrets.SMTP_PASSWORD",
      "mail-key.password",
      "a parameter, which has no keys",
      "without a key",
      'SMTP_PASSWORD: "mail-key"',
    ),
  ],
  [
    "workload-secrets.key",
    {
      "secrets.mail-key": { arns: { "us-east-1": "arn:aws:secretsmanager:us-east-1:123456789012:secret:mail-AbCdEf:user::" } },
      "services.api.uses": ["mail-key"],
      "services.api.secrets": { SMTP_PASSWORD: "mail-key.password" },
    },
    expected("services.api.secrets.SMTP_PASSWORD", "mail-key.password", "followed by the part", "without a key", "after the ARN"),
  ],
  [
    "workload-secrets.variable",
    {
      "secrets.mail-key": {},
      "services.api.uses": ["mail-key"],
      "services.api.environment": { KEY: "x" },
      "services.api.secrets": { KEY: "mail-key" },
    },
    expected("services.api.secrets.KEY", "mail-key", "`environment` sets, too", "each variable once", "another name"),
  ],
  [
    "workload-secrets.variable",
    {
      "databases.main": { engine: "postgres" },
      "secrets.mail-key": {},
      "services.api.uses": ["main", "mail-key"],
      "services.api.secrets": { MAIN_DB_NAME: "mail-key" },
    },
    expected("services.api.secrets.MAIN_DB_NAME", "mail-key", "`uses` sets, too", "each variable once", "another name"),
  ],
  [
    "workload.variable",
    { "secrets.mail-key": {}, "services.api.uses": ["mail-key"], "services.api.secrets": { AWS_SECRET_ACCESS_KEY: "mail-key" } },
    expected("services.api.secrets.AWS_SECRET_ACCESS_KEY", "mail-key", "reserved by AWS", "variables of the application", "Remove"),
  ],
  [
    "workload.same-name",
    { "queues.emails": {}, "workers.api": worker },
    expected("workers.api", "api", "name of a service", "no service has", "Rename"),
  ],
  [
    "workload.egress",
    { "services.api.egress": [{ port: 587 }] },
    expected("services.api.egress[0]", undefined, "neither `to` nor `cidr`", "a host name", "smtp.example.com"),
  ],
  [
    "workload.egress",
    { "services.api.egress": [{ to: "a.example.com", cidr: "203.0.113.0/24", port: 587 }] },
    expected(
      "services.api.egress[0]",
      { to: "a.example.com", cidr: "203.0.113.0/24" },
      "both `to` and `cidr`",
      "a host name",
      "Remove one",
    ),
  ],
  [
    "workload.egress",
    { "services.api.egress": [{ cidr: "203.0.113.7/24", port: 587 }] },
    expected("services.api.egress[0].cidr", "203.0.113.7/24", "bits after its prefix", "first address", '"203.0.113.0/24"'),
  ],
  [
    "workload.egress-smtp",
    { "services.api.egress": [{ to: "smtp.example.com", port: 25 }] },
    expected("services.api.egress[0].port", 25, "AWS blocks", "587 or 465", "ec2-port-25-throttle"),
  ],
  [
    "workload.egress-nat",
    { "services.api.egress": "open", "network.natGateways": "none", "network.interfaceEndpoints": ["ecr.api", "ecr.dkr", "logs"] },
    expected("services.api.egress", "open", "no NAT gateway", "private ranges", 'natGateways: "one"'),
  ],
  [
    "workload.fargate-size",
    { "services.api.cpu": 300 },
    expected("services.api.cpu", 300, "is not a Fargate CPU size", "256, 512, 1024", "`cpu: 512`"),
  ],
  [
    "workload.fargate-size",
    { "services.api.cpu": 256, "services.api.memory": "3 GB" },
    expected("services.api.memory", "3 GB", "for 256 CPU units", "512 MB, 1 GB or 2 GB", '`cpu: 512, memory: "3 GB"`'),
  ],
  [
    "workload.fargate-size",
    { "services.api.cpu": 1024, "services.api.memory": "1 GB" },
    expected("services.api.memory", "1 GB", "for 1024 CPU units", "2 to 8 GB in steps of 1 GB", '`memory: "2 GB"`'),
  ],
  [
    "workload.image",
    { "services.api.image": "123456789012.dkr.ecr.eu-west-9.amazonaws.com/app:1" },
    expected(
      "services.api.image",
      "123456789012.dkr.ecr.eu-west-9.amazonaws.com/app:1",
      "ECR of eu-west-9, which is not a valid AWS region",
      "us-east-1",
      "Did you mean `eu-west-",
    ),
  ],
  [
    "workload.image-host",
    { "services.api.image": "metabase/metabase:v0.54.1" },
    expected(
      "services.api.image",
      "metabase/metabase:v0.54.1",
      "no registry host",
      "name without a slash",
      'For Docker Hub, write "docker.io/metabase/metabase:v0.54.1"',
    ),
  ],
  [
    "workload.image-host",
    { "services.api.image": `team/api@sha256:${"0".repeat(64)}` },
    expected("services.api.image", `team/api@sha256:${"0".repeat(64)}`, "no registry host", "registry's host name", 'such as "team-api"'),
  ],
  ["workload.image-host", { "services.api.image": "docker.io/metabase/metabase:v0.54.1" }, []],
  ["workload.image-host", { "services.api.image": "team/api:1.0.0", images: { "team/api": `sha256:${"0".repeat(64)}` } }, []],
  [
    "workload.image-expiry",
    { "services.api.image": "api:build-77" },
    expected("services.api.image", "api:build-77", "expires after 100 newer ones", "a version with a dot", "terrace release set"),
  ],
  ["workload.image-expiry", { "services.api.image": "api:v1.4" }, []],
  ["workload.image-expiry", { "services.api.image": "registry.example.com/api:build-77" }, []],
  [
    "workload.image",
    { "services.api.image": "api" },
    expected("services.api.image", "api", "neither a tag nor a digest", "api:1.4.2", "unique tag"),
  ],
  [
    "workload.image",
    { "services.api.image": "api:latest" },
    expected("services.api.image", "api:latest", "different image every day", "api:1.4.2", "unique tag"),
  ],
  [
    "workload.image",
    { "services.api.image": "API:1" },
    expected("services.api.image", "API:1", "not a valid image reference", "api:1.4.2", "unique tag"),
  ],
  [
    "workload.image",
    { "services.api.image": "api:-1" },
    expected("services.api.image", "api:-1", "invalid tag", "api:1.4.2", "unique tag"),
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
    expected("services.api.scale.schedules.night.timeZone", "Europe/Berlim", "is not a valid time zone", "IANA", "`Europe/Berlin`"),
  ],
  [
    "workload.schedule",
    { "services.api.scale.schedules.night": { cron: "cron(0 8 * * MON *)", min: 1, max: 1 } },
    expected("services.api.scale.schedules.night.cron", "cron(0 8 * * MON *)", "must have ?", "day-of-month", "MON-FRI"),
  ],
  [
    "workload.capacity",
    { "services.api.capacity": { base: 0, onDemand: 0, spot: 0 } },
    expected("services.api.capacity", { base: 0, onDemand: 0, spot: 0 }, "all weights to 0", "above 0", "`onDemand: 1`"),
  ],
  [
    "workload.capacity",
    { "services.api.capacity": { base: 2, onDemand: 0, spot: 1 } },
    expected("services.api.capacity.base", 2, "whose weight is 0", "0 with `onDemand: 0`", "`base: 0`"),
  ],
  [
    "workload.health-command",
    { "services.api.healthCommand": ["curl"] },
    expected("services.api.healthCommand", ["curl"], "does not start", '"CMD"', "For example"),
  ],
  [
    "workload.health-command",
    { "services.api.healthCommand": ["CMD"] },
    expected("services.api.healthCommand", ["CMD"], "has no command", '"CMD"', "CMD"),
  ],
  [
    "workload.writable-path",
    { "services.api.writablePaths": ["/"] },
    expected("services.api.writablePaths[0]", "/", "root of the file system", "/tmp", "folder"),
  ],
  [
    "workload.writable-path",
    { "services.api.writablePaths": ["/tmp", "/tmp/"] },
    expected("services.api.writablePaths[1]", "/tmp/", "duplicate", "each once", "folder"),
  ],
  [
    "workload.writable-path",
    { "services.api.writablePaths": ["/tmp/../etc"] },
    expected("services.api.writablePaths[0]", "/tmp/../etc", "normalized path", "absolute", "folder"),
  ],
  [
    "workload.writable-path",
    { "services.api.writablePaths": ["/proc/x"] },
    expected("services.api.writablePaths[0]", "/proc/x", "belongs to the system", "absolute", "folder"),
  ],
  [
    "uses.unknown",
    { "caches.sessions": {}, "services.api.uses": ["session"] },
    expected("services.api.uses[0]", "session", "is not the name of a resource", "sessions", "`sessions`"),
  ],
  [
    "uses.unknown",
    { "services.api.uses": ["main"] },
    expected("services.api.uses[0]", "main", "is not the name of a resource", "nothing: none is defined", "Add it to `databases`"),
  ],
  [
    "uses.twice",
    { "caches.main": {}, "services.api.uses": ["main", "main"] },
    expected("services.api.uses[1]", "main", "duplicate", "each name once", "Remove it"),
  ],
  ["uses.ambiguous", { "caches.main": {}, "queues.main": {} }, expected("queues.main", "main", "a name in `caches`", "unique", "Rename")],
  [
    "uses.variable",
    { "databases.main": { engine: "postgres" }, "services.api.uses": ["main"], "services.api.environment": { MAIN_DB_WRITER_HOST: "x" } },
    expected("services.api.environment.MAIN_DB_WRITER_HOST", "x", 'that `uses: ["main"]` sets', "no binding sets", "Remove it"),
  ],
  [
    "workload.variable",
    { "services.api.environment": { AWS_ACCESS_KEY_ID: "x" } },
    expected("services.api.environment.AWS_ACCESS_KEY_ID", "x", "reserved by AWS", "variables of the application", "Remove it"),
  ],
];
