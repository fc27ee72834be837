import { CANARY, CANARY_STACK, checkovInput } from "../../../cli/policy/checkov-input";
import { type CheckovReport, readReport } from "../../../cli/policy/checkov-report";
import { checkovEnvironment, checkovPaths } from "../../../cli/policy/checkov";
import { policyText } from "../../../cli/policy/policy-text";
import type { Block, Documents, StackDocument } from "../../../cli/policy/resources";
import { type Finding, reviewFindings, skipsOf } from "../../../cli/policy/exceptions";
import { pathsOf } from "../../../cli/paths";
import { Problem } from "../../../cli/problem";

/** A resource as cdktf writes it, with reasons as `acceptFindings` adds them. */
function made(path: string, reasons: Readonly<Record<string, string>> = {}, block: Block = {}): Block {
  const skip = Object.entries(reasons).map(([id, comment]) => ({ id, comment }));
  return { ...block, "//": { metadata: { path, uniqueId: "x" }, ...(skip.length > 0 && { checkov: { skip } }) } };
}

const documents: Documents = new Map<string, StackDocument>([
  [
    "prod-data",
    {
      resource: {
        aws_s3_bucket: { Logs: made("prod-data/Logs", { CKV_AWS_18: "It is the log.", CKV_AWS_21: "Nothing is overwritten." }) },
        aws_sqs_queue: { Jobs: made("prod-data/Jobs") },
      },
    },
  ],
  ["dev-data", { resource: { aws_s3_bucket: { Logs: made("dev-data/Logs", { CKV_AWS_18: "It is the log." }) } } }],
]);

const finding = (check: string, stack: string, name: string): Finding => ({
  check,
  stack,
  name,
  place: `${stack}/${name}`,
  what: "Something",
});

describe("reasons", () => {
  const judged = reviewFindings(
    [finding("CKV_AWS_18", "prod-data", "Logs"), finding("CKV_AWS_18", "prod-data", "Jobs"), finding("CKV_AWS_144", "dev-data", "Logs")],
    skipsOf(documents),
  );

  test("are for one check of one resource", () => {
    expect(judged.skipped.map(({ finding: { check, place }, reason }) => [check, place, reason])).toEqual([
      ["CKV_AWS_18", "prod-data/Logs", "It is the log."],
    ]);
    expect(judged.failed.map(({ check, place }) => [check, place])).toEqual([
      ["CKV_AWS_18", "prod-data/Jobs"],
      ["CKV_AWS_144", "dev-data/Logs"],
    ]);
  });

  test("are idle where no resource needs them; one that another environment needs is not", () => {
    expect(judged.unused).toEqual([{ check: "CKV_AWS_21", reason: "Nothing is overwritten.", places: ["aws_s3_bucket prod-data/Logs"] }]);
  });

  test("are printed with what they are for, and findings without one with how to mend them", () => {
    expect(policyText(judged, { stacks: 2, resources: 3, checkov: { version: "3.3.30", passed: 12 } })).toBe(
      [
        "1 reason beside resources, for 1 finding:",
        "  CKV_AWS_18: It is the log.",
        "      Something; prod-data/Logs",
        "",
        "1 reason that nothing is found for here:",
        "  CKV_AWS_21: Nothing is overwritten.",
        "      aws_s3_bucket prod-data/Logs",
        "",
        "2 findings without a reason:",
        "  CKV_AWS_18: Something",
        "      prod-data/Jobs",
        "  CKV_AWS_144: Something",
        "      dev-data/Logs",
        "",
        'Mend what they name; or, where it is meant so, say why beside the resource: acceptFindings(resource, { <check>: "<reason>" }).',
        "",
        "Checkov 3.3.30 and our own rules over 2 stacks with 3 resources: 12 passed, 2 failed, 1 with a reason, 1 reason idle.",
      ].join("\n"),
    );
  });
});

