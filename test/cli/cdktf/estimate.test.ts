import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { estimateText, remainingSeconds } from "../../../cli/cdktf/estimate";
import { readRunTimes, runTimesFile, withRun, writeRunTimes } from "../../../cli/cdktf/run-times";
import { emptyTimeline, record } from "../../../cli/cdktf/timeline";
import { parseTerraformLine } from "../../../cli/terraform/terraform-line";
import type { Stack } from "../../../cli/synthesis/synthesized";

const SECOND = 1000;

const stack = (name: string, resources: Readonly<Record<string, readonly string[]>>, dependsOn: readonly string[] = []): Stack => ({
  name,
  directory: "",
  dependsOn,
  outputs: {},
  resources: Object.entries(resources).map(([address, needs]) => ({ address, dependsOn: needs })),
});

const NETWORK = stack("dev-network", { "aws_vpc.Vpc": [], "aws_subnet.A": ["aws_vpc.Vpc"], "aws_subnet.B": ["aws_vpc.Vpc"] });
const DATA = stack("dev-data", { "aws_db_instance.Main": [], "aws_db_instance.Replica": ["aws_db_instance.Main"] }, ["dev-network"]);
const QUEUES = stack("dev-queues", { "aws_sqs_queue.Mails": [] });
const ALL = [NETWORK, DATA, QUEUES];
const timelineOf = (lines: readonly string[], name = "dev-data", now = 0) => {
  const timeline = emptyTimeline(ALL.map((each) => each.name));
  record(timeline, { kind: "phase", stack: name, phase: "deploying", at: 0 });
  for (const line of lines) record(timeline, parseTerraformLine(name, line, now));
  return timeline;
};

describe("remainingSeconds()", () => {
  const empty = emptyTimeline(ALL.map(({ name }) => name));

  test("adds up the provider's waits along the longest chain, with the overhead of each stack", () => {
    expect(remainingSeconds(ALL, empty, {}, 4, 0)).toBe(15 + 13 + 10 + (15 + 80 + 80));
  });

  test("is the sum of all stacks if only one is deployed at a time", () => {
    expect(remainingSeconds(ALL, empty, {}, 1, 0)).toBe(15 + 23 + (15 + 160) + (15 + 25));
  });

  test("uses the times of earlier runs", () => {
    const times = { "dev-data": { overhead: 5, resources: { "aws_db_instance.Main": 300, "aws_db_instance.Replica": 400 } } };
    expect(remainingSeconds(ALL, empty, times, 4, 0)).toBe(15 + 23 + (5 + 700));
  });

  test("counts only resources that the plan changes, without the time of complete resources and of resources in progress", () => {
    const planned = [
      "  # aws_db_instance.Main will be created",
      "  # aws_db_instance.Replica will be created",
      "Plan: 2 to add, 0 to change, 0 to destroy.",
    ];
    const started = timelineOf([...planned, "aws_db_instance.Main: Creating..."]);
    expect(remainingSeconds([DATA], started, {}, 4, 30 * SECOND)).toBe(50 + 80 + 3);
    expect(remainingSeconds([DATA], started, {}, 4, 500 * SECOND)).toBe(80 + 3);
    const half = timelineOf([...planned, "aws_db_instance.Main: Creation complete after 1m20s"]);
    expect(remainingSeconds([DATA], half, {}, 4, 0)).toBe(80 + 3);
    expect(remainingSeconds([DATA], timelineOf(["No changes. Your infrastructure"]), {}, 4, 0)).toBe(3);
  });

  test("expects stacks that are not planned yet to change as much as the planned ones", () => {
    const some = (planned: number) => timelineOf([`Plan: ${planned} to add, 0 to change, 0 to destroy.`], "dev-network");
    expect(remainingSeconds([NETWORK, QUEUES], some(3), {}, 4, 0)).toBe(15 + 25);
    expect(remainingSeconds([NETWORK, QUEUES], timelineOf(["No changes. Your infrastructure"], "dev-network"), {}, 4, 0)).toBe(15);
    expect(remainingSeconds([NETWORK, { ...QUEUES, dependsOn: ["dev-network"] }], some(1), {}, 4, 0)).toBeCloseTo(3 + 15 + 25 / 3);
  });

  test("is 0 for complete and failed stacks", () => {
    for (const phase of ["done", "errored"]) {
      const timeline = timelineOf([]);
      record(timeline, { kind: "phase", stack: "dev-data", phase, at: 0 });
      expect(remainingSeconds([DATA], timeline, {}, 4, 0)).toBe(0);
    }
  });
});

