import { evaluateLine } from "./expression";
import type { Value } from "./values";

const A: Value[] = [1, undefined, 3, 5];
const B: Value[] = [10, 20, undefined, 0];

/** Expected values follow the guide's description of each function: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
test.each<[string, Value[]]>([
  ["a + b", [11, undefined, undefined, 5]],
  ["a / b", [0.1, undefined, undefined, undefined]],
  ["2 * (a - 1)", [0, undefined, 4, 8]],
  ["a - 2 - 1", [-2, undefined, 0, 2]],
  ["-a", [-1, undefined, -3, -5]],
  ["a ^ 2", [1, undefined, 9, 25]],
  ["a >= 3", [0, undefined, 1, 1]],
  ["a > 2 AND a < 5", [0, undefined, 1, 0]],
  ["a == 1 OR a == 5", [1, undefined, 0, 1]],
  ["IF(a > 2, b, 0)", [0, undefined, undefined, 0]],
  ["IF(a > 2, 1)", [undefined, undefined, 1, 1]],
  ["IF(1, a, b)", A],
  ["FILL(a, 0)", [1, 0, 3, 5]],
  ["FILL(a, REPEAT)", [1, 1, 3, 5]],
  ["FILL(a, LINEAR)", [1, 2, 3, 5]],
  ["RATE(a)", [undefined, undefined, 2 / 120, 2 / 60]],
  ["DIFF(a)", [undefined, undefined, 2, 2]],
  ["SUM([a, b])", [11, 20, 3, 5]],
  ["SUM(METRICS())", [11, 20, 3, 5]],
  ['SUM(METRICS("b"))', [10, 20, undefined, 0]],
  ["MAX([a, b])", [10, 20, 3, 5]],
  ["MIN([a, b])", [1, 20, 3, 0]],
  ["AVG([a, b])", [5.5, 20, 3, 2.5]],
  ["a - AVG(a)", [-2, undefined, 0, 2]],
  ["TIME_SERIES(7)", [7, 7, 7, 7]],
  ["RUNNING_SUM(a)", [1, undefined, 4, 9]],
  ["SUM(FILL([a, b], 0))", [11, 20, 3, 5]],
  ["a * PERIOD(a)", [60, undefined, 180, 300]],
  ["CEIL(a / 2) + FLOOR(a / 2) + ABS(-1)", [2, undefined, 4, 6]],
])("computes %s", (expression, expected) => expect(evaluateLine(expression, { a: A, b: B })).toEqual(expected));

test.each<[string, Value[]]>([
  ["a + b", [11, 20, 3, 5]],
  ["a / b", [0.1, 0, undefined, undefined]],
  ["a * 2", [2, undefined, 6, 10]],
])("computes %s if a value that is missing on one side counts as 0", (expression, expected) => {
  expect(evaluateLine(expression, { a: A, b: B }, 60, "zero")).toEqual(expected);
});

test.each([
  ["SUM(a)", "is not one line"],
  ["7", "is not one line"],
  ["METRICS()", "is not one line"],
  ["c", '"c" is not a metric of the expression'],
  ["a +", '"" is not a metric'],
  ["a b", 'unexpected "b"'],
  ["NONE(a)", "unknown function NONE"],
  ["FILL(a, b)", "FILL takes a number, REPEAT or LINEAR"],
])("rejects %s", (expression, message) => expect(() => evaluateLine(expression, { a: A, b: B })).toThrow(message));
