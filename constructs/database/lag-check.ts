import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Construct } from "constructs";
import type { Database } from "./model";
import { type Duration, seconds } from "../../language/units";
import { DELETED_AFTER_USE, placementOf } from "../core/placement";
import { RegionalHealthCheck } from "../alarms/regional-health-check";
import type { FollowedAlarmRow } from "../watching/alarm-row";
import { Alarms } from "../alarms/alarms";
import { rdsMetric } from "./metrics";

export interface LagCheckProps {
  /** Parts of the alarms' names, for example `["main", "replica-1"]`. */
  readonly name: readonly string[];
  /** The replica's identifier. A literal, so that the alarms do not depend on the replica. */
  readonly identifier: string;
  readonly engine: Database["engine"];
  readonly threshold: Duration;
}

/**
 * A health check of a replica's lag. A replica without metrics (creating, rebooting, failed) is unhealthy.
 *
 * A Route 53 health check can follow only an alarm on one plain metric with one threshold. Each alarm therefore serves its health check
 * alone, and MySQL, which reports -1 when replication has stopped, needs two.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_MySQL.Replication.ReadReplicas.Monitor.html
 */
export class LagCheck extends Construct {
  /** Healthy while the replica can be read from. */
  public readonly healthCheckId: string;
  /** The check of the lag alone; a calculated check can use it as a child. */
  public readonly lagHealthCheckId: string;

  public constructor(scope: Construct, id: string, props: LagCheckProps) {
    super(scope, id);
    this.lagHealthCheckId = this.createCheck(lagging(props));
    this.healthCheckId =
      props.engine === "mysql" ? this.createBoth(this.lagHealthCheckId, this.createCheck(stopped(props))) : this.lagHealthCheckId;
  }

  private createCheck(row: FollowedAlarmRow): string {
    const alarm = new Alarms(this, `${row.id}Alarm`, [row]).alarm(row.id);
    const { region } = placementOf(this);
    return new RegionalHealthCheck(this, `${row.id}Check`, { role: row.name.join("-"), region, alarm }).healthCheckId;
  }

  private createBoth(...checks: readonly string[]): string {
    return new Route53HealthCheck(this, "Resource", {
      type: "CALCULATED",
      childHealthchecks: [...checks],
      childHealthThreshold: checks.length,
      lifecycle: DELETED_AFTER_USE,
    }).id;
  }
}

function lagging(props: LagCheckProps): FollowedAlarmRow {
  const limit = seconds(props.threshold);
  return {
    ...common(props),
    id: "ReplicaLag",
    name: [...props.name, "lag"],
    description: `${props.identifier} is more than ${limit} s behind its source or reports no metrics: ${CONSEQUENCE}`,
    comparison: "above",
    threshold: limit,
  };
}

function stopped(props: LagCheckProps): FollowedAlarmRow {
  return {
    ...common(props),
    id: "ReplicationStopped",
    name: [...props.name, "stopped"],
    description: `${props.identifier} does not replicate: ${CONSEQUENCE}`,
    comparison: "below",
    threshold: 0,
  };
}

const CONSEQUENCE = "it is removed from the reader DNS name, and reads go to the other replicas or the writer.";

function common({ identifier }: LagCheckProps) {
  return {
    metric: rdsMetric("replicaLag", identifier),
    period: "1 minute",
    datapoints: 3,
    missingData: "breaching",
    reason: "Reads from it return outdated data.",
    severity: "none",
  } as const;
}
