import { z } from "zod";
import { LARGEST_CACHE_MEMORY } from "../aws/cache-nodes";
import { SECRET_ARN_FORMS, parseSecretArn } from "../aws/secret-arns";
import { duration, size, text, whole } from "../language/fields";

/** What a team may write about the things that keep data: databases, caches, queues, secrets. */

const weekday = "(mon|tue|wed|thu|fri|sat|sun)";

export const database = z
  .strictObject({
    engine: z.enum(["postgres", "mysql"]).describe("The database engine."),
    version: text(/^\d+(\.\d+)?$/, "a major version; minor versions are upgraded by AWS", "17")
      .optional()
      .describe("The major version. Left out: 17 for PostgreSQL, 8.4 for MySQL."),
    primaryRegion: z
      .string()
      .optional()
      .meta({ allowed: "one of `regions`", example: "us-east-1" })
      .describe(
        "The region that its writes go to. Left out: the primary region. Changing it is a promotion, in steps: docs/runbooks/promote-a-database.md.",
      ),
    regions: z
      .array(z.string())
      .min(1)
      .optional()
      .meta({ allowed: "names of `regions`", example: ["us-east-1", "eu-west-1"] })
      .describe("The regions that hold a copy, with the primary region. Each can be promoted. Left out: all regions."),
    size: text(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, "an instance class", "db.t4g.micro")
      .optional()
      .meta({ stage: "databases.size" })
      .describe("The instance class."),
    replicaSize: text(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, "an instance class", "db.t4g.micro")
      .optional()
      .describe("The read replicas' instance class. Left out: `size`."),
    storage: size("20 GB", "64 TB")
      .optional()
      .meta({ stage: "databases.storage" })
      .describe("Storage at the start (gp3). It grows by itself and never shrinks."),
    maxStorage: size("22 GB", "64 TB")
      .optional()
      .describe("Where storage stops growing by itself. Left out: five times `storage`, at most 64 TB."),
    multiAz: z
      .boolean()
      .optional()
      .meta({ stage: "databases.multiAz" })
      .describe("A standby in a second zone that takes over within a minute or two."),
    readReplicas: whole(0, 15)
      .optional()
      .meta({ stage: "databases.readReplicas" })
      .describe("Read replicas in each region. A region other than the primary has at least one: its copy."),
    databaseName: text(/^[a-z][a-z0-9_]{0,62}$/, "a database name of lower-case letters, digits and underscores", "photos")
      .optional()
      .describe(
        "The database made at the start. Left out: the key in `databases`, hyphens as underscores. A later change is refused at plan: it cannot be renamed.",
      ),
    username: text(/^[a-z][a-z0-9_]{0,15}$/, "a user name of at most 16 lower-case letters, digits and underscores", "terrace")
      .default("terrace")
      .describe(
        "The owner. Its password is made by AWS Secrets Manager and is never in the Terraform state. A later change is refused at plan.",
      ),
    backupRetention: duration("1 day", "35 days")
      .optional()
      .meta({ stage: "databases.backupRetention" })
      .describe("How far back it can be restored to any second."),
    backupWindow: text(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, "a window in UTC of at least 30 minutes", "02:00-03:00")
      .default("02:00-03:00")
      .describe("When the daily snapshot is taken (UTC)."),
    maintenanceWindow: text(
      new RegExp(`^${weekday}:([01]\\d|2[0-3]):[0-5]\\d-${weekday}:([01]\\d|2[0-3]):[0-5]\\d$`),
      "a window in UTC of at least 30 minutes",
      "sun:04:00-sun:05:00",
    )
      .default("sun:04:00-sun:05:00")
      .describe("When AWS may patch it (UTC). It must not overlap `backupWindow`."),
    slowQuery: duration("1 second", "1 hour").default("1 second").describe("Statements that take longer are logged."),
    parameters: z.record(z.string(), z.string()).default({}).describe("Further parameters of the engine, by name."),
  })
  .describe("A relational database: one primary, and read replicas.");

export const cache = z
  .strictObject({
    engine: z.enum(["redis", "valkey"]).default("valkey").describe("Redis OSS 7 or Valkey 8."),
    memory: size("256 MB", LARGEST_CACHE_MEMORY)
      .optional()
      .meta({ stage: "caches.memory" })
      .describe("Memory of one shard. The smallest node type that has it is taken."),
    shards: whole(1, 90).default(1).describe("Parts that the keys are spread over. More than one is cluster mode, for ever."),
    replicas: whole(0, 5)
      .optional()
      .meta({ stage: "caches.replicas" })
      .describe("Replicas of each shard, in other zones. With at least one a failure is healed without loss."),
    global: z
      .boolean()
      .default(false)
      .describe(
        "One cache over all regions (a Global Datastore): written in the primary region, read in each. It needs a node type of the M or R families. Left out: each region has a cache of its own.",
      ),
    eviction: z
      .enum([
        "allkeys-lru",
        "allkeys-lfu",
        "allkeys-random",
        "volatile-lru",
        "volatile-lfu",
        "volatile-random",
        "volatile-ttl",
        "noeviction",
      ])
      .default("allkeys-lru")
      .describe("What goes when memory is full: `allkeys-lru` for a cache, `noeviction` for sessions that must not vanish."),
    snapshots: duration("0 seconds", "35 days")
      .optional()
      .meta({ stage: "caches.snapshots" })
      .describe("How long daily snapshots are kept. 0 seconds: none."),
  })
  .describe("A Redis-compatible cache.");

export const queue = z
  .strictObject({
    type: z
      .enum(["standard", "fifo"])
      .default("standard")
      .describe("FIFO keeps the order and drops duplicates. AWS's suffix `.fifo` is added by Terrace."),
    visibility: duration("0 seconds", "12 hours")
      .optional()
      .describe(
        "How long a message that was taken stays hidden from other consumers. Left out: 30 seconds, or longer where its worker needs more: one message, the worker's stop timeout, and up to 30 seconds to spare.",
      ),
    maxReceives: whole(1, 1_000).default(5).describe("How often a message may be taken before it goes to the dead-letter queue."),
    retention: duration("1 minute", "14 days")
      .default("4 days")
      .describe("How long a message waits at most. Dead letters are kept for 14 days."),
    delay: duration("0 seconds", "15 minutes").default("0 seconds").describe("How long a new message stays hidden."),
  })
  .describe("A queue, with a dead-letter queue of its own.");

export const secret = z
  .strictObject({
    description: z.string().min(1).max(200).optional().describe("What it is for."),
    arns: z
      .record(
        z.string(),
        z
          .string()
          .refine((value) => parseSecretArn(value) !== undefined)
          .meta({
            allowed: `the full ARN of a secret or parameter, without wildcards: ${SECRET_ARN_FORMS.secretsmanager.words}; or ${SECRET_ARN_FORMS.ssm.words}`,
            example: "arn:aws:secretsmanager:us-east-1:123456789012:secret:mail-AbCdEf",
          }),
      )
      .optional()
      .meta({ allowed: "full ARNs of secrets or parameters, by region" })
      .describe(
        "An existing secret, by region. A JSON key, a staging label or a version id behind the ARN of a secret selects that part, as in `…:secret:stripe-AbCdEf:api_key::`. Left out: Terrace makes one with a random value, for you to replace.",
      ),
  })
  .describe("A value that a container gets as a variable without anyone seeing it.");
