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

interface Scene {
  readonly reviewed?: StackPlan;
  readonly mark?: StateVersion;
  /** What a plan would change that is made now. */
  readonly anew?: readonly Change[];
  /** What an earlier run has left. */
  readonly left?: StateVersion;
  readonly apply?: { readonly code: number; readonly stderr: string };
  /** Whether somebody starts the state first. */
  readonly outrun?: boolean;
}

/** A turn, and what was done in it, in order. */
function play({ reviewed = saved, mark = BEFORE, anew = reviewed.changes, left, apply = FINE, outrun = false }: Scene) {
  const did: string[] = [];
  const note = <T>(what: string, answer: T) => {
    did.push(what);
    return Promise.resolve(answer);
  };
  const started: StateVersion = { serial: 1, lineage: "new" };
  const operations = {
    open: () => note("open", outrun && did.includes("start") ? { serial: 1, lineage: "theirs" } : mark),
    plan: (at: StateVersion) =>
      note(`plan at ${at.lineage}/${at.serial}`, {
        stack: reviewed.stack,
        changes: anew,
        outputsChange: false,
        file: "anew.tfplan",
        ...at,
      }),
    startState: () => note("start", { finished: outrun ? { ...FINE, code: 1 } : FINE, mark: started }),
    apply: (file: string) => note(`apply ${file}`, { ...FINE, ...apply }),
    rescue: { needed: () => false, push: () => Promise.resolve(FINE), keep: () => "" },
  };
  const patience = { milliseconds: 0, clock: { now: () => 0, sleep: () => Promise.resolve() }, say: () => undefined };
  const notes = {
    begin: () => note("begin", undefined),
    leave: ({ lineage = "", serial = 0 }: StateVersion) => note(`left at ${lineage}/${serial}`, undefined),
  };
  return { did, result: applyReviewed({ reviewed, left, hands: operations, patience, notes }) };
}

test("a saved plan is applied where the state is the one that it was made from, and that is noted first", async () => {
  const { did, result } = play({});
  expect(await result).toBe(1);
  expect(did).toEqual(["open", "begin", "apply saved.tfplan", "open", "left at one/4"]);
});

test("a stack that is as it should be is not touched, nor asked", async () => {
  const { did, result } = play({ reviewed: { stack: "prod-data", changes: [], outputsChange: false, ...BEFORE } });
  expect(await result).toBeUndefined();
  expect(did).toEqual([]);
});

describe("a state that has moved since the plan was made", () => {
  const moved = { serial: 5, lineage: "one" };

  test("refuses the plan, and tells what would change now", async () => {
    const { did, result } = play({ mark: moved });
    await expect(result).rejects.toThrowErrorMatchingInlineSnapshot(`
     "prod-data: its plan is stale. Somebody has changed the stack since it was planned, so that what was reviewed is not what would happen. It was not changed.
       what would change now:
         update   aws_sqs_queue.Emails: size
       fix: plan again, and have that reviewed"
    `);
    expect(did).toEqual(["open", "plan at one/5"]);
  });

  test("by an earlier run of this deployment that came to its end: there is nothing left to do", async () => {
    const { result } = play({ mark: moved, anew: [] });
    expect(await result).toBeUndefined();
  });

  test("by an earlier run that failed half-way: what is left is planned anew, and applied", async () => {
    const { did, result } = play({ mark: moved, left: moved });
    expect(await result).toBe(1);
    expect(did.slice(0, 4)).toEqual(["open", "plan at one/5", "begin", "apply anew.tfplan"]);
  });

  test("by such a run, and by another deployment after it: that one is not undone", async () => {
    const { did, result } = play({ mark: { serial: 6, lineage: "one" }, left: moved });
    await expect(result).rejects.toThrow("its plan is stale");
    expect(did).toEqual(["open", "plan at one/6"]);
  });

  test("by such a run, with more to do than before: what nobody has reviewed is not done", async () => {
    const { did, result } = play({ mark: moved, left: moved, anew: [UPDATE, change("aws_sqs_queue.Other", "delete")] });
    await expect(result).rejects.toThrow("more would change than was reviewed. It was not changed.\n    delete   aws_sqs_queue.Other");
    expect(did).not.toContain("apply anew.tfplan");
  });

  test("between the look and the lock is told in the same words", async () => {
    const { result } = play({ apply: { code: 1, stderr: "\nError: Saved plan is stale\n\nThe given plan file can no longer be applied" } });
    await expect(result).rejects.toThrow("prod-data: its plan is stale. Somebody has changed the stack");
  });

  test("and is gone altogether is no new stack", async () => {
    const { did, result } = play({ mark: {}, left: moved });
    await expect(result).rejects.toThrow("its plan is stale");
    expect(did).toEqual(["open"]);
  });
});

