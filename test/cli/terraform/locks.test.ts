import { lockHolder, formatDuration } from "../../../cli/terraform/lock-text";
import { isStale, lockIn } from "../../../cli/terraform/terraform-errors";
import { retryWhileLocked } from "../../../cli/terraform/wait-for-lock";

/** The lock error of Terraform 1.11.4, with the S3 response for an existing lock object. */
const LOCKED = `
Error: Error acquiring the state lock

Error message: operation error S3: PutObject, https response error
StatusCode: 412, RequestID: X, HostID: , api error PreconditionFailed: At
least one of the pre-conditions you specified did not hold
Lock Info:
  ID:        8d8a9d0e-3c57-4d09-8c1a-2f1c8a1f7b11
  Path:      prod-state/prod-edge.tfstate
  Operation: OperationTypeApply
  Who:       runner@fv-az1
  Version:   1.11.4
  Created:   2026-11-21 12:58:03.123456789 +0000 UTC
  Info:      


Terraform acquires a state lock to protect the state from being written
by multiple users at the same time. Please resolve the issue above and try
again. For most commands, you can disable locking with the "-lock=false"
flag, but this is not recommended.
`;
const NOON = Date.parse("2026-11-21T13:00:03Z");
const failed = (stderr: string) => ({ code: 1, stdout: "", stderr });
const FINE = { code: 0, stdout: "", stderr: "" };

test("parses the lock from Terraform's output", () => {
  expect(lockIn(LOCKED)).toEqual({
    id: "8d8a9d0e-3c57-4d09-8c1a-2f1c8a1f7b11",
    path: "prod-state/prod-edge.tfstate",
    operation: "apply",
    who: "runner@fv-az1",
    since: new Date("2026-11-21T12:58:03.123Z"),
  });
  expect(lockIn("Error: creating SQS Queue: AccessDenied")).toBeUndefined();
});

test("parses a lock without details", () => {
  const lock = lockIn("Error: Error acquiring the state lock\n\nError message: unable to retrieve file\nLock Info:\n");
  expect(lock && lockHolder(lock, NOON)).toBe("an unknown user");
});

test.each([
  ["Error: Saved plan is stale\n\nThe given plan file can no longer be applied because the state was changed by", true],
  [
    "Error: Saved plan does not match the given state\n\nThe given plan file can not be applied because it was created from a different",
    true,
  ],
  ["Error: Missing required argument", false],
])("detects a stale plan by Terraform's error: %j", (text, stale) => {
  expect(isStale(text)).toBe(stale);
});

test.each([
  [1_000, "1 second"],
  [45_000, "45 seconds"],
  [120_000, "2 minutes"],
  [150_000, "2 minutes 30 seconds"],
  [4_000_000, "66 minutes"],
])("formats %d ms as %s", (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

describe("retryWhileLocked()", () => {
  function retry(errors: readonly string[], milliseconds: number) {
    const lines: string[] = [];
    const time = { now: NOON };
    const clock = { now: () => time.now, sleep: (ms: number) => Promise.resolve(void (time.now += ms)) };
    const remaining = [...errors];
    const attempt = () => {
      const next = remaining.shift();
      return Promise.resolve(next === undefined ? FINE : failed(next));
    };
    const result = retryWhileLocked("prod-edge", attempt, { milliseconds, clock, say: (line) => lines.push(line) });
    return { result, lines, time };
  }

  test("prints the lock holder once and continues when the lock is released", async () => {
    const { result, lines, time } = retry([LOCKED, LOCKED, LOCKED], 600_000);
    expect(await result).toBe(FINE);
    expect(time.now - NOON).toBe(45_000);
    expect(lines).toEqual([
      "  prod-edge is locked by runner@fv-az1 (apply) since 2026-11-21 12:58:03 UTC, for 2 minutes. Waiting up to 10 minutes.",
    ]);
  });

  test("prints the next lock holder", async () => {
    const { result, lines } = retry([LOCKED, LOCKED.replaceAll("8d8a", "9e9b").replace("runner@", "ada@")], 600_000);
    await result;
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain("ada@");
  });

  test("fails after the timeout with the lock holder and instructions", async () => {
    const { result } = retry(
      Array.from({ length: 9 }, () => LOCKED),
      20_000,
    );
    await expect(result).rejects.toThrowErrorMatchingInlineSnapshot(`
     "prod-edge: the state is still locked after 20 seconds. The stack was not changed.
       locked by: runner@fv-az1 (apply) since 2026-11-21 12:58:03 UTC, for 2 minutes 20 seconds
       if that run is still in progress: wait until it ends, then run this command again; it resumes where it stopped
       if that run was killed, its lock remains. Verify that the process is gone, remove the lock, and run this command again:
         npx --no-install terrace unlock prod prod-edge   # lock 8d8a9d0e-3c57-4d09-8c1a-2f1c8a1f7b11
         or without Terrace: aws s3 rm 's3://prod-state/prod-edge.tfstate.tflock'"
    `);
  });

  test("returns other failures immediately", async () => {
    const { result, time } = retry(["Error: no"], 20_000);
    expect((await result).stderr).toBe("Error: no");
    expect(time.now).toBe(NOON);
  });
});
