import type { LogGroups, Question } from "../watching/question";

/** Sources of cache logs. */
export type CacheLog = "cacheSlowLogs";

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Log_Delivery.html */
export const CACHE_QUESTIONS: readonly Question<CacheLog>[] = [
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

export function cacheLogGroups(resources: readonly { readonly part: { readonly replicationGroupId: string } }[]): LogGroups<CacheLog> {
  return { cacheSlowLogs: resources.map(({ part }) => `/aws/vendedlogs/elasticache/${part.replicationGroupId}/slow-log`) };
}
