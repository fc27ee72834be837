import { layersOf } from "../../../cli/plan/layers";
import { parseStateVersion } from "../../../cli/plan/plan-stack";
import { plannedOutputs } from "../../../cli/plan/planned-outputs";
import { withExpectedOutputs, changingReads, readsOf } from "../../../cli/plan/upstream-outputs";
import { changesOutsideReview } from "../../../cli/plan/compare-changes";
import { changesOutputs, existingBefore } from "../../../cli/terraform/plan-changes";
import { readPlanDocument } from "../../../cli/terraform/plan-document";
import { change } from "../change";
import { reading } from "./small-stacks";
import { regionOfStack } from "../../../stacks/names";

describe("stack layers", () => {
  const stack = (name: string, ...dependsOn: string[]) => ({ name, dependsOn });
  const names = (layers: readonly (readonly { readonly name: string }[])[]) => layers.map((layer) => layer.map(({ name }) => name));

  test("are sorted by dependencies, then by name", () => {
    const stacks = [stack("edge", "b-service", "a-service"), stack("b-service", "data"), stack("a-service", "data"), stack("data")];
    expect(names(layersOf(stacks))).toEqual([["data"], ["a-service", "b-service"], ["edge"]]);
  });

  test("treat dependencies outside the list as met", () => {
    expect(names(layersOf([stack("edge", "service")]))).toEqual([["edge"]]);
  });

  test("reject circular dependencies", () => {
    expect(() => layersOf([stack("a", "b"), stack("b", "a"), stack("c")])).toThrow("Circular dependency between stacks: a, b.");
  });
});

test.each([
  ["prod-eu-west-1-data", "eu-west-1"],
  ["prod-eu-west-1-database-main", "eu-west-1"],
  ["prod-edge", undefined],
  ["prod-network", undefined],
  ["staging-eu-west-1-data", undefined],
])("the region of %s is %s", (stack, region) => {
  expect(regionOfStack(stack, "prod")).toBe(region);
});

describe("planned outputs", () => {
  const document = {
    output_changes: {
      same: { actions: ["no-op"], after: "a", after_unknown: false },
      known: { actions: ["update"], after: ["a"], after_unknown: false },
      nothing: { actions: ["update"], after: null, after_unknown: false },
      unknown: { actions: ["create"], after_unknown: true },
      partly: { actions: ["update"], after: { id: "a" }, after_unknown: { arn: true } },
      gone: { actions: ["delete"], after: null, after_unknown: false },
    },
  };

  test("are the changing outputs with their new values", () => {
    expect([...plannedOutputs(document)]).toEqual([
      ["known", { known: true, value: ["a"] }],
      ["nothing", { known: true, value: null }],
      ["unknown", { known: false }],
      ["partly", { known: false }],
      ["gone", { known: true, value: null }],
    ]);
    expect(changesOutputs(document)).toBe(true);
    expect(changesOutputs({ output_changes: { same: document.output_changes.same } })).toBe(false);
    expect(plannedOutputs({}).size).toBe(0);
  });
});

