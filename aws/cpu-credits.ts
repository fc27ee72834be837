/**
 * CPU credits that a burstable size earns per hour. One credit is one vCPU for one minute. The same for RDS and ElastiCache.
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
 * CPU credits that an instance class or node type earns per hour; undefined if it is not burstable.
 *
 * @example hourlyCredits("db.t4g.micro"); // 12
 */
export function hourlyCredits(name: string): number | undefined {
  const [, size] = /^(?:db|cache)\.t\d+g?\.(\w+)$/.exec(name) ?? [];
  return size === undefined ? undefined : CREDITS.get(size);
}
