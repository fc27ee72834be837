import * as fs from "node:fs";
import * as path from "node:path";
import { readAllowances } from "../../../cli/guard/allowances";
import { reviewPlans } from "../../../cli/guard/guard";
import type { StackPlan } from "../../../cli/plan/stack-plan";
import { COMMENT_LIMIT, failedPlanComment, planComment, planMarker, type PlanReport } from "../../../cli/plan-comment/plan-comment";
import { change, stackPlan } from "../change";

const COMMIT = "4f1d2c9a7b3e5d6f8a9b0c1d2e3f4a5b6c7d8e9f";

function report(plans: readonly StackPlan[], text = "", same: readonly StackPlan[] = []): PlanReport {
  return {
    environment: "prod",
    commit: COMMIT,
    plans,
    same,
    orphaned: [],
    review: reviewPlans([...plans, ...same], readAllowances(text), 25),
  };
}

const update = (address: string, ...attributes: string[]) => change("update", address, { attributes });
const because = ["reads 1 output of prod-eu-west-1-data that will change"];

/** A queue is replaced by another one, a table is recreated, and a service changes with them. */
const PLANS = [
  stackPlan("prod-data", [change("replace", "aws_dynamodb_table.Likes_Resource_1A2B3C4D")], {
    existing: { aws_dynamodb_table: 1 },
    outputsChange: true,
  }),
  stackPlan(
    "prod-eu-west-1-data",
    [
      change("create", "aws_sqs_queue.Mails_Resource_5E6F7A8B"),
      change("delete", "aws_sqs_queue.Emails_Resource_9C0D1E2F"),
      update("aws_elasticache_replication_group.Sessions_Resource_3A4B5C6D", "num_cache_clusters"),
    ],
    { existing: { aws_sqs_queue: 2, aws_elasticache_replication_group: 1, aws_security_group: 10 }, outputsChange: true },
  ),
  stackPlan(
    "prod-eu-west-1-service",
    [
      change("replace", "aws_ecs_task_definition.Mailer_Task_7E8F9A0B"),
      update("aws_ecs_service.Mailer_Service_1C2D3E4F", "task_definition"),
      change("forget", "aws_security_group.Old"),
    ],
    { existing: { aws_ecs_task_definition: 3, aws_ecs_service: 3 }, deferred: { because } },
  ),
  stackPlan("prod-eu-west-1-network", [], { existing: { aws_vpc: 1 } }),
  stackPlan("prod-foundation", [], { outputsChange: true }),
];
const DESCRIPTION = [
  "A new queue replaces the old one, which has been empty for a week.",
  "Allow: destroy prod-eu-west-1-data aws_sqs_queue.Emails_Resource_9C0D1E2F",
  "Allow: destroy prod-eu-west-1-data aws_sqs_queue.Email",
  "Allow: everything",
].join("\n");

/** The text as GitHub receives it. RENEW=1 rewrites the file; read the diff. */
function expectGolden(name: string, text: string) {
  const file = path.join(__dirname, name);
  if (process.env.RENEW) fs.writeFileSync(file, `${text}\n`);
  expect(`${text}\n`).toBe(fs.readFileSync(file, "utf8"));
}

test("comment of a pull request with all kinds of changes", () => {
  expectGolden(
    "plan-comment.golden",
    planComment({ ...report(PLANS, DESCRIPTION, [stackPlan("prod-edge")]), orphaned: [{ stack: "prod-us-west-2-data", resources: 12 }] }),
  );
});

test("comment of a first deployment", () => {
  const network = stackPlan("prod-eu-west-1-network", [change("create", "aws_vpc.Vpc")], { existing: {}, outputsChange: true });
  const data = stackPlan("prod-eu-west-1-data", [change("create", "aws_sqs_queue.emails")], {
    existing: {},
    deferred: { because: ["reads 2 outputs of prod-eu-west-1-network that will change"] },
  });
  expectGolden("plan-comment-first.golden", planComment(report([network, data])));
});

