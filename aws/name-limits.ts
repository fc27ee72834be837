/** Maximum lengths of names, by kind of resource. Sources: the API reference of each service. */
export const NAME_LIMITS = {
  loadBalancer: 32,
  cluster: 255,
  ecsService: 255,
  taskFamily: 255,
  role: 64,
  policy: 128,
  queue: 80,
  table: 255,
  database: 63,
  replicationGroup: 40,
  cacheUser: 40,
  alarm: 255,
  topic: 256,
  chatConfiguration: 128,
  logGroup: 512,
  secretPrefix: 484,
  /** The provider appends 26 characters to the prefix. */
  bucketPrefix: 37,
  bucket: 63,
  securityGroupPrefix: 100,
  /** EventBridge. */
  eventRule: 64,
  /** Resource policy of CloudWatch Logs, for services that write to log groups. */
  logPolicy: 255,
  webAcl: 128,
  cloudFront: 64,
  /** Delivery source, delivery destination and delivery of CloudWatch Logs. */
  logDelivery: 60,
  /** AWS Glue. Athena requires quotes around names with hyphens. */
  catalogDatabase: 255,
  workgroup: 128,
  /** Athena. */
  namedQuery: 128,
  /** Alias of the workspace. */
  prometheusWorkspace: 100,
  grafanaWorkspace: 255,
  repository: 256,
  parameterGroupPrefix: 200,
  subnetGroup: 255,
  keyAlias: 250,
} as const;

export type NameKind = keyof typeof NAME_LIMITS;
