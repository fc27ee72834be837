import { EncryptionKey } from "../../../constructs/core/encryption-key";
import type { Placement } from "../../../constructs/core/placement";
import { ImageRepository, type ImageRepositoryProps } from "../../../constructs/delivery/image-repository";
import { type Block, referenceTo, resource, synthesizeConstructs } from "../../support/synth";

const repository = (props: Partial<ImageRepositoryProps> = {}, placement: Partial<Placement> = {}) =>
  synthesizeConstructs(
    (stack) =>
      new ImageRepository(stack, "Images", { repository: "api", key: new EncryptionKey(stack, "Key", { purpose: "images" }), ...props }),
    placement,
  );

const expiryRules = (props: Partial<ImageRepositoryProps>) =>
  (JSON.parse(resource(repository(props), "aws_ecr_lifecycle_policy").policy as string) as { readonly rules: readonly Block[] }).rules;

test("tags are immutable, and images are scanned on push", () => {
  expect(resource(repository(), "aws_ecr_repository")).toMatchObject({
    name: "dev/api",
    image_tag_mutability: "IMMUTABLE",
    image_scanning_configuration: { scan_on_push: true },
  });
});

test("images are encrypted with a customer managed KMS key, by its ARN", () => {
  const json = repository();
  expect(resource(json, "aws_ecr_repository").encryption_configuration).toEqual([
    { encryption_type: "KMS", kms_key: referenceTo(json, "aws_kms_key", undefined, "arn") },
  ]);
});

test.each([
  ["retain", { force_delete: false, lifecycle: { prevent_destroy: true } }],
  ["destroy", { force_delete: true, lifecycle: { prevent_destroy: false } }],
] as const)("with removal policy %s", (removalPolicy, expected) => {
  expect(resource(repository({}, { removalPolicy }), "aws_ecr_repository")).toMatchObject(expected);
});

test.each([
  [{}, 7, 100],
  [{ untagged: "1 day", keep: 5 } as const, 1, 5],
])("untagged layers and all but the newest images expire: %j", (props, days, images) => {
  expect(expiryRules(props).map((rule) => rule.selection)).toEqual([
    { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: days },
    { tagStatus: "any", countType: "imageCountMoreThan", countNumber: images },
  ]);
});

test("the rule for any image has the last priority, as ECR requires", () => {
  expect(expiryRules({}).map((rule) => rule.rulePriority)).toEqual([1, 2]);
});
