import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { acceptFindings, wildcardExceptions } from "../../../constructs/core/accepted-findings";
import { resource, synthesizeConstructs } from "../../support/synth";

test("adds the reasons next to the construct path in the synthesized resource", () => {
  const stack = synthesizeConstructs((scope) => {
    const queue = new SqsQueue(scope, "Queue", { name: "jobs" });
    acceptFindings(queue, { CKV_AWS_27: "One reason.", IN_TRANSIT: false });
    acceptFindings(queue, { "STAR sqs:*": "Another reason." });
  });
  expect(resource(stack, "aws_sqs_queue")["//"]).toMatchObject({
    metadata: { path: "test/Queue" },
    checkov: {
      skip: [
        { id: "CKV_AWS_27", comment: "One reason." },
        { id: "STAR sqs:*", comment: "Another reason." },
      ],
    },
  });
});

test("adds nothing to a resource without reasons", () => {
  const stack = synthesizeConstructs((scope) => acceptFindings(new SqsQueue(scope, "Queue", {}), { CKV_AWS_27: false }));
  expect(resource(stack, "aws_sqs_queue")["//"]).not.toHaveProperty("checkov");
});

test("returns a statement's reason for each action, except in statements that deny", () => {
  expect(
    wildcardExceptions([
      { actions: ["a:Read", "a:List"], resources: ["*"], reason: "It only reads." },
      { actions: ["a:Write"], resources: ["arn"] },
      { effect: "Deny", actions: ["a:Drop"], resources: ["*"], reason: "It denies." },
    ]),
  ).toEqual({ "STAR a:Read": "It only reads.", "STAR a:List": "It only reads." });
});
