import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Construct } from "constructs";
import type { Database } from "./model";
import { type Duration, seconds } from "../../language/units";
import { placementOf } from "../core/placement";
import { RegionalHealthCheck } from "../alarms/regional-health-check";
import type { FollowedAlarmRow } from "../watching/alarm-row";
import { Alarms } from "../alarms/alarms";
import { rdsMetric } from "./metrics";

export interface LagCheckProps {
  /** Parts of the alarms' names, for example `["main", "replica-1"]`. */
  readonly name: readonly string[];
  /** The replica's. Written out, so that the alarms do not wait for the replica. */
  readonly identifier: string;
  readonly engine: Database["engine"];
  readonly threshold: Duration;
}

/**
 * Whether a replica is close enough behind its source to be read from. A replica of which nothing is known (being made, rebooted, dead)
 * is not.
 *
 * Route 53 follows one plain metric with one threshold, so each alarm is for its health check alone, and MySQL, which says -1 when
 * replication has stopped, needs two.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_MySQL.Replication.ReadReplicas.Monitor.html
 */
export class LagCheck extends Construct {
  /** Healthy while the replica may be read from. */
  public readonly healthCheckId: string;
  /** The check of its lag alone: a calculated check may watch it. */
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
    }).id;
  }
}

function lagging(props: LagCheckProps): FollowedAlarmRow {
  const limit = seconds(props.threshold);
  return {
    ...common(props),
    id: "ReplicaLag",
    name: [...props.name, "lag"],
    description: `${props.identifier} is more than ${limit} s behind its source, or silent: ${CONSEQUENCE}`,
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

const CONSEQUENCE = "it has left the reader's name, and reads go to the other replicas or the writer.";

function common({ identifier }: LagCheckProps) {
  return {
    metric: rdsMetric("replicaLag", identifier),
    period: "1 minute",
    datapoints: 3,
    missingData: "breaching",
    reason: "Readers would be shown what has changed since.",
    severity: "none",
  } as const;
}
