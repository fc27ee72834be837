/**
 * CPU credits that a burstable size earns in an hour; a credit is a vCPU for a minute. RDS and ElastiCache have the same.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html#CacheNodes.Burstable
 */
const CREDITS: ReadonlyMap<string, number> = new Map([
  ["micro", 12],
  ["small", 24],
  ["medium", 24],
  ["large", 36],
  ["xlarge", 96],
  ["2xlarge", 192],
]);

/**
 * CPU credits that an instance class or node type earns in an hour; undefined for one that does not burst.
 *
 * @example hourlyCredits("db.t4g.micro"); // 12
 */
export function hourlyCredits(name: string): number | undefined {
  const [, size] = /^(?:db|cache)\.t\d+g?\.(\w+)$/.exec(name) ?? [];
  return size === undefined ? undefined : CREDITS.get(size);
}
