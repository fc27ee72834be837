import { environment, type Environment, type RegionName } from "../config/schema";
import type { Duration } from "../language/units";
import images from "./images.json";
import type { Digests } from "./images";
import { photofeed } from "./photofeed";

/** What all previews share. */
export interface Previews {
  /** The only account that they may be deployed to. Left out: the account of the credentials. */
  readonly account?: string;
  /** A preview is `pull12` below it. */
  readonly domainName: string;
  /**
   * The zone of this domain, made and delegated once. Left out, each preview makes a zone of its own, and its certificates wait until
   * somebody has entered that one's name servers.
   */
  readonly hostedZoneId?: string;
  /** One bucket for the states of all of them: a bucket for each would stay behind, since the name of one that is gone is anybody's. */
  readonly state: { readonly bucket: string; readonly region: RegionName };
  readonly region: RegionName;
  /** Since its last deployment. */
  readonly lifetime: Duration;
  /** The repository whose pull requests get previews. Left out: people alone make previews, with credentials of their own. */
  readonly delivery?: Omit<NonNullable<Environment["delivery"]>, "refs" | "environments" | "plans" | "reviewedBranches" | "images">;
}

/** A pull request gets a preview when it is labelled `preview`, and loses it when it is closed or nobody has deployed it for a while. */
export const PREVIEWS: Previews = {
  domainName: "preview.photofeed.example.com",
  state: { bucket: "previews-photofeed-example-com-terraform-state", region: "us-east-1" },
  region: "us-east-1",
  lifetime: "3 days",
};

/** The environment that has the roles of all previews; GitHub's environment of the jobs that deploy them has the same name. */
const ROLES = "preview";

/** Of no other environment's name the beginning: so rights on `pull*` are rights on previews (`pr*` would be on `prod` too). */
export const BEGINNING = "pull";
const NAME = new RegExp(`^${BEGINNING}([1-9]\\d{0,7})$`);

export function previewName(pullRequest: number): string {
  return `${BEGINNING}${pullRequest}`;
}

/**
 * Who deploys previews: roles that a person makes once. They are for jobs of open pull requests; and for those on `main`, where the end of
 * a pull request that was merged runs, and each night the end of previews that have outlived their time.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables (GITHUB_REF)
 */
export function previewRoles({ account, domainName, state, region, delivery }: Previews): Environment | undefined {
  if (!delivery) return undefined;
  return environment({
    name: ROLES,
    stage: "single-region",
    ...(account !== undefined && { account }),
    domainName,
    state,
    regions: { [region]: { primary: true } },
    delivery: { ...delivery, refs: ["refs/pull/*/merge", "refs/heads/main"], environments: `${BEGINNING}*` },
  });
}

/** The number of the pull request that an environment previews; undefined where its name is no preview's. */
export function pullRequestOf(name: string): number | undefined {
  const number = NAME.exec(name)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** The platform as a pull request has it: one small region, and nothing in it is kept. */
export function preview(pullRequest: number, { account, domainName, hostedZoneId, state, region, delivery } = PREVIEWS): Environment {
  const name = previewName(pullRequest);
  return environment({
    name,
    stage: "single-region",
    ...(account !== undefined && { account }),
    domainName: `${name}.${domainName}`,
    ...(hostedZoneId !== undefined && { hostedZoneId }),
    removalPolicy: "destroy",
    logRetention: "1 day",
    state,
    regions: { [region]: { primary: true } },
    ...(delivery && { deployedBy: ROLES }),
    network: { natGateways: "one" },
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
