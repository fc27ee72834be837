import { ProgressScreen, type ProgressOutput } from "../../../cli/cdktf/progress-screen";
import { emptyTimeline, record } from "../../../cli/cdktf/timeline";
import { parseTerraformLine } from "../../../cli/terraform/terraform-line";
import { VirtualTerminal } from "../../support/virtual-terminal";

const SECOND = 1000;
const STACKS = ["dev-data", "dev-network"];

function start(out: ProgressOutput, env: NodeJS.ProcessEnv = {}) {
  const time = { now: 0 };
  const timeline = emptyTimeline(STACKS);
  const screen = new ProgressScreen(
    { title: "Deploying dev", timeline, startedAt: 0, remaining: () => 100 },
    { out, env, clock: () => time.now },
  );
  const phase = (stack: string, name: string) => record(timeline, { kind: "phase", stack, phase: name, at: time.now });
  const terraform = (stack: string, ...lines: readonly string[]) =>
    lines.forEach((line) => record(timeline, parseTerraformLine(stack, line, time.now)));
  const at = (seconds: number) => {
    time.now = seconds * SECOND;
  };
  return { screen, phase, terraform, at };
}

/** A deployment in which one stack fails; the output is updated every half second, as by the timer. */
function play(out: ProgressOutput, env?: NodeJS.ProcessEnv) {
  const { screen, phase, terraform, at } = start(out, env);
  const until = (from: number, to: number) => {
    for (let now = from; now < to; now += 0.5) {
      at(now);
      screen.update();
    }
  };
  until(0, 1);
  phase("dev-network", "deploying");
  until(1, 2);
  terraform("dev-network", "Plan: 1 to add, 0 to change, 0 to destroy.", "aws_vpc.Vpc_1A2B3C4D: Creating...");
  until(2, 130);
  terraform("dev-network", "aws_vpc.Vpc_1A2B3C4D: Creation complete after 2m8s");
  phase("dev-network", "done");
  phase("dev-data", "deploying");
  until(130, 140);
  terraform("dev-data", "Plan: 9 to add, 0 to change, 0 to destroy.");
  phase("dev-data", "errored");
  screen.stop(false);
}

test("prints a line for each stack that starts or ends without a terminal, and one a minute in between", () => {
  let text = "";
  play({ write: (piece) => (text += piece) });
  expect(text).toMatchInlineSnapshot(`
   "  dev-network: started
     1m00s aws_vpc.Vpc_1A2B3C4D in dev-network (0/2 stacks, 1m01s, about 2m left (estimate))
     2m00s aws_vpc.Vpc_1A2B3C4D in dev-network (0/2 stacks, 2m01s, about 2m left (estimate))
     dev-data: started
   ✓ dev-network: 1 resource in 2m09s (1/2 stacks, 2m10s, about 2m left (estimate))
   ✗ dev-data: failed after 10s, 0/9 resources (1/2 stacks, 2m20s, about 2m left (estimate))
   ✗ 1 of 2 stacks in 2m20s
   "
  `);
});

test("names the stacks in progress if no resource is", () => {
  let text = "";
  const { screen, phase, at } = start({ write: (piece) => (text += piece) });
  at(60);
  screen.update();
  phase("dev-network", "planning");
  screen.update();
  at(120);
  screen.update();
  screen.stop(true);
  expect(text.split("\n").slice(0, 3)).toEqual([
    "  in progress: nothing yet (0/2 stacks, 1m00s, about 2m left (estimate))",
    "  dev-network: started",
    "  in progress: dev-network (0/2 stacks, 2m00s, about 2m left (estimate))",
  ]);
});

test("prints the same on a dumb terminal", () => {
  let [plain, dumb] = ["", ""];
  play({ write: (piece) => (plain += piece) });
  play({ isTTY: true, columns: 80, rows: 24, write: (piece) => (dumb += piece) }, { TERM: "dumb" });
  expect(dumb).toBe(plain);
});

test("leaves one line on a terminal", () => {
  const terminal = new VirtualTerminal(80, 24);
  play(terminal);
  expect(terminal.lines).toEqual(["✗ 1 of 2 stacks in 2m20s", ""]);
});

test("uses no color with NO_COLOR, and 80×24 if the terminal does not know its size", () => {
  let text = "";
  play({ isTTY: true, hasColors: () => true, columns: 0, rows: 0, write: (piece) => (text += piece) }, { NO_COLOR: "1" });
  expect(text).not.toMatch(/\u001b\[\d+m/);
  expect(text).toContain("Deploying dev: 0/2 stacks");
});

test("redraws immediately if the terminal is resized, and no longer after its end", () => {
  const terminal = new VirtualTerminal(80, 24);
  const { screen } = start(terminal);
  terminal.resize(40, 2);
  expect(terminal.lines).toEqual(["0/2 stacks, 0s", "  2 waiting"]);
  screen.stop(true);
  terminal.resize(80, 24);
  expect(terminal.lines).toEqual(["✓ 2 stacks, no changes in 0s", ""]);
});
