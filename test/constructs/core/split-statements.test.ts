import fc from "fast-check";
import type { PolicyStatement } from "../../../constructs/core/policy";
import { policyLength } from "../../../constructs/core/policy-length";
import { POLICY_LENGTHS, splitPolicy } from "../../../constructs/core/split-statements";

const LIST: PolicyStatement = {
  actions: ["ecr:GetAuthorizationToken"],
  resources: ["*"],
  reason: "The action does not support resources.",
};

const secret = (index: number): PolicyStatement => ({
  actions: ["secretsmanager:GetSecretValue"],
  resources: [`arn:aws:secretsmanager:ap-southeast-2:123456789012:secret:prod-a-secret-with-a-long-name-${index}-AbCdEf`],
});

const decrypt = (index: number): PolicyStatement => ({
  actions: ["kms:Decrypt"],
  resources: ["arn:aws:kms:us-east-1:123456789012:key/1"],
  conditions: { StringEquals: { "kms:EncryptionContext:aws:dynamodb:tableName": `prod-a-table-with-a-long-name-${index}` } },
});

const many = (count: number, statement: (index: number) => PolicyStatement) =>
  Array.from({ length: count }, (_none, index) => statement(index));

function lengthsOf(statements: readonly PolicyStatement[]): readonly [inline: number, ...managed: number[]] {
  const { inline, managed } = splitPolicy(statements);
  return [policyLength(inline), ...managed.map(policyLength)];
}

describe("the policies of a role", () => {
  test("are one inline policy, with merged statements, if it holds all of them", () => {
    expect(splitPolicy([LIST, secret(1), secret(2)])).toEqual({
      inline: [LIST, { ...secret(1), resources: [secret(1), secret(2)].flatMap(({ resources = [] }) => resources) }],
      managed: [],
    });
  });

  test.each([
    ["secrets", many(200, secret)],
    ["conditions of one key", many(400, decrypt)],
    ["both", many(200, (index) => (index % 2 === 0 ? secret(index) : decrypt(index)))],
  ])("hold many %s, each within the maximum length", (_what, statements) => {
    const [inline, ...managed] = lengthsOf([LIST, ...statements]);
    expect(managed.length).toBeGreaterThan(0);
    expect(inline).toBeLessThanOrEqual(POLICY_LENGTHS.inline);
    expect(Math.max(...managed)).toBeLessThanOrEqual(POLICY_LENGTHS.managed);
  });

  test("count references with the length of a long ARN", () => {
    const text = `\${aws_sqs_queue.Queue.arn}`;
    const [plain, reference] = ["", text].map((resource) => policyLength([{ actions: ["sqs:SendMessage"], resources: [resource] }]));
    expect((reference ?? 0) - (plain ?? 0)).toBeGreaterThanOrEqual(`arn:aws:sqs:ap-southeast-2:123456789012:${"x".repeat(80)}`.length);
  });

  test("keep a statement with a negated condition whole", () => {
    const values = Array.from({ length: 60 }, (_none, index) => `a-long-value-of-a-condition-${index}`);
    const statement: PolicyStatement = { ...secret(1), conditions: { StringNotEquals: { "aws:PrincipalTag/Team": values } } };
    const { inline, managed } = splitPolicy([LIST, statement], { inline: 1_000, managed: 600 });
    expect([inline, ...managed]).toEqual([[LIST], [statement]]);
  });

  test("allow the same requests, however they are split", () => {
    const statement = fc
      .record({
        action: fc.constantFrom("read", "write"),
        resources: fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 }),
        table: fc.option(fc.uniqueArray(fc.constantFrom("x", "y", "z"), { minLength: 1 }), { nil: undefined }),
      })
      .map(({ action, resources, table }): PolicyStatement => ({
        actions: [action],
        resources,
        ...(table && { conditions: { StringEquals: { table } } }),
      }));
    const allows = (statements: readonly PolicyStatement[], action: string, resource: string, table: string) =>
      statements.some(
        ({ actions, resources = [], conditions }) =>
          actions.includes(action) && resources.includes(resource) && [conditions?.StringEquals?.table ?? table].flat().includes(table),
      );
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 8 }), fc.integer({ min: 150, max: 400 }), (statements, limit) => {
        const { inline, managed } = splitPolicy(statements, { inline: limit, managed: limit });
        const all = [inline, ...managed].flat();
        for (const action of ["read", "write"])
          for (const resource of ["a", "b", "c", "d"])
            for (const table of ["x", "y", "z"])
              expect(allows(all, action, resource, table)).toBe(allows(statements, action, resource, table));
        for (const policy of [inline, ...managed]) if (policy.length > 1) expect(policyLength(policy)).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
