import { formatErrors, formatWarnings, show } from "../../language/errors";
import { physicalName } from "../../constructs/core/names";
import { nearest, oneOf } from "../../language/nearest";
import { PathSet, formatPath } from "../../language/paths";
import type { NamedResource } from "../../constructs/kind";
import { longName } from "../../config/rules/physical-names";
import { resolve } from "../../config/resolve";
import { changed } from "../config/base-environment";

test("formatErrors() prints a block for each error", () => {
  const resolution = resolve(changed({ "services.api.cpu": 256, "services.api.memory": "3 GB", name: undefined }));
  expect(formatErrors("dev", resolution.ok ? [] : resolution.errors)).toBe(`2 errors in environment "dev"

name  is missing
  received  nothing
  allowed   1 to 12 lowercase letters and digits, starting with a letter
  fix       Add it, for example \`name: "prod"\`.

services.api.memory  is not a Fargate memory size for 256 CPU units
  received  "3 GB"
  allowed   512 MB, 1 GB or 2 GB
  fix       Choose one of these, or set \`cpu: 512, memory: "3 GB"\`.
`);
});

test("formatWarnings() prints the word warning", () => {
  const warning = { rule: "x", path: "network", problem: "is odd", received: 1, allowed: "2", fix: "Think." };
  expect(formatWarnings("dev", [warning])).toContain('1 warning for environment "dev"');
});

test.each([
  [undefined, "nothing"],
  [null, "null"],
  [NaN, "NaN"],
  [-0, "0"],
  ["a\u001b[31mb\u202e", '"a\\u001b[31mb\\u{202e}"'],
  [{ a: [1] }, '{"a":[1]}'],
  [10n, "a value that cannot be shown (bigint)"],
  [() => 1, "a value that cannot be shown (function)"],
  ["x".repeat(200), `"${"x".repeat(119)}…`],
])("show() prints %p as %s", (value, text) => expect(show(value)).toBe(text));

test("errors contain no control characters, which could rewrite the terminal", () => {
  const text = formatErrors("a\u001b[2J", [
    { rule: "x", path: "b\u001b", problem: "c\r", received: "d\u0007", allowed: "e\u2028", fix: "f\u200b" },
  ]);
  expect(text).not.toMatch(/[\u001b\r\u0007\u2028\u200b]/);
});

test.each([
  [[], "environment"],
  [["services", "api", "routes", 0], "services.api.routes[0]"],
  [["regions", "us-east-1"], "regions.us-east-1"],
  [["tags", "aws:x"], 'tags["aws:x"]'],
  [[""], '[""]'],
])("formatPath() formats %j as %s", (path, text) => expect(formatPath(path)).toBe(text));

test.each([
  [["a"], ["a", "b"], true],
  [["a", "b"], ["a"], true],
  [["a", "b"], ["a", "c"], false],
  [[], ["a"], true],
])("PathSet: %j touches %j: %s", (one, other, expected) => expect(new PathSet([one]).touches(other)).toBe(expected));

test.each([
  ["us-east1", ["us-east-1", "us-west-1"], "us-east-1"],
  ["tpc", ["tcp", "udp"], "tcp"],
  ["MAIN", ["main"], "main"],
  ["x", ["main", "sessions"], undefined],
  ["m".repeat(100), ["main"], undefined],
  [3, ["main"], undefined],
  ["main", [], undefined],
])("nearest() to %j of %j: %s", (received, candidates, expected) => expect(nearest(received, candidates)).toBe(expected));

test.each([
  [[], "nothing: none is defined"],
  [["a"], "a"],
  [["a", "b"], "a or b"],
  [["a", "b", "c"], "a, b or c"],
])("oneOf() formats %j as %s", (values, text) => expect(oneOf(values)).toBe(text));

const thing = (length: number): NamedResource => ({ path: ["caches", "x"], kind: "replicationGroup", parts: ["x".repeat(length)] });

test.each([
  [35, undefined],
  [36, { name: `prod-${"x".repeat(36)}`, limit: 40 }],
])("longName() with %i characters after the environment's name: %j", (length, problem) => {
  expect(longName("prod", thing(length))).toEqual(problem);
  const make = () => physicalName("replicationGroup", "prod", "x".repeat(length));
  if (problem) expect(make).toThrow(RangeError);
  else expect(make()).toHaveLength(40);
});
