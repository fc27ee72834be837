import type { LogGroups, Question } from "../../watching/question";
import { ONLY_ERRORS } from "./error-lines";
import type { LogField } from "./log-fields";
import { WORKLOAD_KINDS, WORKLOAD_MAPS, type WorkloadMap, type WorkloadModels } from "../workloads";
import { ecsEventsLogGroup, workloadLogGroup } from "./workload-log";

/** Sources of workload logs: the workloads, and ECS. */
export type WorkloadLog = WorkloadMap | "ecsEvents";

/** Placeholder that a person replaces before running the query. */
export const PLACEHOLDER = "PUT-THE-ID-HERE";

/** The error text, from the first of these fields that is set. */
const ERROR_TEXT = "fields coalesce(error.message, message, msg) as text";

/**
 * Saved queries about workloads. The fields of their logs are in `LOG_FIELDS`; AWS names the fields of ECS events.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export const WORKLOAD_QUESTIONS: readonly (Question<WorkloadLog> & { readonly needs?: readonly LogField[] })[] = [
  {
    name: "workloads/which errors, and since when",
    of: WORKLOAD_MAPS,
    needs: ["level", "message"],
    query: [
      ...ONLY_ERRORS,
      ERROR_TEXT,
      "stats count(*) as times, earliest(@timestamp) as first, latest(@timestamp) as last by @log, text",
      "sort times desc",
      "limit 50",
    ],
  },
  {
    name: "workloads/errors by release and task",
    of: WORKLOAD_MAPS,
    needs: ["level", "release"],
    query: [
      ...ONLY_ERRORS,
      'parse @logStream "*/*/*" as prefix, container, task',
      "stats count(*) as errors by container, release, task",
      "sort errors desc",
      "limit 50",
    ],
  },
  {
    name: "workloads/one request everywhere",
    of: WORKLOAD_MAPS,
    needs: ["requestId", "traceId"],
    query: [
      `filter requestId = "${PLACEHOLDER}" or traceId = "${PLACEHOLDER}"`,
      "fields @timestamp, @log, level, coalesce(message, msg) as text, status, durationMs",
      "sort @timestamp asc",
      "limit 1000",
    ],
  },
  {
    name: "services/slowest requests",
    of: ["services"],
    needs: ["method", "path", "durationMs"],
    query: [
      "filter ispresent(durationMs)",
      "stats count(*) as requests, pct(durationMs, 50) as p50, pct(durationMs, 99) as p99, max(durationMs) as slowest by method, path",
      "sort p99 desc",
      "limit 50",
    ],
  },
  {
    name: "workers/what messages fail on",
    of: ["workers"],
    needs: ["level", "messageId", "receiveCount"],
    query: [
      "filter ispresent(messageId)",
      ...ONLY_ERRORS,
      ERROR_TEXT,
      "stats max(receiveCount) as taken, latest(text) as error, latest(@timestamp) as last by messageId, @log",
      "sort taken desc",
      "limit 100",
    ],
  },
  {
    name: "tasks/why tasks stopped",
    of: ["ecsEvents"],
    query: [
      'filter `detail-type` = "ECS Task State Change"',
      "fields @timestamp, detail.group, detail.stopCode, detail.stoppedReason, detail.containers.0.exitCode, detail.containers.0.reason, detail.taskArn",
      "sort @timestamp desc",
      "limit 100",
    ],
  },
  {
    name: "tasks/deployments and how they ended",
    of: ["ecsEvents"],
    query: [
      'filter `detail-type` = "ECS Deployment State Change"',
      "fields @timestamp, resources.0, detail.eventName, detail.reason, detail.deploymentId",
      "sort @timestamp desc",
      "limit 100",
    ],
  },
];

export interface WorkloadLogsProps {
  readonly environment: string;
  readonly clusterName: string;
  readonly workloads: Readonly<Record<keyof WorkloadModels, readonly { readonly name: string }[]>>;
}

export function workloadLogGroups({ environment, workloads, clusterName }: WorkloadLogsProps): LogGroups<WorkloadLog> {
  const groups = WORKLOAD_KINDS.map(({ name: kind, map }) => [
    map,
    workloads[map].map(({ name }) => workloadLogGroup(environment, kind, name)),
  ]);
  return { ...(Object.fromEntries(groups) as LogGroups<WorkloadMap>), ecsEvents: [ecsEventsLogGroup(clusterName)] };
}
