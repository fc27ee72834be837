import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Duration, days } from "../../language/units";
import type { EncryptionKey } from "../core/encryption-key";
import { isProtected, placementOf, statefulLifecycle } from "../core/placement";

export interface ImageRepositoryProps {
  /** Its name behind the environment's: `api` becomes `<environment>/api`. */
  readonly repository: string;
  /** Final: a repository with another key is another repository. */
  readonly key: EncryptionKey;
  /** How long a layer without a tag stays. @default "7 days" */
  readonly untagged?: Duration;
  /** How many images stay, the newest. @default 100 */
  readonly keep?: number;
}

/**
 * A repository of container images. A tag, once pushed, always means the same image; each image is scanned when it is pushed; old ones
 * expire. ECR decrypts on behalf of whoever may pull, by a grant of its own, so that no task needs rights on the key.
 *
 * Tasks pull from the repository of their own region, so that no region needs another one to start tasks.
 *
 * Cost drivers: stored GB in each region.
 */
export class ImageRepository extends Construct {
  public readonly repositoryUrl: string;
  public readonly arn: string;
  /** What must wait until the repository is there. */
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
    new EcrLifecyclePolicy(this, "Expiry", { repository: repository.name, policy: expiry(props.untagged ?? "7 days", props.keep ?? 100) });
    this.repositoryUrl = repository.repositoryUrl;
    this.arn = repository.arn;
    this.dependable = repository;
  }
}

/** A rule on any image must have the last priority. https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html */
function expiry(untagged: Duration, keep: number): string {
  const rules = [
    {
      rulePriority: 1,
      description: `Layers without a tag go after ${untagged}`,
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: days(untagged) },
      action: { type: "expire" },
    },
    {
      rulePriority: 2,
      description: `The newest ${keep} images stay`,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: keep },
      action: { type: "expire" },
    },
  ];
  return JSON.stringify({ rules });
}
