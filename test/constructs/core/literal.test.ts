import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { type App, Fn } from "cdktf";
import fc from "fast-check";
import { escapeLiterals, literals } from "../../../constructs/core/literal";
import { Stack } from "../../../constructs/core/stack";
import { resource, synthesizeStack } from "../../support/synth";
import { UNKNOWN, quotedStrings, readTemplate } from "../../support/texts/template";

/** Strings of the characters that matter in templates, JSON and expressions. */
const texts = fc.string({ unit: fc.constantFrom("$", "%", "{", "}", '"', "\\", "x", " ", "\n", "${", "%{"), maxLength: 12 });

const asTerraformReads = (template: string) => readTemplate(escapeLiterals(template)).text;

describe("a string reaches Terraform unchanged, next to:", () => {
  test.each<[string, (text: string) => string, (text: string) => string]>([
    ["nothing", (text) => text, (text) => text],
    ["a following expression", (text) => `${text}\${aws_x.y}`, (text) => `${text}${UNKNOWN}`],
    ["expressions on both sides", (text) => `\${aws_x.y}${text}\${aws_x.y}`, (text) => `${UNKNOWN}${text}${UNKNOWN}`],
    ["itself", (text) => `${text}${text}`, (text) => `${text}${text}`],
    ["JSON", (text) => JSON.stringify({ [text]: [text] }), (text) => JSON.stringify({ [text]: [text] })],
    ["JSON with an expression", (text) => JSON.stringify([text, "${aws_x.y}", text]), (text) => JSON.stringify([text, UNKNOWN, text])],
  ])("%s", (_, around, expected) => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(asTerraformReads(around(literals(text)))).toBe(expected(text));
      }),
      { numRuns: 500 },
    );
  });
});

test("a string keeps its length, and is unchanged if it contains no template start", () => {
  fc.assert(fc.property(texts, (text) => literals(text).length === text.length));
  for (const text of ["99.9%", "$.bytes", "a $ b % c", "{}", "x$y"]) expect(literals(text)).toBe(text);
});

test("values, list items and keys of a model are escaped once, and nothing else changes", () => {
  const model = { "${a}": ["%{b}", 1, true, null, undefined], c: { d: "$${e}" } };
  expect(escapeLiterals(literals(model))).toEqual({ "$${a}": ["%%{b}", 1, true, null, undefined], c: { d: "$$${e}" } });
  expect(literals(literals(model))).toEqual(literals(model));
});

test("Terrace's own Terraform expressions stay unchanged", () => {
  const own = { name: "${aws_x.y.arn}", policy: "arn:aws:iam::1:user/$${aws:username}", test: '%{ if x }%{ endif }${"$"}' };
  expect(escapeLiterals(literals({}))).toEqual({});
  expect(escapeLiterals(own)).toEqual(own);
});

describe("cdktf", () => {
  class Plain extends Stack {
    public constructor(app: App, add: (stack: Stack, queue: SqsQueue) => void) {
      super(app, "plain");
      new AwsProvider(this, "aws", { region: "us-east-1" });
      add(this, new SqsQueue(this, "first", {}));
    }
  }
  const nameOf = (name: (text: string, arn: string) => string, text: string): string => {
    const stack = synthesizeStack(
      "plain",
      (app) => void new Plain(app, (scope, { arn }) => void new SqsQueue(scope, "second", { name: name(literals(text), arn) })),
    );
    return String(resource(stack, "aws_sqs_queue", "second").name);
  };

  test.each(["${", "${x", "%{", "a${b", "$"])("keeps the braces of a reference after %j", (text) => {
    const name = nameOf((written, arn) => JSON.stringify([written, arn]), text);
    expect(readTemplate(name)).toEqual({ text: JSON.stringify([text, UNKNOWN]), expressions: ["aws_sqs_queue.first.arn"] });
  });

  test.each(["${x}", "%{x}", "$${x}"])("passes %j to an expression unchanged", (text) => {
    const [expression = ""] = readTemplate(nameOf((written) => Fn.upper(written), text)).expressions;
    expect(quotedStrings(expression)).toEqual([text]);
  });
});
