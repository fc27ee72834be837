import { findDatabase } from "../../../cli/database/find-database";
import { checkReplica, rebuildOf } from "../../../cli/database/rebuild-replica";
import { databasePartsOf, knownDatabase } from "../../../cli/database/database-addresses";
import { checkPromotion, checkWriter, writerRecordOf } from "../../../cli/database/promotion";
import { formerIdentifier, renameFormerPrimary, type Instances } from "../../../cli/database/rename-former-primary";
import type { Change } from "../../../cli/terraform/plan-changes";

const [HEAD, REPLICA, ROLE] = ["aws_db_instance.Head", "aws_db_instance.Replica", "terraform_data.Role"];
const parts = { head: HEAD, replicas: [REPLICA], role: ROLE };

function change(address: string, action: Change["action"], rest: Partial<Change> = {}): Change {
  return { address, action, type: address.split(".")[0] ?? "", before: {}, after: {}, attributes: [], ...rest };
}

test("a stack of one database has one leading instance, whose replicas name it as their source", () => {
  const instances = {
    Replica: { replicate_source_db: "${aws_db_instance.Head.identifier}" },
    Head: { replicate_source_db: "${data.x.y}" },
  };
  expect(databasePartsOf("stack", { resource: { aws_db_instance: instances, terraform_data: { Role: {} } } })).toEqual(parts);
  expect(() => databasePartsOf("stack", { resource: { aws_db_instance: { A: {}, B: {} } } })).toThrow("2 leading instances and 0 roles");
});

describe("a promotion", () => {
  const judge = checkPromotion(parts);

  test.each([
    [change(HEAD, "update", { before: { replicate_source_db: "arn" }, after: { replicate_source_db: null } })],
    [change(ROLE, "update")],
    [change(REPLICA, "create")],
    [change("aws_route53_record.Reader", "delete")],
    [change("aws_cloudwatch_log_group.Replica", "create")],
    [change("aws_cloudwatch_metric_alarm.Lag", "create")],
  ])("may do this: %j", (allowed) => {
    expect(judge(allowed)).toBeUndefined();
  });

  test.each([
    [change(HEAD, "replace"), "in place"],
    [change(HEAD, "delete"), "in place"],
    [change(HEAD, "update", { after: { replicate_source_db: "arn" } }), "go on being a copy"],
    [change(ROLE, "delete"), "must be remembered"],
    [change(REPLICA, "replace"), "no instance may go"],
    [change("aws_db_instance.Other", "create"), "no part of a promotion"],
    [change("aws_kms_key.Key", "update"), "no part of a promotion"],
    [change("aws_cloudwatch_log_group.Head", "delete"), "no part of a promotion"],
  ])("may not do this: %j", (refused, reason) => {
    expect(judge(refused)).toContain(reason);
  });

  test("moves the writer's record, in place, and nothing else of it", () => {
    const records = { Zone: { name: "other" }, Writer: { name: "main.writer.db.prod.internal" } };
    const writer = writerRecordOf("prod", "main", { resource: { aws_route53_record: records } });
    expect(writer).toBe("aws_route53_record.Writer");
    expect(() => writerRecordOf("prod", "users", { resource: { aws_route53_record: records } })).toThrow("users.writer.db.prod.internal");
    const move = checkWriter(writer);
    expect(move(change(writer, "update", { attributes: ["records"] }))).toBeUndefined();
    expect(move(change(writer, "update", { attributes: ["records", "ttl"] }))).toContain("ttl");
    expect(move(change(writer, "replace"))).toContain("never be missing");
    expect(move(change("aws_route53_zone.Zone", "update"))).toContain("not the writer's name");
  });
});

function state(role: string | undefined): string {
  const keeper = {
    mode: "managed",
    type: "terraform_data",
    name: "Role",
    instances: [{ attributes: { output: { value: { role }, type: [] } } }],
  };
  const instances = ["Head", "Replica"].map((name) => ({
    mode: "managed",
    type: "aws_db_instance",
    name,
    instances: [{ attributes: { identifier: `prod-main-${name.toLowerCase()}` } }],
  }));
  return JSON.stringify({ resources: role === undefined ? [] : [...instances, keeper] });
}

