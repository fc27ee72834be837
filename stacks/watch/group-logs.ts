import { Construct } from "constructs";
import { ecsServiceName } from "../../constructs/compute/fargate-service";
import { EcsEvents } from "../../constructs/compute/logs/ecs-events";
import type { EncryptionKey } from "../../constructs/core/encryption-key";
import { filterLogs } from "./workload-filters";
import type { WatchedWorkload } from "./workloads";

export interface GroupLogsProps {
  readonly group: string;
  /** The workloads of the group. */
  readonly workloads: readonly WatchedWorkload[];
  readonly clusterName: string;
  /** KMS key of the log groups that are created here. */
  readonly logsKey: EncryptionKey;
}

/** Log resources of a group: metric filters, and ECS events. Saved queries of all groups are in the monitoring stack of the default group. */
export class GroupLogs extends Construct {
  public constructor(scope: Construct, id: string, { group, workloads, clusterName, logsKey: key }: GroupLogsProps) {
    super(scope, id);
    filterLogs(this, workloads);
    const serviceNames = workloads.map(({ workload }) => ecsServiceName(this, workload.name));
    new EcsEvents(this, "EcsEvents", { clusterName, serviceNames, key, group });
  }
}
