import type { Watch } from "../../../../constructs/watching/watch";
import { API, independentWatch, patient, queueWatch, serviceWatch, workerWatch } from "./workloads";
import { type Minute, always, firingMinutes, firingWithoutData, withoutCase } from "../../watching/fires";

const api = serviceWatch(API);
const mailer = workerWatch({ worker: patient("5 minutes") });
const emails = queueWatch();
const sidekiq = independentWatch();
const WATCHES: readonly Watch[] = [api, mailer, sidekiq, emails];

/** One such minute in every `minutes`; the others report no metrics. */
const oneIn = (minutes: number, minute: Minute) => Array.from({ length: 90 }, (_, index) => ((index + 1) % minutes === 0 ? minute : {}));

const TASKS = { DesiredTaskCount: 4, RunningTaskCount: 4 };

/** An alarm with metrics for which it must fire, and metrics just below its threshold for which it must not. */
type Case = readonly [watch: Watch, id: string, what: string, bad: readonly Minute[], fine: readonly Minute[]];

const SHARED = (watch: Watch, most: number): readonly Case[] => [
  [watch, "MissingTasks", "one task is missing", always({ ...TASKS, RunningTaskCount: 3 }), always(TASKS)],
  [watch, "MissingTasks", "all tasks are missing", always({ DesiredTaskCount: 4 }), always({ DesiredTaskCount: 0 })],
  [watch, "AtMaximum", "maximum capacity", always({ RunningTaskCount: most }), always({ RunningTaskCount: most - 1 })],
  [watch, "Memory", "90%", always({ MemoryUtilization: 90 }), always({ MemoryUtilization: 89 })],
  [
    watch,
    "Storage",
    "80%",
    always({ EphemeralStorageReserved: 20, EphemeralStorageUtilized: 16 }),
    always({ EphemeralStorageReserved: 20, EphemeralStorageUtilized: 15.9 }),
  ],
  [watch, "DeploymentFailed", "one failure", oneIn(90, { DeploymentFailures: 1 }), always({})],
  [watch, "DeploymentStuck", "two deployments for an hour", always({ DeploymentCount: 2 }), always({ DeploymentCount: 1 })],
  [watch, "Crashes", "three in 15 minutes", oneIn(5, { TaskCrashes: 1 }), oneIn(8, { TaskCrashes: 1 })],
  [watch, "StartFailures", "three in 15 minutes", oneIn(5, { TaskStartFailures: 1 }), oneIn(8, { TaskStartFailures: 1 })],
];

const CASES: readonly Case[] = [
  [api, "Down", "no healthy task", always({ HealthyHostCount: 0 }), always({ HealthyHostCount: 1 })],
  [
    api,
    "Errors",
    "5% of requests",
    always({ RequestCount: 100, HTTPCode_Target_5XX_Count: 5 }),
    always({ RequestCount: 100, HTTPCode_Target_5XX_Count: 4 }),
  ],
  [
    api,
    "Errors",
    "at least 20 requests",
    always({ RequestCount: 20, HTTPCode_Target_5XX_Count: 20 }),
    always({ RequestCount: 19, HTTPCode_Target_5XX_Count: 19 }),
  ],
  [api, "Slow", "two seconds", always({ RequestCount: 20, TargetResponseTime: 2 }), always({ RequestCount: 20, TargetResponseTime: 1.9 })],
  [
    api,
    "Slow",
    "at least 20 requests",
    always({ RequestCount: 20, TargetResponseTime: 9 }),
    always({ RequestCount: 19, TargetResponseTime: 9 }),
  ],
  [api, "Traffic", "no requests", always({}), always({ RequestCount: 200 })],
  [api, "Traffic", "too many requests", always({ RequestCount: 241 }), always({ RequestCount: 240 })],
  [api, "Unhealthy", "one unhealthy task", always({ UnHealthyHostCount: 1 }), always({ UnHealthyHostCount: 0 })],
  [api, "Cpu", "90%", always({ CPUUtilization: 90 }), always({ CPUUtilization: 89 })],
  ...SHARED(api, 10),
  [
    mailer,
    "Late",
    "three times the acceptable latency",
    always({ ApproximateAgeOfOldestMessage: 901 }),
    always({ ApproximateAgeOfOldestMessage: 900 }),
  ],
  [
    sidekiq,
    "NoTasks",
    "a task is desired and none runs",
    always({ DesiredTaskCount: 1 }),
    always({ DesiredTaskCount: 1, RunningTaskCount: 1 }),
  ],
  [sidekiq, "NoTasks", "no task is desired", always({ DesiredTaskCount: 1 }), always({ DesiredTaskCount: 0 })],
  ...SHARED(sidekiq, 4),
  [
    mailer,
    "NoTasks",
    "messages wait and no task runs",
    always({ ApproximateNumberOfMessagesVisible: 1 }),
    always({ ApproximateNumberOfMessagesVisible: 1, RunningTaskCount: 1 }),
  ],
  [
    mailer,
    "Backlog",
    "twice the scaling target",
    always({ ApproximateNumberOfMessagesVisible: 480, RunningTaskCount: 2 }),
    always({ ApproximateNumberOfMessagesVisible: 479, RunningTaskCount: 2 }),
  ],
  ...SHARED(mailer, 5),
  [
    emails,
    "Failing",
    "half of the messages",
    always({ NumberOfMessagesReceived: 10, NumberOfMessagesDeleted: 5 }),
    always({ NumberOfMessagesReceived: 10, NumberOfMessagesDeleted: 5.1 }),
  ],
  [emails, "Failing", "at least seven messages", always({ NumberOfMessagesReceived: 7 }), always({ NumberOfMessagesReceived: 6 })],
  [
    emails,
    "Expiring",
    "three of four days",
    always({ ApproximateAgeOfOldestMessage: 259_200 }),
    always({ ApproximateAgeOfOldestMessage: 259_199 }),
  ],
  [
    emails,
    "DeadLetters",
    "one message",
    always({ ApproximateNumberOfMessagesVisible: 1 }),
    always({ ApproximateNumberOfMessagesVisible: 0 }),
  ],
  [
    emails,
    "InFlight",
    "80%",
    always({ ApproximateNumberOfMessagesNotVisible: 96_000 }),
    always({ ApproximateNumberOfMessagesNotVisible: 95_999 }),
  ],
];

