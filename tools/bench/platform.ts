import type { Environment } from "../../config/schema";

/** The platform that the benchmark synthesizes: a photo feed with one resource of each kind, for the given regions. The first is the primary. */
export function benchPlatform(regions: readonly string[]): unknown {
  const [home = ""] = regions;
  return {
    name: "bench",
    stage: "multi-region",
    domainName: "photofeed.example.net",
    homeRegion: home,
    regions: Object.fromEntries(regions.map((name) => [name, { primary: name === home }])),
    evacuated: [],
    delivery: { repository: "photofeed-example/platform", ownerId: "123456789", repositoryId: "987654321", refs: ["refs/tags/v*"] },
    alerts: { page: { emails: ["on-call@photofeed.example.net"] }, ticket: { emails: ["team@photofeed.example.net"] } },
    ...WORKLOADS,
    ...STORES,
    // A primary has at most 15 replicas.
    databases: { main: { engine: "postgres", databaseName: "photofeed", regions: regions.slice(0, 3), size: "db.r6g.xlarge" } },
    site: {},
    cdn: { uploads: ["/api/photos", "/api/photos/*"], managedRules: "block" },
  };
}

/** With few connections, because an instance accepts 5,000. */
const WORKLOADS = {
  services: {
    api: {
      image: "api:1.0.0",
      port: 8080,
      routes: ["/api/*"],
      uses: ["main", "likes", "sessions", "emails"],
      connectionsPerTask: 1,
      objectives: { latency: { p: 99, under: "500 ms" } },
      metrics: {
        "failed-posts": {
          pattern: '{ $.event = "post" && $.outcome = "failed" }',
          alarm: { above: 5, for: "10 minutes", severity: "ticket", reason: "People lose the photos that they post." },
        },
      },
      scale: { requestsPerTask: 600, min: 3, max: 12 },
    },
    ingest: {
      image: "ingest:1.0.0",
      port: 9000,
      listener: { protocol: "tcp", port: 9000 },
      uses: ["main"],
      connectionsPerTask: 1,
      scale: { min: 3, max: 6 },
    },
  },
  workers: {
    mailer: {
      image: "mailer:1.0.0",
      consumes: "emails",
      uses: ["main", "mail-key"],
      connectionsPerTask: 1,
      stopTimeout: "60 seconds",
      scale: { acceptableLatency: "60 seconds", secondsPerMessage: 0.5, min: 1, max: 12 },
    },
  },
} as const satisfies Partial<Environment>;

const STORES = {
  tables: {
    likes: {
      partitionKey: { name: "photoId" },
      sortKey: { name: "userId" },
      indexes: { "by-user": { partitionKey: { name: "userId" }, sortKey: { name: "likedAt", type: "number" } } },
    },
  },
  // A node type that all regions have.
  caches: { sessions: { memory: "13 GB" } },
  queues: { emails: { visibility: "90 seconds", maxReceives: 5 } },
  secrets: { "mail-key": { description: "The mail provider's key" } },
} as const satisfies Partial<Environment>;
