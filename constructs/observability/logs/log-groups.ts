import type { Engine } from "../../../aws/instance-classes";
import { ecsEventsLogGroup, workloadLogGroup, type WorkloadKind } from "../../compute/logs/workload-log";
import { LOG_TYPES } from "../../database/engine";

/** The log groups of a region that questions are asked of; those that are not there are empty. */
export interface RegionLogGroups {
  readonly services: readonly string[];
  readonly workers: readonly string[];
  readonly ecsEvents: readonly string[];
  readonly flowLogs: readonly string[];
  readonly postgres: readonly string[];
  readonly mysqlErrors: readonly string[];
  readonly mysqlSlow: readonly string[];
  readonly cacheSlowLogs: readonly string[];
}

export interface RegionLogGroupsProps {
  readonly environment: string;
  readonly services: readonly { readonly name: string }[];
  readonly workers: readonly { readonly name: string }[];
  readonly clusterName: string;
  readonly flowLogs: "all" | "reject" | "none";
  /** The instances of the region, replicas too. */
  readonly databases: readonly { readonly engine: Engine; readonly identifier: string }[];
  readonly replicationGroupIds: readonly string[];
}

/** Names of groups as the constructs of databases, caches and networks give them. */
export function regionLogGroups(props: RegionLogGroupsProps): RegionLogGroups {
  const { environment, services, workers, databases } = props;
  const workloads = (kind: WorkloadKind, all: readonly { readonly name: string }[]) =>
    all.map(({ name }) => workloadLogGroup(environment, kind, name));
  const instances = <E extends Engine>(engine: E, type: (typeof LOG_TYPES)[E][number]) =>
    databases.filter((database) => database.engine === engine).map(({ identifier }) => `/aws/rds/instance/${identifier}/${type}`);
  return {
    services: workloads("service", services),
    workers: workloads("worker", workers),
    ecsEvents: [ecsEventsLogGroup(props.clusterName)],
    flowLogs: props.flowLogs === "none" ? [] : [`/${environment}/network/flow-log`],
    postgres: instances("postgres", "postgresql"),
    mysqlErrors: instances("mysql", "error"),
    mysqlSlow: instances("mysql", "slowquery"),
    cacheSlowLogs: props.replicationGroupIds.map((id) => `/aws/vendedlogs/elasticache/${id}/slow-log`),
  };
}
