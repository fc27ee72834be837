import { z } from "zod";
import { DEFAULT_VERSIONS, VERSION_VOCABULARY } from "../../aws/database-engines";
import { INSTANCE_VOCABULARY } from "../../aws/instance-classes";
import { TEXT_LIMITS } from "../../aws/text-limits";
import { duration, freeText, size, text, whole } from "../../language/fields";

const weekday = "(mon|tue|wed|thu|fri|sat|sun)";

/** Defaults by engine, as the field reference shows them. */
function byEngine(versions: Readonly<Record<string, string>>): string {
  return Object.entries(versions)
    .map(([engine, version]) => `${engine} \`"${version}"\``)
    .join(", ");
}

/** Fields of a relational database. */
export const databaseSchema = z
  .strictObject({
    engine: z.enum(["postgres", "mysql"]).describe("Database engine."),
    version: text(/^\d+(\.\d+)?$/, "a major version; minor versions are upgraded by AWS", "17")
      .optional()
      .meta({ fallback: byEngine(DEFAULT_VERSIONS), vocabulary: VERSION_VOCABULARY })
      .describe("Major version. Default: 17 for PostgreSQL, 8.4 for MySQL."),
    primaryRegion: z
      .string()
      .optional()
      .meta({ allowed: "one of `regions`", example: "us-east-1", names: "regions" })
      .describe(
        "Region of the primary, which receives all writes. Default: the environment's primary region. To change it, promote a replica: docs/runbooks/promote-a-database.md.",
      ),
    regions: z
      .array(z.string().meta({ names: "regions" }))
      .min(1)
      .optional()
      .meta({ allowed: "names of `regions`", example: ["us-east-1", "eu-west-1"] })
      .describe("Regions with the primary or a cross-region replica. Each can be promoted. Default: all regions."),
    size: text(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, "an RDS instance class: db.<family>.<size>", "db.t4g.micro")
      .optional()
      .meta({ stage: "databases.size", vocabulary: INSTANCE_VOCABULARY })
      .describe("Instance class."),
    replicaSize: text(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, "an RDS instance class: db.<family>.<size>", "db.t4g.micro")
      .optional()
      .meta({ vocabulary: INSTANCE_VOCABULARY })
      .describe("Instance class of the read replicas. Default: `size`."),
    storage: size("20 GB", "64 TB")
      .optional()
      .meta({ stage: "databases.storage" })
      .describe("Initial storage (gp3). It grows automatically and never shrinks."),
    maxStorage: size("22 GB", "64 TB")
      .optional()
      .describe("Maximum storage of automatic growth. Default: five times `storage`, at most 64 TB."),
    multiAz: z
      .boolean()
      .optional()
      .meta({ stage: "databases.multiAz" })
      .describe("Standby in a second availability zone, which takes over within one or two minutes."),
    readReplicas: whole(0, 15)
      .optional()
      .meta({ stage: "databases.readReplicas" })
      .describe("Read replicas in each region. Every non-primary region has at least one instance: its cross-region replica."),
    databaseName: text(/^[a-z][a-z0-9_]{0,62}$/, "a database name of lowercase letters, digits and underscores", "photos")
      .optional()
      .describe(
        "Name of the initial database. Default: the key in `databases`, with underscores for hyphens. It cannot be changed later; planning fails.",
      ),
    username: text(/^[a-z][a-z0-9_]{0,15}$/, "a username of at most 16 lowercase letters, digits and underscores", "terrace")
      .default("terrace")
      .describe(
        "Owner user. AWS Secrets Manager generates its password, which is never in the Terraform state. It cannot be changed later; planning fails.",
      ),
    backupRetention: duration("1 day", "35 days")
      .optional()
      .meta({ stage: "databases.backupRetention" })
      .describe("Period within which the database can be restored to any second."),
    backupWindow: text(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, "a window in UTC of at least 30 minutes", "02:00-03:00")
      .default("02:00-03:00")
      .describe("Time of the daily snapshot (UTC)."),
    maintenanceWindow: text(
      new RegExp(`^${weekday}:([01]\\d|2[0-3]):[0-5]\\d-${weekday}:([01]\\d|2[0-3]):[0-5]\\d$`),
      "a window in UTC of at least 30 minutes",
      "sun:04:00-sun:05:00",
    )
      .default("sun:04:00-sun:05:00")
      .describe("Time in which AWS can patch the database (UTC). Must not overlap `backupWindow`."),
    slowQuery: duration("1 second", "1 hour").default("1 second").describe("Statements that take longer than this are logged."),
    parameters: z
      .record(freeText(TEXT_LIMITS.parameterName, "work_mem"), freeText(TEXT_LIMITS.parameterValue, "16384"))
      .default({})
      .describe("Additional engine parameters, by name."),
  })
  .describe("A relational database with one primary and read replicas.");

/** A database in the environment file. */
export type DatabaseEntry = z.output<typeof databaseSchema>;
