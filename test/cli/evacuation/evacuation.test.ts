import { evacuate, formatEvacuated, regionsOutAfter } from "../../../cli/evacuation/evacuated-file";
import { checkSwitches, evacuationLines, checkSwitch, switchesOf } from "../../../cli/evacuation/switches";
import type { Change } from "../../../cli/terraform/plan-changes";

describe("environments/evacuated.json", () => {
  test("is formatted like prettier", () => {
    expect(formatEvacuated({ dev: [], prod: ["eu-west-1", "us-west-2"] })).toBe(
      '{\n  "dev": [],\n  "prod": ["eu-west-1", "us-west-2"]\n}\n',
    );
  });

  test("breaks long lines like prettier", () => {
    const many = Array.from({ length: 12 }, (_, index) => `region-${index}`);
    expect(formatEvacuated({ prod: many })).toBe(`{\n  "prod": [\n${many.map((name) => `    "${name}"`).join(",\n")}\n  ]\n}\n`);
  });

  test.each([
    [[], ["b", "a"], false, ["a", "b"]],
    [["b"], ["a", "b"], false, ["a", "b"]],
    [["a", "b"], ["b"], true, ["a"]],
    [["a"], ["b"], true, ["a"]],
  ])("%j with %j and restore=%j becomes %j", (out, regions, restore, after) => {
    expect(regionsOutAfter(out, regions, restore)).toEqual(after);
  });
});

describe("evacuate()", () => {
  const name = "live";
  const live = {
    name,
    stage: "multi-region",
    domainName: "example.com",
    homeRegion: "us-east-1",
    regions: { "us-east-1": { primary: true }, "eu-west-1": {} },
  };
  const file = { dev: [], live: [] };

  test("changes only the entry of the environment", () => {
    expect(evacuate({ live }, file, { environment: name, regions: ["eu-west-1"], restore: false })).toEqual({
      dev: [],
      live: ["eu-west-1"],
    });
  });

  test.each([
    [
      "the last region",
      { environment: name, regions: ["eu-west-1", "us-east-1"], restore: false },
      "every region that is not being decommissioned",
    ],
    [
      "an unknown region",
      { environment: name, regions: ["eu-west-2"], restore: true },
      /^Unknown region of .* "eu-west-2"\.[^]*Did you mean `eu-west-1`\?/,
    ],
    ["an unknown environment", { environment: "prd", regions: ["eu-west-1"], restore: false }, /^Unknown environment "prd"\./],
  ])("rejects %s", (_, request, problem) => {
    expect(() => evacuate({ live }, file, request)).toThrow(problem);
  });
});

const record = (name: string, region: string, check: string) => ({
  name,
  health_check_id: `\${aws_route53_health_check.${check}.id}`,
  latency_routing_policy: { region },
});
const edge = (off: boolean) => ({
  resource: {
    aws_route53_record: {
      Site: { name: "example.com" },
      OriginUs: record("origin.example.com", "us-east-1", "OriginUs"),
      OriginEu: record("origin.example.com", "eu-west-1", "OriginEu"),
      OriginEuSix: record("origin.example.com", "eu-west-1", "OriginEu"),
    },
    aws_route53_health_check: {
      OriginUs: { disabled: false, invert_healthcheck: false },
      OriginEu: { disabled: off, invert_healthcheck: off, child_healthchecks: ["${aws_route53_health_check.Observed.id}"] },
      Observed: { type: "CLOUDWATCH_METRIC" },
      Lag: { type: "CLOUDWATCH_METRIC" },
    },
  },
});

describe("traffic switches", () => {
  const switches = switchesOf(edge(true));
  const change = (rest: Partial<Change>): Change => ({
    address: "aws_route53_health_check.OriginEu",
    type: "aws_route53_health_check",
    action: "update",
    before: {},
    after: {},
    attributes: ["disabled", "invert_healthcheck"],
    ...rest,
  });

  test("are the health checks of latency records, once each", () => {
    expect(switches).toEqual([
      {
        address: "aws_route53_health_check.OriginEu",
        name: "origin.example.com",
        region: "eu-west-1",
        off: true,
        watches: ["aws_route53_health_check.Observed"],
      },
      { address: "aws_route53_health_check.OriginUs", name: "origin.example.com", region: "us-east-1", off: false, watches: [] },
    ]);
  });

  test("fail the check if they differ from the file, because the environment does not read it", () => {
    expect(() => checkSwitches(switches, "prod", ["eu-west-1"], "evacuated.json")).not.toThrow();
    expect(() => checkSwitches(switches, "prod", [], "evacuated.json")).toThrow("remove `evacuated` from it");
    expect(() => checkSwitches(switchesOf(edge(false)), "prod", ["eu-west-1"], "evacuated.json")).toThrow(
      "The environment prod does not read evacuated.json",
    );
    expect(() => checkSwitches([], "prod", [], "evacuated.json")).toThrow("there is nothing to evacuate");
  });

  test.each([
    [{}, undefined],
    [{ attributes: ["disabled"] }, undefined],
    [{ address: "aws_route53_health_check.Observed", attributes: ["cloudwatch_alarm_name"] }, undefined],
    [{ address: "aws_route53_health_check.Observed", action: "delete" as const }, "in place"],
    [{ address: "aws_route53_health_check.Lag" }, "not a traffic switch"],
    [{ action: "replace" as const }, "in place"],
    [{ attributes: ["disabled", "child_healthchecks"] }, "other attributes than the switch would change: child_healthchecks"],
  ])("checkSwitch() allows only flipping a switch: %j", (rest, reason) => {
    const judged = checkSwitch(switches)(change(rest));
    if (reason === undefined) expect(judged).toBeUndefined();
    else expect(judged).toContain(reason);
  });

  test("are described by name and region", () => {
    expect(evacuationLines(switches, [change({})])).toEqual(["  eu-west-1 is removed from origin.example.com"]);
    expect(evacuationLines(switchesOf(edge(false)), [change({})])).toEqual(["  eu-west-1 is restored to origin.example.com"]);
  });
});
