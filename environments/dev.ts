import { environment } from "../index";
import evacuated from "./evacuated.json";
import images from "./images.json";
import { photofeed } from "./photofeed";

/** The photo feed in one small region without retained data. */
export const dev = environment({
  name: "dev",
  stage: "single-region",
  domainName: "photofeed.example.com",
  removalPolicy: "destroy",
  regions: { "us-east-1": { primary: true } },
  evacuated: evacuated.dev,
  network: { natGateways: "one" },
  alerts: { ticket: { emails: ["team@photofeed.example.net"] } },
  observability: { level: "basic" },

  ...photofeed(images.dev, {
    api: { scale: { min: 1, max: 3 } },
    ingest: { scale: { min: 1, max: 2 } },
    mailer: { scale: { min: 1, max: 4 } },
    main: { readReplicas: 1 },
    sessions: { memory: "512 MB" },
  }),
});