describe("upstream outputs", () => {
  const both = `${reading("prod-network", "vpc")}-${reading("prod-data", "key")}`;
  const state = { backend: "s3", config: { key: "x" } };
  const document = {
    resource: { aws_lb: { Lb: { name: both, [reading("prod-network", "zone")]: 1 } } },
    data: {
      aws_region: { Here: {} },
      terraform_remote_state: {
        "cross-stack-reference-input-prod-network": state,
        "cross-stack-reference-input-prod-data": state,
      },
    },
  };

  test("are found anywhere in the stack", () => {
    expect([...readsOf(document)].map(([stack, outputs]) => [stack, [...outputs]])).toEqual([
      ["prod-network", ["vpc", "zone"]],
      ["prod-data", ["key"]],
    ]);
  });

  test("change only if an output that the stack reads changes", () => {
    const unknown = { known: false } as const;
    const planned = new Map([
      ["prod-network", new Map([["zone", unknown]])],
      ["prod-data", new Map([["other", unknown]])],
    ]);
    expect([...changingReads(document, planned)]).toEqual([["prod-network", ["zone"]]]);
  });

  test("are unchanged if no output changes", () => {
    expect(withExpectedOutputs(document, new Map())).toEqual(document);
  });

  test("are replaced with their expected values, and unused remote states are removed", () => {
    const planned = new Map([["prod-data", new Map([["key", { known: true, value: { "${k}": ["%{v}", 1, null] } } as const]])]]);
    const after = withExpectedOutputs({ ...document, locals: { mine: 1 } }, planned);
    expect(after.locals).toEqual({ mine: 1, terrace_known_0: { "$${k}": ["%%{v}", 1, null] } });
    expect(JSON.stringify(after.resource)).toContain(`${reading("prod-network", "vpc")}-\${local.terrace_known_0}`);
    expect(after.data).toEqual({
      aws_region: { Here: {} },
      terraform_remote_state: { "cross-stack-reference-input-prod-network": state },
    });
  });

  test("are replaced with the placeholder if they are unknown", () => {
    const planned = new Map([
      [
        "prod-network",
        new Map([
          ["vpc", { known: false } as const],
          ["zone", { known: false } as const],
        ]),
      ],
    ]);
    const after = withExpectedOutputs(document, planned);
    expect(after.resource).toMatchObject({ terraform_data: { TerraceUnknownOutput: { input: "" } } });
    expect(JSON.stringify(after.resource)).toContain("${jsondecode(terraform_data.TerraceUnknownOutput.output)}");
    expect(readsOf(after).has("prod-network")).toBe(false);
  });
});

describe("changes outside the review", () => {
  const reviewed = [change("replace", "a.A"), change("update", "b.B"), change("create", "c.C")];
  test.each([
    [reviewed, []],
    [[], []],
    [[change("update", "a.A")], []],
    [[change("update", "b.B", { attributes: ["other"] })], []],
    [[change("replace", "b.B")], ["b.B"]],
    [[change("delete", "a.A")], ["a.A"]],
    [[change("create", "a.A")], ["a.A"]],
    [[change("create", "d.D")], ["d.D"]],
  ])("are other resources and other actions (%#)", (now, outside) => {
    expect(changesOutsideReview(reviewed, now).map(({ address }) => address)).toEqual(outside);
  });
});

test("counts existing managed resources by type, excluding data sources, new and deposed objects", () => {
  const one = (address: string, before: object | null, rest: object = {}) => ({
    address,
    type: address.split(".")[0] ?? "",
    mode: "managed",
    change: { actions: ["no-op"], before: before as Record<string, unknown> | null, after: {} },
    ...rest,
  });
  const resource_changes = [
    one("aws_lb.A", {}),
    one("aws_lb.B", {}),
    one("aws_lb.New", null),
    one("aws_lb.B", {}, { deposed: "a1" }),
    one("aws_vpc.Vpc", {}),
    one("aws_region.Here", {}, { mode: "data" }),
  ];
  expect(existingBefore({ resource_changes })).toEqual({ aws_lb: 2, aws_vpc: 1 });
});

test("a missing state has no version", () => {
  expect(parseStateVersion("")).toEqual({});
  // S3 backend.
  expect(parseStateVersion('{"version":4,"serial":0,"lineage":"","outputs":{},"resources":[]}')).toEqual({});
  expect(parseStateVersion('{"version":4,"serial":7,"lineage":"l","outputs":{"secret":1}}')).toEqual({ serial: 7, lineage: "l" });
});

test.each([
  ['{"format_version":"2.0"}', "printed the plan in format 2.0; supported: 1.x."],
  ["{}", "in format none"],
  ['{"format_version":"1.2","errored":true}', "the plan is incomplete"],
])("rejects an unsupported plan document: %s", (text, problem) => {
  expect(() => readPlanDocument("prod-edge", text)).toThrow(problem);
});
