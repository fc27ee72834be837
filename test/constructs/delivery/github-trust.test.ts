import type { Delivery } from "../../../constructs/delivery/model";
import { deployTrust, planTrust, prepareTrust, publishTrust } from "../../../constructs/delivery/github-trust";
import { type Context, holds } from "../../support/iam/conditions";
import { type Job, tokenOf } from "../../support/iam/github-token";

const REPOSITORY = { name: "acme/photofeed", ownerId: "123456", id: "456789", subject: "immutable" } as const;
const images = { repository: REPOSITORY, refs: ["refs/heads/main"] };
const PROD: Delivery = {
  repository: REPOSITORY,
  refs: ["refs/tags/v*"],
  plans: "branches",
  reviewedBranches: ["refs/heads/main"],
  provider: "new",
  images,
};
const STAGING: Delivery = { ...PROD, refs: ["refs/heads/main"] };
const PREVIEWS: Delivery = { ...PROD, refs: ["refs/pull/*/merge", "refs/heads/main"], environments: "pull*" };
const API = { name: "acme/api", ownerId: "123456", id: "777", subject: "immutable" } as const;
const ELSEWHERE: Delivery = { ...PROD, images: { repository: API, refs: ["refs/heads/release/*"] } };
const providerArn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";

interface Trust {
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Action: string;
    readonly Principal: { readonly Federated: string };
    readonly Condition: Parameters<typeof holds>[0];
  }[];
}

const parse = (json: string) => (JSON.parse(json) as Trust).Statement;
const of = (make: typeof planTrust, delivery: Delivery, environment: string) => parse(make({ providerArn, delivery, environment }));

const TRUSTS = {
  plan: of(planTrust, PROD, "prod"),
  "guarded plan": of(planTrust, { ...PROD, plans: "environment" }, "prod"),
  "prepare prod": of(prepareTrust, PROD, "prod"),
  "prepare staging": of(prepareTrust, STAGING, "staging"),
  "deploy prod": of(deployTrust, PROD, "prod"),
  "deploy staging": of(deployTrust, STAGING, "staging"),
  "deploy previews": of(deployTrust, PREVIEWS, "preview"),
  publish: of(publishTrust, PROD, "prod"),
  "publish from elsewhere": of(publishTrust, ELSEWHERE, "prod"),
  "publish previews": of(publishTrust, PREVIEWS, "preview"),
};
type Name = keyof typeof TRUSTS;

const admits = (name: Name, token: Context) => TRUSTS[name].some(({ Condition }) => holds(Condition, token));
const admitting = (token: Context) => (Object.keys(TRUSTS) as Name[]).filter((name) => admits(name, token));

const JOB: Job = {
  repository: "acme/photofeed",
  ownerId: "123456",
  repositoryId: "456789",
  immutable: true,
  event: "push",
  ref: "refs/heads/main",
  audience: "sts.amazonaws.com",
};
const TAG = "refs/tags/v1.2.3";
const IN_PROD = { ref: TAG, environment: "prod" };
const IN_STAGING = { environment: "staging" };
const PULL_REQUEST = { event: "pull_request", ref: "refs/pull/12/merge" } as const;
const IN_PREVIEW = { environment: "preview" };
const PREVIEW_ROLES = ["deploy previews", "publish previews"] as const;
const IN_API = { repository: "acme/api", repositoryId: "777" };
const MALLORY = { repository: "mallory/photofeed", ownerId: "666", repositoryId: "667" };

