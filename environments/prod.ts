import { environment } from "../index";
import evacuated from "./evacuated.json";
import { github } from "./github";
import images from "./images.json";
import { photofeed } from "./photofeed";

/** The photo feed in three regions, close to users on three continents. */
export const prod = environment({
  name: "prod",
  stage: "multi-region",
  domainName: "photofeed.example.net",
  homeRegion: "us-east-1",
  regions: { "us-east-1": { primary: true }, "eu-west-1": {}, "ap-southeast-2": {} },
  evacuated: evacuated.prod,
  delivery: { ...github, refs: ["refs/tags/v*"] },
  observability: { level: "full" },
  alerts: { page: { emails: ["on-call@photofeed.example.net"] }, ticket: { emails: ["team@photofeed.example.net"] } },

  ...photofeed(images.prod, {
    cdn: { managedRules: "block" },
    api: { scale: { min: 3, max: 12 } },
    ingest: { scale: { min: 3, max: 6 } },
    mailer: { scale: { min: 1, max: 12 } },
  }),
});
