import { readFileSync } from "node:fs";
import { ALLOW_FORMS, allowLine, readAllowances } from "../../../cli/guard/allowances";

const destroy = { kind: "destroy", stack: "prod-eu-west-1-data", address: "aws_sqs_queue.emails" };
const replace = { kind: "replace", stack: "prod-data", address: 'aws_dynamodb_table.likes["a b"]' };
const reduce = { kind: "reduce", stack: "prod-data", address: "aws_db_instance.main" };
const change = { kind: "change", region: "eu-west-1", percent: 40 };

test.each([
  ["Allow: destroy prod-eu-west-1-data aws_sqs_queue.emails", [destroy]],
  ['Allow: replace prod-data aws_dynamodb_table.likes["a b"]', [replace]],
  ["Allow: reduce prod-data aws_db_instance.main", [reduce]],
  ["Allow: cut prod-edge aws_route53_record.Api", [{ kind: "cut", stack: "prod-edge", address: "aws_route53_record.Api" }]],
  ["Allow: force prod-data aws_db_instance.Main", [{ kind: "force", stack: "prod-data", address: "aws_db_instance.Main" }]],
  ["Allow: change eu-west-1 40%", [change]],
  [
    "Allow: restore eu-west-1\nallow: Evacuate us-east-1",
    [
      { kind: "restore", region: "eu-west-1" },
      { kind: "evacuate", region: "us-east-1" },
    ],
  ],
  ["allow: CHANGE eu-west-1 40 %  ", [change]],
  ["- Allow: `destroy prod-eu-west-1-data aws_sqs_queue.emails`", [destroy]],
  ["- Allow: destroy prod-eu-west-1-data `aws_sqs_queue.emails`", [destroy]],
  [
    "The new queue replaces it.\r\n\r\nAllow: change eu-west-1 40%\r\nAllow: destroy prod-eu-west-1-data aws_sqs_queue.emails\r\n",
    [change, destroy],
  ],
  [
    "Allow: destroy prod-eu-west-1-data aws_sqs_queue.emails (deposed object a1b2)",
    [{ ...destroy, address: "aws_sqs_queue.emails (deposed object a1b2)" }],
  ],
])("parses %j", (text, allowed) => {
  expect(readAllowances(text)).toEqual({ allowed, invalid: [] });
});

test.each([
  ["an empty text", ""],
  ["a sentence that contains the words", "Please allow: change eu-west-1 40%"],
  ["a comment of a template", "<!--\nAllow: change eu-west-1 40%\n-->"],
  ["a comment that is never closed", "<!-- write\nAllow: change eu-west-1 40%"],
  ["an example between fences", "```\nAllow: change eu-west-1 40%\n```"],
  ["an example between longer fences", "````text\n```\nAllow: change eu-west-1 40%\n````"],
  ["an example between fences that are never closed", "~~~\n```\nAllow: change eu-west-1 40%\n"],
  ["an indented example", "    Allow: change eu-west-1 40%"],
  ["a quote", "> Allow: change eu-west-1 40%"],
])("ignores %s", (_, text) => {
  expect(readAllowances(text)).toEqual({ allowed: [], invalid: [] });
});

test("parses lines after an example", () => {
  expect(readAllowances("```\nx\n```\n<!-- y -->Allow: change eu-west-1 40%").allowed).toEqual([change]);
});

test.each([
  "Allow: destroy",
  "Allow: destroy prod-data",
  "Allow: everything",
  "Allow: change eu-west-1",
  "Allow: change eu-west-1 40",
  "Allow: change eu-west-1 140%",
  "Allow: change 40%",
  "Allow: delete prod-data aws_dynamodb_table.likes",
  "Allow: ",
])("reports %j as invalid", (line) => {
  expect(readAllowances(line)).toEqual({ allowed: [], invalid: [line] });
});

test.each([destroy, replace, reduce, change] as const)("parses the formatted line of %j", (allowance) => {
  expect(readAllowances(allowLine(allowance as typeof change & { kind: "change" })).allowed).toEqual([allowance]);
});

test.each([
  ["weaken prod-data aws_db_instance.main", reduce],
  ["Weaken prod-data `aws_db_instance.main`", reduce],
  ["share eu-west-1 40%", change],
  ["SHARE eu-west-1 40 %", change],
])("reads the earlier verb of %j, and prints the current one", (line, allowance) => {
  const { allowed, invalid } = readAllowances(`Allow: ${line}`);
  expect({ allowed, invalid }).toEqual({ allowed: [allowance], invalid: [] });
  expect(allowed.map(allowLine).join()).toMatch(/^Allow: (reduce prod-data aws_db_instance\.main|change eu-west-1 40%)$/);
});

test.each(["weaken", "share"])("the forms of allowances do not contain the earlier verb %s", (verb) => {
  expect(ALLOW_FORMS.join("\n")).not.toContain(verb);
});

test("the pull request template shows every form and allows nothing on its own", () => {
  const template = readFileSync(".github/pull_request_template.md", "utf8");
  expect(ALLOW_FORMS.filter((form) => !template.includes(`\n${form}\n`))).toEqual([]);
  expect(readAllowances(template)).toEqual({ allowed: [], invalid: [] });
});
