import { previewOf, previewRoles } from "../../project/previews";
import { definePlatform } from "../../stacks/platform";
import { synthesizeQuickly } from "../support/quick-synth";
import { resources, type StackJson } from "../support/synth";
import { platformOf } from "../support/resolved";
import { previews as PREVIEWS } from "../fixtures/environments/photofeed";

const delivery = { repository: "acme/photofeed", ownerId: "123456", repositoryId: "456789" };
const GIVEN = { ...PREVIEWS, delivery, account: "123456789012" };

function stacksOf(environment: object | undefined): ReadonlyMap<string, StackJson> {
  const platform = platformOf(environment);
  return synthesizeQuickly((app) => definePlatform(app, platform));
}

test("the environment of the previews' roles is one stack with only the roles, which cost nothing", () => {
  const stacks = stacksOf(previewRoles(GIVEN));
  expect([...stacks.keys()]).toEqual(["preview-foundation"]);
  const [json] = stacks.values();
  expect(Object.keys(json?.resource ?? {}).filter((type) => !type.startsWith("aws_iam_"))).toEqual([]);
  expect(Object.keys(json?.output ?? {})).toEqual(["deploy_role", "publish_role"]);
});

test("its state is in the previews' state bucket, under a name that no preview has", () => {
  const [json] = stacksOf(previewRoles(GIVEN)).values();
  expect(json?.terraform).toMatchObject({ backend: { s3: { bucket: PREVIEWS.state.bucket, key: "preview-foundation.tfstate" } } });
});

test("every role of a preview has the permissions boundary of this stack, and a preview creates no deployment roles", () => {
  const stacks = [...stacksOf(previewOf(12, GIVEN))];
  const roles = stacks.flatMap(([, json]) => resources(json, "aws_iam_role"));
  const boundary = "arn:aws:iam::${data.aws_caller_identity.Account.account_id}:policy/preview-workload-boundary";
  expect(roles.length).toBeGreaterThanOrEqual(8);
  expect(roles.filter(({ permissions_boundary }) => permissions_boundary !== boundary)).toEqual([]);
  expect(stacks.flatMap(([, json]) => resources(json, "aws_iam_policy"))).toEqual([]);
  expect(stacks.flatMap(([, json]) => resources(json, "aws_iam_openid_connect_provider"))).toEqual([]);
});

test("without a repository there are no deployment roles, and preview roles have no boundary", () => {
  expect(previewRoles(PREVIEWS)).toBeUndefined();
  const roles = [...stacksOf(previewOf(12, PREVIEWS))].flatMap(([, json]) => resources(json, "aws_iam_role"));
  expect(roles.filter(({ permissions_boundary }) => permissions_boundary !== undefined)).toEqual([]);
});

test("accepts only the configured account", () => {
  for (const environment of [previewRoles(GIVEN), previewOf(12, GIVEN)])
    for (const [, json] of stacksOf(environment)) expect(JSON.stringify(json)).toContain('"allowed_account_ids":["123456789012"]');
});
