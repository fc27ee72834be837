import { REGION_NAMES } from "../../../aws/regions";
import type { Block } from "../synth";
import { byDistance } from "./distance";
import { type Blocks, records } from "./fixtures";

/** Tests record sets that Route 53 rejects, and the order of regions by distance. */

describe("groupsOf() rejects", () => {
  const a = (more: Block) => ({ name: "a", records: ["192.0.2.1"], ...more });
  const weighted = (set_identifier?: string) => a({ set_identifier, weighted_routing_policy: { weight: 1 } });
  const latencyIn = (region: string, set_identifier: string) => a({ set_identifier, latency_routing_policy: { region } });

  test.each<[string, Blocks, string]>([
    ["two simple records", { x: a({}), y: a({}) }, "only one simple record is allowed per name: edge/x, edge/y"],
    ["different policies", { x: weighted("x"), y: latencyIn("us-east-1", "y") }, "different routing policies"],
    ["no set identifier", { x: weighted("x"), y: weighted() }, "a record has no set identifier"],
    ["a duplicate set identifier", { x: weighted("x"), y: weighted("x") }, "duplicate set identifier"],
    ["a duplicate region", { x: latencyIn("us-east-1", "x"), y: latencyIn("us-east-1", "y") }, "duplicate values: us-east-1, us-east-1"],
    [
      "a CNAME and another record of the same name",
      { x: a({ type: "CNAME", records: ["b"] }), y: a({}) },
      "a.example.com is a CNAME and also has a record of type A",
    ],
    [
      "two policies in one record",
      { x: a({ weighted_routing_policy: { weight: 1 }, latency_routing_policy: { region: "x" } }) },
      "edge/x has two routing policies",
    ],
    ["a record without values and without an alias", { x: { name: "a" } }, "edge/x must have either an alias or values"],
    ["values and an alias together", { x: a({ alias: { name: "b.example.com" } }) }, "edge/x must have either an alias or values"],
    [
      "an unknown policy",
      { x: a({ geolocation_routing_policy: { country: "*" } }) },
      "edge/x: the test resolver does not support geolocation",
    ],
    ["a multivalue answer", { x: a({ multivalue_answer_routing_policy: true }) }, "edge/x: the test resolver does not support multivalue"],
  ])("%s", (_, blocks, message) => {
    expect(() => records(blocks)).toThrow(message);
  });
});

describe("byDistance()", () => {
  test.each(REGION_NAMES)("puts %s first for a client in that region", (region) => {
    expect(byDistance(region, REGION_NAMES)[0]).toBe(region);
  });

  test("sorts regions by distance", () => {
    expect(byDistance("eu-west-1", ["ap-southeast-2", "us-east-1", "eu-west-2"])).toEqual(["eu-west-2", "us-east-1", "ap-southeast-2"]);
    expect(byDistance("us-west-2", ["ap-northeast-1", "eu-central-1", "us-west-1"])).toEqual([
      "us-west-1",
      "ap-northeast-1",
      "eu-central-1",
    ]);
  });

  test("rejects a region without coordinates", () => {
    expect(() => byDistance("eu-west-9", ["eu-west-1", "eu-west-2"])).toThrow("no coordinates for eu-west-9");
  });
});
