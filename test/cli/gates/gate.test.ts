import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { AlarmGate, type AlarmGateOptions } from "../../../cli/gates/alarm-gate";
import { cloudWatchAlarms } from "../../../cli/gates/alarm-states";
import { pageAlarmsOf } from "../../../cli/gates/page-alarms";
import { firing, compareAlarms, type AlarmState, type AlarmStates } from "../../../cli/gates/compare-alarms";

type State = AlarmState["state"];

function states(found: Readonly<Record<string, State>>): AlarmStates {
  return new Map(Object.entries(found).map(([name, state]) => [name, { state, reason: `${name} is ${state}` }]));
}

test("paging alarms are the metric and composite alarms with the page topic as an action", () => {
  const alarm = (alarm_name: string, ...alarm_actions: string[]) => ({ alarm_name, ...(alarm_actions.length > 0 && { alarm_actions }) });
  const [page, ticket] = ["${aws_sns_topic.Alerts_Page_1.arn}", "${aws_sns_topic.Alerts_Ticket_2.arn}"];
  const document = {
    provider: { aws: [{ region: "eu-west-1" }, { alias: "us-east-1", region: "us-east-1" }] },
    resource: {
      aws_sns_topic: { Alerts_Page_1: { name: "prod-eu-west-1-page" }, Alerts_Ticket_2: { name: "prod-eu-west-1-ticket" } },
      aws_cloudwatch_metric_alarm: { A: alarm("silent", page), B: alarm("slow", ticket), C: alarm("notified-by-composite") },
      aws_cloudwatch_composite_alarm: { D: alarm("down", page) },
    },
  };
  expect(pageAlarmsOf("prod-eu-west-1-watch", document)).toEqual({
    stack: "prod-eu-west-1-watch",
    region: "eu-west-1",
    names: ["down", "silent"],
  });
});

describe("compareAlarms()", () => {
  const cases: readonly (readonly [State | "none", State | "none", boolean, string | undefined])[] = [
    ["OK", "OK", true, undefined],
    ["OK", "ALARM", false, "a: a is ALARM"],
    ["INSUFFICIENT_DATA", "ALARM", false, "a: a is ALARM"],
    ["ALARM", "ALARM", true, undefined],
    ["ALARM", "none", true, undefined],
    ["OK", "INSUFFICIENT_DATA", false, undefined],
    ["OK", "INSUFFICIENT_DATA", true, "a: no data any longer: a is INSUFFICIENT_DATA"],
    ["INSUFFICIENT_DATA", "INSUFFICIENT_DATA", true, undefined],
    ["none", "INSUFFICIENT_DATA", true, undefined],
    ["none", "ALARM", false, undefined],
    ["none", "ALARM", true, "a: a is ALARM"],
    ["none", "none", true, "a: alarm not found"],
    ["OK", "none", true, "a: alarm not found"],
    ["OK", "none", false, undefined],
  ];
  const of = (state: State | "none") => states(state === "none" ? {} : { a: state });
  test.each(cases)("before %s, now %s, bake time ended %s: %s", (was, is, ended, why) => {
    const comparison = { names: ["a"], before: of(was), now: of(is), ended, deployed: true };
    expect(compareAlarms(comparison)).toEqual(why === undefined ? [] : [why]);
  });

  test("ignores missing alarms of a stack that was not deployed", () => {
    expect(compareAlarms({ names: ["a"], before: of("none"), now: of("none"), ended: true, deployed: false })).toEqual([]);
  });

  test("only alarms in ALARM are firing", () => {
    expect(firing(["a", "b", "c"], states({ a: "ALARM", b: "INSUFFICIENT_DATA" }))).toEqual(["a: a is ALARM"]);
  });
});

