import { FoundationStack } from "../../stacks/foundation-stack";
import { type Block, pathOf, referenceTo, resource, resources, statementsOf, type StackJson, synthesizeStack } from "../support/synth";
import { EVERY_REGION, regionalProviders } from "./regional-providers";
import { platformOf } from "./two-regions";

const ID = "test-foundation";
const foundation = (changes: Parameters<typeof platformOf>[0] = {}, inspect: (stack: FoundationStack) => void = () => undefined) =>
  synthesizeStack(ID, (app) => inspect(new FoundationStack(app, ID, { platform: platformOf(changes) })));
const JSON_ = foundation();
/** A region without workloads. */
const ELSEWHERE = foundation({ homeRegion: "us-west-2" });
const ONE_REGION = foundation({ regions: { "eu-west-1": {} } });
const providerOf = (block: Block) => block.provider ?? "the stack's";

/**
 * Terraform addresses of the stateful resources. If this fails, do not change the list: under a different address Terraform destroys the existing
 * resource and creates an empty one. Restore the old construct IDs. Add lines for new kinds of resources; never change a line.
 */
const FROZEN = `
aws_ecr_repository.Images-ingest_E66E3DF8
aws_ecr_repository.Images-team--api_0BF784ED
aws_ecr_repository.ap-southeast-2_Images-ingest_105C353A
aws_ecr_repository.ap-southeast-2_Images-team--api_4FA5CEA0
aws_kms_key.ImagesKey_954580DA
aws_kms_key.ap-southeast-2_ImagesKey_ED38B939
aws_route53_zone.HostedZone_DB99F866
aws_s3_bucket.Site_Bucket_978D4AEB
aws_s3_bucket.eu-central-1_SiteCopy_Bucket_DD5A804E
`;

test("stateful resources keep these addresses permanently, because a different address destroys them", () => {
  const kinds = ["aws_ecr_repository", "aws_kms_key", "aws_route53_zone", "aws_s3_bucket"];
  const addresses = kinds.flatMap((type) => Object.keys(JSON_.resource?.[type] ?? {}).map((name) => `${type}.${name}`));
  expect(addresses.sort()).toEqual(FROZEN.trim().split("\n").sort());
});

test("is in the home region, even if no workload runs there", () => {
  expect(JSON_.provider?.aws?.[0]).toMatchObject({ region: "eu-west-1" });
  expect(ELSEWHERE.provider?.aws?.[0]).toMatchObject({ region: "us-west-2" });
});

test("keeps the provider of a removed region, which deletes the remaining resources", () => {
  for (const json of [JSON_, foundation({ site: undefined })]) expect(regionalProviders(json)).toEqual(EVERY_REGION);
});

test("creates the viewer certificate in us-east-1, with one validation record for the domain", () => {
  expect(providerOf(resource(JSON_, "aws_acm_certificate"))).toBe("aws.us-east-1");
  expect(resources(JSON_, "aws_route53_record").map(pathOf)).toEqual(["us-east-1/ViewerCertificate/Validation"]);
  expect(resources(JSON_, "aws_acm_certificate_validation")).toEqual([]);
});

test("creates the hosted zone and outputs its name servers", () => {
  expect(resource(JSON_, "aws_route53_zone").name).toBe("example.com");
  expect(JSON_.output?.name_servers?.value).toMatch(/^\$\{aws_route53_zone\.HostedZone_[0-9A-F]{8}\.name_servers\}$/);
});

test("uses an existing zone without creating or outputting it", () => {
  const json = foundation({ hostedZoneId: "Z0123456789" });
  expect(resources(json, "aws_route53_zone")).toEqual([]);
  expect(json.output).not.toHaveProperty("name_servers");
  expect(resource(json, "aws_route53_record").zone_id).toBe("Z0123456789");
});

