import { DataAwsSecretsmanagerRandomPassword } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-random-password";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { persistValue } from "../core/persisted-value";

const LENGTH = 40;

/**
 * The secret shared by the CDN and the load balancers. It proves that a request came through this environment's distribution. AWS generates
 * it once; then the state persists it.
 *
 * It is the only secret in the state, because neither `aws_lb_listener_rule` nor `aws_cloudfront_distribution` has a write-only argument.
 * Anyone who reads it can bypass the CDN, but reaches only resources that the CDN serves anyway. To change it, replace `Resource`: requests
 * are rejected until every edge location of the CDN has the new value.
 */
export class OriginToken extends Construct {
  /** Marked as sensitive, so that plans do not print it. */
  public readonly value: string;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const generated = new DataAwsSecretsmanagerRandomPassword(this, "Drawn", { passwordLength: LENGTH, excludePunctuation: true });
    const persisted = persistValue(this, "Resource", {
      input: { token: Fn.sensitive(generated.randomPassword) as string },
      // The data source generates a new value in each run.
      lifecycle: { ignoreChanges: ["input"] },
    });
    this.value = Fn.sensitive(persisted.value("token")) as string;
  }
}
