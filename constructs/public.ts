/**
 * Constructs for stacks of your own, next to the ones that `synthesize` defines.
 *
 * @example
 * class Reports extends Stack {
 *   constructor(scope: Construct) {
 *     super(scope, "reports");
 *     place(this, { environment: "shop", region: "us-east-1", removalPolicy: "retain", logRetention: "30 days" });
 *     new AwsProvider(this, "aws", { region: "us-east-1" });
 *     new PrivateBucket(this, "Reports", { … });
 *   }
 * }
 */

// Placement and ground
export { Stack } from "./core/stack";
export { place, placementOf, type Placement } from "./core/placement";
export { EncryptionKey, type EncryptionKeyProps } from "./core/encryption-key";
export { LogGroup, type LogGroupProps } from "./core/log-group";
export { SecurityGroup, type SecurityGroupProps } from "./core/security-group";

// Network
export { Network, type NetworkProps } from "./network/network";
export { PrivateZone, type PrivateZoneProps } from "./network/private-zone";

// Data
export { RelationalDatabase, type RelationalDatabaseProps } from "./database/relational-database";
export { Cache, type CacheProps } from "./cache/cache";
export { Table, type TableProps } from "./table/table";
export { Queue, type QueueProps } from "./queue/queue";
export { Secret, type SecretProps } from "./secret/secret";
export { PrivateBucket, type PrivateBucketProps } from "./storage/private-bucket";

// Compute
export { Cluster, type ClusterProps } from "./compute/cluster";
export { BalancedService, type BalancedServiceProps, type WorkloadProps } from "./compute/balanced-service";
export { BackgroundWorker, type BackgroundWorkerProps, type WorkSource } from "./compute/background-worker";
export { QueueWorker, type QueueWorkerProps } from "./compute/queue-worker";
export { ApplicationLoadBalancer, type ApplicationLoadBalancerProps } from "./load-balancing/application-load-balancer";
export { NetworkLoadBalancer, type NetworkLoadBalancerProps } from "./load-balancing/network-load-balancer";

// Edge
export { HostedZone, type HostedZoneProps } from "./edge/hosted-zone";
export { Certificate, type CertificateProps } from "./edge/certificate";
export { Distribution, type DistributionProps } from "./edge/distribution";
export { Firewall, type FirewallProps } from "./edge/firewall";
export { Cdn, type CdnProps } from "./edge/cdn";
export { SiteBucket, type SiteBucketProps } from "./storage/site-bucket";

// Delivery and monitoring
export { ImageRepository, type ImageRepositoryProps } from "./delivery/image-repository";
export { AlertTopics, type AlertTopicsProps } from "./observability/topics";