describe("AlarmGate", () => {
  const eu = { stack: "prod-eu-west-1-watch", region: "eu-west-1", names: ["eu-down"] };
  const us = { stack: "prod-us-east-1-watch", region: "us-east-1", names: ["us-down"] };
  const world = { stack: "prod-watch", region: "us-east-1", names: ["all-out"] };
  const ALL_OK: Readonly<Record<string, State>> = { "eu-down": "OK", "us-down": "OK", "all-out": "OK" };
  const EU = { name: "eu-west-1" };

  /** A gate with alarm states as a function of the elapsed seconds. */
  function gate(found: (second: number) => Readonly<Record<string, State>>, rest: Partial<AlarmGateOptions> = {}) {
    const time = { now: 0 };
    const lines: string[] = [];
    const made = new AlarmGate({
      groups: [eu, us, world],
      withoutTraffic: [],
      readAlarms: (_region, names) =>
        Promise.resolve(new Map([...states(found(time.now / 1000))].filter(([name]) => names.includes(name)))),
      bakeMilliseconds: 600_000,
      despiteAlarms: false,
      clock: { now: () => time.now, sleep: (ms) => Promise.resolve(void (time.now += ms)) },
      say: (line) => lines.push(line),
      ...rest,
    });
    return { ...made, before: made.before, after: made.after, time, lines };
  }

  test("passes after the bake time if no alarm fires", async () => {
    const { before, after, time, lines } = gate(() => ALL_OK);
    await before();
    await after(EU, new Set([eu.stack]));
    expect(time.now).toBe(600_000);
    expect(lines).toEqual(["  eu-west-1: checking alarms for 10 minutes"]);
  });

  test("fails as soon as an alarm fires in any region", async () => {
    const { before, after, time } = gate((second) => ({ ...ALL_OK, "us-down": second >= 45 ? "ALARM" : "OK" }));
    await before();
    await expect(after(EU, new Set([eu.stack]))).rejects.toThrowErrorMatchingInlineSnapshot(`
     "eu-west-1: paging alarms fired after this step. The rollout stopped.
       us-down: us-down is ALARM
       roll back: deploy the previous commit; add --despite-alarms while these alarms are still firing"
    `);
    expect(time.now).toBe(60_000);
  });

  test("checks alarms once if the bake time is 0", async () => {
    const { before, after, time } = gate(() => ALL_OK, { bakeMilliseconds: 0 });
    await before();
    await after(EU, new Set([eu.stack]));
    expect(time.now).toBe(0);
  });

  test("fails before the deployment if alarms are already firing", async () => {
    await expect(gate(() => ({ ...ALL_OK, "eu-down": "ALARM" })).before()).rejects.toThrowErrorMatchingInlineSnapshot(`
     "Nothing was deployed. These paging alarms are already firing, so the gate cannot detect a regression:
       eu-down: eu-down is ALARM
       fix: if this deployment resolves them, run it with --despite-alarms. Then only alarms that start firing, or recover and fire again, stop it."
    `);
  });

  test("with despiteAlarms, ignores alarms that are already firing and fails on new ones", async () => {
    const { before, after, lines } = gate((second) => ({ "eu-down": "ALARM", "us-down": second >= 30 ? "ALARM" : "OK", "all-out": "OK" }), {
      despiteAlarms: true,
    });
    await before();
    expect(lines).toEqual(["already firing, ignored: eu-down: eu-down is ALARM"]);
    await expect(after(EU, new Set())).rejects.toThrow("us-down: us-down is ALARM");
  });

  test("fails on an alarm that recovers and fires again; reports alarms that never recovered", async () => {
    const eu = (second: number): State => (second >= 60 && second < 120 ? "OK" : "ALARM");
    const again = gate((second) => ({ ...ALL_OK, "eu-down": eu(second) }), { despiteAlarms: true });
    await again.before();
    await expect(again.after(EU, new Set())).rejects.toThrow("eu-down: eu-down is ALARM");
    expect(again.time.now).toBe(120_000);
    const stays = gate(() => ({ ...ALL_OK, "eu-down": "ALARM" }), { despiteAlarms: true });
    await stays.before();
    await stays.after(EU, new Set());
    expect(stays.lines.at(-1)).toBe("  still firing since before the deployment: eu-down: eu-down is ALARM");
  });

  test("ignores a region without traffic, even if its CloudWatch is unreachable", async () => {
    await gate(() => ({ ...ALL_OK, "eu-down": "ALARM" }), { withoutTraffic: ["eu-west-1"] }).before();
    const unreachable = (region: string) =>
      region === "eu-west-1" ? Promise.reject(new Error("timed out")) : Promise.resolve(states(ALL_OK));
    const { before, after } = gate(() => ALL_OK, { withoutTraffic: ["eu-west-1"], readAlarms: unreachable, bakeMilliseconds: 0 });
    await before();
    await after({ name: "us-east-1" }, new Set([us.stack]));
    await expect(gate(() => ALL_OK, { readAlarms: unreachable }).before()).rejects.toThrow(
      "Cannot read alarms from CloudWatch in eu-west-1: timed out",
    );
  });

  test("checks environment-wide alarms even if their region has no traffic", async () => {
    await expect(gate(() => ({ ...ALL_OK, "all-out": "ALARM" }), { withoutTraffic: ["us-east-1"] }).before()).rejects.toThrow("all-out");
  });

  test("passes before a first deployment, and then requires the alarms of deployed stacks", async () => {
    const { before, after } = gate(() => ({}), { bakeMilliseconds: 0 });
    await before();
    await after(EU, new Set(["prod-eu-west-1-service"]));
    await expect(after(EU, new Set([eu.stack]))).rejects.toThrow("eu-down: alarm not found");
  });
});

test("cloudWatchAlarms() reads both alarm types by name, in batches of 100", async () => {
  const requests: { AlarmNames: string[]; AlarmTypes: string[] }[] = [];
  const server = http.createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const input = JSON.parse(text) as (typeof requests)[number];
      requests.push(input);
      const [first = "", second] = input.AlarmNames;
      const alarm = (AlarmName: string | undefined, StateValue: string) => ({ AlarmName, StateValue, StateReason: "why" });
      const output = { MetricAlarms: [alarm(first, "ALARM")], CompositeAlarms: second === undefined ? [] : [alarm(second, "OK")] };
      response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(output));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const readAlarms = cloudWatchAlarms((region) => new CloudWatchClient({ region, endpoint, credentials }));
  const found = await readAlarms(
    "eu-west-1",
    Array.from({ length: 101 }, (_, index) => `alarm-${index}`),
  );
  server.close();
  server.closeAllConnections();
  expect(requests.map(({ AlarmNames }) => AlarmNames.length)).toEqual([100, 1]);
  expect(requests[0]?.AlarmTypes).toEqual(["MetricAlarm", "CompositeAlarm"]);
  expect(Object.fromEntries(found)).toEqual({
    "alarm-0": { state: "ALARM", reason: "why" },
    "alarm-1": { state: "OK", reason: "why" },
    "alarm-100": { state: "ALARM", reason: "why" },
  });
});
