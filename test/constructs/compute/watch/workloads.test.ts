import type { Watch } from "../../../../constructs/watching/watch";
import { maxMessageAge } from "../../../../constructs/compute/worker/watch";
import { failurePeriod } from "../../../../constructs/queue/watch";
import { leastTasks, mostTasks } from "../../../../constructs/compute/watch/task-rows";
import { watchCdn } from "../../../../constructs/edge/watch/cdn";
import { faults, rowLine } from "../../watching/faults";
import {
  API,
  EMAILS,
  INGEST,
  MAILER,
  balancerWatch,
  flowWatch,
  independentWatch,
  patient,
  queueWatch,
  serviceWatch,
  workerWatch,
} from "./workloads";

const OBJECTIVES = { availability: "99.9%", latency: { p: 99, under: "300 ms" } } as const;

/** Alarms that services and workers share, except the one on maximum capacity. */
const TASKS = [
  "Memory: ticket; at-or-above 90, 10 of 15 × 1 minute; no data: notBreaching",
  "Storage: ticket; at-or-above 80, 10 of 15 × 1 minute; no data: notBreaching",
  "DeploymentFailed: ticket; at-or-above 1, 1 of 1 × 5 minutes; no data: notBreaching",
  "DeploymentStuck: ticket; at-or-above 2, 12 of 12 × 5 minutes; no data: notBreaching",
  "Crashes: ticket; at-or-above 3, 1 of 1 × 15 minutes; no data: notBreaching",
  "StartFailures: ticket; at-or-above 3, 1 of 1 × 15 minutes; no data: notBreaching",
];
const MISSING = "MissingTasks: ticket; at-or-above 1, 15 of 15 × 1 minute; no data: notBreaching";
const DOWN = "Down: page service-down; below 1, 3 of 3 × 1 minute; no data: breaching";
const TRAFFIC = "Traffic: ticket; outside 3 deviations, 6 of 8 × 5 minutes; no data: notBreaching";
const CPU = "Cpu: ticket; at-or-above 90, 12 of 15 × 1 minute; no data: notBreaching";

test.each<[string, Watch, readonly string[]]>([
  [
    "an ALB",
    balancerWatch(),
    [
      "Unanswered: page load-balancer-errors; at-or-above 5, 4 of 5 × 1 minute; no data: notBreaching",
      "Rejected: page load-balancer-capacity; at-or-above 10, 4 of 5 × 1 minute; no data: notBreaching",
      "ConnectionErrors: ticket; at-or-above 10, 10 of 15 × 1 minute; no data: notBreaching",
      "TlsErrors: ticket; at-or-above 20, 10 of 15 × 1 minute; no data: notBreaching",
      TRAFFIC,
    ],
  ],
  [
    "an NLB with TLS",
    flowWatch(),
    [
      "Rejected: ticket; at-or-above 10, 10 of 15 × 1 minute; no data: notBreaching",
      "Ports: ticket; at-or-above 10, 10 of 15 × 1 minute; no data: notBreaching",
      "Resets: ticket; at-or-above 20, 10 of 15 × 1 minute; no data: notBreaching",
      "TlsErrors: ticket; at-or-above 50, 10 of 15 × 1 minute; no data: notBreaching",
      TRAFFIC,
    ],
  ],
  [
    "an HTTP service",
    serviceWatch(API),
    [
      DOWN,
      "Errors: page service-errors; at-or-above 5, 4 of 5 × 1 minute; no data: notBreaching",
      "Slow: ticket; at-or-above 2, 12 of 15 × 1 minute; no data: notBreaching",
      TRAFFIC,
      "Unhealthy: ticket; at-or-above 1, 12 of 12 × 1 minute; no data: notBreaching",
      CPU,
      MISSING,
      "AtMaximum: ticket; at-or-above 10, 30 of 30 × 1 minute; no data: notBreaching",
      ...TASKS,
    ],
  ],
  [
    "a network service of a fixed size",
    serviceWatch(INGEST),
    [DOWN, "Unhealthy: ticket; at-or-above 1, 11 of 11 × 1 minute; no data: notBreaching", CPU, MISSING, ...TASKS],
  ],
  [
    "a worker",
    workerWatch(),
    [
      "Late: page worker-backlog; above 300, 10 of 10 × 1 minute; no data: notBreaching",
      "NoTasks: page worker-down; above 0, 10 of 10 × 1 minute; no data: notBreaching",
      "Backlog: ticket; at-or-above 240, 30 of 30 × 1 minute; no data: notBreaching",
      MISSING,
      "AtMaximum: ticket; at-or-above 5, 30 of 30 × 1 minute; no data: notBreaching",
      ...TASKS,
    ],
  ],
  [
    "a queue",
    queueWatch(),
    [
      "Failing: page queue-failing; at-or-above 50, 1 of 1 × 15 minutes; no data: notBreaching",
      "Expiring: page queue-expiring; at-or-above 259200, 3 of 3 × 5 minutes; no data: notBreaching",
      "DeadLetters: ticket; above 0, 1 of 1 × 5 minutes; no data: notBreaching",
      "InFlight: ticket; at-or-above 96000, 10 of 15 × 1 minute; no data: notBreaching",
    ],
  ],
])("%s has its alarms", (_, watch, lines) => {
  expect(watch.alarms.map(rowLine)).toEqual(lines);
});

