import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Construct } from "constructs";
import { DELETED_AFTER_USE, nameIn } from "../core/placement";
import { RegionalHealthCheck, type RegionalHealthCheckProps } from "../alarms/regional-health-check";

export interface PublicHealthCheckProps extends RegionalHealthCheckProps {
  /** Whether the region is evacuated. Then it is unhealthy even if its alarm is OK. */
  readonly evacuated: boolean;
}

/**
 * Whether a region is in a public DNS name: the state of an alarm of the region, and a traffic switch.
 *
 * These are two health checks. DNS records use the first, which follows the second unless an evacuation overrides it. The second observes
 * the region and never changes: its alarm does not fire because of an evacuation, and it shows when the region can be restored.
 *
 * Route 53's data plane evaluates both, and does not depend on any one region. Flipping the switch needs Route 53's API, which is in
 * us-east-1.
 *
 * Cost drivers: two health checks, 0.50 USD a month each. The default quota is 200 per account.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/appendix-b---edge-network-global-service-guidance.html
 */
export class PublicHealthCheck extends Construct {
  /** For DNS records: unhealthy while the region is evacuated. */
  public readonly healthCheckId: string;
  /** For alarms: the health of the region, evacuated or not. */
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
      // A disabled check is always healthy, and with inversion always unhealthy. Inversion without disabling would make a failed region the
      // only healthy one. Both change in place, in one call.
      // https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html#Route53-Type-HealthCheckConfig-Disabled
      disabled: evacuated,
      invertHealthcheck: evacuated,
      tags: { Name: nameIn(this, "alarm", observed.region, observed.role) },
      lifecycle: DELETED_AFTER_USE,
    }).id;
  }
}
