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

test("the alarms that page are those that tell the topic of pages, on metrics and composite ones", () => {
  const alarm = (alarm_name: string, ...alarm_actions: string[]) => ({ alarm_name, ...(alarm_actions.length > 0 && { alarm_actions }) });
  const [page, ticket] = ["${aws_sns_topic.Alerts_Page_1.arn}", "${aws_sns_topic.Alerts_Ticket_2.arn}"];
  const document = {
    provider: { aws: [{ region: "eu-west-1" }, { alias: "us-east-1", region: "us-east-1" }] },
    resource: {
      aws_sns_topic: { Alerts_Page_1: { name: "prod-eu-west-1-page" }, Alerts_Ticket_2: { name: "prod-eu-west-1-ticket" } },
      aws_cloudwatch_metric_alarm: { A: alarm("silent", page), B: alarm("slow", ticket), C: alarm("told-by-others") },
      aws_cloudwatch_composite_alarm: { D: alarm("down", page) },
    },
  };
  expect(pageAlarmsOf("prod-eu-west-1-watch", document)).toEqual({
    stack: "prod-eu-west-1-watch",
    region: "eu-west-1",
    names: ["down", "silent"],
  });
});

describe("an alarm", () => {
  const cases: readonly (readonly [State | "none", State | "none", boolean, string | undefined])[] = [
    ["OK", "OK", true, undefined],
    ["OK", "ALARM", false, "a: a is ALARM"],
    ["INSUFFICIENT_DATA", "ALARM", false, "a: a is ALARM"],
    ["ALARM", "ALARM", true, undefined],
    ["ALARM", "none", true, undefined],
    ["OK", "INSUFFICIENT_DATA", false, undefined],
    ["OK", "INSUFFICIENT_DATA", true, "a knows nothing any more: a is INSUFFICIENT_DATA"],
    ["INSUFFICIENT_DATA", "INSUFFICIENT_DATA", true, undefined],
    ["none", "INSUFFICIENT_DATA", true, undefined],
    ["none", "ALARM", false, undefined],
    ["none", "ALARM", true, "a: a is ALARM"],
    ["none", "none", true, "a is not there"],
    ["OK", "none", true, "a is not there"],
    ["OK", "none", false, undefined],
  ];
  const of = (state: State | "none") => states(state === "none" ? {} : { a: state });
  test.each(cases)("that was %s and is %s, at the end: %s, stops: %s", (was, is, ended, why) => {
    const question = { names: ["a"], before: of(was), now: of(is), ended, deployed: true };
    expect(compareAlarms(question)).toEqual(why === undefined ? [] : [why]);
  });

  test("of a stack that was not deployed need not be there", () => {
    expect(compareAlarms({ names: ["a"], before: of("none"), now: of("none"), ended: true, deployed: false })).toEqual([]);
  });

  test("is raised where it is in alarm, and nowhere else", () => {
    expect(firing(["a", "b", "c"], states({ a: "ALARM", b: "INSUFFICIENT_DATA" }))).toEqual(["a: a is ALARM"]);
  });
});

