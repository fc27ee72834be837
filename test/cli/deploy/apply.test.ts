import type { StateVersion } from "../../../cli/plan/plan-stack";
import type { StackPlan } from "../../../cli/plan/stack-plan";
import { applyReviewed } from "../../../cli/deploy/apply";
import type { Change } from "../../../cli/terraform/plan-changes";

const FINE = { code: 0, stdout: "", stderr: "" };

function change(address: string, action: Change["action"]): Change {
  return { address, action, type: address.split(".")[0] ?? "", before: {}, after: {}, attributes: action === "update" ? ["size"] : [] };
}

const BEFORE: StateVersion = { serial: 4, lineage: "one" };
const UPDATE = change("aws_sqs_queue.Emails", "update");
const saved: StackPlan = { stack: "prod-data", changes: [UPDATE], outputsChange: false, file: "saved.tfplan", ...BEFORE };

interface Scenario {
  readonly reviewed?: StackPlan;
  readonly version?: StateVersion;
  /** The changes of a new plan. */
  readonly newChanges?: readonly Change[];
  /** The state after an earlier run. */
  readonly lastState?: StateVersion;
  readonly apply?: { readonly code: number; readonly stderr: string };
  /** Whether another process creates the state first. */
  readonly outrun?: boolean;
}

/** Runs an apply and records its operations, in order. */
function play({ reviewed = saved, version = BEFORE, newChanges = reviewed.changes, lastState, apply = FINE, outrun = false }: Scenario) {
  const did: string[] = [];
  const record = <T>(operation: string, result: T) => {
    did.push(operation);
    return Promise.resolve(result);
  };
  const started: StateVersion = { serial: 1, lineage: "new" };
  const operations = {
    open: () => record("open", outrun && did.includes("start") ? { serial: 1, lineage: "theirs" } : version),
    plan: (at: StateVersion) =>
      record(`plan at ${at.lineage}/${at.serial}`, {
        stack: reviewed.stack,
        changes: newChanges,
        outputsChange: false,
        file: "new.tfplan",
        ...at,
      }),
    startState: () => record("start", { finished: outrun ? { ...FINE, code: 1 } : FINE, version: started }),
    apply: (file: string) => record(`apply ${file}`, { ...FINE, ...apply }),
    recovery: { needed: () => false, push: () => Promise.resolve(FINE), preserve: () => "" },
  };
  const lockWait = { milliseconds: 0, clock: { now: () => 0, sleep: () => Promise.resolve() }, say: () => undefined };
  const hooks = {
    begin: () => record("begin", undefined),
    recordState: ({ lineage = "", serial = 0 }: StateVersion) => record(`record ${lineage}/${serial}`, undefined),
  };
  return { did, result: applyReviewed({ reviewed, lastState, operations, lockWait, hooks }) };
}

test("applies a saved plan if the state has not changed, and records the start first", async () => {
  const { did, result } = play({});
  expect(await result).toBe(1);
  expect(did).toEqual(["open", "begin", "apply saved.tfplan", "open", "record one/4"]);
});

test("does not open a stack without changes", async () => {
  const { did, result } = play({ reviewed: { stack: "prod-data", changes: [], outputsChange: false, ...BEFORE } });
  expect(await result).toBeUndefined();
  expect(did).toEqual([]);
});

describe("a state that changed after planning", () => {
  const moved = { serial: 5, lineage: "one" };

  test("rejects the stale plan and lists the current changes", async () => {
    const { did, result } = play({ version: moved });
    await expect(result).rejects.toThrowErrorMatchingInlineSnapshot(`
     "prod-data: the plan is stale: the state changed after planning. The stack was not changed.
       changes in a new plan:
         change   aws_sqs_queue.Emails: size
       fix: plan again, and get the new plan reviewed"
    `);
    expect(did).toEqual(["open", "plan at one/5"]);
  });

  test("is up to date if an earlier run of this deployment completed the stack", async () => {
    const { result } = play({ version: moved, newChanges: [] });
    expect(await result).toBeUndefined();
  });

  test("is replanned and applied if an earlier run of this deployment failed", async () => {
    const { did, result } = play({ version: moved, lastState: moved });
    expect(await result).toBe(1);
    expect(did.slice(0, 4)).toEqual(["open", "plan at one/5", "begin", "apply new.tfplan"]);
  });

  test("rejects the plan if another deployment changed it after the failed run", async () => {
    const { did, result } = play({ version: { serial: 6, lineage: "one" }, lastState: moved });
    await expect(result).rejects.toThrow("the plan is stale");
    expect(did).toEqual(["open", "plan at one/6"]);
  });

  test("rejects unreviewed changes after a failed run", async () => {
    const { did, result } = play({ version: moved, lastState: moved, newChanges: [UPDATE, change("aws_sqs_queue.Other", "delete")] });
    await expect(result).rejects.toThrow(
      "the new plan contains unreviewed changes. The stack was not changed.\n    destroy  aws_sqs_queue.Other",
    );
    expect(did).not.toContain("apply new.tfplan");
  });

  test("is reported in the same way if Terraform detects it", async () => {
    const { result } = play({ apply: { code: 1, stderr: "\nError: Saved plan is stale\n\nThe given plan file can no longer be applied" } });
    await expect(result).rejects.toThrow("prod-data: the plan is stale: the state changed after planning");
  });

  test("does not count as a new stack if the state was deleted", async () => {
    const { did, result } = play({ version: {}, lastState: moved });
    await expect(result).rejects.toThrow("the plan is stale");
    expect(did).toEqual(["open"]);
  });
});

