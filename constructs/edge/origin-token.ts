import { DataAwsSecretsmanagerRandomPassword } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-random-password";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { persistValue } from "../core/persisted-value";

const LENGTH = 40;

/**
 * The secret between the CDN and the load balancers, which shows that a request came through our CDN and not anybody else's: drawn once by AWS, then kept by the state.
 *
 * It is the one secret that the state holds: neither `aws_lb_listener_rule` nor `aws_cloudfront_distribution` has a write-only argument.
 * Who reads it can pass the CDN by, but reaches nothing that the CDN does not serve anyway. To change it, replace `Resource`: until the
 * CDN has the new value everywhere, requests are refused.
 */
export class OriginToken extends Construct {
  /** Marked sensitive, so that no plan shows it. */
  public readonly value: string;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const drawn = new DataAwsSecretsmanagerRandomPassword(this, "Drawn", { passwordLength: LENGTH, excludePunctuation: true });
    const kept = persistValue(this, "Resource", {
      input: { token: Fn.sensitive(drawn.randomPassword) as string },
      // The data source draws anew on each run.
      lifecycle: { ignoreChanges: ["input"] },
    });
    this.value = Fn.sensitive(kept.value("token")) as string;
  }
}
