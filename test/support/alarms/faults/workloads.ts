import { type MessageWorker, type Service, type Worker, consumesMessages } from "../../../../constructs/compute/model";
import { percentOf, seconds } from "../../../../language/units";
import { always, type Fault, type FaultOf, type Faults, level, named, oneIn, type Subject } from "./fault";

/** The maximum number of tasks of a service or worker, including its schedules. */
function maxTasks({ scale }: Pick<Service | Worker, "scale">): number {
  return Math.max(scale.max, ...scale.schedules.map(({ max }) => max));
}

const workload = ({ platform, name }: Subject) => named<Service | Worker>([...platform.services, ...platform.workers], name);

/** A custom metric of the workload: beyond its threshold, and exactly at it. */
function customMetric(subject: Subject): Fault {
  const { name, alarm } = named(workload(subject).metrics, subject.part ?? "");
  if (!alarm) throw new Error(`${name} of ${subject.name} has no alarm`);
  const { comparison, threshold } = alarm;
  return { bad: { [name]: comparison === "above" ? threshold + 1 : threshold - 1 }, fine: { [name]: threshold } };
}

/** Faults of services and workers. */
const TASKS: Faults = {
  MissingTasks: always({ DesiredTaskCount: 4, RunningTaskCount: 3 }, { DesiredTaskCount: 4, RunningTaskCount: 4 }),
  AtMaximum: (subject) => ({
    bad: { RunningTaskCount: maxTasks(workload(subject)) },
    fine: { RunningTaskCount: maxTasks(workload(subject)) - 1 },
  }),
  Memory: level("MemoryUtilization", 90, 89.9),
  Storage: always(
    { EphemeralStorageReserved: 20, EphemeralStorageUtilized: 16 },
    { EphemeralStorageReserved: 20, EphemeralStorageUtilized: 15.9 },
  ),
  DeploymentFailed: always({ DeploymentFailures: oneIn(5) }, {}),
  DeploymentStuck: level("DeploymentCount", 2, 1),
  Crashes: level("TaskCrashes", oneIn(5), oneIn(8)),
  StartFailures: level("TaskStartFailures", oneIn(5), oneIn(8)),
  ErrorLines: always({ Lines: 100, ErrorLines: 5 }, { Lines: 100, ErrorLines: 4 }),
  Metric: customMetric,
};

/** Burn rates of the SRE workbook, by the window in the row name: https://sre.google/workbook/alerting-on-slos/ */
const BURN: Readonly<Record<string, number>> = { "1h": 14.4, "6h": 6, "1d": 3, "3d": 1 };

/** Requests per minute, above the minimum of every window. */
const REQUESTS = 100_000;

/** One failed request above the error budget burn rate; the adjacent level is one below. */
function unavailable(burn: number): FaultOf {
  return (subject) => {
    const budget = 100 - percentOf(objectivesOf(subject).availability);
    const allowed = Math.round((REQUESTS * burn * budget) / 100);
    const responses = (failed: number) => ({
      RequestCount: REQUESTS,
      HTTPCode_Target_2XX_Count: REQUESTS - failed,
      HTTPCode_Target_5XX_Count: failed,
    });
    return { bad: responses(allowed + 1), fine: responses(allowed - 1) };
  };
}

/** A share of slow responses just above the burn rate of the latency SLO; the adjacent level is just below. */
function slow(burn: number): FaultOf {
  return (subject) => {
    const { latency } = objectivesOf(subject);
    if (!latency) throw new Error(`${subject.name} has no latency SLO`);
    const allowed = burn * (100 - latency.p);
    const responses = (slowPercent: number) => ({
      "TargetResponseTime SampleCount": REQUESTS,
      "TargetResponseTime PR": 100 - slowPercent,
    });
    return { bad: responses(allowed + 0.01), fine: responses(allowed - 0.01) };
  };
}

function objectivesOf({ platform, name }: Subject) {
  const service = named(platform.services, name);
  if (service.kind !== "http" || !service.objectives) throw new Error(`${name} has no SLO`);
  return service.objectives;
}

const OBJECTIVES: Faults = Object.fromEntries(
  Object.entries(BURN).flatMap(([window, burn]) =>
    ["Long", "Short"].flatMap((half) => [
      [`Availability${window}${half}`, unavailable(burn)],
      [`Latency${window}${half}`, slow(burn)],
    ]),
  ),
);

