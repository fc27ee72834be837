import { environment } from "../config/schema";

/**
 * The example: a photo feed in one small region. People post photos to the API, phones upload them over a plain TCP protocol, and a
 * worker sends the mails that follow.
 */
export const dev = environment({
  name: "dev",
  stage: "single-region",
  domainName: "photofeed.example.com",
  removalPolicy: "destroy",
  regions: { "us-east-1": { primary: true } },
  network: { natGateways: "one" },

  services: {
    api: {
      image: "api:1.0.0",
      port: 8080,
      routes: ["/api/*"],
      uses: ["main", "sessions", "emails"],
      connectionsPerTask: 5,
      scale: { min: 1, max: 3, requestsPerTask: 600 },
    },
    ingest: {
      image: "ingest:1.0.0",
      port: 9000,
      listener: { protocol: "tcp", port: 9000 },
      uses: ["main"],
      connectionsPerTask: 5,
      scale: { min: 1, max: 2 },
    },
  },

  workers: {
    mailer: {
      image: "mailer:1.0.0",
      consumes: "emails",
      uses: ["main"],
      connectionsPerTask: 2,
      stopTimeout: "60 seconds",
      scale: { min: 1, max: 4, acceptableLatency: "60 seconds", secondsPerMessage: 0.5 },
    },
  },

  databases: { main: { engine: "postgres", readReplicas: 1, databaseName: "photofeed" } },
  caches: { sessions: { memory: "512 MB" } },
  queues: { emails: { visibility: "90 seconds", maxReceives: 5 } },

  site: {},
});