describe("a copy that is built anew", () => {
  const decide = (role: string | undefined) => rebuildOf(knownDatabase(state(role), parts), parts, "eu-west-1");

  test("replaces a copy of another region", () => {
    expect(decide("copy of us-east-1")).toEqual({ kind: "replace", was: "copy of us-east-1", addresses: [ROLE, HEAD, REPLICA] });
  });

  test("sets a former primary aside: its replicas go, it is forgotten", () => {
    expect(decide("primary")).toEqual({ kind: "set-aside", identifier: "prod-main-head", forget: [ROLE, HEAD], addresses: [REPLICA] });
  });

  test("is made where there is none", () => {
    expect(decide(undefined)).toEqual({ kind: "create", addresses: [] });
    expect(rebuildOf(knownDatabase("", parts), parts, "eu-west-1").kind).toBe("create");
  });

  test("is not built anew where it is what it should be", () => {
    expect(() => decide("copy of eu-west-1")).toThrow("a copy of eu-west-1 already");
  });

  test.each([
    ["replace", change(HEAD, "replace"), undefined],
    ["replace", change(HEAD, "create"), undefined],
    ["replace", change(HEAD, "delete"), "built anew"],
    ["set-aside", change(HEAD, "create"), undefined],
    ["set-aside", change(HEAD, "replace"), "built anew"],
    ["create", change(HEAD, "update"), "built anew"],
    ["replace", change(ROLE, "replace"), undefined],
    ["replace", change(ROLE, "delete"), "must be remembered"],
    ["set-aside", change(REPLICA, "delete", { before: { replicate_source_db: "prod-main" } }), undefined],
    ["set-aside", change("aws_db_instance.Other", "delete"), "nobody else has"],
    ["replace", change("aws_route53_record.Reader", "update"), undefined],
    ["set-aside", change("aws_cloudwatch_log_group.Replica", "delete"), undefined],
    ["replace", change("aws_security_group.Group", "update"), "no part of a copy"],
  ] as const)("%s: %j", (kind, planned, reason) => {
    const judged = checkReplica(parts, { kind })(planned);
    if (reason === undefined) expect(judged).toBeUndefined();
    else expect(judged).toContain(reason);
  });
});

describe("setting a former primary aside", () => {
  /** RDS as it answers: a rename takes a while, in which the instance has neither name. */
  function rds(...there: string[]): Instances & { renamed: string[] } {
    const waiting: string[] = [];
    const renamed: string[] = [];
    return {
      renamed,
      status: (name) => {
        if (there.includes(name)) return Promise.resolve("available");
        if (waiting[0] === name) there.push(...waiting.splice(0));
        return Promise.resolve(undefined);
      },
      rename: (from, to) => {
        there.splice(there.indexOf(from), 1);
        waiting.push(to);
        renamed.push(`${from} → ${to}`);
        return Promise.resolve();
      },
    };
  }

  test("renames it and waits until it is there", async () => {
    const instances = rds("main");
    expect(await renameFormerPrimary("main", instances, 0.001)).toBe("main-former");
    expect(instances.renamed).toEqual(["main → main-former"]);
  });

  test("goes on where an earlier run stopped", async () => {
    const instances = rds("main-former");
    expect(await renameFormerPrimary("main", instances, 0.001)).toBe("main-former");
    expect(instances.renamed).toEqual([]);
  });

  test("keeps nothing where nothing is left", async () => {
    expect(await renameFormerPrimary("main", rds(), 0.001)).toBeUndefined();
  });

  test("refuses where two may hold what nobody else has", async () => {
    await expect(renameFormerPrimary("main", rds("main", "main-former"), 0.001)).rejects.toThrow(
      "there is an instance main-former from an earlier time",
    );
  });

  test("stays within the length of a name", () => {
    expect(formerIdentifier("a".repeat(63))).toBe(`${"a".repeat(56)}-former`);
  });
});

test("a database that is not there is told with those that are", () => {
  expect(() => findDatabase("prod", "mian")).toThrow('prod has no database "mian". Its databases: main.');
});