/** Faults of a service, including its SLOs. */
export const SERVICE: Faults = {
  ...TASKS,
  ...OBJECTIVES,
  Down: level("HealthyHostCount", 0, 1),
  Errors: always({ RequestCount: 100, HTTPCode_Target_5XX_Count: 5 }, { RequestCount: 100, HTTPCode_Target_5XX_Count: 4 }),
  Slow: always({ RequestCount: 20, TargetResponseTime: 2 }, { RequestCount: 20, TargetResponseTime: 1.99 }),
  Traffic: level("RequestCount", 241, 240),
  Unhealthy: level("UnHealthyHostCount", 1, 0),
  Cpu: level("CPUUtilization", 90, 89.9),
};

/** The time of two attempts of a worker's queue, in seconds. */
function twoAttempts(subject: Subject): number {
  const { consumes } = messageWorker(subject);
  return 2 * seconds(named(subject.platform.queues, consumes).visibility);
}

function acceptable(subject: Subject): number {
  return seconds(messageWorker(subject).scale.acceptableLatency);
}

function messageWorker({ platform, name }: Subject): MessageWorker {
  return named(platform.workers.filter(consumesMessages), name);
}

function older(limit: number): Fault {
  return { bad: { ApproximateAgeOfOldestMessage: limit + 1 }, fine: { ApproximateAgeOfOldestMessage: limit } };
}

/** Messages wait and no task runs; at the adjacent level, one task runs. */
const MESSAGES_WITHOUT_TASK: FaultOf = always(
  { ApproximateNumberOfMessagesVisible: 1 },
  { ApproximateNumberOfMessagesVisible: 1, RunningTaskCount: 1 },
);

/** A task is desired and none runs. */
const WITHOUT_TASK: FaultOf = always({ DesiredTaskCount: 1 }, { DesiredTaskCount: 1, RunningTaskCount: 1 });

/** Faults of a worker. */
export const WORKER: Faults = {
  ...TASKS,
  Late: (subject) => older(Math.max(3 * acceptable(subject), 1.5 * twoAttempts(subject), 300)),
  NoTasks: (subject) => (consumesMessages(named(subject.platform.workers, subject.name)) ? MESSAGES_WITHOUT_TASK : WITHOUT_TASK)(subject),
  Backlog: (subject) => {
    const most = 4 * messageWorker(subject).scale.backlogPerTask;
    const waiting = (messages: number) => ({ ApproximateNumberOfMessagesVisible: messages, RunningTaskCount: 2 });
    return { bad: waiting(most), fine: waiting(most - 1) };
  },
};

/** Faults of a queue. */
export const QUEUE: Faults = {
  Failing: always(
    { NumberOfMessagesReceived: 10, NumberOfMessagesDeleted: 5 },
    { NumberOfMessagesReceived: 10, NumberOfMessagesDeleted: 5.1 },
  ),
  Expiring: ({ platform, name }) => {
    const limit = Math.floor(0.75 * seconds(named(platform.queues, name).retention));
    return { bad: { ApproximateAgeOfOldestMessage: limit }, fine: { ApproximateAgeOfOldestMessage: limit - 1 } };
  },
  DeadLetters: level("ApproximateNumberOfMessagesVisible", 1, 0),
  InFlight: level("ApproximateNumberOfMessagesNotVisible", 96_000, 95_999),
};

/** Faults of alarms without notifications: they trigger rollbacks of deployments, scale workers from zero, or drive Route 53 health checks. */
export const FOLLOWED: Faults = {
  ServiceErrors: always({ RequestCount: 10_000, HTTPCode_Target_5XX_Count: 501 }, { RequestCount: 10_000, HTTPCode_Target_5XX_Count: 500 }),
  ServiceUnhealthy: level("UnHealthyHostCount", 1, 0),
  WorkerStuck: (subject) => older(Math.max(twoAttempts(subject), 300)),
  Wake: MESSAGES_WITHOUT_TASK,
  NoHealthyTask: level("HealthyHostCount", 0, 1),
  ReplicaLag: ({ platform }) => {
    const limit = seconds(platform.alarms.replicaLag);
    return { bad: { ReplicaLag: limit + 1 }, fine: { ReplicaLag: limit } };
  },
  ReplicationStopped: level("ReplicaLag", -1, 0),
};