/** Jobs, and all roles that they can assume. */
const TABLE: readonly (readonly [job: string, change: Partial<Job>, roles: readonly Name[]])[] = [
  // Branches and tags.
  ["main", {}, ["plan", "guarded plan", "prepare staging", "publish"]],
  ["main at night", { event: "schedule" }, ["plan", "guarded plan", "prepare staging", "publish"]],
  ["a branch", { ref: "refs/heads/topic/new" }, ["plan"]],
  ["a branch named like main", { ref: "refs/heads/main2" }, ["plan"]],
  ["a branch named like a tag", { ref: "refs/heads/refs/tags/v1" }, ["plan"]],
  ["a branch named like an environment", { ref: "refs/heads/main:environment:prod" }, ["plan"]],
  ["a release's tag", { ref: TAG }, ["prepare prod"]],
  ["another tag", { ref: "refs/tags/nightly" }, []],
  ["a tag named like main", { ref: "refs/tags/main" }, []],
  ["a tag like a branch", { ref: "refs/tags/refs/heads/main" }, []],
  ["a tag in uppercase", { ref: "refs/tags/V1" }, []],

  // Environments.
  ["staging's environment on main", IN_STAGING, ["deploy staging"]],
  ["prod's environment on a release's tag", IN_PROD, ["deploy prod"]],
  ["prod's environment, started manually on a release's tag", { ...IN_PROD, event: "workflow_dispatch" }, ["deploy prod"]],
  ["prod's environment on main", { environment: "prod" }, []],
  ["staging's environment on a topic", { ...IN_STAGING, ref: "refs/heads/topic" }, []],
  ["staging's environment on a tag", { ...IN_STAGING, ref: TAG }, []],
  ["staging's environment in a pull request", { ...IN_STAGING, ...PULL_REQUEST }, []],
  ["prod's environment in a pull request", { ...PULL_REQUEST, environment: "prod" }, []],
  ["an environment in another letter case", { ...IN_PROD, environment: "Prod" }, []],
  ["an environment with the prefix prod", { ...IN_PROD, environment: "prod2" }, []],
  ["an environment with a wildcard for a name", { ...IN_PROD, environment: "*" }, []],
  ["an environment with prod after a colon", { ...IN_PROD, environment: "x:environment:prod" }, []],
  ["the environment for plans", { environment: "prod-plan" }, ["guarded plan"]],
  ["the environment for plans in a pull request", { ...PULL_REQUEST, environment: "prod-plan" }, ["guarded plan"]],
  ["another's environment for plans", { environment: "staging-plan" }, []],

  // Images.
  ["the other repository, on its release branch", { ...IN_API, ref: "refs/heads/release/2" }, ["publish from elsewhere"]],
  ["the other repository on its main", IN_API, []],
  ["the other repository's pull request", { ...IN_API, ...PULL_REQUEST }, []],
  ["the other repository in an environment", { ...IN_API, ref: "refs/heads/release/2", environment: "prod" }, []],
  ["this repository on a branch of the other's name", { ref: "refs/heads/release/2" }, ["plan"]],
  ["a new repository with the other's former name", { ...IN_API, ref: "refs/heads/release/2", repositoryId: "778" }, []],

  // Previews.
  ["the previews' environment in a pull request", { ...PULL_REQUEST, ...IN_PREVIEW }, PREVIEW_ROLES],
  ["the same after the merge into main", { event: "pull_request", ...IN_PREVIEW }, PREVIEW_ROLES],
  ["the previews' environment at night", { event: "schedule", ...IN_PREVIEW }, PREVIEW_ROLES],
  ["the previews' environment on a topic", { ref: "refs/heads/topic", ...IN_PREVIEW }, []],
  ["the previews' environment on a tag", { ref: TAG, ...IN_PREVIEW }, []],
  ["the previews' environment on a branch like a pull request", { ref: "refs/heads/refs/pull/12/merge", ...IN_PREVIEW }, []],
  ["the previews' environment on the head of a pull request", { ref: "refs/pull/12/head", ...IN_PREVIEW }, []],
  ["an environment named like a preview", { ...PULL_REQUEST, environment: "pull12" }, []],
  ["a fork's own previews", { ...MALLORY, ...PULL_REQUEST, ...IN_PREVIEW }, []],
  [
    "another repository's workflow in the previews' environment",
    { ...PULL_REQUEST, ...IN_PREVIEW, workflow: "mallory/photofeed/.github/workflows/preview.yml" },
    [],
  ],

  // Pull requests and forks.
  ["a pull request", PULL_REQUEST, ["plan"]],
  ["a fork's own workflow on its main", MALLORY, []],
  ["a fork's own pull request", { ...MALLORY, ...PULL_REQUEST }, []],
  ["a fork's own environment", { ...MALLORY, ...IN_PROD }, []],

  // Other repositories.
  ["another repository of the owner", { repository: "acme/other", repositoryId: "456790" }, []],
  ["a repository with a longer name", { repository: "acme/photofeed2", repositoryId: "456790" }, []],
  ["an owner with a longer name", { ...IN_PROD, repository: "acme2/photofeed", ownerId: "9", repositoryId: "10" }, []],
  ["the repository in another letter case", { ...IN_PROD, repository: "Acme/Photofeed" }, []],
  ["names that were given up and taken again", { ...IN_PROD, ownerId: "666", repositoryId: "667" }, []],
  ["the name taken again under the same owner", { ...IN_PROD, repositoryId: "667" }, []],
  ["the repository given to another owner", { ...IN_PROD, ownerId: "666" }, []],
  ["the repository with subjects by name", { ...IN_PROD, immutable: false }, []],

  // Reusable workflows.
  ["a reusable workflow of the repository", { ...IN_PROD, workflow: "acme/photofeed/.github/workflows/reusable.yml" }, ["deploy prod"]],
  ["a reusable workflow of another repository", { ...IN_PROD, workflow: "acme/workflows/.github/workflows/delivery.yml" }, []],
  ["the same for a plan", { workflow: "mallory/photofeed/.github/workflows/delivery.yml" }, []],
  ["a workflow of a repository with a longer name", { ...IN_PROD, workflow: "acme/photofeed2/.github/workflows/delivery.yml" }, []],
  ["a file that is not a workflow", { ...IN_PROD, workflow: "acme/photofeed/actions/delivery.yml" }, []],

  // Audiences.
  ["a token for another audience", { ...IN_PROD, audience: "https://github.com/acme" }, []],
  ["a token for an audience with a longer name", { ...IN_PROD, audience: "sts.amazonaws.com.example.com" }, []],
];