test("watches use only metrics that AWS publishes and valid alarms, with unique names even if resources share a name", () => {
  const same = "main";
  const watches = [
    balancerWatch(),
    flowWatch(),
    serviceWatch({ ...API, name: same }),
    workerWatch({ worker: { ...MAILER, name: same } }),
    queueWatch({ name: same }),
    watchCdn({ name: same, distributionId: "E1", serves: "site", additionalMetrics: true }),
  ];
  expect(faults(watches)).toEqual([]);
});

test.each<[string, Watch]>([
  ["a service with SLOs", serviceWatch({ ...API, objectives: OBJECTIVES })],
  ["a network service", serviceWatch(INGEST)],
  ["a FIFO queue with the longest visibility timeout", queueWatch({ type: "fifo", visibility: "12 hours", retention: "14 days" })],
  ["a worker without a queue", independentWatch()],
  ["a worker with the longest acceptable latency", workerWatch({ worker: patient("1 day") })],
])("the watch of %s has no faults", (_, watch) => {
  expect(faults([watch])).toEqual([]);
});

test.each([
  [undefined, ["Errors", "Slow"]],
  [{ availability: "99.9%" } as const, ["Slow"]],
  [OBJECTIVES, []],
])("with the SLOs %j a service has the static alarms %j", (objectives, expected) => {
  const { alarms } = serviceWatch(objectives ? { ...API, objectives } : API);
  expect(alarms.map(({ id }) => id).filter((id) => ["Errors", "Slow"].includes(id))).toEqual(expected);
});

test.each([
  ["has at least one task", { min: 1, schedules: [] }, true],
  ["scales to zero", { min: 0, schedules: [] }, false],
  ["scales to zero at night", { min: 1, schedules: [{ name: "night", cron: "", timeZone: "UTC", min: 0, max: 1 }] }, false],
])("a service that %s pages if it has no task: %p", (_, scale, pages) => {
  const { alarms } = serviceWatch({ ...API, scale: { ...API.scale, ...scale } });
  expect(alarms.some(({ id }) => id === "Down")).toBe(pages);
});

test("the minimum and maximum number of tasks include all schedules", () => {
  const scale = {
    min: 2,
    max: 4,
    schedules: [
      { min: 1, max: 3 },
      { min: 3, max: 12 },
    ],
  };
  expect([leastTasks(scale), mostTasks(scale)]).toEqual([1, 12]);
});

test.each([
  ["60 seconds", "90 seconds", 300],
  ["100 seconds", "90 seconds", 300],
  ["101 seconds", "90 seconds", 303],
  ["60 seconds", "100 seconds", 300],
  ["60 seconds", "101 seconds", 303],
  ["1 hour", "90 seconds", 10_800],
] as const)(
  "with an acceptable latency of %s and a visibility timeout of %s a message is late after %d s",
  (acceptableLatency, visibility, late) => {
    expect(maxMessageAge(patient(acceptableLatency), { visibility })).toBe(late);
  },
);

test.each([
  ["0 seconds", "15 minutes"],
  ["450 seconds", "15 minutes"],
  ["451 seconds", "16 minutes"],
  ["12 hours", "1440 minutes"],
] as const)("with a visibility timeout of %s, failed messages are counted over %s", (visibility, period) => {
  expect(failurePeriod({ ...EMAILS, visibility })).toBe(period);
});

test.each([
  ["an ALB", balancerWatch(), ["latency", "traffic", "errors", "saturation"]],
  ["an NLB, which publishes no latency", flowWatch(), ["traffic", "errors", "saturation"]],
  ["an HTTP service", serviceWatch(API), ["latency", "traffic", "errors", "saturation"]],
  ["a network service, whose traffic its NLB measures", serviceWatch(INGEST), ["errors", "saturation"]],
  ["a worker", workerWatch(), ["latency", "traffic", "saturation", "errors"]],
  ["a queue", queueWatch(), ["latency", "traffic", "errors", "saturation"]],
])("%s has its golden signals", (_, { signals }, expected) => {
  expect([...new Set(signals.map(({ signal }) => signal))]).toEqual(expected);
});

test.each([balancerWatch(), flowWatch(), serviceWatch(API), workerWatch(), queueWatch()])(
  "every limit line in a graph of a $tier is an alarm threshold, except the scaling target",
  ({ alarms, signals }) => {
    const lines = signals.flatMap(({ limits = [] }) => limits).filter(({ label }) => label !== "Scaling target");
    const thresholds = alarms.flatMap(({ id, name, threshold }) =>
      threshold === undefined ? [] : [{ label: `Alarm ${name.join(" ")}`, value: threshold, alarm: id }],
    );
    expect(lines.length).toBeGreaterThan(0);
    expect(thresholds).toEqual(expect.arrayContaining(lines));
  },
);
