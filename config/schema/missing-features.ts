import type { MissingFeatures } from "../../language/missing-features";

/** The end of the advice for resources that need a stack of their own. */
const OWN_STACK =
  "Create it in a stack of your own: in main.ts, add a TerraformStack of cdktf to your own App, or use another Terraform project in the same account. Pass its address in `environment`.";

const SIDECAR =
  "A task runs one container. Build both applications into one image with a process manager, or run the second one as a service of its own.";
const VOLUME =
  "The file system of a task is deleted with it: `writablePaths` are empty folders. Keep files in a bucket of your own stack, and rows or sessions in `databases`, `tables` or `caches`.";
const CRON =
  "Terrace starts no tasks at a time. Keep one task running that has its own timer: a worker without a queue, with `scale: { min: 1, max: 1 }`. Or start messages of a queue with EventBridge Scheduler in a stack of your own. `scale.schedules` changes only the number of tasks.";
const FUNCTION = "Run the code as a service, or as a worker, with or without a queue.";
const TOPIC = "Use one queue for each consumer, and send each message to all of them.";
const BUCKET = `Terrace creates buckets only for \`site\` and logs. ${OWN_STACK}`;
const INSTANCE = "Tasks run on Fargate. Set `cpu`, `memory` and `architecture` of the service or worker.";
const INIT = "Run it at the start of the container's own command. With several tasks, take a lock in the database first.";

/** Fields that users of other tools expect. */
export const MISSING_FEATURES: MissingFeatures = {
  sidecar: SIDECAR,
  sidecars: SIDECAR,
  containers: SIDECAR,
  efs: VOLUME,
  fileSystems: VOLUME,
  mounts: VOLUME,
  mountPoints: VOLUME,
  persistentVolumes: VOLUME,
  volume: VOLUME,
  volumes: VOLUME,
  cron: CRON,
  crons: CRON,
  cronJobs: CRON,
  jobs: CRON,
  scheduledJobs: CRON,
  scheduledTasks: CRON,
  functions: FUNCTION,
  lambda: FUNCTION,
  lambdas: FUNCTION,
  sns: TOPIC,
  topics: TOPIC,
  buckets: BUCKET,
  s3: BUCKET,
  ec2: INSTANCE,
  instances: INSTANCE,
  gpu: `${INSTANCE} Fargate has no GPUs: ${OWN_STACK.charAt(0).toLowerCase()}${OWN_STACK.slice(1)}`,
  initContainers: INIT,
  migrations: INIT,
  kafka: OWN_STACK,
  kinesis: OWN_STACK,
  mongodb: OWN_STACK,
  opensearch: OWN_STACK,
  elasticsearch: OWN_STACK,
  cognito: OWN_STACK,
};
