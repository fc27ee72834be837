import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Construct } from "constructs";
import type { Delivery } from "./model";
import { accountIdOf } from "../core/account";
import { statefulLifecycle } from "../core/placement";
import { AUDIENCE, ISSUER } from "./github-trust";

export interface GithubOidcProps {
  /** An account has one provider for GitHub: whoever comes second uses it. */
  readonly provider: Delivery["provider"];
}

/**
 * GitHub as somebody whose word on its jobs the account takes: in itself no right to anything. Without it every pipeline of the account
 * stands still, so it is protected like what keeps data.
 *
 * It has no thumbprints: AWS knows GitHub's certificates by its own library of authorities and has used none since 2023.
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