test.each([
  ["  # aws_vpc.Vpc will be created", "aws_vpc.Vpc"],
  ['  # aws_subnet.A["a"] will be updated in-place', "aws_subnet.A"],
  ["  # aws_db_instance.Main must be replaced", "aws_db_instance.Main"],
  ["  # aws_db_instance.Main is tainted, so must be replaced", "aws_db_instance.Main"],
  ["  # aws_lb.Lb (deposed object 1a2b3c4d) will be destroyed", "aws_lb.Lb"],
])("the plan line %j names a changing resource", (line, address) => {
  expect(parseTerraformLine("s", line, 0)).toMatchObject({ kind: "changing", address });
});

test.each([
  "  # data.aws_x.Y will be read during apply",
  "  # (config refers to values not yet known)",
  "      # (4 unchanged attributes hidden)",
])("the plan line %j names none", (line) => {
  expect(parseTerraformLine("s", line, 0)).toMatchObject({ kind: "text" });
});

test.each([
  [0, undefined],
  [4.9, undefined],
  [12, "about 20s left (estimate)"],
  [61, "about 2m left (estimate)"],
  [3600, "about 60m left (estimate)"],
])("%p seconds are %p", (seconds, text) => {
  expect(estimateText(seconds)).toBe(text);
});

describe("times of earlier runs", () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-run-times-"));
  afterAll(() => fs.rmSync(home, { recursive: true, force: true }));
  const file = runTimesFile(home, { AWS_ENDPOINT_URL: "http://127.0.0.1:1" });

  function run() {
    const timeline = timelineOf([
      "Plan: 2 to add, 0 to change, 0 to destroy.",
      "aws_db_instance.Main: Creation complete after 1m40s",
      "aws_x.Y: Creation complete after 1s",
    ]);
    record(timeline, { kind: "phase", stack: "dev-data", phase: "done", at: 112 * SECOND });
    return timeline;
  }

  test("contain the waits and the overhead of stacks that were deployed with changes", () => {
    const times = withRun({ "dev-data": { overhead: 1, resources: { "aws_db_instance.Replica": 90 } } }, ALL, run());
    expect(times).toEqual({ "dev-data": { overhead: 12, resources: { "aws_db_instance.Main": 100, "aws_db_instance.Replica": 90 } } });
    writeRunTimes(file, times);
    expect(readRunTimes(file)).toEqual(times);
    expect(fs.readdirSync(path.dirname(file))).toEqual(["local.json"]);
  });

  test("on AWS are in another file", () => {
    expect(runTimesFile(home, {})).not.toBe(file);
  });

  test.each(["", "{", "[]", "null", '{"dev-data":{"overhead":"1","resources":{}}}', '{"dev-data":{"overhead":1,"resources":{"a":-1}}}'])(
    "are empty if the file is damaged: %j",
    (text) => {
      fs.writeFileSync(file, text);
      expect(readRunTimes(file)).toEqual({});
    },
  );

  test("that cannot be written cause no failure, and leave no draft", () => {
    const blocked = path.join(home, "blocked");
    fs.mkdirSync(blocked);
    fs.mkdirSync(path.join(blocked, "local.json", "full"), { recursive: true });
    expect(() => writeRunTimes(path.join(blocked, "local.json"), {})).not.toThrow();
    expect(fs.readdirSync(blocked)).toEqual(["local.json"]);
  });
});