test.each(CASES.map(([watch, id, what, bad, fine]) => [watch.tier, id, what, { watch, bad, fine }] as const))(
  "%s %s fires at its threshold (%s), and not just below it",
  (_tier, id, _what, { watch, bad, fine }) => {
    expect(firingMinutes(watch, id, bad)).toContain(89);
    expect(firingMinutes(watch, id, fine)).toEqual([]);
  },
);

test("every alarm has a case above", () => {
  expect(withoutCase(WATCHES, CASES)).toEqual([]);
});

test("without data only the alarms on missing tasks and missing traffic fire", () => {
  expect(firingWithoutData(WATCHES)).toEqual(["service Down", "service Traffic"]);
});

/** Paging alarms with the longest outage, in minutes, for which they do not fire. */
const OUTAGES: readonly (readonly [watch: Watch, id: string, spared: number, bad: Minute, fine: Minute])[] = [
  [api, "Down", 2, { HealthyHostCount: 0 }, { HealthyHostCount: 2 }],
  [api, "Errors", 3, { RequestCount: 1_000, HTTPCode_Target_5XX_Count: 1_000 }, { RequestCount: 1_000 }],
  [mailer, "Late", 9, { ApproximateAgeOfOldestMessage: 5_000 }, { ApproximateAgeOfOldestMessage: 5 }],
  [
    mailer,
    "NoTasks",
    9,
    { ApproximateNumberOfMessagesVisible: 50, RunningTaskCount: 0 },
    { ApproximateNumberOfMessagesVisible: 50, RunningTaskCount: 1 },
  ],
];

test.each(OUTAGES.map(([watch, id, spared, bad, fine]) => [watch.tier, id, spared, { watch, bad, fine }] as const))(
  "%s %s does not fire in %d bad minutes, fires one minute later, and recovers soon after the outage",
  (_tier, id, spared, { watch, bad, fine }) => {
    const outage = (length: number) => [...always(fine, 20), ...always(bad, length), ...always(fine, 30)];
    expect(firingMinutes(watch, id, outage(spared))).toEqual([]);
    const minutes = firingMinutes(watch, id, outage(20));
    expect(minutes[0]).toBe(20 + spared);
    expect(minutes.at(-1)).toBeLessThanOrEqual(45);
  },
);

test("a queue pages within 15 minutes if all its messages fail, and not before enough of them have failed", () => {
  const well = { NumberOfMessagesReceived: 60, NumberOfMessagesDeleted: 60 };
  const minutes = firingMinutes(emails, "Failing", [
    ...always(well, 30),
    ...always({ NumberOfMessagesReceived: 60 }, 30),
    ...always(well, 30),
  ]);
  expect(minutes[0]).toBe(37);
  expect(minutes.at(-1)).toBe(66);
});
