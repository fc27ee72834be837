import type { IAMClient } from "@aws-sdk/client-iam";
import { ensureReplicationRole, replicationPolicies } from "../../../cli/state/replication-role";
import { BucketReplication } from "../../../constructs/storage/bucket-replication";
import { SiteBucket } from "../../../constructs/storage/site-bucket";
import { referenceTo, resource, statementsOf, synthesizeConstructs } from "../../support/synth";

const { trust, permissions } = replicationPolicies("source", "copy", "aws");

interface StoredRole {
  readonly trust: string;
  readonly permissions?: string;
}

/** The part of IAM that the command calls: one role, whose documents it returns URL-encoded. */
class Iam {
  public constructor(public role?: StoredRole) {}

  public readonly send = (command: {
    readonly constructor: { readonly name: string };
    readonly input: Readonly<Record<string, string>>;
  }) => {
    const { input } = command;
    switch (command.constructor.name) {
      case "GetRoleCommand":
        return this.stored(({ trust: stored }) => ({ Role: { Arn: "role-arn", AssumeRolePolicyDocument: encodeURIComponent(stored) } }));
      case "GetRolePolicyCommand":
        return this.stored(({ permissions: stored }) => stored && { PolicyDocument: encodeURIComponent(stored) });
      case "CreateRoleCommand":
        this.role = { trust: input.AssumeRolePolicyDocument ?? "" };
        return Promise.resolve({ Role: { Arn: "role-arn" } });
      case "UpdateAssumeRolePolicyCommand":
        return this.change({ trust: input.PolicyDocument ?? "" });
      case "PutRolePolicyCommand":
        return this.change({ permissions: input.PolicyDocument ?? "" });
      default:
        return Promise.reject(new Error(`unexpected ${command.constructor.name}`));
    }
  };

  private stored<T>(read: (role: StoredRole) => T): Promise<NonNullable<T>> {
    const answer = this.role && read(this.role);
    if (answer) return Promise.resolve(answer);
    return Promise.reject(Object.assign(new Error("not found"), { name: "NoSuchEntityException" }));
  }

  private change(changes: Partial<StoredRole>): Promise<object> {
    if (!this.role) return Promise.reject(new Error("there is no role"));
    this.role = { ...this.role, ...changes };
    return Promise.resolve({});
  }
}

const ensure = (iam: Iam) => ensureReplicationRole(iam as unknown as IAMClient, "source", "copy", "aws");

/** The trust that earlier versions of the command created. */
const WITH_CONDITION = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:s3:::source" } },
    },
  ],
});

test.each<[string, StoredRole | undefined, readonly string[]]>([
  ["no role", undefined, ["role"]],
  ["the role as it must be", { trust, permissions }, []],
  ["a trust with a condition", { trust: WITH_CONDITION, permissions }, ["trust of the role"]],
  ["other permissions", { trust, permissions: permissions.replace("s3:ListBucket", "s3:GetObject") }, ["permissions of the role"]],
  ["a role without permissions", { trust }, ["permissions of the role"]],
  ["both different", { trust: WITH_CONDITION }, ["trust of the role", "permissions of the role"]],
])("%s is reported and corrected, and the next run changes nothing", async (_, role, changed) => {
  const iam = new Iam(role);
  expect(await ensure(iam)).toEqual({ arn: "role-arn", changed });
  expect(iam.role).toEqual({ trust, permissions });
  expect(await ensure(iam)).toEqual({ arn: "role-arn", changed: [] });
});

test("an error of IAM is not taken for a missing role", async () => {
  const denied = { send: () => Promise.reject(Object.assign(new Error("denied"), { name: "AccessDenied" })) };
  await expect(ensureReplicationRole(denied as unknown as IAMClient, "source", "copy", "aws")).rejects.toThrow("denied");
});

test("the state bucket's role and the role of a replicated bucket have the same policies", () => {
  const json = synthesizeConstructs((stack) => {
    const [from, to] = [new SiteBucket(stack, "Site", { role: "site" }), new SiteBucket(stack, "Copy", { role: "site-copy" })];
    new BucketReplication(stack, "Replication", { role: "site", from, to });
  });
  const arnOf = (id: string) => referenceTo(json, "aws_s3_bucket", `${id}/Bucket/Resource`, "arn");
  const policy = String(resource(json, "aws_iam_role_policy").policy);
  expect(resource(json, "aws_iam_role").assume_role_policy).toBe(trust);
  expect(policy.replaceAll(arnOf("Site"), "arn:aws:s3:::source").replaceAll(arnOf("Copy"), "arn:aws:s3:::copy")).toBe(permissions);
  expect(statementsOf(resource(json, "aws_iam_role_policy")).flatMap(({ Action }) => Action)).not.toContainEqual(
    expect.stringContaining("*"),
  );
});

test("ARNs of buckets have the partition of the state bucket", () => {
  expect(replicationPolicies("source", "copy", "aws-cn").permissions.match(/arn:aws-cn:s3:::(source|copy)/g)).toHaveLength(3);
});
