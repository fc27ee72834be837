import { rmSync } from "node:fs";
import { loadPlatform } from "../../../cli/environment";
import { databaseNamed } from "../../../cli/values/known";
import { checkReplica, rebuildOf } from "../../../cli/database/rebuild-replica";
import { databasePartsOf, knownDatabase } from "../../../cli/database/database-addresses";
import { checkPromotion, checkWriter, writerRecordOf } from "../../../cli/database/promotion";
import { formerIdentifier, renameFormerPrimary, type Instances } from "../../../cli/database/rename-former-primary";
import type { Change } from "../../../cli/terraform/plan-changes";
import { fixtureProject } from "../../support/fixture-project";

const [HEAD, REPLICA, ROLE] = ["aws_db_instance.Head", "aws_db_instance.Replica", "terraform_data.Role"];
const parts = { lead: HEAD, replicas: [REPLICA], role: ROLE };

function change(address: string, action: Change["action"], rest: Partial<Change> = {}): Change {
  return { address, action, type: address.split(".")[0] ?? "", before: {}, after: {}, attributes: [], ...rest };
}

test("a stack of one database has one lead instance, which is the source of its replicas", () => {
  const instances = {
    Replica: { replicate_source_db: "${aws_db_instance.Head.identifier}" },
    Head: { replicate_source_db: "${data.x.y}" },
  };
  expect(databasePartsOf("stack", { resource: { aws_db_instance: instances, terraform_data: { Role: {} } } })).toEqual(parts);
  expect(() => databasePartsOf("stack", { resource: { aws_db_instance: { A: {}, B: {} } } })).toThrow("2 lead instances and 0 roles");
});

describe("checkPromotion()", () => {
  const judge = checkPromotion(parts);

  test.each([
    [change(HEAD, "update", { before: { replicate_source_db: "arn" }, after: { replicate_source_db: null } })],
    [change(ROLE, "update")],
    [change(REPLICA, "create")],
    [change("aws_route53_record.Reader", "delete")],
    [change("aws_cloudwatch_log_group.Replica", "create")],
    [change("aws_cloudwatch_metric_alarm.Lag", "create")],
  ])("allows %j", (allowed) => {
    expect(judge(allowed)).toBeUndefined();
  });

  test.each([
    [change(HEAD, "replace"), "in place"],
    [change(HEAD, "delete"), "in place"],
    [change(HEAD, "update", { after: { replicate_source_db: "arn" } }), "remain a replica"],
    [change(ROLE, "delete"), "must stay in state"],
    [change(REPLICA, "replace"), "must not delete or replace an instance"],
    [change("aws_db_instance.Other", "create"), "not part of a promotion"],
    [change("aws_kms_key.Key", "update"), "not part of a promotion"],
    [change("aws_cloudwatch_log_group.Head", "delete"), "not part of a promotion"],
  ])("rejects %j", (refused, reason) => {
    expect(judge(refused)).toContain(reason);
  });

  test("allows only an in-place change of the writer record's target", () => {
    const records = { Zone: { name: "other" }, Writer: { name: "main.writer.db.prod.internal" } };
    const writer = writerRecordOf("prod", "main", { resource: { aws_route53_record: records } });
    expect(writer).toBe("aws_route53_record.Writer");
    expect(() => writerRecordOf("prod", "users", { resource: { aws_route53_record: records } })).toThrow("users.writer.db.prod.internal");
    const move = checkWriter(writer);
    expect(move(change(writer, "update", { attributes: ["records"] }))).toBeUndefined();
    expect(move(change(writer, "update", { attributes: ["records", "ttl"] }))).toContain("ttl");
    expect(move(change(writer, "replace"))).toContain("updated in place");
    expect(move(change("aws_route53_zone.Zone", "update"))).toContain("not the writer DNS name");
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

describe("rebuildOf()", () => {
  const decide = (role: string | undefined) => rebuildOf(knownDatabase(state(role), parts), parts, "eu-west-1");

  test("replaces a replica of another region", () => {
    expect(decide("copy of us-east-1")).toEqual({ kind: "replace", was: "copy of us-east-1", addresses: [ROLE, HEAD, REPLICA] });
  });

  test("renames a former primary, removes it from state and deletes its replicas", () => {
    expect(decide("primary")).toEqual({
      kind: "rename-former",
      identifier: "prod-main-head",
      removeFromState: [ROLE, HEAD],
      addresses: [REPLICA],
    });
  });

  test("creates a replica if there is no instance", () => {
    expect(decide(undefined)).toEqual({ kind: "create", addresses: [] });
    expect(rebuildOf(knownDatabase("", parts), parts, "eu-west-1").kind).toBe("create");
  });

  test("rejects a rebuild if the region already has a replica of the primary", () => {
    expect(() => decide("copy of eu-west-1")).toThrow("already a replica of eu-west-1");
  });

  test.each([
    ["replace", change(HEAD, "replace"), undefined],
    ["replace", change(HEAD, "create"), undefined],
    ["replace", change(HEAD, "delete"), "recreated"],
    ["rename-former", change(HEAD, "create"), undefined],
    ["rename-former", change(HEAD, "replace"), "recreated"],
    ["create", change(HEAD, "update"), "recreated"],
    ["replace", change(ROLE, "replace"), undefined],
    ["replace", change(ROLE, "delete"), "must stay in state"],
    ["rename-former", change(REPLICA, "delete", { before: { replicate_source_db: "prod-main" } }), undefined],
    ["rename-former", change("aws_db_instance.Other", "delete"), "may hold the only copy of its data"],
    ["replace", change("aws_route53_record.Reader", "update"), undefined],
    ["rename-former", change("aws_cloudwatch_log_group.Replica", "delete"), undefined],
    ["replace", change("aws_security_group.Group", "update"), "not part of a replica"],
  ] as const)("%s: %j", (kind, planned, reason) => {
    const judged = checkReplica(parts, { kind })(planned);
    if (reason === undefined) expect(judged).toBeUndefined();
    else expect(judged).toContain(reason);
  });
});

describe("renameFormerPrimary()", () => {
  /** A fake RDS. A rename takes some calls, during which the instance has neither name. */
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

  test("renames the instance and waits until it is available", async () => {
    const instances = rds("main");
    expect(await renameFormerPrimary("main", instances, 0.001)).toBe("main-former");
    expect(instances.renamed).toEqual(["main → main-former"]);
  });

  test("resumes where an earlier run stopped", async () => {
    const instances = rds("main-former");
    expect(await renameFormerPrimary("main", instances, 0.001)).toBe("main-former");
    expect(instances.renamed).toEqual([]);
  });

  test("returns undefined if the instance no longer exists", async () => {
    expect(await renameFormerPrimary("main", rds(), 0.001)).toBeUndefined();
  });

  test("fails if an instance that was renamed earlier still exists", async () => {
    await expect(renameFormerPrimary("main", rds("main", "main-former"), 0.001)).rejects.toThrow(
      "an earlier instance main-former still exists",
    );
  });

  test("keeps the identifier within the length limit", () => {
    expect(formerIdentifier("a".repeat(63))).toBe(`${"a".repeat(56)}-former`);
  });
});

test("databaseNamed() lists the known databases if the name is unknown", () => {
  const project = fixtureProject();
  const cwd = jest.spyOn(process, "cwd").mockReturnValue(project);
  expect(() => databaseNamed(loadPlatform("prod"), "mian")).toThrow(/^Unknown database of prod "mian"\.[^]*Did you mean `main`\?/);
  cwd.mockRestore();
  rmSync(project, { recursive: true });
});
