import { environment, type Environment, type RegionName } from "../config/schema";
import type { Duration } from "../language/units";
import images from "./images.json";
import type { Digests } from "./images";
import { photofeed } from "./photofeed";

/** Settings of all previews. */
export interface Previews {
  /** The only account that previews can be deployed to. @default the account of the current credentials */
  readonly account?: string;
  /** The parent domain: a preview has the domain `pull12.<domainName>`. */
  readonly domainName: string;
  /**
   * The hosted zone of this domain, created and delegated once. By default each preview creates its own zone, and its certificates wait until
   * the zone is delegated manually.
   */
  readonly hostedZoneId?: string;
  /** The bucket for the states of all previews. One bucket per preview could not be deleted safely, because others can take over its name. */
  readonly state: { readonly bucket: string; readonly region: RegionName };
  readonly region: RegionName;
  /** Time from the last deployment to the removal. */
  readonly lifetime: Duration;
  /** The repository whose pull requests get previews. By default only people create previews, with their own credentials. */
  readonly delivery?: Omit<NonNullable<Environment["delivery"]>, "refs" | "environments" | "plans" | "reviewedBranches" | "images">;
}

/** A pull request gets a preview if it has the label `preview`. The preview is removed if the pull request is closed or after its lifetime. */
export const PREVIEWS: Previews = {
  domainName: "preview.photofeed.example.com",
  state: { bucket: "previews-photofeed-example-com-terraform-state", region: "us-east-1" },
  region: "us-east-1",
  lifetime: "3 days",
};

/** The environment with the roles for all previews. The GitHub environment of the jobs that deploy previews has the same name. */
const ROLES = "preview";

/** Name prefix of previews only, so that permissions on `pull*` cover no other environment (`pr*` would match `prod`). */
export const PREVIEW_PREFIX = "pull";
const NAME = new RegExp(`^${PREVIEW_PREFIX}([1-9]\\d{0,7})$`);

export function previewName(pullRequest: number): string {
  return `${PREVIEW_PREFIX}${pullRequest}`;
}

/**
 * The environment with the roles that deploy previews, deployed once by a person. Jobs of open pull requests assume the roles, and jobs on
 * `main` that remove the previews of merged pull requests and, nightly, expired previews.
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
    delivery: { ...delivery, refs: ["refs/pull/*/merge", "refs/heads/main"], environments: `${PREVIEW_PREFIX}*` },
  });
}

/** The pull request number of a preview; undefined if the name is not the name of a preview. */
export function pullRequestOf(name: string): number | undefined {
  const number = NAME.exec(name)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** A preview of a pull request: one small region without retained data. */
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
