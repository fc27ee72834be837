import { chunks } from "../../core/chunks";
import { ONLY_ERRORS } from "../../compute/logs/error-lines";
import type { LogField } from "../../compute/logs/log-fields";
import type { RegionLogGroups } from "./log-groups";

/** A question that is asked at night, and how the logs answer it. */
export interface Question {
  /** Folder and name. */
  readonly name: string;
  /** Where it is asked. */
  readonly of: readonly (keyof RegionLogGroups)[];
  /** What a workload must log for an answer. @default nothing of its own */
  readonly needs?: readonly LogField[];
  /** CloudWatch Logs Insights QL; `|` joins its lines. */
  readonly query: readonly string[];
}

/** What a person replaces before the query is run. */
export const PLACEHOLDER = "PUT-THE-ID-HERE";

/** What an error says, whichever field it is in. */
const ERROR_TEXT = "fields coalesce(error.message, message, msg) as text";

const WORKLOADS = ["services", "workers"] as const;

/**
 * The questions of a night, from what is wrong to what is behind it. Of a database there are two dialects.
 *
 * Fields of the logs that AWS writes are as AWS names them; those of workloads are in `LOG_FIELDS`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Log_Delivery.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export const QUESTIONS: readonly Question[] = [
  {
    name: "workloads/which errors, and since when",
    of: WORKLOADS,
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
    of: WORKLOADS,
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
    of: WORKLOADS,
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
  {
    name: "network/who is rejected",
    of: ["flowLogs"],
    query: [
      'filter action = "REJECT"',
      "stats sum(packets) as packets, count(*) as records by srcAddr, dstAddr, dstPort, protocol",
      "sort records desc",
      "limit 50",
    ],
  },
  {
    name: "network/top talkers",
    of: ["flowLogs"],
    query: ['filter action = "ACCEPT"', "stats sum(bytes) as bytes by srcAddr, dstAddr", "sort bytes desc", "limit 50"],
  },
  {
    name: "databases/slow statements of postgres",
    of: ["postgres"],
    query: [
      String.raw`parse @message /duration: (?<ms>[0-9.]+) ms\s+(statement|parse|bind|execute)[^:]*: (?<statement>[^\n]*)/`,
      "filter ispresent(ms)",
      "fields @timestamp, @log, ms * 1 as milliseconds, statement",
      "sort milliseconds desc",
      "limit 50",
    ],
  },
  {
    name: "databases/slow statements of mysql",
    of: ["mysqlSlow"],
    query: [
      String.raw`parse @message /Query_time: (?<took>[0-9.]+)\s+Lock_time: (?<locked>[0-9.]+)\s+Rows_sent: (?<sent>[0-9]+)\s+Rows_examined: (?<examined>[0-9]+)/`,
      "filter ispresent(took)",
      "fields @timestamp, @log, took * 1 as seconds, locked, examined, @message",
      "sort seconds desc",
      "limit 50",
    ],
  },
  {
    name: "databases/errors and deadlocks",
    of: ["postgres", "mysqlErrors"],
    query: [
      String.raw`filter @message like /(ERROR|FATAL|PANIC): / or @message like /\[ERROR\]/ or @message like /(?i)deadlock/`,
      "fields @timestamp, @log, @message",
      "sort @timestamp desc",
      "limit 100",
    ],
  },
  {
    name: "caches/slow commands",
    of: ["cacheSlowLogs"],
    query: [
      "fields @timestamp, CacheClusterId, Duration / 1000 as milliseconds, Command, ClientAddress",
      "sort milliseconds desc",
      "limit 50",
    ],
  },
];

/** The text of a query as Logs Insights takes it. */
export function queryText({ query }: Question): string {
  return query.join("\n| ");
}

/** A query and where it is asked. */
export interface SavedQuery {
  readonly name: string;
  readonly text: string;
  readonly logGroups: readonly string[];
}

/** Log groups of one saved query. */
const MOST_GROUPS = 50;

/**
 * The questions that a region's logs can answer. Of more groups than a query can have, as many queries as are needed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html
 */
export function savedQueries(groups: RegionLogGroups): readonly SavedQuery[] {
  return QUESTIONS.flatMap((question) => {
    const all = question.of.flatMap((kind) => groups[kind]);
    return chunks(all, MOST_GROUPS).map((logGroups, index) => ({
      name: index === 0 ? question.name : `${question.name} ${index + 1}`,
      text: queryText(question),
      logGroups,
    }));
  });
}