describe("images", () => {
  const repositories = (json: StackJson) =>
    resources(json, "aws_ecr_repository").map((block) => [pathOf(block), providerOf(block), block.name]);
  const replication = (json: StackJson) => resource(json, "aws_ecr_replication_configuration");
  const rules = (json: StackJson) => (replication(json).replication_configuration as { rule: Block[] }).rule;

  test("have one repository per name and region, and none for images of other registries", () => {
    expect(repositories(JSON_)).toEqual([
      ["Images-ingest/Resource", "the stack's", "test/ingest"],
      ["Images-team--api/Resource", "the stack's", "test/team/api"],
      ["ap-southeast-2/Images-ingest/Resource", "aws.ap-southeast-2", "test/ingest"],
      ["ap-southeast-2/Images-team--api/Resource", "aws.ap-southeast-2", "test/team/api"],
    ]);
  });

  test("have a repository in the home region, even if no workload runs there", () => {
    expect(repositories(ELSEWHERE).map(([, provider]) => provider)).toEqual([
      ...["the stack's", "the stack's"],
      ...["aws.ap-southeast-2", "aws.ap-southeast-2", "aws.eu-west-1", "aws.eu-west-1"],
    ]);
  });

  test("are encrypted with a key of their region, expire in each region, and are pushed to the home region", () => {
    const key = (path: string) => referenceTo(JSON_, "aws_kms_key", path, "arn");
    const keys = resources(JSON_, "aws_ecr_repository").map((block) => (block.encryption_configuration as Block[])[0]?.kms_key);
    const [home, there] = [key("ImagesKey/Resource"), key("ap-southeast-2/ImagesKey/Resource")];
    expect(keys).toEqual([home, home, there, there]);
    expect(resources(JSON_, "aws_ecr_lifecycle_policy").map(providerOf)).toEqual(resources(JSON_, "aws_ecr_repository").map(providerOf));
    expect(JSON_.output?.images_ingest?.value).toBe(referenceTo(JSON_, "aws_ecr_repository", "Images-ingest/Resource", "repository_url"));
    expect(Object.keys(JSON_.output ?? {}).filter((name) => name.startsWith("images_"))).toEqual(["images_ingest", "images_team_api"]);
  });

  test("are replicated from the home region after the repositories of the other regions exist, for this environment only", () => {
    expect(providerOf(replication(ELSEWHERE))).toBe("the stack's");
    expect(rules(ELSEWHERE)).toEqual([
      {
        destination: ["ap-southeast-2", "eu-west-1"].map((region) => ({
          region,
          registry_id: "${data.aws_caller_identity.Account.account_id}",
        })),
        repository_filter: [{ filter: "test/", filter_type: "PREFIX_MATCH" }],
      },
    ]);
    const there = Object.entries(JSON_.resource?.aws_ecr_repository ?? {}).filter(([, block]) => block.provider !== undefined);
    expect(there).toHaveLength(2);
    expect(replication(JSON_).depends_on).toEqual(there.map(([name]) => `aws_ecr_repository.${name}`));
  });

  test("are pulled from their own region", () => {
    foundation({}, (stack) => {
      const urls = (region: string) => [...stack.imagesIn(region)].map(([name, { node }]) => [name, node.path]);
      expect(urls("eu-west-1")).toEqual([
        ["ingest", "test-foundation/Images-ingest"],
        ["team/api", "test-foundation/Images-team--api"],
      ]);
      expect(urls("ap-southeast-2")).toEqual([
        ["ingest", "test-foundation/ap-southeast-2/Images-ingest"],
        ["team/api", "test-foundation/ap-southeast-2/Images-team--api"],
      ]);
      expect(() => stack.imagesIn("us-east-1")).toThrow(
        new RangeError("there are no image repositories in us-east-1, only in eu-west-1, ap-southeast-2"),
      );
    });
  });

  test("are not replicated in a platform with one region", () => {
    expect(repositories(ONE_REGION).map(([path]) => path)).toEqual(["Images-ingest/Resource", "Images-team--api/Resource"]);
    expect(resources(ONE_REGION, "aws_ecr_replication_configuration")).toEqual([]);
  });
});

test("another region changes only the image replication in the home region", () => {
  const { aws_ecr_replication_configuration: _list, ...made } = JSON_.resource ?? {};
  for (const [type, blocks] of Object.entries(ONE_REGION.resource ?? {})) expect(made[type]).toMatchObject(blocks);
});

test("a platform without images of its own has neither repositories nor their key", () => {
  const json = foundation({ services: {}, workers: {} });
  expect(resources(json, "aws_ecr_repository")).toEqual([]);
  expect(resources(json, "aws_kms_key")).toEqual([]);
  expect(resources(json, "aws_ecr_replication_configuration")).toEqual([]);
});

test("replicates the site bucket of the home region to the failover bucket", () => {
  expect(resources(JSON_, "aws_s3_bucket").map((bucket) => [pathOf(bucket), providerOf(bucket)])).toEqual([
    ["Site/Bucket/Resource", "the stack's"],
    ["eu-central-1/SiteCopy/Bucket/Resource", "aws.eu-central-1"],
  ]);
  expect(providerOf(resource(JSON_, "aws_s3_bucket_replication_configuration"))).toBe("the stack's");
});

test("creates every resource of a bucket in the bucket's region", () => {
  const settings = Object.values(JSON_.resource ?? {}).flatMap((blocks) => Object.values(blocks).filter((block) => "bucket" in block));
  expect(settings.length).toBeGreaterThan(8);
  for (const block of settings)
    expect(providerOf(block)).toBe(pathOf(block).startsWith("eu-central-1/") ? "aws.eu-central-1" : "the stack's");
});

