import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Construct } from "constructs";
import type { Delivery } from "./model";
import { accountIdOf } from "../core/account";
import { statefulLifecycle } from "../core/placement";
import { AUDIENCE, ISSUER } from "./github-trust";

export interface GithubOidcProps {
  /** An account has only one provider for GitHub: the second environment in the account uses the existing one. */
  readonly provider: Delivery["provider"];
}

/**
 * The account's OIDC provider for GitHub. It grants no permissions itself. Without it, all pipelines of the account stop, so it is
 * protected like stateful resources.
 *
 * It has no thumbprints: AWS verifies GitHub's certificates with its own library of trusted CAs and ignores thumbprints since 2023.
 *
 * Cost drivers: none.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc_verify-thumbprint.html
 */
export class GithubOidc extends Construct {
  public readonly arn: string;

  public constructor(scope: Construct, id: string, { provider }: GithubOidcProps) {
    super(scope, id);
    this.arn =
      provider === "existing"
        ? `arn:aws:iam::${accountIdOf(this)}:oidc-provider/${ISSUER}`
        : new IamOpenidConnectProvider(this, "Resource", {
            url: `https://${ISSUER}`,
            clientIdList: [AUDIENCE],
            lifecycle: statefulLifecycle(this),
          }).arn;
  }
}
