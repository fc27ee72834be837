import { REGION_NAMES } from "../../../aws/regions";
import type { Block } from "../synth";
import { byDistance } from "./distance";
import { type Blocks, records } from "./fixtures";

/** Records that Route 53 would refuse, and the order of regions. */

describe("what Route 53 would refuse", () => {
  const a = (more: Block) => ({ name: "a", records: ["192.0.2.1"], ...more });
  const weighted = (set_identifier?: string) => a({ set_identifier, weighted_routing_policy: { weight: 1 } });
  const latencyIn = (region: string, set_identifier: string) => a({ set_identifier, latency_routing_policy: { region } });

  test.each<[string, Blocks, string]>([
    ["two simple records", { x: a({}), y: a({}) }, "only one simple record may have a name: edge/x, edge/y"],
    ["different policies", { x: weighted("x"), y: latencyIn("us-east-1", "y") }, "they have different routing policies"],
    ["no set identifier", { x: weighted("x"), y: weighted() }, "one has no set identifier"],
    ["one set identifier twice", { x: weighted("x"), y: weighted("x") }, "two have the same set identifier"],
    ["one region twice", { x: latencyIn("us-east-1", "x"), y: latencyIn("us-east-1", "y") }, "two are for us-east-1 and us-east-1"],
    [
      "a CNAME beside another",
      { x: a({ type: "CNAME", records: ["b"] }), y: a({}) },
      "a.example.com is a CNAME and has a record of type A too",
    ],
    [
      "two policies at once",
      { x: a({ weighted_routing_policy: { weight: 1 }, latency_routing_policy: { region: "x" } }) },
      "edge/x has two routing policies",
    ],
    ["neither values nor an alias", { x: { name: "a" } }, "edge/x has to lead either to an alias's target or to values"],
    ["both", { x: a({ alias: { name: "b.example.com" } }) }, "edge/x has to lead either to an alias's target or to values"],
    [
      "an unknown policy",
      { x: a({ geolocation_routing_policy: { country: "*" } }) },
      "edge/x: the resolver of the tests does not know geolocation",
    ],
    ["values of many", { x: a({ multivalue_answer_routing_policy: true }) }, "edge/x: the resolver of the tests does not know multivalue"],
  ])("%s", (_, blocks, message) => {
    expect(() => records(blocks)).toThrow(message);
  });
});

describe("distances", () => {
  test.each(REGION_NAMES)("%s is nearest to itself", (region) => {
    expect(byDistance(region, REGION_NAMES)[0]).toBe(region);
  });

  test("further regions follow nearer ones", () => {
    expect(byDistance("eu-west-1", ["ap-southeast-2", "us-east-1", "eu-west-2"])).toEqual(["eu-west-2", "us-east-1", "ap-southeast-2"]);
    expect(byDistance("us-west-2", ["ap-northeast-1", "eu-central-1", "us-west-1"])).toEqual([
      "us-west-1",
      "ap-northeast-1",
      "eu-central-1",
    ]);
  });

  test("a region that is nowhere is an error", () => {
    expect(() => byDistance("eu-west-9", ["eu-west-1", "eu-west-2"])).toThrow("nobody has said where eu-west-9 is");
  });
});
