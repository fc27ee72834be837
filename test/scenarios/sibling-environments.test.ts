import type { Environment } from "../../config/schema";
import { previewOf, previewRoles } from "../../project/previews";
import { definePlatform } from "../../stacks/platform";
import { ACCOUNT, rightsOf } from "../constructs/delivery/pipeline-fixtures";
import { full } from "../fixtures/environments/full";
import { manyRegions } from "../fixtures/environments/many-regions";
import { previews as PREVIEWS } from "../fixtures/environments/photofeed";
import { like } from "../support/iam/conditions";
import { decide } from "../support/iam/evaluate";
import { physicalArns } from "../support/iam/physical-arns";
import { arnPatterns } from "../support/iam/arn-patterns";
import { synthesizeQuickly } from "../support/quick-synth";
import type { StackJson } from "../support/synth";
import { platformOf } from "../support/resolved";

/** Environments of one account whose names contain each other: no policy of one matches a resource of another. */
const STATES = "shared-terraform-state";
const delivery = { repository: "acme/photofeed", ownerId: "123456", repositoryId: "456789", refs: ["refs/heads/main"] };

type Stacks = ReadonlyMap<string, StackJson>;

function synthesized(environment: Environment, name = environment.name, changes: Partial<Environment> = {}): Stacks {
  const platform = platformOf({ ...environment, ...changes, name, state: { bucket: STATES, region: "eu-central-1" } });
  return synthesizeQuickly((app) => definePlatform(app, platform));
}

const { refs: _refs, ...ofPreviews } = delivery;
const PREVIEWED = { ...PREVIEWS, delivery: ofPreviews };

function previewFoundation(): Stacks {
  const roles = previewRoles(PREVIEWED);
  if (!roles) throw new Error("previews have no roles");
  return synthesized(roles);
}

/** Patterns without an environment name, each with the condition that restricts it. */
const ACCOUNT_WIDE: Readonly<Record<string, string>> = {
  [`arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/*`]: "Gateway endpoint: the roles of workloads name their tables.",
  [`arn:aws:elasticloadbalancing:*:${ACCOUNT}:targetgroup/*`]:
    "AWS limits the prefix to six letters, so it cannot contain the environment.",
  [`arn:aws:logs:eu-west-1:${ACCOUNT}:*`]: "Condition: the log service of this account is the source.",
  [`arn:aws:s3:::${STATES}/*`]: "Denial: no state loses its versions or its protection.",
  [`arn:aws:sns:eu-west-1:${ACCOUNT}:*`]: "Condition of a key: the topics of this account.",
};

interface Case {
  readonly own: string;
  /** The environment with the roles. */
  readonly owner: string;
  readonly siblings: readonly string[];
  readonly sibling: Environment;
  /** The environment's own stacks, which together have every type of named resource. */
  readonly platforms: () => readonly Stacks[];
  /** The stacks with the roles, if they are separate. */
  readonly roles?: () => Stacks;
}

const CASES: readonly Case[] = [
  {
    own: "prod",
    owner: "prod",
    siblings: ["preprod", "xprod", "prod2", "prodx"],
    sibling: manyRegions,
    platforms: () => [full, manyRegions].map((environment) => synthesized(environment, "prod", { delivery })),
  },
  {
    own: "pull12",
    owner: "preview",
    siblings: ["xpull1", "prepull1", "pul", "preview"],
    sibling: full,
    platforms: () => [synthesized(previewOf(12, PREVIEWED))],
    roles: previewFoundation,
  },
];

describe.each(CASES)("$own", ({ own, owner, siblings, sibling, platforms, roles }) => {
  const stacks = platforms();
  const foundations = roles ? [roles()] : stacks;
  const patterns = arnPatterns(
    [...stacks, ...foundations].flatMap((each) => [...each.values()]),
    ACCOUNT,
  );

  test("the deploy role is allowed on every name of the environment", () => {
    const foundation = foundations[0]?.get(`${owner}-foundation`);
    if (!foundation) throw new Error(`${owner} has no foundation`);
    const { policies } = rightsOf(foundation, "deploy", owner);
    const names = stacks.flatMap((each) => physicalArns(each, own, ACCOUNT, STATES));
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter(({ action, arn }) => decide(policies, { action, resource: arn }) !== "Allow")).toEqual([]);
  });

  test.each(siblings)("no pattern of any policy matches a name of %s", (name) => {
    const names = physicalArns(synthesized(sibling, name), name, ACCOUNT, STATES).map(({ arn }) => arn);
    expect([names.length > 100, patterns.length > 30]).toEqual([true, true]);
    const matches = patterns.flatMap((pattern) => {
      const arn = names.find((each) => like(each, pattern));
      return arn === undefined || Object.hasOwn(ACCOUNT_WIDE, pattern) ? [] : [`${pattern} matches ${arn}`];
    });
    expect(matches).toEqual([]);
  });
});

test("account-wide patterns contain no environment name", () => {
  const names = CASES.map(({ own }) => own);
  expect(Object.keys(ACCOUNT_WIDE).filter((pattern) => names.some((name) => pattern.includes(name)))).toEqual([]);
});
