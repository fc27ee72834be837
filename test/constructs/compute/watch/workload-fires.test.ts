import type { Watch } from "../../../../constructs/watching/watch";
import { API, patient, queueWatch, serviceWatch, workerWatch } from "./workloads";
import { type Minute, always, firingMinutes, firingWithoutData, withoutCase } from "../../watching/fires";

const api = serviceWatch(API);
const mailer = workerWatch({ worker: patient("5 minutes") });
const emails = queueWatch();
const WATCHES: readonly Watch[] = [api, mailer, emails];

/** One minute in so many, among others that say nothing. */
const oneIn = (minutes: number, minute: Minute) => Array.from({ length: 90 }, (_, index) => ((index + 1) % minutes === 0 ? minute : {}));

const TASKS = { DesiredTaskCount: 4, RunningTaskCount: 4 };

/** Alarms that services and workers share, each with what must raise it, and what is next to it and must not. */
type Case = readonly [watch: Watch, id: string, what: string, bad: readonly Minute[], fine: readonly Minute[]];

const SHARED = (watch: Watch, most: number): readonly Case[] => [
  [watch, "MissingTasks", "one is missing", always({ ...TASKS, RunningTaskCount: 3 }), always(TASKS)],
  [watch, "MissingTasks", "all are", always({ DesiredTaskCount: 4 }), always({ DesiredTaskCount: 0 })],
  [watch, "AtMaximum", "all that it may have", always({ RunningTaskCount: most }), always({ RunningTaskCount: most - 1 })],
  [watch, "Memory", "nine tenths", always({ MemoryUtilization: 90 }), always({ MemoryUtilization: 89 })],
  [
    watch,
    "Storage",
    "four fifths",
    always({ EphemeralStorageReserved: 20, EphemeralStorageUtilized: 16 }),
    always({ EphemeralStorageReserved: 20, EphemeralStorageUtilized: 15.9 }),
  ],
  [watch, "DeploymentFailed", "one", oneIn(90, { DeploymentFailures: 1 }), always({})],
  [watch, "DeploymentStuck", "an hour", always({ DeploymentCount: 2 }), always({ DeploymentCount: 1 })],
  [watch, "Crashes", "three in fifteen minutes", oneIn(5, { TaskCrashes: 1 }), oneIn(8, { TaskCrashes: 1 })],
  [watch, "StartFailures", "three in fifteen minutes", oneIn(5, { TaskStartFailures: 1 }), oneIn(8, { TaskStartFailures: 1 })],
];

const CASES: readonly Case[] = [
  [api, "Down", "none", always({ HealthyHostCount: 0 }), always({ HealthyHostCount: 1 })],
  [
    api,
    "Errors",
    "one in twenty",
    always({ RequestCount: 100, HTTPCode_Target_5XX_Count: 5 }),
    always({ RequestCount: 100, HTTPCode_Target_5XX_Count: 4 }),
  ],
  [
    api,
    "Errors",
    "enough requests to say so",
    always({ RequestCount: 20, HTTPCode_Target_5XX_Count: 20 }),
    always({ RequestCount: 19, HTTPCode_Target_5XX_Count: 19 }),
  ],
  [api, "Slow", "two seconds", always({ RequestCount: 20, TargetResponseTime: 2 }), always({ RequestCount: 20, TargetResponseTime: 1.9 })],
  [api, "Slow", "of enough", always({ RequestCount: 20, TargetResponseTime: 9 }), always({ RequestCount: 19, TargetResponseTime: 9 })],
  [api, "Traffic", "nobody comes", always({}), always({ RequestCount: 200 })],
  [api, "Traffic", "too many come", always({ RequestCount: 241 }), always({ RequestCount: 240 })],
  [api, "Unhealthy", "one", always({ UnHealthyHostCount: 1 }), always({ UnHealthyHostCount: 0 })],
  [api, "Cpu", "nine tenths", always({ CPUUtilization: 90 }), always({ CPUUtilization: 89 })],
  ...SHARED(api, 10),
  [
    mailer,
    "Late",
    "thrice what is acceptable",
    always({ ApproximateAgeOfOldestMessage: 901 }),
    always({ ApproximateAgeOfOldestMessage: 900 }),
  ],
  [
    mailer,
    "NoTasks",
    "messages wait",
    always({ ApproximateNumberOfMessagesVisible: 1 }),
    always({ ApproximateNumberOfMessagesVisible: 1, RunningTaskCount: 1 }),
  ],
  [
    mailer,
    "Backlog",
    "twice the aim",
    always({ ApproximateNumberOfMessagesVisible: 480, RunningTaskCount: 2 }),
    always({ ApproximateNumberOfMessagesVisible: 479, RunningTaskCount: 2 }),
  ],
  ...SHARED(mailer, 5),
  [
    emails,
    "Failing",
    "half",
    always({ NumberOfMessagesReceived: 10, NumberOfMessagesDeleted: 5 }),
    always({ NumberOfMessagesReceived: 10, NumberOfMessagesDeleted: 5.1 }),
  ],
  [emails, "Failing", "all of enough", always({ NumberOfMessagesReceived: 7 }), always({ NumberOfMessagesReceived: 6 })],
  [
    emails,
    "Expiring",
    "three days of four",
    always({ ApproximateAgeOfOldestMessage: 259_200 }),
    always({ ApproximateAgeOfOldestMessage: 259_199 }),
  ],
  [emails, "DeadLetters", "one", always({ ApproximateNumberOfMessagesVisible: 1 }), always({ ApproximateNumberOfMessagesVisible: 0 })],
  [
    emails,
    "InFlight",
    "four fifths",
    always({ ApproximateNumberOfMessagesNotVisible: 96_000 }),
    always({ ApproximateNumberOfMessagesNotVisible: 95_999 }),
  ],
];

test.each(CASES.map(([watch, id, what, bad, fine]) => [watch.tier, id, what, { watch, bad, fine }] as const))(
  "%s %s, %s: raised by it, and not by what is next to it",
  (_tier, id, _what, { watch, bad, fine }) => {
    expect(firingMinutes(watch, id, bad)).toContain(89);
    expect(firingMinutes(watch, id, fine)).toEqual([]);
  },
);

test("every alarm has such a case", () => {
  expect(withoutCase(WATCHES, CASES)).toEqual([]);
});

test("silence raises none but those on tasks that are not there and traffic that stays away", () => {
  expect(firingWithoutData(WATCHES)).toEqual(["service Down", "service Traffic"]);
});

/** Pages, with how many bad minutes wake nobody, which is one less than those that do. */
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
  "%s %s: %d bad minutes wake nobody, one more does, and it is over soon after",
  (_tier, id, spared, { watch, bad, fine }) => {
    const outage = (length: number) => [...always(fine, 20), ...always(bad, length), ...always(fine, 30)];
    expect(firingMinutes(watch, id, outage(spared))).toEqual([]);
    const minutes = firingMinutes(watch, id, outage(20));
    expect(minutes[0]).toBe(20 + spared);
    expect(minutes.at(-1)).toBeLessThanOrEqual(45);
  },
);

test("all work of a queue fails: somebody is woken within a quarter of an hour, and no sooner than enough has failed", () => {
  const well = { NumberOfMessagesReceived: 60, NumberOfMessagesDeleted: 60 };
  const minutes = firingMinutes(emails, "Failing", [
    ...always(well, 30),
    ...always({ NumberOfMessagesReceived: 60 }, 30),
    ...always(well, 30),
  ]);
  expect(minutes[0]).toBe(37);
  expect(minutes.at(-1)).toBe(66);
});