test("a reason that several actions share is printed once", () => {
  const reason = "It only reads.";
  const skipped = ["a:Get", "a:List", "b:Get", "b:List"].map((action) => ({
    finding: finding(`STAR ${action}`, "prod-watch", "P"),
    reason,
  }));
  const looked = { stacks: 1, resources: 1, checkov: { version: "3.3.30", passed: 0 } };
  expect(policyText({ failed: [], unused: [], skipped }, looked)).toBe(
    [
      "1 reason beside resources, for 4 findings:",
      "  STAR: It only reads.",
      "      a:Get, a:List, b:Get and 1 more; prod-watch/P",
      "",
      "Checkov 3.3.30 and our own rules over 1 stack with 1 resource: 0 passed, 0 failed, 4 with a reason, 0 reasons idle.",
    ].join("\n"),
  );
});

describe("what Checkov is given", () => {
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: ["a", "b"],
      Condition: { StringEquals: { "aws:SourceAccount": "${data.aws_caller_identity.Account.account_id}" } },
    },
  });

  test("is resources and data sources alone, without comments", () => {
    const input = checkovInput({ ...documents.get("prod-data"), output: { a: {} }, provider: { aws: [{}] } });
    expect(Object.keys(input)).toEqual(["resource", "data"]);
    expect(JSON.stringify(input)).not.toContain('"//"');
    expect(input.data).toEqual({});
  });

  test("tells a policy once more as a data source, which it can read", () => {
    const input = checkovInput({ resource: { aws_iam_role_policy: { Read: { name: "read", policy } } } });
    expect(input.data?.aws_iam_policy_document).toEqual({
      Read: {
        statement: [
          {
            effect: "Allow",
            actions: ["s3:GetObject"],
            resources: ["a", "b"],
            condition: [
              { test: "StringEquals", variable: "aws:SourceAccount", values: ["${data.aws_caller_identity.Account.account_id}"] },
            ],
          },
        ],
      },
    });
  });

  test("does not depend on the shell's settings or on a file in its owner's home", () => {
    expect(checkovEnvironment({ PATH: "/bin", HOME: "/home/me", CKV_SKIP: "x", BC_API_KEY: "secret", CHECKOV_X: "1" }, "/work")).toEqual({
      PATH: "/bin",
      HOME: "/work",
      USERPROFILE: "/work",
      LOG_LEVEL: "ERROR",
      PYTHONUTF8: "1",
    });
    expect(checkovPaths(pathsOf("/repo")).venv).toBe("/repo/.terrace/policy/venv");
  });
});

describe("Checkov's report", () => {
  const record = (check_id: string, stack: string, resource: string) => ({
    check_id,
    check_name: "Something",
    file_path: `/${stack}/cdk.tf.json`,
    resource,
    guideline: null,
  });
  const canary = CANARY.findings.map(([check, name]) => record(check, CANARY_STACK, `resource.${name}`));
  const report = (failed: CheckovReport["results"]["failed_checks"], parsing_errors = 0): CheckovReport => ({
    results: { failed_checks: failed },
    summary: { passed: 7, failed: failed.length, parsing_errors, checkov_version: "3.3.30" },
  });

  test("names resources as the code does, with their types or without, and each finding once", () => {
    const records = [
      record("CKV_AWS_18", "prod-data", "resource.Logs"),
      record("CKV_AWS_18", "prod-data", "data.Logs"),
      record("CKV2_AWS_6", "prod-data", "aws_s3_bucket.Logs"),
    ];
    const { findings, passed } = readReport(report([...canary, ...records]), documents);
    expect(passed).toBe(7);
    expect(findings.map(({ check, stack, name, place }) => [check, stack, name, place])).toEqual([
      ["CKV_AWS_18", "prod-data", "Logs", "aws_s3_bucket prod-data/Logs"],
      ["CKV2_AWS_6", "prod-data", "Logs", "aws_s3_bucket prod-data/Logs"],
    ]);
  });

  test("means nothing where it missed mistakes that were put there", () => {
    expect(() => readReport(report(canary.slice(1)), documents)).toThrow(Problem);
    expect(() => readReport(report([]), documents)).toThrow(/CKV_AWS_17 at Public, CKV2_AWS_6 at Open, CKV_AWS_356 at Everything/);
  });

  test("means nothing where it could not read a stack", () => {
    expect(() => readReport(report(canary, 2), documents)).toThrow("Checkov could not read 2 stacks");
  });
});
