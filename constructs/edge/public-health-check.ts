import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Construct } from "constructs";
import { nameIn } from "../core/placement";
import { RegionalHealthCheck, type RegionalHealthCheckProps } from "../alarms/regional-health-check";

export interface PublicHealthCheckProps extends RegionalHealthCheckProps {
  /** Whether the region is to be out, whatever its alarm says. */
  readonly evacuated: boolean;
}

/**
 * Whether a region is in a public name: what an alarm of the region says, and a switch.
 *
 * These are two checks. The one that records follow says what the other says, until an evacuation turns it off. The other observes the
 * region and never changes: its alarm does not ring because of an evacuation, and it tells when the region is fit to come back.
 *
 * Both are worked out by Route 53's data plane, which hangs on no one region. Turning the switch needs its API, which is in us-east-1.
 *
 * Cost drivers: two health checks, 0.50 USD a month each. An account may have 200 until it asks for more.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/appendix-b---edge-network-global-service-guidance.html
 */
export class PublicHealthCheck extends Construct {
  /** For records: unhealthy while the region is evacuated. */
  public readonly healthCheckId: string;
  /** For alarms: how the region is, evacuated or not. */
  public readonly observedHealthCheckId: string;

  public constructor(scope: Construct, id: string, { evacuated, ...observed }: PublicHealthCheckProps) {
    super(scope, id);
    this.observedHealthCheckId = new RegionalHealthCheck(this, "Observed", {
      ...observed,
      role: `${observed.role}-observed`,
    }).healthCheckId;
    this.healthCheckId = new Route53HealthCheck(this, "Resource", {
      type: "CALCULATED",
      childHealthchecks: [this.observedHealthCheckId],
      childHealthThreshold: 1,
      // A disabled check is healthy whatever happens, and inverted that is unhealthy whatever happens. Inverted alone, it would make a
      // region that is lost the only healthy one. Both change in place, in one call.
      // https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html#Route53-Type-HealthCheckConfig-Disabled
      disabled: evacuated,
      invertHealthcheck: evacuated,
      tags: { Name: nameIn(this, "alarm", observed.region, observed.role) },
    }).id;
  }
}
