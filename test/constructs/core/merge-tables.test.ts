import { mergeTables } from "../../../constructs/core/merge-tables";

test("merges tables", () => {
  expect(mergeTables([{ aws_sqs_queue: 1 }, { aws_sns_topic: 2 }])).toEqual({ aws_sqs_queue: 1, aws_sns_topic: 2 });
});

test("rejects a type in two tables, because the second row would replace the first", () => {
  expect(() => mergeTables([{ aws_sns_topic: 1 }, { aws_sns_topic: 1 }])).toThrow("aws_sns_topic is in two tables");
});
