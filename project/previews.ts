import type { Environment, RegionName } from "../config/environment";
import type { Duration } from "../language/units";

/** Settings of all previews. */
export interface PreviewSettings {
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

/** The fields of a preview that follow from the settings. They have precedence over the fields of `environment`. */
export type PreviewFields = Pick<
  Environment,
  "name" | "account" | "domainName" | "hostedZoneId" | "removalPolicy" | "state" | "regions" | "deployedBy" | "tags"
>;

/** The previews of a project: each pull request with the label `preview` gets an environment of its own, which is deleted with the pull request. */
export interface Previews extends PreviewSettings {
  /**
   * The environment of a pull request.
   *
   * @example environment: (preview) => environment({ ...preview, stage: "single-region", services: { web: { image: "web:1.0.0", port: 3000 } } })
   */
  readonly environment: (preview: PreviewFields) => Environment;
}

/** The environment with the roles for all previews. The GitHub environment of the jobs that deploy previews has the same name. */
export const PREVIEW_ROLES = "preview";

/** Name prefix of previews only, so that permissions on `pull*` cover no other environment (`pr*` would match `prod`). */
export const PREVIEW_PREFIX = "pull";
const NAME = new RegExp(`^${PREVIEW_PREFIX}([1-9]\\d{0,7})$`);

export function previewName(pullRequest: number): string {
  return `${PREVIEW_PREFIX}${pullRequest}`;
}

/** The pull request number of a preview; undefined if the name is not the name of a preview. */
export function pullRequestOf(name: string): number | undefined {
  const number = NAME.exec(name)?.[1];
  return number === undefined ? undefined : Number(number);
}

/**
 * The environment with the roles that deploy previews, deployed once by a person; undefined without a repository. Jobs of open pull requests
 * assume the roles, and jobs on `main` that remove the previews of merged pull requests and, nightly, expired previews.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables (GITHUB_REF)
 */
export function previewRoles({ account, domainName, state, region, delivery }: PreviewSettings): Environment | undefined {
  if (!delivery) return undefined;
  return {
    name: PREVIEW_ROLES,
    stage: "single-region",
    ...(account !== undefined && { account }),
    domainName,
    state,
    regions: { [region]: { primary: true } },
    delivery: { ...delivery, refs: ["refs/pull/*/merge", "refs/heads/main"], environments: `${PREVIEW_PREFIX}*` },
  };
}

/** The preview of a pull request: an environment in one region without retained data. */
export function previewOf(pullRequest: number, previews: Previews): Environment {
  const fields = previewFields(pullRequest, previews);
  const environment = previews.environment(fields);
  return { ...environment, ...fields, tags: { ...environment.tags, ...fields.tags } };
}

function previewFields(
  pullRequest: number,
  { account, domainName, hostedZoneId, state, region, delivery }: PreviewSettings,
): PreviewFields {
  const name = previewName(pullRequest);
  return {
    name,
    ...(account !== undefined && { account }),
    domainName: `${name}.${domainName}`,
    ...(hostedZoneId !== undefined && { hostedZoneId }),
    removalPolicy: "destroy",
    state,
    regions: { [region]: { primary: true } },
    ...(delivery && { deployedBy: PREVIEW_ROLES }),
    tags: { PullRequest: `${pullRequest}` },
  };
}
