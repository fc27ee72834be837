import { environment } from "../index";
import evacuated from "./evacuated.json";
import { github } from "./github";
import images from "./images.json";
import { photofeed } from "./photofeed";

/** Production with two of its regions and minimum sizes. Ephemeral: no data is retained. */
export const staging = environment({
  name: "staging",
  stage: "multi-region",
  domainName: "staging.photofeed.example.net",
  removalPolicy: "destroy",
  logRetention: "7 days",
  homeRegion: "us-east-1",
  regions: { "us-east-1": { primary: true }, "eu-west-1": {} },
  evacuated: evacuated.staging,
  network: { natGateways: "one" },
  delivery: { ...github, refs: ["refs/heads/main"] },
  alerts: { ticket: { emails: ["team@photofeed.example.net"] } },
  observability: { level: "standard" },

  ...photofeed(images.staging, {
    api: { cpu: 256, memory: "512 MB", scale: { min: 1, max: 3 } },
    ingest: { cpu: 256, memory: "512 MB", scale: { min: 1, max: 2 } },
    mailer: { cpu: 256, memory: "512 MB", scale: { min: 1, max: 4 } },
    main: { size: "db.t4g.small", storage: "20 GB", readReplicas: 1, backupRetention: "1 day" },
    sessions: { memory: "512 MB", snapshots: "0 seconds" },
  }),
});
