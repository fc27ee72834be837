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

/** What a team may write about a relational database. */
export const databaseSchema = z
  .strictObject({
    engine: z.enum(["postgres", "mysql"]).describe("The database engine."),
    version: text(/^\d+(\.\d+)?$/, "a major version; minor versions are upgraded by AWS", "17")
      .optional()
      .meta({ fallback: byEngine(DEFAULT_VERSIONS), vocabulary: VERSION_VOCABULARY })
      .describe("The major version. Left out: 17 for PostgreSQL, 8.4 for MySQL."),
    primaryRegion: z
      .string()
      .optional()
      .meta({ allowed: "one of `regions`", example: "us-east-1", names: "regions" })
      .describe(
        "The region that its writes go to. Left out: the primary region. Changing it is a promotion, in steps: docs/runbooks/promote-a-database.md.",
      ),
    regions: z
      .array(z.string().meta({ names: "regions" }))
      .min(1)
      .optional()
      .meta({ allowed: "names of `regions`", example: ["us-east-1", "eu-west-1"] })
      .describe("The regions that hold a copy, with the primary region. Each can be promoted. Left out: all regions."),
    size: text(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, "an instance class", "db.t4g.micro")
      .optional()
      .meta({ stage: "databases.size", vocabulary: INSTANCE_VOCABULARY })
      .describe("The instance class."),
    replicaSize: text(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, "an instance class", "db.t4g.micro")
      .optional()
      .meta({ vocabulary: INSTANCE_VOCABULARY })
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
    parameters: z
      .record(freeText(TEXT_LIMITS.parameterName, "work_mem"), freeText(TEXT_LIMITS.parameterValue, "16384"))
      .default({})
      .describe("Further parameters of the engine, by name."),
  })
  .describe("A relational database: one primary, and read replicas.");

/** A database as it is written. */
export type DatabaseEntry = z.output<typeof databaseSchema>;
