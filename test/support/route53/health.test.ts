import type { Block } from "../synth";
import { alarm, type Blocks, check, latency, records } from "./fixtures";
import { followsAlarmIn, observing } from "./health";

/** Tests the status of health checks against Route 53's documentation. */

describe("health checks", () => {
  const healthy = (checks: Blocks, name: string, down: readonly string[] = [], observation: "failing" | "no data" = "failing") => {
    const resolver = records({}, { aws_route53_health_check: checks });
    const node = resolver.healthChecks().find((each) => each.name === name);
    if (!node) throw new Error(`no check ${name}`);
    return resolver.isHealthy(
      node,
      observing(observation, (each) => down.some((region) => followsAlarmIn(region)(each) || each.name === region)),
    );
  };

  test("follow their alarms", () => {
    expect(healthy({ a: alarm("us-east-1") }, "a")).toBe(true);
    expect(healthy({ a: alarm("us-east-1") }, "a", ["us-east-1"])).toBe(false);
    expect(healthy({ a: alarm("us-east-1") }, "a", ["eu-west-1"])).toBe(true);
  });

  test.each([
    ["Unhealthy", false],
    ["Healthy", true],
    ["LastKnownStatus", true],
    [undefined, true],
  ])("without data and with insufficient_data_health_status %p, healthy is %p", (status, expected) => {
    expect(healthy({ a: alarm("us-east-1", { insufficient_data_health_status: status }) }, "a", ["us-east-1"], "no data")).toBe(expected);
  });

  test("of endpoints fail if the endpoint fails or does not respond", () => {
    expect(healthy({ a: { type: "HTTPS" } }, "a")).toBe(true);
    expect(healthy({ a: { type: "HTTPS" } }, "a", ["a"])).toBe(false);
    expect(healthy({ a: { type: "TCP" } }, "a", ["a"], "no data")).toBe(false);
  });

  test.each([
    [{}, true, false],
    [{ invert_healthcheck: true }, false, true],
    [{ disabled: true }, true, true],
    [{ disabled: "true" }, true, true],
    [{ disabled: true, invert_healthcheck: true }, false, false],
    [{ disabled: false, invert_healthcheck: false }, true, false],
  ])("with %p, healthy is %p while the alarm is OK and %p while it fires", (settings, well, raised) => {
    const checks = {
      a: alarm("us-east-1", settings),
      of: calculated(["a"], 1, {}),
      with: calculated(["b"], 1, settings),
      b: alarm("us-east-1"),
    };
    expect([healthy(checks, "a"), healthy(checks, "a", ["us-east-1"])]).toEqual([well, raised]);
    expect([healthy(checks, "of"), healthy(checks, "of", ["us-east-1"])]).toEqual([well, raised]);
    expect([healthy(checks, "with"), healthy(checks, "with", ["us-east-1"])]).toEqual([well, raised]);
  });

  const calculated = (children: readonly string[], threshold: unknown, more: Block = {}) => ({
    type: "CALCULATED",
    child_healthchecks: children.map(check),
    child_health_threshold: threshold,
    ...more,
  });

  test.each([
    [0, ["a", "b", "c"], true],
    [1, ["a", "b", "c"], false],
    [1, ["a", "b"], true],
    [2, ["a"], true],
    [2, ["a", "b"], false],
    ["3", [], true],
    [3, ["c"], false],
    [4, [], false],
  ])("calculated from three checks with threshold %p while %p fail, healthy is %p", (threshold, down, expected) => {
    const checks = { a: { type: "TCP" }, b: { type: "TCP" }, c: { type: "TCP" }, all: calculated(["a", "b", "c"], threshold) };
    expect(healthy(checks, "all", down)).toBe(expected);
  });

  test.each([
    ["no threshold", { a: calculated([], undefined) }, "edge/a is a calculated check without a threshold"],
    ["a cycle", { a: calculated(["b"], 1), b: calculated(["a"], 1) }, /edge\/[ab] is calculated from itself/],
    ["an unknown type", { a: { type: "PING" } }, 'edge/a has an unknown type: "PING"'],
  ])("reject %s", (_, checks, message) => {
    expect(() => healthy(checks, "a")).toThrow(message);
  });

  test("an evacuated region receives no traffic, even if its alarm loses its data", () => {
    const evacuated = (region: string) => alarm(region, region === "us-east-1" ? { disabled: true, invert_healthcheck: true } : {});
    const resolver = latency(undefined, evacuated);
    for (const observe of [observing("ok", () => true), observing("no data", followsAlarmIn("us-east-1"))])
      expect(resolver.answer("origin.example.com", { from: "us-east-1", observe }).region).not.toBe("us-east-1");
  });

  test("inverting a check without disabling it routes traffic to a lost region, so evacuation does both", () => {
    const inverted = latency(undefined, (region) => alarm(region, { invert_healthcheck: region === "us-east-1" }));
    const observe = observing("no data", () => true);
    expect(inverted.answer("origin.example.com", { from: "eu-west-1", observe }).region).toBe("us-east-1");
  });
});