describe("a new stack", () => {
  const { serial: _serial, lineage: _lineage, ...withoutState } = saved;
  const fresh: StackPlan = { ...withoutState, changes: [change("aws_sqs_queue.Emails", "create")] };

  test("gets a state first and is planned on it: Terraform applies a plan without one as often as it is told to", async () => {
    const { did, result } = play({ reviewed: fresh, mark: {} });
    expect(await result).toBe(1);
    expect(did.slice(0, 7)).toEqual(["open", "begin", "start", "left at new/1", "plan at new/1", "begin", "apply anew.tfplan"]);
  });

  test("that somebody else begins at the same moment is theirs", async () => {
    const { did, result } = play({ reviewed: fresh, mark: {}, outrun: true });
    await expect(result).rejects.toThrow("its plan is stale");
    expect(did).toEqual(["open", "begin", "start", "open"]);
  });

  test("that somebody else has made meanwhile is theirs", async () => {
    const { result } = play({ reviewed: fresh, mark: { serial: 7, lineage: "theirs" }, anew: [change("aws_sqs_queue.Emails", "replace")] });
    await expect(result).rejects.toThrow("its plan is stale");
  });

  test("that was left half made goes on, and what was made half is made again", async () => {
    const { did, result } = play({
      reviewed: { ...fresh, deferred: { because: ["prod-network is new"] } },
      mark: { serial: 3, lineage: "new" },
      left: { serial: 3, lineage: "new" },
      anew: [change("aws_sqs_queue.Emails", "replace")],
    });
    expect(await result).toBe(1);
    expect(did).toContain("apply anew.tfplan");
  });
});

describe("a stack that could not be planned truly before", () => {
  const { file: _file, ...rest } = saved;
  const deferred: StackPlan = { ...rest, deferred: { because: ["1 output of prod-network that it reads will change"] } };

  test("is planned when its turn comes", async () => {
    const { did, result } = play({ reviewed: deferred });
    expect(await result).toBe(1);
    expect(did.slice(0, 4)).toEqual(["open", "plan at one/4", "begin", "apply anew.tfplan"]);
  });

  test("and does nothing where nothing is left of what might have changed", async () => {
    const { result } = play({ reviewed: deferred, anew: [] });
    expect(await result).toBeUndefined();
  });

  test("and is refused where somebody has changed it meanwhile", async () => {
    const { result } = play({ reviewed: deferred, mark: { serial: 5, lineage: "one" } });
    await expect(result).rejects.toThrow("its plan is stale");
  });

  test("but nothing that was not reviewed", async () => {
    const { did, result } = play({ reviewed: deferred, anew: [change("aws_sqs_queue.Emails", "replace")] });
    await expect(result).rejects.toThrowErrorMatchingInlineSnapshot(`
     "prod-data: more would change than was reviewed. It was not changed.
         replace  aws_sqs_queue.Emails
       It could not be planned truly before: 1 output of prod-network that it reads will change.
       fix: plan again, now that the stacks before it are as they will be, and have that reviewed"
    `);
    expect(did).toEqual(["open", "plan at one/4"]);
  });
});

test("a failure half-way leaves word of the state that it has left", async () => {
  const { did, result } = play({ apply: { code: 1, stderr: "Error: no" } });
  await expect(result).rejects.toThrow("the change failed half-way");
  expect(did).toEqual(["open", "begin", "apply saved.tfplan", "open", "left at one/4"]);
});

test("what Terraform could not do is told in its own words", async () => {
  const { result } = play({ apply: { code: 1, stderr: "\nError: updating SQS Queue: AccessDenied\n\n  with aws_sqs_queue.Emails,\n" } });
  await expect(result).rejects.toThrow(
    "prod-data: the change failed half-way.\n\nError: updating SQS Queue: AccessDenied\n  with aws_sqs_queue.Emails,",
  );
});