test("creates no bucket policies, because the edge stack owns them", () => {
  expect(resources(JSON_, "aws_s3_bucket_policy")).toEqual([]);
});

test("creates no buckets without a site", () => {
  const json = foundation({ site: undefined });
  expect(resources(json, "aws_s3_bucket")).toEqual([]);
  expect(json.output).not.toHaveProperty("site_bucket");
});

test("the failover bucket can be in the region of the certificate", () => {
  const json = foundation({ site: { failoverRegion: "us-east-1" } });
  expect(resources(json, "aws_s3_bucket").map(providerOf).sort()).toEqual(["aws.us-east-1", "the stack's"]);
});

test.each([
  ["retain", true],
  ["destroy", false],
] as const)("with removal policy %s, protection of stateful resources is %s", (removalPolicy, kept) => {
  const json = foundation({ removalPolicy });
  for (const type of ["aws_route53_zone", "aws_ecr_repository", "aws_s3_bucket", "aws_kms_key"])
    for (const block of resources(json, type)) expect(block.lifecycle).toEqual({ prevent_destroy: kept });
});

test("a home region without workloads stays the home region, and its resources stay protected", () => {
  const regions = { "eu-west-1": { primary: true }, "ap-southeast-2": { decommissioning: true } };
  const json = foundation({ removalPolicy: "retain", homeRegion: "ap-southeast-2", regions });
  for (const type of ["aws_route53_zone", "aws_ecr_repository", "aws_s3_bucket", "aws_kms_key"])
    for (const block of resources(json, type)) expect(block.lifecycle).toEqual({ prevent_destroy: true });
});

describe("the pipeline", () => {
  const DELIVERY = { repository: "acme/photofeed", ownerId: "123456", repositoryId: "456789", refs: ["refs/tags/v*"] };
  const json = foundation({ delivery: DELIVERY, state: { bucket: "states", region: "eu-west-1" } });
  const types = ["aws_iam_openid_connect_provider", "aws_iam_policy"];

  test("exists only if the environment has `delivery`", () => {
    for (const type of types) {
      expect(resources(json, type).length).toBeGreaterThan(0);
      expect(resources(JSON_, type)).toEqual([]);
    }
    expect(Object.keys(JSON_.output ?? {}).filter((name) => name.endsWith("_role"))).toEqual([]);
  });

  test("outputs its roles, which have fixed names", () => {
    const roles = ["deploy", "plan", "prepare", "publish"];
    expect(Object.keys(json.output ?? {}).filter((name) => name.endsWith("_role"))).toEqual(roles.map((role) => `${role}_role`).sort());
    const named = (role: string) => resources(json, "aws_iam_role").find(({ name }) => name === `test-${role}`);
    for (const role of roles) {
      const name = pathOf(named(role) ?? {}).replace("/Role/Resource", "");
      expect(json.output?.[`${role}_role`]?.value).toBe(referenceTo(json, "aws_iam_role", `${name}/Role/Resource`, "arn"));
    }
  });

  test("trusts the configured repository, and grants access only to its states", () => {
    const trust = (path: string) => JSON.stringify(statementsOf(resource(json, "aws_iam_role", path), "assume_role_policy"));
    expect(trust("Pipeline/Deploy/Role/Resource")).toContain('"repo:acme@123456/photofeed@456789:environment:test"');
    expect(trust("Pipeline/Deploy/Role/Resource")).toContain('"refs/tags/v*"');
    const states = statementsOf(resource(json, "aws_iam_role_policy", "Pipeline/Plan/Role/States"));
    expect(states.find(({ Sid }) => Sid === "ReadStates")).toMatchObject({
      Resource: ["arn:aws:s3:::states/test-*.tfstate", "arn:aws:s3:::states/deployed/test.json"],
    });
  });

  test("sets the permissions boundary on the foundation's own roles, which are created after it", () => {
    const copies = resource(json, "aws_iam_role", "SiteReplication/Role");
    expect(copies.permissions_boundary).toBe(referenceTo(json, "aws_iam_policy", "WorkloadBoundary/Policy/Resource", "arn"));
    expect(resource(JSON_, "aws_iam_role", "SiteReplication/Role")).not.toHaveProperty("permissions_boundary");
  });

  test("changes only the permissions boundary of existing roles", () => {
    for (const [type, blocks] of Object.entries(JSON_.resource ?? {})) expect(json.resource?.[type]).toMatchObject(blocks);
  });
});
