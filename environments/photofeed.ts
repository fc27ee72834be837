import { imageOf, type Digests, type Environment } from "../index";

/**
 * The example application, a photo feed. Users post and like photos through the API, phones upload photos over a TCP protocol, and a worker
 * sends emails. This is the common part of all its environments.
 */
export function photofeed(released: Digests, sizes: Sizes) {
  return {
    services: {
      api: {
        image: imageOf("api", "1.0.0", released),
        port: 8080,
        routes: ["/api/*"],
        uses: ["main", "likes", "sessions", "emails"],
        connectionsPerTask: 5,
        objectives: { latency: { p: 99, under: "500 ms" } },
        metrics: {
          "failed-posts": {
            pattern: '{ $.event = "post" && $.outcome = "failed" }',
            alarm: { above: 5, for: "10 minutes", severity: "ticket", reason: "People lose the photos that they post." },
          },
        },
        ...sizes.api,
        scale: { requestsPerTask: 600, ...sizes.api.scale },
      },
      ingest: {
        image: imageOf("ingest", "1.0.0", released),
        port: 9000,
        listener: { protocol: "tcp", port: 9000 },
        uses: ["main"],
        connectionsPerTask: 5,
        ...sizes.ingest,
      },
    },

    workers: {
      mailer: {
        image: imageOf("mailer", "1.0.0", released),
        consumes: "emails",
        uses: ["main", "mail-key"],
        connectionsPerTask: 2,
        stopTimeout: "60 seconds",
        ...sizes.mailer,
        scale: { acceptableLatency: "60 seconds", secondsPerMessage: 0.5, ...sizes.mailer.scale },
      },
    },

    databases: { main: { engine: "postgres", databaseName: "photofeed", ...sizes.main } },
    tables: {
      likes: {
        partitionKey: { name: "photoId" },
        sortKey: { name: "userId" },
        indexes: { "by-user": { partitionKey: { name: "userId" }, sortKey: { name: "likedAt", type: "number" } } },
      },
    },
    caches: { sessions: { ...sizes.sessions } },
    queues: { emails: { visibility: "90 seconds", maxReceives: 5 } },
    secrets: { "mail-key": { description: "The mail provider's key" } },

    site: {},
    cdn: { uploads: ["/api/photos", "/api/photos/*"], ...sizes.cdn },
  } as const satisfies Partial<Environment>;
}

type Entry<Key extends "services" | "workers" | "databases" | "caches"> = NonNullable<Environment[Key]>[string];
type Tasks<Key extends "services" | "workers"> = Pick<Entry<Key>, "cpu" | "memory"> & { readonly scale: { min: number; max: number } };

/** Sizes that differ between environments. Omitted fields have their stage defaults. */
interface Sizes {
  readonly api: Tasks<"services">;
  readonly ingest: Tasks<"services">;
  readonly mailer: Tasks<"workers">;
  readonly cdn?: Pick<NonNullable<Environment["cdn"]>, "managedRules">;
  readonly main?: Pick<Entry<"databases">, "size" | "storage" | "multiAz" | "readReplicas" | "backupRetention">;
  readonly sessions?: Pick<Entry<"caches">, "memory" | "replicas" | "snapshots">;
}
