import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { RELEASE_TAG } from "../../language/images";
import { type Duration, days } from "../../language/units";
import type { EncryptionKey } from "../core/encryption-key";
import { isProtected, placementOf, statefulLifecycle } from "../core/placement";

export interface ImageRepositoryProps {
  /** The part of its name after the environment: `api` becomes `<environment>/api`. */
  readonly repository: string;
  /** Immutable: another key replaces the repository. */
  readonly key: EncryptionKey;
  /** Retention of untagged layers. @default "7 days" */
  readonly untagged?: Duration;
  /** Number of newest released images to keep, of those with a version and of those with a digest as tag; at least `keep`, so that an older build can be released. @default 100 */
  readonly released?: number;
  /** Number of newest images to keep, whether they were released or not. @default 100 */
  readonly keep?: number;
}

/**
 * A repository of container images. Tags are immutable; images are scanned on push; old ones expire, but not the released ones. ECR decrypts on behalf of principals
 * that are allowed to pull, through its own grant, so tasks need no permissions on the key.
 *
 * Tasks pull from the repository of their own region, so that starting tasks does not depend on another region.
 *
 * Cost drivers: stored GB in each region.
 */
export class ImageRepository extends Construct {
  public readonly repositoryUrl: string;
  public readonly arn: string;
  /** Resources that use the repository by name must depend on it. */
  public readonly dependable: ITerraformDependable;

  public constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    const repository = new EcrRepository(this, "Resource", {
      name: `${placementOf(this).environment}/${props.repository}`,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: props.key.arn }],
      forceDelete: !isProtected(this),
      lifecycle: statefulLifecycle(this),
    });
    new EcrLifecyclePolicy(this, "Expiry", { repository: repository.name, policy: expiry(props) });
    this.repositoryUrl = repository.repositoryUrl;
    this.arn = repository.arn;
    this.dependable = repository;
  }
}

/** Tags of images that were released: the push action adds the first one to the digest that runs, and people push versions. Each has at most 4 wildcards. */
const RELEASED_TAGS = { digest: `${RELEASE_TAG}*`, version: "*.*" } as const;

/**
 * The rules of a repository's lifecycle policy. An image that matches the tags of a rule is never expired by a later rule. So released images, of which
 * the newest stay, do not depend on the number of other images that are pushed. The image that runs is one of the newest released ones.
 *
 * - The tags of one rule must all match, so that each pattern is a rule of its own.
 * - A rule for any tag status must have the last priority. It counts released images, too, and keeps them.
 * - A policy is for one region. The repositories that images are replicated to have the same policy, because replication copies no policies.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lp_creation.html
 */
function expiry({ untagged = "7 days", released = 100, keep = 100 }: Pick<ImageRepositoryProps, "untagged" | "released" | "keep">): string {
  const newest = (countNumber: number) => ({ countType: "imageCountMoreThan", countNumber });
  const selections = [
    {
      description: `Layers without a tag go after ${untagged}`,
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: days(untagged) },
    },
    {
      description: `The newest ${released} released images stay`,
      selection: { tagStatus: "tagged", tagPatternList: [RELEASED_TAGS.digest], ...newest(released) },
    },
    {
      description: `The newest ${released} images with a version stay`,
      selection: { tagStatus: "tagged", tagPatternList: [RELEASED_TAGS.version], ...newest(released) },
    },
    { description: `The newest ${keep} images stay`, selection: { tagStatus: "any", ...newest(keep) } },
  ];
  const rules = selections.map((rule, index) => ({ rulePriority: index + 1, ...rule, action: { type: "expire" } }));
  return JSON.stringify({ rules });
}
