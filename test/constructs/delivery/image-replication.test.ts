import { EncryptionKey } from "../../../constructs/core/encryption-key";
import { ImageReplication } from "../../../constructs/delivery/image-replication";
import { ImageRepository } from "../../../constructs/delivery/image-repository";
import { REGION_NAMES } from "../../../aws/regions";
import { type Block, resource, synthesizeConstructs } from "../../support/synth";

const replication = (regions: readonly string[]) =>
  resource(
    synthesizeConstructs((stack) => {
      const key = new EncryptionKey(stack, "Key", { purpose: "images" });
      const repositories = ["api", "web"].map((repository) => new ImageRepository(stack, `Images-${repository}`, { repository, key }));
      new ImageReplication(stack, "ImageReplication", { regions, repositories });
    }),
    "aws_ecr_replication_configuration",
  );
const rules = (regions: readonly string[]) => (replication(regions).replication_configuration as { readonly rule: readonly Block[] }).rule;

test("replicates only this environment's images, within the account", () => {
  expect(rules(["eu-west-1", "us-west-2"])).toEqual([
    {
      destination: ["eu-west-1", "us-west-2"].map((region) => ({ region, registry_id: "${data.aws_caller_identity.Account.account_id}" })),
      repository_filter: [{ filter: "dev/", filter_type: "PREFIX_MATCH" }],
    },
  ]);
});

test("depends on all repositories, because ECR would create a missing one without the customer managed key", () => {
  expect(replication(["eu-west-1"]).depends_on).toEqual([
    expect.stringMatching(/^aws_ecr_repository\.Images-api_/),
    expect.stringMatching(/^aws_ecr_repository\.Images-web_/),
  ]);
});

test.each([
  [1, [1]],
  [25, [25]],
  [26, [25, 1]],
  [33, [25, 8]],
])("splits %s destinations into rules of %j, because a rule allows 25", (count, sizes) => {
  const regions = REGION_NAMES.slice(0, count);
  const destinations = rules(regions).map((rule) => (rule.destination as Block[]).map(({ region }) => region));
  expect(destinations.map(({ length }) => length)).toEqual(sizes);
  expect(destinations.flat()).toEqual(regions);
});
