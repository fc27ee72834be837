import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { branchOf } from "../../cli/github/propose";
import { readAllowances } from "../../cli/guard/allowances";
import { planMarker } from "../../cli/plan-comment/plan-comment";

/**
 * Texts outside the synthesized Terraform that code compares with existing texts on GitHub. If one changes, existing comments, issues, pull
 * requests and merged allowances are no longer found. Add the new text next to the old one instead of replacing it.
 */
test("the marker of the plan comment", () => {
  expect(planMarker("prod")).toBe("<!-- terrace-plan prod -->");
});

test("the branches of proposals", () => {
  expect(["environments/evacuated.json", "environments/images.json"].map((file) => branchOf({ environment: "prod", file }))).toEqual([
    "propose/prod-evacuated",
    "propose/prod-images",
  ]);
});

test.each([
  "Allow: destroy prod-data aws_sqs_queue.Queue",
  "Allow: replace prod-data aws_sqs_queue.Queue",
  "Allow: weaken prod-data aws_sqs_queue.Queue",
  "Allow: reduce prod-data aws_sqs_queue.Queue",
  "Allow: share us-east-1 40%",
  "Allow: change us-east-1 40%",
  "Allow: restore us-east-1",
  "Allow: evacuate us-east-1",
])("merged pull requests contain %s", (line) => {
  expect(readAllowances(line).allowed).toHaveLength(1);
});

test("the titles of issues and proposals in the workflows", () => {
  const folder = ".github/workflows";
  const titles = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/--title "([^"]*)"/g)].map(([, title]) => `${file}: ${title ?? ""}`),
  );
  expect([...new Set(titles)].sort()).toEqual([
    "drift.yml: Drift in $ENVIRONMENT_NAME",
    "evacuate.yml: Regions of prod as they are now",
    "release.yml: Release to $ENVIRONMENT_NAME",
  ]);
});