test.each(TABLE)("%s", (_, change, roles) => {
  expect(admitting(tokenOf({ ...JOB, ...change }))).toEqual(roles);
});

test.each(["sub", "aud", "repository_id", "job_workflow_ref"])("a token without %s gets no role", (claim) => {
  for (const change of [{}, IN_PROD, IN_STAGING, PULL_REQUEST, { environment: "prod-plan" }, { ...PULL_REQUEST, ...IN_PREVIEW }]) {
    const { [`token.actions.githubusercontent.com:${claim}`]: _left, ...token } = tokenOf({ ...JOB, ...change });
    expect(admitting(token)).toEqual([]);
  }
});

test("a token without a branch cannot deploy", () => {
  for (const change of [IN_PROD, { ...PULL_REQUEST, ...IN_PREVIEW }]) {
    const { "token.actions.githubusercontent.com:ref": _left, ...token } = tokenOf({ ...JOB, ...change });
    expect(admitting(token)).toEqual([]);
  }
});

describe("with subjects that contain only names", () => {
  const delivery: Delivery = { ...PROD, repository: { ...REPOSITORY, subject: "names" } };
  const [plan, deploy] = [of(planTrust, delivery, "prod"), of(deployTrust, delivery, "prod")];
  const admitted = (statements: Trust["Statement"], change: Partial<Job>) =>
    statements.some(({ Condition }) => holds(Condition, tokenOf({ ...JOB, immutable: false, ...change })));

  test.each([
    ["the repository", {}, true],
    ["the repository with IDs in its subjects", { immutable: true }, false],
    ["names that were given up and taken again", { ownerId: "666", repositoryId: "667" }, false],
    ["a fork", MALLORY, false],
  ] as const)("%s: %s", (_, change, expected) => {
    expect(admitted(plan, change)).toBe(expected);
    expect(admitted(deploy, { ...IN_PROD, ...change })).toBe(expected);
  });
});

test.each(Object.entries(TRUSTS))("%s: has one statement, for one action, for GitHub's provider in this account", (_, statements) => {
  expect(statements).toHaveLength(1);
  expect(statements[0]).toMatchObject({
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: providerArn },
  });
});

test("trusts for deployments match the subject exactly", () => {
  for (const name of ["deploy prod", "deploy staging", "guarded plan", ...PREVIEW_ROLES] as const) {
    const subjects = Object.entries(TRUSTS[name][0]?.Condition?.StringEquals ?? {}).filter(([key]) => key.endsWith(":sub"));
    expect(subjects).toHaveLength(1);
    expect(JSON.stringify(TRUSTS[name][0]?.Condition?.StringLike)).not.toContain(":sub");
  }
});
