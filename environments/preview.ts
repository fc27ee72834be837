import { environment, type Environment } from "../config/schema";
import type { Duration } from "../config/units";
import images from "./images.json";
import type { Digests } from "./images";
import { photofeed } from "./photofeed";

/** What all previews share. A pull request gets one when it is labelled `preview`, and loses it when it is closed or nobody has used it. */
export const PREVIEWS = {
  /** A preview is `pr12` below it. */
  domainName: "preview.photofeed.example.com",
  /**
   * The zone of this domain, made and delegated once. Left out, each preview makes a zone of its own, and its certificates wait until
   * somebody has entered that one's name servers.
   */
  hostedZoneId: undefined,
  /** One bucket for the states of all of them: a bucket for each would stay behind, since the name of one that is gone is anybody's. */
  state: { bucket: "previews-photofeed-example-com-terraform-state", region: "us-east-1" },
  region: "us-east-1",
  /** Since its last deployment. */
  lifetime: "3 days" satisfies Duration as Duration,
} as const;

const NAME = /^pr([1-9]\d{0,9})$/;

export function previewName(pullRequest: number): string {
  return `pr${pullRequest}`;
}

/** The number of the pull request that an environment previews; undefined where its name is no preview's. */
export function pullRequestOf(name: string): number | undefined {
  const number = NAME.exec(name)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** The platform as a pull request has it: one small region, and nothing in it is kept. */
export function preview(pullRequest: number): Environment {
  const name = previewName(pullRequest);
  return environment({
    name,
    stage: "single-region",
    domainName: `${name}.${PREVIEWS.domainName}`,
    hostedZoneId: PREVIEWS.hostedZoneId,
    removalPolicy: "destroy",
    logRetention: "1 day",
    state: PREVIEWS.state,
    regions: { [PREVIEWS.region]: { primary: true } },
    network: { natGateways: "one", flowLogs: "none" },
    tags: { PullRequest: `${pullRequest}` },

    ...photofeed((images as Readonly<Record<string, Digests>>)[name] ?? {}, {
      api: { scale: { min: 1, max: 2 } },
      ingest: { scale: { min: 1, max: 2 } },
      mailer: { scale: { min: 1, max: 2 } },
      main: { backupRetention: "1 day" },
      sessions: { memory: "512 MB", snapshots: "0 seconds" },
    }),
  });
}
