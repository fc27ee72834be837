import { CdktfLogReader } from "../../../cli/cdktf/cdktf-log";
import { parseDuration } from "../../../cli/terraform/progress-line";
import { parseTerraformLine } from "../../../cli/terraform/terraform-line";
import { doneCount, emptyTimeline, record } from "../../../cli/cdktf/timeline";

const LOG = `[2026-01-02T03:04:05.000] [DEBUG] default - Error reporting disabled
[2026-01-02T03:04:06.000] [DEBUG] default - [dev-network]: deploying
[2026-01-02T03:04:07.000] [DEBUG] default - [dev-network](deploy): Plan: 2 to add, 1 to change, 0 to destroy.
aws_vpc.Vpc: Creating...
[2026-01-02T03:04:07.000] [DEBUG] default - Filter undefined applied on line 'Plan: 2 to add, 1 to change, 0 to destroy.
aws_vpc.Vpc: Creating...
[2026-01-02T03:04:17.000] [DEBUG] default - [dev-network](deploy): aws_vpc.Vpc: Still creating... [10s elapsed]
[2026-01-02T03:04:19.000] [DEBUG] default - [dev-network](deploy): aws_vpc.Vpc: Creation complete after 12s [id=vpc-1]
aws_subnet.Subnet["a"]: Creation complete after 1m5s [id=subnet-1]
[2026-01-02T03:04:20.000] [DEBUG] default - [dev-network]: done
`;

function read(pieces: readonly string[]) {
  const reader = new CdktfLogReader();
  return [...pieces.flatMap((piece) => reader.read(piece)), ...reader.end()];
}

describe("CdktfLogReader", () => {
  test("reports phases, plans and resources once each", () => {
    expect(read([LOG]).map(({ at: _at, stack: _stack, ...event }) => event)).toEqual([
      { kind: "phase", phase: "deploying" },
      { kind: "planned", count: 3 },
      { kind: "started", address: "aws_vpc.Vpc" },
      { kind: "waiting", address: "aws_vpc.Vpc" },
      { kind: "done", address: "aws_vpc.Vpc", seconds: 12 },
      { kind: "done", address: "aws_subnet.Subnet", seconds: 65 },
      { kind: "phase", phase: "done" },
    ]);
  });

  test("returns the same events for pieces of any size", () => {
    const whole = read([LOG]);
    for (const size of [1, 7, 100]) expect(read(LOG.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [])).toEqual(whole);
  });

  test("records planned and completed resources and the duration of a stack in the timeline", () => {
    const timeline = emptyTimeline(["dev-network"]);
    read([LOG]).forEach((event) => record(timeline, event));
    const stack = timeline.get("dev-network");
    expect(stack).toMatchObject({ state: "done", planned: 3 });
    expect(stack && doneCount(stack)).toBe(2);
    expect((stack?.endedAt ?? 0) - (stack?.startedAt ?? 0)).toBe(14_000);
  });
});

test.each([
  ["0s", 0],
  ["59s", 59],
  ["1m20s", 80],
  ["1h0m1s", 3601],
])("parseDuration(%p) is %p", (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each([
  ["data.aws_region.Here: Read complete after 1s [id=x]", { kind: "done", address: "data.aws_region.Here", seconds: 1 }],
  ["ephemeral.aws_x.Y: Opening complete after 2s", { kind: "done", address: "ephemeral.aws_x.Y", seconds: 2 }],
  ["aws_x.Y: Destruction complete after 3s", { kind: "done", address: "aws_x.Y", seconds: 3 }],
  ["aws_x.Y: Modifying... [id=y]", { kind: "started", address: "aws_x.Y" }],
  ["Plan: 1 to import, 2 to add, 3 to change, 4 to destroy.", { kind: "planned", count: 9 }],
  ["No changes. Your infrastructure matches the configuration.", { kind: "planned", count: 0 }],
  ["Apply complete! Resources: 1 added, 0 changed, 0 destroyed.", { kind: "text" }],
])("parseTerraformLine(%p)", (line, event) => {
  expect(parseTerraformLine("s", line, 0)).toMatchObject(event);
});
