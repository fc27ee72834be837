import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { total } from "../../tools/checks/counts.cjs";
import { pytestCounts } from "../../tools/checks/pytest-counts";
import { changedAttributes, plannedChanges } from "../../cli/terraform/second-plan";
import { measure, median } from "../../tools/bench/measure";
import { usedRegions } from "../e2e/inventory";
import { secretAttributes } from "../e2e/secret-attributes";
import { secretValues } from "../e2e/secret-values";

test("total() adds up the counts of several runners", () => {
  expect(total('{"passed":3,"failed":0}\n{"passed":4,"failed":2}\n')).toEqual({ passed: 7, failed: 2 });
});

test.each([
  ["....\n42 passed in 3.10s\n", { passed: 42, failed: 0 }],
  ["2 failed, 40 passed, 1 error in 3.10s", { passed: 40, failed: 3 }],
  ["1 skipped, 2 errors in 1.00s", { passed: 0, failed: 2 }],
  ["", { passed: 0, failed: 0 }],
])("pytestCounts() parses the closing line %j", (output, counts) => {
  expect(pytestCounts(output)).toEqual(counts);
});

test("plannedChanges() returns changed resources and outputs", () => {
  const lines = [
    { type: "version" },
    { type: "planned_change", change: { resource: { addr: "aws_vpc.Vpc" }, action: "update" } },
    { type: "outputs", outputs: { Url: { action: "update" }, Same: { action: "noop" } } },
  ].map((line) => JSON.stringify(line));
  const output = `not JSON\n${lines.join("\n")}\n`;
  expect(plannedChanges(output)).toEqual([
    { address: "aws_vpc.Vpc", action: "update" },
    { address: "output.Url", action: "update" },
  ]);
});

test("changedAttributes() returns differing and unknown attributes", () => {
  const change = {
    before: { id: "a", tags: { x: 1 }, name: "n" },
    after: { tags: { x: 2 }, name: "n" },
    after_unknown: { id: true, tags: {} },
  };
  expect(changedAttributes({ resource_changes: [{ address: "aws_x.Y", change }] })).toEqual(new Map([["aws_x.Y", ["id", "tags"]]]));
});

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
])("median(%j) is %p", (values, expected) => {
  expect(median(values)).toBe(expected);
});

test("measure() returns the CPU time, memory and duration of a whole process", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-"));
  try {
    const usage = measure([{ name: "node", args: ["--eval", "0"] }], 1, process.cwd(), folder).get("node");
    expect(Object.values(usage ?? {}).map((figure) => Number(figure) > 0)).toEqual([true, true, true]);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test("usedRegions() returns the stack's region and those of the providers that its resources use", () => {
  const aws = [{ region: "us-east-1" }, { alias: "us-east-2", region: "us-east-2" }, { alias: "eu-west-1", region: "eu-west-1" }];
  expect(usedRegions({ provider: { aws }, resource: { aws_x: { Y: { provider: "aws.us-east-2" } } } } as object)).toEqual([
    "us-east-1",
    "us-east-2",
  ]);
});

describe("the search for secrets in states", () => {
  test("finds the secret strings of a JSON document, except public or too short ones", () => {
    const secret = '{"username":"photofeed","password":"correct-horse","port":5432,"pin":"1234"}';
    expect(secretValues(secret)).toEqual([secret, "correct-horse"]);
    expect(secretValues("plain-secret")).toEqual(["plain-secret"]);
  });

  test("finds secret attributes with a value at any depth", () => {
    const attributes = {
      password: null,
      auth_token: "",
      master_password: "x",
      list: [{ private_key: "k" }],
      secret_id: "arn",
      password_length: 40,
    };
    const state = { outputs: {}, resources: [{ mode: "managed", type: "aws_x", name: "Y", instances: [{ attributes }] }] };
    expect(secretAttributes(state)).toEqual([
      { address: "aws_x.Y", path: "master_password" },
      { address: "aws_x.Y", path: "list.0.private_key" },
    ]);
  });
});
