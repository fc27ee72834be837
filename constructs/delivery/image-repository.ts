import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
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
  /** Number of newest images to keep. @default 100 */
  readonly keep?: number;
}

/**
 * A repository of container images. Tags are immutable; images are scanned on push; old ones expire. ECR decrypts on behalf of principals
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
    new EcrLifecyclePolicy(this, "Expiry", { repository: repository.name, policy: expiry(props.untagged ?? "7 days", props.keep ?? 100) });
    this.repositoryUrl = repository.repositoryUrl;
    this.arn = repository.arn;
    this.dependable = repository;
  }
}

/** A rule for any tag status must have the last priority. https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html */
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
