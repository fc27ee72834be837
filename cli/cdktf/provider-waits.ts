/**
 * Seconds that the provider itself waits after it creates a resource, regardless of the speed of the API. On AWS most of them take longer.
 * Measured on the local AWS: see docs/performance.md.
 */
const WAITS: Readonly<Record<string, number>> = {
  aws_cloudfront_distribution: 30,
  aws_db_instance: 80,
  aws_elasticache_replication_group: 60,
  aws_elasticache_user: 15,
  aws_kms_key: 13,
  aws_lb: 60,
  aws_rds_cluster: 30,
  aws_rds_cluster_instance: 60,
  aws_route53_record: 15,
  aws_route53_zone: 15,
  aws_s3_bucket_lifecycle_configuration: 55,
  aws_sqs_queue: 25,
  aws_subnet: 10,
  aws_vpc: 13,
};

/** The provider's wait for a resource, by its address. */
export function providerWait(address: string): number {
  const [type = ""] = address.split(".");
  return WAITS[type] ?? 0;
}
