import fc from "fast-check";
import { EncryptionKey } from "../../../constructs/core/encryption-key";
import type { Placement } from "../../../constructs/core/placement";
import { ImageRepository, type ImageRepositoryProps } from "../../../constructs/delivery/image-repository";
import { isReleasedTag } from "../../../language/images";
import { expiredImages, type LifecycleRule, type PushedImage } from "../../support/image-expiry";
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
  [{}, 7, 100, 100],
  [{ untagged: "1 day", released: 20, keep: 5 } as const, 1, 20, 5],
])("untagged layers, and all but the newest images of each kind, expire: %j", (props, days, released, images) => {
  const newest = (countNumber: number) => ({ countType: "imageCountMoreThan", countNumber });
  expect(expiryRules(props).map((rule) => rule.selection)).toEqual([
    { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: days },
    { tagStatus: "tagged", tagPatternList: ["release-*"], ...newest(released) },
    { tagStatus: "tagged", tagPatternList: ["*.*"], ...newest(released) },
    { tagStatus: "any", ...newest(images) },
  ]);
});

test("the rule for any image has the last priority, as ECR requires", () => {
  expect(expiryRules({}).map((rule) => rule.rulePriority)).toEqual([1, 2, 3, 4]);
});

test("the rules keep exactly the tags that count as released", () => {
  const isKept = (tag: string) => expired([{ digest: "old", tags: [tag], pushed: 0 }, ...builds(500)], 500).size === 400;
  for (const tag of ["1.4.2", "v1.4.2", "release-0a1b", "0.0.1-rc.1"])
    expect([tag, isReleasedTag(tag), isKept(tag)]).toEqual([tag, true, true]);
  for (const tag of ["0a1b-12-1", "build-77", "prerelease-1"]) expect([tag, isReleasedTag(tag), isKept(tag)]).toEqual([tag, false, false]);
});

const RULES = expiryRules({}) as unknown as readonly LifecycleRule[];
const expired = (images: readonly PushedImage[], now: number) => expiredImages(RULES, images, now);
/** Images that the pipeline pushes, one a day. */
const builds = (count: number) =>
  Array.from({ length: count }, (_, day) => ({ digest: `build${day}`, tags: [`commit-${day}-1`], pushed: day }));

test("the image that runs never expires, nor do the last 100 images that ran at a push, in any order of builds, releases and rollbacks", () => {
  const step = fc.oneof(
    { weight: 20, arbitrary: fc.record({ kind: fc.constant("builds" as const), count: fc.integer({ min: 1, max: 150 }) }) },
    { weight: 10, arbitrary: fc.record({ kind: fc.constant("release" as const), back: fc.integer({ min: 0, max: 99 }) }) },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant("rollback" as const), back: fc.integer({ min: 0, max: 99 }) }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let day = 0;
      let images: PushedImage[] = [];
      const releases: string[] = [];
      const marked = new Set<string>();
      /** As the push action: it marks the digest that runs before it pushes. */
      const mark = () => {
        const running = releases.at(-1);
        if (running === undefined) return;
        marked.delete(running);
        marked.add(running);
        images = images.map((image) =>
          image.digest === running ? { ...image, tags: [...new Set([...image.tags, `release-${running}`])] } : image,
        );
      };
      for (const one of steps) {
        if (one.kind === "builds")
          for (let count = 0; count < one.count; count++, day++) {
            mark();
            images.push({ digest: `build${day}`, tags: [`commit-${day}-1`], pushed: day });
            const gone = expired(images, day);
            images = images.filter(({ digest }) => !gone.has(digest));
          }
        else {
          const candidates = one.kind === "release" ? images.map(({ digest }) => digest) : [...marked].slice(-100);
          const digest = candidates.at(-1 - (one.back % Math.max(candidates.length, 1)));
          if (digest !== undefined) releases.push(digest);
        }
        const last = [...marked].slice(-100);
        const running = releases.slice(-1);
        expect([...last, ...running].filter((digest) => !images.some((image) => image.digest === digest))).toEqual([]);
      }
    }),
    { numRuns: 40 },
  );
});
