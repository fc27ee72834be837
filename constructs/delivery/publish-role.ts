import { Construct } from "constructs";
import { type TrustProps, publishTrust } from "./github-trust";
import type { PipelineBoundary } from "./permissions-boundary";
import { imageStatements } from "./permissions/image-statements";
import type { Owner } from "./permissions/scopes";
import { PipelineRole } from "./pipeline-role";

export interface PublishRoleProps {
  readonly trust: TrustProps;
  readonly owner: Owner;
  readonly boundary: PipelineBoundary;
}

/**
 * The role that only pushes images to an environment's repositories, because builds run third-party code from base images and packages. A
 * pushed image runs only after its digest is in Git.
 */
export class PublishRole extends Construct {
  public readonly arn: string;

  public constructor(scope: Construct, id: string, { trust, owner, boundary }: PublishRoleProps) {
    super(scope, id);
    this.arn = new PipelineRole(this, "Role", {
      purpose: "publish",
      description: "Pushes images",
      trust: publishTrust(trust),
      boundary,
      policies: {},
      statements: imageStatements(owner),
      about: "images",
      session: "1 hour",
    }).arn;
  }
}