test("comment of a plan without changes", () => {
  expectGolden("plan-comment-nothing.golden", planComment(report([stackPlan("prod-edge")], "", [stackPlan("prod-data")])));
});

describe("plan comment", () => {
  const text = planComment(report(PLANS, DESCRIPTION));

  test("starts with an invisible marker", () => {
    for (const one of [text, failedPlanComment("prod", COMMIT)]) expect(one.split("\n")[0]).toBe(planMarker("prod"));
  });

  test("lists blocked changes first, then approved data loss, then the rest", () => {
    const at = ["### Blocked", "### Approved data loss", "### Unmatched allowances", "| stack |", "<details>"].map((part) =>
      text.indexOf(part),
    );
    expect(at).toEqual([...at].sort((one, other) => one - other));
    expect(at).not.toContain(-1);
  });

  test("contains no values", () => {
    const secret = change("update", "aws_secretsmanager_secret_version.Key", { attributes: ["secret_string"] });
    const values = { before: { secret_string: "hunter1" }, after: { secret_string: "hunter2" } };
    expect(planComment(report([stackPlan("prod-data", [{ ...secret, ...values }])]))).not.toMatch(/hunter/);
  });

  test("escapes special characters in resource names", () => {
    const odd = change("delete", 'aws_sqs_queue.emails["a|`b`</details>```"]');
    const shown = planComment(report([stackPlan("prod-data", [odd])]));
    expect(shown).toContain('``aws_sqs_queue.emails["a|`b`</details>```"]``'.replaceAll("``aws", "````aws").replace(/``$/, "````"));
    expect(shown).toContain("````diff");
    expect(shown).toContain("- destroy aws_sqs_queue");
  });
});

describe("plan comment above GitHub's limit", () => {
  const many = (count: number, action: "create" | "delete", type = "aws_sqs_queue") =>
    Array.from({ length: count }, (_, index) => change(action, `${type}.${"Long".repeat(10)}_${index}`));

  test("omits new resources first, counts the omissions, and keeps blocked changes", () => {
    const plans = [stackPlan("prod-data", [...many(2000, "create"), ...many(20, "delete")]), stackPlan("prod-edge", many(3, "create"))];
    const text = planComment(report(plans));
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(text.match(/To allow it/g)).toHaveLength(20);
    const shown = text.match(/^\+ create/gm)?.length ?? 0;
    const omitted = [...text.matchAll(/^# … and (\d+) more: see the log of this run$/gm)].map(([, count]) => Number(count));
    expect(shown + omitted.reduce((sum, one) => sum + one, 0)).toBe(2003);
    expect(text.match(/^- destroy/gm)).toHaveLength(20);
  });

  test("truncates the blocked changes if there are too many", () => {
    const text = planComment(report([stackPlan("prod-data", many(3000, "delete"))]));
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    const shown = text.match(/To allow it/g)?.length ?? 0;
    const [, omitted] = /^- … and (\d+) more: see the log of this run\.$/m.exec(text) ?? [];
    expect(shown + Number(omitted)).toBe(3000);
    expect(text).toContain("Blocked: 3000 reasons");
  });

  test("omits whole stacks last, and counts them", () => {
    const plans = Array.from({ length: 900 }, (_, index) => stackPlan(`prod-stack-${index}`, many(1, "create")));
    const text = planComment(report(plans));
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(text).toMatch(/_The changes of \d+ stacks are omitted: see the log of this run\._$/);
  });

  test("fills the limit", () => {
    const text = planComment(report([stackPlan("prod-data", many(3000, "create"))]));
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(text.length).toBeGreaterThan(COMMENT_LIMIT - 200);
  });

  test.each([1500, 3000, 10_000])("is at most %i characters long", (limit) => {
    expect(planComment(report(PLANS, DESCRIPTION), limit).length).toBeLessThanOrEqual(limit);
  });
});
