import { type Row, expected } from "./row";
import { severalRegions } from "./several-regions";

const worker = { image: "mailer:1.0.0", consumes: "emails" };

/** Violations of the rules about queues, databases, caches and secrets. */
export const dataRows: readonly Row[] = [
  [
    "database.whole-days",
    { "databases.main": { engine: "postgres", backupRetention: "36 hours" } },
    expected("databases.main.backupRetention", "36 hours", "is not in whole days", "whole days", '"2 days"'),
  ],
  [
    "cache.whole-days",
    { "caches.main": { snapshots: "30 hours" } },
    expected("caches.main.snapshots", "30 hours", "is not in whole days", "whole days", '"2 days"'),
  ],
  [
    "worker.consumes",
    { "queues.emails": {}, "workers.mailer": { ...worker, consumes: "email" } },
    expected("workers.mailer.consumes", "email", "is not a queue", "emails", "`emails`"),
  ],
  [
    "worker.queue-scale",
    { "workers.poller": { image: "poller:1.0.0", scale: { acceptableLatency: "2 minutes" } } },
    expected("workers.poller.scale.acceptableLatency", "2 minutes", "has no queue", "`consumes`", "`cpu`, `memory` or `metric`"),
  ],
  [
    "worker.metric",
    { "workers.poller": { image: "poller:1.0.0", scale: { metric: "waiting" } } },
    [
      expected("workers.poller.scale.metric", "waiting", "is not a metric of the worker", "none is defined", "Add it to `metrics`"),
      expected("workers.poller.scale.perTask", undefined, "is missing", "both", "`perTask: 100`"),
    ],
  ],
  [
    "worker.metric",
    { "workers.poller": { image: "poller:1.0.0", scale: { perTask: 10 } } },
    expected("workers.poller.scale.metric", undefined, "is missing", "both", "`metrics`"),
  ],
  [
    "worker.scale-to-zero",
    { "workers.poller": { image: "poller:1.0.0", scale: { min: 0 } } },
    expected("workers.poller.scale.min", 0, "never returns", "at least 1", "`min: 1`"),
  ],
  [
    "queue.visibility",
    { "queues.emails.visibility": "121 seconds", "workers.mailer": worker },
    expected("queues.emails.visibility", "121 seconds", "second worker", "more than 121 seconds", '"150 seconds"'),
  ],
  [
    "queue.retention",
    { "queues.emails": { visibility: "1 hour", retention: "5 hours", maxReceives: 5 } },
    expected("queues.emails.retention", "5 hours", "5 times 1 hour", "more than 18000 seconds", "Increase `retention`"),
  ],
  [
    "worker.latency",
    { "queues.emails": {}, "workers.mailer": { ...worker, scale: { acceptableLatency: "5 seconds", secondsPerMessage: 6 } } },
    expected("workers.mailer.scale.acceptableLatency", "5 seconds", "no number of tasks", "which is 6", "Increase `acceptableLatency`"),
  ],
  [
    "database.class",
    { "databases.main": { engine: "postgres", size: "db.r6g.huge" } },
    expected("databases.main.size", "db.r6g.huge", "not a known instance class", "db.r6g", "Did you mean `db.r6g.large`"),
  ],
  [
    "database.class",
    { "databases.main": { engine: "postgres", replicaSize: "db.t9z.micro" } },
    expected("databases.main.replicaSize", "db.t9z.micro", "not a known instance class", "db.t4g", "Did you mean"),
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
    [expected("databases.main.storage", "20.5 GB", "integer number of GB", "an integer number of GB", '"21 GB"')],
  ],
  [
    "database.storage",
    { "databases.main": { engine: "postgres", storage: "100 GB", maxStorage: "109 GB" } },
    expected("databases.main.maxStorage", "109 GB", "10% above", "at least 111 GB", '"200 GB"'),
  ],
  [
    "database.replica-size",
    { "databases.main": { engine: "postgres", size: "db.m7g.large", replicaSize: "db.t4g.medium", readReplicas: 1 } },
    expected("databases.main.replicaSize", "db.t4g.medium", "less memory than `size`", "at least 8 GB", '"db.m7g.large"'),
  ],
  [
    "database.name",
    { "databases.order": { engine: "postgres" } },
    expected("databases.order.databaseName", "order", "reserved word", "not reserved in postgres", '"order_data"'),
  ],
  [
    "database.name",
    { "databases.main": { engine: "mysql", databaseName: "sys" } },
    expected("databases.main.databaseName", "sys", "internal database", "not reserved in mysql", '"sys_data"'),
  ],
  [
    "database.username",
    { "databases.main": { engine: "postgres", username: "admin" } },
    expected("databases.main.username", "admin", "reserved user", "not reserved in postgres", '"terrace"'),
  ],
  [
    "database.username",
    { "databases.main": { engine: "postgres", username: "pg_owner" } },
    expected("databases.main.username", "pg_owner", "pg_", "not reserved in postgres", '"terrace"'),
  ],
  [
    "database.username",
    { "databases.main": { engine: "postgres", username: "user" } },
    expected("databases.main.username", "user", "reserved word", "not reserved in postgres", '"terrace"'),
  ],
  [
    "database.windows",
    { "databases.main": { engine: "postgres", backupWindow: "02:00-02:29" } },
    expected("databases.main.backupWindow", "02:00-02:29", "shorter than 30 minutes", "at least 30 minutes", "another end time"),
  ],
  [
    "database.windows",
    { "databases.main": { engine: "postgres", maintenanceWindow: "sun:04:00-tue:05:00", backupWindow: "14:00-15:00" } },
    [
      expected("databases.main.maintenanceWindow", "sun:04:00-tue:05:00", "24 hours or longer", "less than 24 hours", "another end time"),
      expected("databases.main.maintenanceWindow", "sun:04:00-tue:05:00", "overlaps `backupWindow`, 14:00-15:00", "one hour", "Move one"),
    ],
  ],
  [
    "database.windows",
    { "databases.main": { engine: "postgres", maintenanceWindow: "sun:03:59-sun:05:00" } },
    expected("databases.main.maintenanceWindow", "sun:03:59-sun:05:00", "less than one hour", "one hour before or after", "Move one"),
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
    expected("caches.main.shards", 46, "92 nodes", "default quota", "Request a higher quota"),
  ],
  [
    "cache.global-regions",
    { ...severalRegions(4), "caches.main": { global: true, memory: "4 GB" } },
    expected("caches.main.global", true, "global cache in 4 regions", "2 or 3 regions", "Remove it"),
  ],
  [
    "cache.global-memory",
    { ...severalRegions(2), "caches.main": { global: true } },
    expected("caches.main.memory", "512 MB", "selects cache.t4g.micro", "M and R families", '"6 GB"'),
  ],
  [
    "cache.global-alone",
    { "caches.main": { global: true } },
    expected("caches.main.global", true, "no effect in a single region", "several regions", "Remove it"),
  ],
  [
    "secret.arns",
    {
      homeRegion: "us-east-1",
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
      "replica in that region",
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
    expected("secrets.key.arns.eu-west-1", "arn:aws:ssm:eu-west-1:123456789012:parameter/a", "does not have", "us-east-1", "Remove it"),
  ],
];
