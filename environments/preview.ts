import { environment, type Digests, type Previews } from "../index";
import images from "./images.json";
import { photofeed } from "./photofeed";

/** A pull request gets a preview if it has the label `preview`. The preview is removed if the pull request is closed or after its lifetime. */
export const previews: Previews = {
  domainName: "preview.photofeed.example.com",
  state: { bucket: "previews-photofeed-example-com-terraform-state", region: "us-east-1" },
  region: "us-east-1",
  lifetime: "3 days",

  environment: (preview) =>
    environment({
      ...preview,
      stage: "single-region",
      logRetention: "1 day",
      network: { natGateways: "one" },
      observability: { level: "basic" },

      ...photofeed((images as Readonly<Record<string, Digests>>)[preview.name] ?? {}, {
        api: { scale: { min: 1, max: 2 } },
        ingest: { scale: { min: 1, max: 2 } },
        mailer: { scale: { min: 1, max: 2 } },
        main: { backupRetention: "1 day" },
        sessions: { memory: "512 MB", snapshots: "0 seconds" },
      }),
    }),
};
