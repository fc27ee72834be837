import { CANARY, CANARY_STACK, checkovInput } from "../../../cli/policy/checkov-input";
import { type CheckovReport, readReport } from "../../../cli/policy/checkov-report";
import { checkovEnvironment, checkovPaths } from "../../../cli/policy/checkov";
import { policyReport } from "../../../cli/policy/policy-report";
import type { Block, Documents, StackDocument } from "../../../cli/synthesis/resources";
import { type Finding, reviewFindings, acceptedExceptions } from "../../../cli/policy/exceptions";
import { pathsOf } from "../../../cli/paths";
import { Problem } from "../../../cli/problem";

/** A resource as cdktf writes it, with exceptions as `acceptFindings` adds them. */
function resource(path: string, reasons: Readonly<Record<string, string>> = {}, block: Block = {}): Block {
  const skip = Object.entries(reasons).map(([id, comment]) => ({ id, comment }));
  return { ...block, "//": { metadata: { path, uniqueId: "x" }, ...(skip.length > 0 && { checkov: { skip } }) } };
}

const documents: Documents = new Map<string, StackDocument>([
  [
    "prod-data",
    {
      resource: {
        aws_s3_bucket: { Logs: resource("prod-data/Logs", { CKV_AWS_18: "It is the log.", CKV_AWS_21: "Nothing is overwritten." }) },
        aws_sqs_queue: { Jobs: resource("prod-data/Jobs") },
      },
    },
  ],
  ["dev-data", { resource: { aws_s3_bucket: { Logs: resource("dev-data/Logs", { CKV_AWS_18: "It is the log." }) } } }],
]);

const finding = (check: string, stack: string, name: string): Finding => ({
  check,
  stack,
  name,
  place: `${stack}/${name}`,
  description: "Something",
});

describe("accepted exceptions", () => {
  const reviewed = reviewFindings(
    [finding("CKV_AWS_18", "prod-data", "Logs"), finding("CKV_AWS_18", "prod-data", "Jobs"), finding("CKV_AWS_144", "dev-data", "Logs")],
    acceptedExceptions(documents),
  );

  test("apply to one check of one resource", () => {
    expect(reviewed.accepted.map(({ finding: { check, place }, reason }) => [check, place, reason])).toEqual([
      ["CKV_AWS_18", "prod-data/Logs", "It is the log."],
    ]);
    expect(reviewed.failed.map(({ check, place }) => [check, place])).toEqual([
      ["CKV_AWS_18", "prod-data/Jobs"],
      ["CKV_AWS_144", "dev-data/Logs"],
    ]);
  });

  test("are unused if no resource in any environment needs them", () => {
    expect(reviewed.unused).toEqual([{ check: "CKV_AWS_21", reason: "Nothing is overwritten.", places: ["aws_s3_bucket prod-data/Logs"] }]);
  });

  test("are printed with their findings; failed findings with the fix", () => {
    expect(policyReport(reviewed, { stacks: 2, resources: 3, checkov: { version: "3.3.30", passed: 12 } })).toBe(
      [
        "Accepted exceptions: 1 reason for 1 finding",
        "  CKV_AWS_18: It is the log.",
        "      Something; prod-data/Logs",
        "",
        "Unused exceptions: 1",
        "  CKV_AWS_21: Nothing is overwritten.",
        "      aws_s3_bucket prod-data/Logs",
        "",
        "Failed: 2 findings",
        "  CKV_AWS_18: Something",
        "      prod-data/Jobs",
        "  CKV_AWS_144: Something",
        "      dev-data/Logs",
        "",
        'fix: change the resources; or, if a finding is intended, accept it: acceptFindings(resource, { <check>: "<reason>" })',
        "",
        "Checkov 3.3.30 and Terrace's rules, 2 stacks with 3 resources: 12 passed, 2 failed, 1 accepted exception, 1 unused exception.",
      ].join("\n"),
    );
  });
});

test("the report prints a reason that several actions share once", () => {
  const reason = "It only reads.";
  const accepted = ["a:Get", "a:List", "b:Get", "b:List"].map((action) => ({
    finding: finding(`STAR ${action}`, "prod-watch", "P"),
    reason,
  }));
  const summary = { stacks: 1, resources: 1, checkov: { version: "3.3.30", passed: 0 } };
  expect(policyReport({ failed: [], unused: [], accepted }, summary)).toBe(
    [
      "Accepted exceptions: 1 reason for 4 findings",
      "  STAR: It only reads.",
      "      a:Get, a:List, b:Get and 1 more; prod-watch/P",
      "",
      "Checkov 3.3.30 and Terrace's rules, 1 stack with 1 resource: 0 passed, 0 failed, 4 accepted exceptions, 0 unused exceptions.",
    ].join("\n"),
  );
});

describe("Checkov's input", () => {
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: ["a", "b"],
      Condition: { StringEquals: { "aws:SourceAccount": "${data.aws_caller_identity.Account.account_id}" } },
    },
  });

  test("contains only resources and data sources, without comments", () => {
    const input = checkovInput({ ...documents.get("prod-data"), output: { a: {} }, provider: { aws: [{}] } });
    expect(Object.keys(input)).toEqual(["resource", "data"]);
    expect(JSON.stringify(input)).not.toContain('"//"');
    expect(input.data).toEqual({});
  });

  test("contains each policy also as a data source", () => {
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

  test("does not depend on the shell's variables or on files in the user's home", () => {
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

  test("names resources by construct path, with or without a type, and lists each finding once", () => {
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

  test("is rejected if Checkov missed violations of the canary stack", () => {
    expect(() => readReport(report(canary.slice(1)), documents)).toThrow(Problem);
    expect(() => readReport(report([]), documents)).toThrow(/CKV_AWS_17 at Public, CKV2_AWS_6 at Open, CKV_AWS_356 at Everything/);
  });

  test("is rejected if Checkov could not parse a stack", () => {
    expect(() => readReport(report(canary, 2), documents)).toThrow("Checkov could not parse 2 stacks");
  });
});