describe("the gate", () => {
  const eu = { stack: "prod-eu-west-1-watch", region: "eu-west-1", names: ["eu-down"] };
  const us = { stack: "prod-us-east-1-watch", region: "us-east-1", names: ["us-down"] };
  const world = { stack: "prod-watch", region: "us-east-1", names: ["all-out"] };
  const QUIET: Readonly<Record<string, State>> = { "eu-down": "OK", "us-down": "OK", "all-out": "OK" };
  const EU = { name: "eu-west-1" };

  /** CloudWatch as it is at the beginning, and at each second from then on. */
  function gate(found: (second: number) => Readonly<Record<string, State>>, rest: Partial<AlarmGateOptions> = {}) {
    const time = { now: 0 };
    const told: string[] = [];
    const made = new AlarmGate({
      groups: [eu, us, world],
      idle: [],
      ask: (_region, names) => Promise.resolve(new Map([...states(found(time.now / 1000))].filter(([name]) => names.includes(name)))),
      bakeMilliseconds: 600_000,
      despiteAlarms: false,
      clock: { now: () => time.now, sleep: (ms) => Promise.resolve(void (time.now += ms)) },
      say: (line) => told.push(line),
      ...rest,
    });
    return { ...made, before: made.before, after: made.after, time, told };
  }

  test("lets on after the bake time where all is quiet", async () => {
    const { before, after, time, told } = gate(() => QUIET);
    await before();
    await after(EU, new Set([eu.stack]));
    expect(time.now).toBe(600_000);
    expect(told).toEqual(["  eu-west-1: looking at alarms for 10 minutes"]);
  });

  test("closes as soon as an alarm is raised, in whichever region", async () => {
    const { before, after, time } = gate((second) => ({ ...QUIET, "us-down": second >= 45 ? "ALARM" : "OK" }));
    await before();
    await expect(after(EU, new Set([eu.stack]))).rejects.toThrowErrorMatchingInlineSnapshot(`
     "eu-west-1: alarms that page were raised after its deployment. Nothing more was deployed.
       us-down: us-down is ALARM
       to go back: deploy the commit before. Its alarms may last for a while: then with --despite-alarms"
    `);
    expect(time.now).toBe(60_000);
  });

  test("asks once where there is no bake time", async () => {
    const { before, after, time } = gate(() => QUIET, { bakeMilliseconds: 0 });
    await before();
    await after(EU, new Set([eu.stack]));
    expect(time.now).toBe(0);
  });

  test("does not open where alarms are raised already", async () => {
    await expect(gate(() => ({ ...QUIET, "eu-down": "ALARM" })).before()).rejects.toThrowErrorMatchingInlineSnapshot(`
     "Nothing was deployed: these alarms are raised already, so nobody could tell what a deployment does.
       eu-down: eu-down is ALARM
       if what is to be deployed mends them: run it with --despite-alarms; only alarms that are raised anew will stop it"
    `);
  });

  test("opens all the same where that is asked for, and counts what is raised anew", async () => {
    const { before, after, told } = gate((second) => ({ "eu-down": "ALARM", "us-down": second >= 30 ? "ALARM" : "OK", "all-out": "OK" }), {
      despiteAlarms: true,
    });
    await before();
    expect(told).toEqual(["raised already, and not counted: eu-down: eu-down is ALARM"]);
    await expect(after(EU, new Set())).rejects.toThrow("us-down: us-down is ALARM");
  });

  test("counts an alarm that was up at first and is raised again after it was over; one that stays up is told", async () => {
    const eu = (second: number): State => (second >= 60 && second < 120 ? "OK" : "ALARM");
    const again = gate((second) => ({ ...QUIET, "eu-down": eu(second) }), { despiteAlarms: true });
    await again.before();
    await expect(again.after(EU, new Set())).rejects.toThrow("eu-down: eu-down is ALARM");
    expect(again.time.now).toBe(120_000);
    const stays = gate(() => ({ ...QUIET, "eu-down": "ALARM" }), { despiteAlarms: true });
    await stays.before();
    await stays.after(EU, new Set());
    expect(stays.told.at(-1)).toBe("  still raised, as before the deployment: eu-down: eu-down is ALARM");
  });

  test("is not kept shut by a region that serves nobody, even one that does not answer", async () => {
    await gate(() => ({ ...QUIET, "eu-down": "ALARM" }), { idle: ["eu-west-1"] }).before();
    const lost = (region: string) => (region === "eu-west-1" ? Promise.reject(new Error("timed out")) : Promise.resolve(states(QUIET)));
    const { before, after } = gate(() => QUIET, { idle: ["eu-west-1"], ask: lost, bakeMilliseconds: 0 });
    await before();
    await after({ name: "us-east-1" }, new Set([us.stack]));
    await expect(gate(() => QUIET, { ask: lost }).before()).rejects.toThrow(
      "CloudWatch in eu-west-1 cannot be asked for alarms: timed out",
    );
  });

  test("what watches the world is asked for though the region that it is in serves nobody", async () => {
    await expect(gate(() => ({ ...QUIET, "all-out": "ALARM" }), { idle: ["us-east-1"] }).before()).rejects.toThrow("all-out");
  });

  test("of a first deployment is open, and has to find the alarms of what was deployed", async () => {
    const { before, after } = gate(() => ({}), { bakeMilliseconds: 0 });
    await before();
    await after(EU, new Set(["prod-eu-west-1-service"]));
    await expect(after(EU, new Set([eu.stack]))).rejects.toThrow("eu-down is not there");
  });
});

test("CloudWatch is asked for both types by name, a hundred at a time", async () => {
  const asked: { AlarmNames: string[]; AlarmTypes: string[] }[] = [];
  const server = http.createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const question = JSON.parse(text) as (typeof asked)[number];
      asked.push(question);
      const [first = "", second] = question.AlarmNames;
      const alarm = (AlarmName: string | undefined, StateValue: string) => ({ AlarmName, StateValue, StateReason: "why" });
      const answer = { MetricAlarms: [alarm(first, "ALARM")], CompositeAlarms: second === undefined ? [] : [alarm(second, "OK")] };
      response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const ask = cloudWatchAlarms((region) => new CloudWatchClient({ region, endpoint, credentials }));
  const found = await ask(
    "eu-west-1",
    Array.from({ length: 101 }, (_, index) => `alarm-${index}`),
  );
  server.close();
  server.closeAllConnections();
  expect(asked.map(({ AlarmNames }) => AlarmNames.length)).toEqual([100, 1]);
  expect(asked[0]?.AlarmTypes).toEqual(["MetricAlarm", "CompositeAlarm"]);
  expect(Object.fromEntries(found)).toEqual({
    "alarm-0": { state: "ALARM", reason: "why" },
    "alarm-1": { state: "OK", reason: "why" },
    "alarm-100": { state: "ALARM", reason: "why" },
  });
});
