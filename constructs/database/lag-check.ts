import { Construct } from "constructs";
import { type Duration, seconds } from "../../config/units";
import { placementOf } from "../core/placement";
import { RegionalHealthCheck } from "../edge/regional-health-check";
import { type AlarmRow, Alarms } from "../observability/alarms";
import { replicaLag } from "../observability/metric";

const ALARM = "ReplicaLag";

export interface LagCheckProps {
  /** Parts of the alarm's name, for example `["main", "replica-1"]`. */
  readonly name: readonly string[];
  /** The replica's. Written out, so that the alarm does not wait for the replica. */
  readonly identifier: string;
  readonly threshold: Duration;
}

/**
 * Whether a replica is close enough behind its source to be read from. The alarm is for the health check alone: Route 53 follows one
 * plain metric. A replica of which nothing is known (being made, rebooted, dead) counts as unhealthy.
 */
export class LagCheck extends Construct {
  public readonly healthCheckId: string;

  public constructor(scope: Construct, id: string, props: LagCheckProps) {
    super(scope, id);
    const alarm = new Alarms(this, "Alarms", [lagAlarm(props)]).alarm(ALARM);
    const { region } = placementOf(this);
    this.healthCheckId = new RegionalHealthCheck(this, "HealthCheck", { role: props.name.join("-"), region, alarm }).healthCheckId;
  }
}

function lagAlarm({ name, identifier, threshold }: LagCheckProps): AlarmRow & { readonly id: typeof ALARM } {
  const limit = seconds(threshold);
  return {
    id: ALARM,
    name: [...name, "lag"],
    description: `${identifier} is more than ${limit} s behind its source, or silent: it has left the reader's name, and reads go to the other replicas or the writer.`,
    metric: replicaLag(identifier),
    comparison: "above",
    threshold: limit,
    period: "1 minute",
    datapoints: 3,
    missingData: "breaching",
  };
}