describe("a new stack", () => {
  const { serial: _serial, lineage: _lineage, ...withoutState } = saved;
  const fresh: StackPlan = { ...withoutState, changes: [change("aws_sqs_queue.Emails", "create")] };

  test("gets an empty state and is replanned on it, because Terraform would apply a plan without a state repeatedly", async () => {
    const { did, result } = play({ reviewed: fresh, version: {} });
    expect(await result).toBe(1);
    expect(did.slice(0, 7)).toEqual(["open", "begin", "start", "record new/1", "plan at new/1", "begin", "apply new.tfplan"]);
  });

  test("is rejected if another process creates its state at the same time", async () => {
    const { did, result } = play({ reviewed: fresh, version: {}, outrun: true });
    await expect(result).rejects.toThrow("the plan is stale");
    expect(did).toEqual(["open", "begin", "start", "open"]);
  });

  test("is rejected if another process has created it meanwhile", async () => {
    const { result } = play({
      reviewed: fresh,
      version: { serial: 7, lineage: "theirs" },
      newChanges: [change("aws_sqs_queue.Emails", "replace")],
    });
    await expect(result).rejects.toThrow("the plan is stale");
  });

  test("resumes after a partial apply, and recreates the half-created resource", async () => {
    const { did, result } = play({
      reviewed: { ...fresh, deferred: { because: ["prod-network is new"] } },
      version: { serial: 3, lineage: "new" },
      lastState: { serial: 3, lineage: "new" },
      newChanges: [change("aws_sqs_queue.Emails", "replace")],
    });
    expect(await result).toBe(1);
    expect(did).toContain("apply new.tfplan");
  });
});

describe("a deferred stack", () => {
  const { file: _file, ...rest } = saved;
  const deferred: StackPlan = { ...rest, deferred: { because: ["reads 1 output of prod-network that will change"] } };

  test("is replanned at apply time", async () => {
    const { did, result } = play({ reviewed: deferred });
    expect(await result).toBe(1);
    expect(did.slice(0, 4)).toEqual(["open", "plan at one/4", "begin", "apply new.tfplan"]);
  });

  test("is skipped if the new plan has no changes", async () => {
    const { result } = play({ reviewed: deferred, newChanges: [] });
    expect(await result).toBeUndefined();
  });

  test("is rejected if the state changed after planning", async () => {
    const { result } = play({ reviewed: deferred, version: { serial: 5, lineage: "one" } });
    await expect(result).rejects.toThrow("the plan is stale");
  });

  test("is rejected if the new plan contains unreviewed changes", async () => {
    const { did, result } = play({ reviewed: deferred, newChanges: [change("aws_sqs_queue.Emails", "replace")] });
    await expect(result).rejects.toThrowErrorMatchingInlineSnapshot(`
     "prod-data: the new plan contains unreviewed changes. The stack was not changed.
         replace  aws_sqs_queue.Emails
       The reviewed plan was an estimate. The stack reads 1 output of prod-network that will change.
       fix: plan again, now that the upstream stacks are applied, and get the new plan reviewed"
    `);
    expect(did).toEqual(["open", "plan at one/4"]);
  });
});

test("a failed apply records the resulting state", async () => {
  const { did, result } = play({ apply: { code: 1, stderr: "Error: no" } });
  await expect(result).rejects.toThrow("the apply failed; the stack may be partially applied");
  expect(did).toEqual(["open", "begin", "apply saved.tfplan", "open", "record one/4"]);
});

test("a failed apply prints Terraform's errors", async () => {
  const { result } = play({ apply: { code: 1, stderr: "\nError: updating SQS Queue: AccessDenied\n\n  with aws_sqs_queue.Emails,\n" } });
  await expect(result).rejects.toThrow(
    "prod-data: the apply failed; the stack may be partially applied.\n\nError: updating SQS Queue: AccessDenied\n  at aws_sqs_queue.Emails",
  );
});
