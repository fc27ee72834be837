import fc from "fast-check";
import { mergeStatements } from "../../../constructs/core/merge-statements";
import { policyDocument, type PolicyStatement } from "../../../constructs/core/policy";

const read = (...resources: string[]): PolicyStatement => ({ actions: ["secretsmanager:GetSecretValue"], resources });

const decrypt = (table: string, key = "key"): PolicyStatement => ({
  actions: ["kms:Decrypt"],
  resources: [key],
  conditions: { StringEquals: { "kms:ViaService": "dynamodb.us-east-1.amazonaws.com", "kms:EncryptionContext:table": table } },
});

describe("statements", () => {
  test("with equal actions and conditions have one list of resources, without duplicates, in the place of the first", () => {
    expect(mergeStatements([read("a"), decrypt("likes"), read("b", "a")])).toEqual([read("a", "b"), decrypt("likes")]);
  });

  test("that differ in the values of one condition key have a list of values", () => {
    expect(mergeStatements([decrypt("likes"), decrypt("posts"), decrypt("likes")])).toEqual([
      {
        ...decrypt("likes"),
        conditions: {
          StringEquals: { "kms:ViaService": "dynamodb.us-east-1.amazonaws.com", "kms:EncryptionContext:table": ["likes", "posts"] },
        },
      },
    ]);
  });

  test.each<[string, PolicyStatement, PolicyStatement]>([
    ["resources and condition values", decrypt("likes", "one"), decrypt("posts", "two")],
    ["an effect", read("a"), { ...read("b"), effect: "Deny" }],
    ["a name", { ...read("a"), sid: "First" }, read("b")],
    ["a reason for a wildcard", { ...read("*"), reason: "The action does not support resources." }, read("b")],
    ["principals", { ...read("a"), principals: "*" }, read("b")],
    ["conditions that one of them lacks", read("a"), { ...read("a"), conditions: { StringEquals: { "aws:SourceAccount": "1" } } }],
    [
      "values of a negated condition",
      { ...read("a"), conditions: { StringNotEquals: { "aws:SourceAccount": "1" } } },
      { ...read("a"), conditions: { StringNotEquals: { "aws:SourceAccount": "2" } } },
    ],
  ])("that differ in %s stay apart", (_difference, first, second) => {
    expect(mergeStatements([first, second])).toEqual([first, second]);
  });

  test("of 25 secrets and their keys fit into an inline policy", () => {
    const arn = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:prod-${name}-abcdef-ABCDEF`;
    const secrets = Array.from({ length: 25 }, (_none, index) => arn(`a-secret-with-a-long-name-${index}`));
    const statements = secrets.flatMap((secret) => [
      read(secret),
      { ...decrypt("x"), resources: ["arn:aws:kms:us-east-1:123456789012:key/1"] },
    ]);
    expect(policyDocument(mergeStatements(statements)).length).toBeLessThan(10_240 / 3);
  });
});

describe("permissions", () => {
  const statement = fc
    .record({
      action: fc.constantFrom("read", "write"),
      resource: fc.constantFrom("a", "b", "c"),
      conditions: fc.option(fc.record({ table: fc.constantFrom("x", "y"), via: fc.constantFrom("s3", "sqs") }), { nil: undefined }),
    })
    .map(({ action, resource, conditions }): PolicyStatement => ({
      actions: [action],
      resources: [resource],
      ...(conditions && { conditions: { StringEquals: conditions } }),
    }));

  const accepts = (values: string | readonly string[] | undefined, value: string) =>
    values === undefined || [values].flat().includes(value);

  /** Whether a policy allows a request, as IAM evaluates statements that only allow. */
  const allows = (statements: readonly PolicyStatement[], action: string, resource: string, table: string, via: string) =>
    statements.some(
      ({ actions, resources = [], conditions: { StringEquals: keys } = {} }) =>
        actions.includes(action) && resources.includes(resource) && accepts(keys?.table, table) && accepts(keys?.via, via),
    );

  test("are the same after a merge, for every request", () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 8 }), (statements) => {
        const merged = mergeStatements(statements);
        expect(merged.length).toBeLessThanOrEqual(statements.length);
        for (const action of ["read", "write"])
          for (const resource of ["a", "b", "c"])
            for (const table of ["x", "y"])
              for (const via of ["s3", "sqs"])
                expect(allows(merged, action, resource, table, via)).toBe(allows(statements, action, resource, table, via));
      }),
    );
  });
});
