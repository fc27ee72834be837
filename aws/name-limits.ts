/** Longest name that AWS takes, by kind of thing. Sources: the API reference of each service. */
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
  /** A prefix: S3 appends 26 characters. */
  bucketPrefix: 37,
  bucket: 63,
  securityGroupPrefix: 100,
  /** Of EventBridge. */
  eventRule: 64,
  /** A policy of CloudWatch Logs for what writes to log groups. */
  logPolicy: 255,
  webAcl: 128,
  cloudFront: 64,
  /** Source, destination and delivery of CloudWatch Logs. */
  logDelivery: 60,
  /** Of AWS Glue. Athena takes no hyphens in it unless it is quoted. */
  catalogDatabase: 255,
  workgroup: 128,
  /** Of Athena. */
  namedQuery: 128,
  /** Its alias. */
  prometheusWorkspace: 100,
  grafanaWorkspace: 255,
  repository: 256,
  parameterGroupPrefix: 200,
  subnetGroup: 255,
  keyAlias: 250,
} as const;

export type NameKind = keyof typeof NAME_LIMITS;
