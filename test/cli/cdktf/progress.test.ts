import fc from "fast-check";
import { endLine, frameLines, shortAddress, type ProgressView } from "../../../cli/cdktf/progress";
import { ProgressScreen } from "../../../cli/cdktf/progress-screen";
import { emptyTimeline, type StackState, type StackTimeline, type Timeline } from "../../../cli/cdktf/timeline";
import { duration } from "../../../cli/text/duration";
import { paint } from "../../../cli/text/color";
import { VirtualTerminal } from "../../support/virtual-terminal";

const SECOND = 1000;

test.each([
  [0.4, "0s"],
  [59.4, "59s"],
  [59.6, "1m00s"],
  [80, "1m20s"],
])("duration(%p) is %p", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test.each([
  ["aws_db_instance.Database_B269D8BB", "db_instance.Database"],
  ["data.aws_iam_policy_document.Policy", "data.iam_policy_document.Policy"],
  ["terraform_data.Role_DEADBEEF_x", "terraform_data.Role_DEADBEEF_x"],
])("shortAddress(%p) is %p", (address, short) => {
  expect(shortAddress(address)).toBe(short);
});

function stack(timeline: Timeline, name: string, rest: Partial<StackTimeline>, done = 0): void {
  const found = timeline.get(name);
  if (!found) throw new Error(`no stack ${name}`);
  Object.assign(found, rest);
  for (let index = 0; index < done; index++) found.seconds.set(`aws_x.X${index}`, 1);
}

/** A deployment of ten stacks after 200 seconds. */
function deployment(): ProgressView {
  const names = [
    "data",
    "edge",
    "foundation",
    "network",
    "us-east-1-data",
    "us-east-1-database-main",
    "us-east-1-network",
    "us-east-1-service",
  ];
  const timeline = emptyTimeline([...names, "us-east-1-watch", "watch"].map((name) => `dev-${name}`));
  for (const [name, changes, seconds] of [
    ["data", 8, 24],
    ["foundation", 27, 71],
    ["network", 2, 41],
    ["us-east-1-network", 40, 32],
  ] as const)
    stack(timeline, `dev-${name}`, { state: "done", planned: changes, startedAt: 0, endedAt: seconds * SECOND }, changes);
  stack(timeline, "dev-us-east-1-database-main", { state: "working", planned: 20, startedAt: 90 * SECOND }, 3);
  stack(timeline, "dev-us-east-1-service", { state: "working", planned: 83, startedAt: 100 * SECOND }, 41);
  stack(timeline, "dev-us-east-1-data", { state: "working", startedAt: 190 * SECOND });
  timeline
    .get("dev-us-east-1-database-main")
    ?.open.set("aws_db_instance.Database_B269D8BB", 140 * SECOND)
    .set("aws_x.Y", 199 * SECOND);
  timeline
    .get("dev-us-east-1-service")
    ?.open.set("aws_s3_bucket_lifecycle_configuration.NetworkLoadBalancer_AccessLogs_Lifecycle_D530F016", 188 * SECOND);
  return { title: "Deploying dev", timeline, startedAt: 0, remaining: () => 230 };
}

const show = (columns: number, rows: number) => `\n${frameLines(deployment(), { columns, rows }, 200 * SECOND).join("\n")}\n`;

describe("the list of a deployment", () => {
  test("has the time and the resource first, on 80×24", () => {
    expect(show(80, 24)).toMatchInlineSnapshot(`
     "
     Deploying dev: 4/10 stacks, 121/180+ resources, 3m20s, about 4m left (estimate)
          10s planning                           dev-us-east-1-data              0/?
        1m00s db_instance.Database               dev-us-east-1-database-main    3/20
          12s s3_bucket_lifecy…ssLogs_Lifecycle  dev-us-east-1-service         41/83
     ·        waiting                            dev-edge
     ·        waiting                            dev-us-east-1-watch
     ·        waiting                            dev-watch
     ✓    24s done                               dev-data                        8/8
     ✓  1m11s done                               dev-foundation                27/27
     ✓    41s done                               dev-network                     2/2
     ✓    32s done                               dev-us-east-1-network         40/40
     "
    `);
  });

  test("counts complete and waiting stacks if they do not fit, on 80×6", () => {
    expect(show(80, 6)).toMatchInlineSnapshot(`
     "
     Deploying dev: 4/10 stacks, 121/180+ resources, 3m20s, about 4m left (estimate)
          10s planning                           dev-us-east-1-data              0/?
        1m00s db_instance.Database               dev-us-east-1-database-main    3/20
          12s s3_bucket_lifecy…ssLogs_Lifecycle  dev-us-east-1-service         41/83
       3 waiting, 4 done
     "
    `);
  });

  test("omits counts, and shows one of resource and stack, on 40×10", () => {
    expect(show(40, 10)).toMatchInlineSnapshot(`
     "
     4/10 stacks, 3m20s
          10s dev-us-east-1-data
        1m00s db_instance.Database
          12s s3_bucket_lifec…Logs_Lifecycle
     ·        dev-edge
     ·        dev-us-east-1-watch
     ·        dev-watch
       4 done
     "
    `);
  });

  test("shows all on 200×60", () => {
    expect(show(200, 60)).toMatchInlineSnapshot(`
     "
     Deploying dev: 4/10 stacks, 121/180+ resources, 3m20s, about 4m left (estimate)
          10s planning                                                          dev-us-east-1-data              0/?
        1m00s db_instance.Database                                              dev-us-east-1-database-main    3/20
          12s s3_bucket_lifecycle_configuratio…adBalancer_AccessLogs_Lifecycle  dev-us-east-1-service         41/83
     ·        waiting                                                           dev-edge
     ·        waiting                                                           dev-us-east-1-watch
     ·        waiting                                                           dev-watch
     ✓    24s done                                                              dev-data                        8/8
     ✓  1m11s done                                                              dev-foundation                27/27
     ✓    41s done                                                              dev-network                     2/2
     ✓    32s done                                                              dev-us-east-1-network         40/40
     "
    `);
  });

  test("ends with one line", () => {
    const view = deployment();
    expect(endLine(view, false, 200 * SECOND)).toBe("✗ 4 of 10 stacks in 3m20s");
    for (const name of view.timeline.keys()) stack(view.timeline, name, { state: "done" });
    expect(endLine(view, true, 200 * SECOND)).toBe("✓ 10 stacks, 121 resources in 3m20s");
  });
});

const STATES: readonly StackState[] = ["waiting", "working", "done", "failed"];
const name = fc.stringMatching(/^[a-z0-9-]{1,60}$/);

const stackTimeline = fc.record({
  name,
  state: fc.constantFrom(...STATES),
  planned: fc.option(fc.nat(9999), { nil: undefined }),
  startedAt: fc.nat(10_000_000),
  done: fc.nat(5),
  open: fc.array(fc.tuple(fc.stringMatching(/^aws_[a-z_]{1,40}\.[A-Za-z0-9_-]{1,60}$/), fc.nat(10_000_000)), { maxLength: 3 }),
});

/** The timeline of any run at any time. */
const timelines = fc.uniqueArray(stackTimeline, { selector: (one) => one.name, minLength: 1, maxLength: 60 }).map((all) => {
  const timeline = emptyTimeline(all.map((one) => one.name));
  for (const { name: each, state, planned, startedAt, done, open } of all) {
    const ended = state === "done" || state === "failed";
    stack(
      timeline,
      each,
      {
        state,
        ...(planned !== undefined && { planned }),
        ...(state !== "waiting" && { startedAt }),
        ...(ended && { endedAt: startedAt + 5 }),
      },
      done,
    );
    if (state === "working") open.forEach(([address, since]) => timeline.get(each)?.open.set(address, since));
  }
  return timeline;
});
const sizes = fc.oneof(
  fc.constantFrom({ columns: 80, rows: 24 }, { columns: 40, rows: 10 }, { columns: 200, rows: 60 }),
  fc.record({ columns: fc.integer({ min: 1, max: 250 }), rows: fc.integer({ min: 1, max: 80 }) }),
);
const remaining = fc.option(fc.nat(100_000), { nil: undefined });
const NOW = 10_000_000;
const withoutColors = (line: string) => line.replaceAll(/\u001b\[\d+m/g, "");

describe("in any state and on any terminal, the list", () => {
  test("fits the terminal, and accounts for every stack", () => {
    fc.assert(
      fc.property(timelines, sizes, remaining, fc.boolean(), (timeline, size, left, isColored) => {
        const view = { title: "Deploying dev", timeline, startedAt: 0, remaining: () => left };
        const lines = frameLines(view, size, NOW, paint(isColored)).map(withoutColors);
        expect(lines.length).toBeLessThanOrEqual(size.rows);
        expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(Math.max(1, size.columns - 1));
        if (size.columns < 60 || size.rows < 2) return;
        const counted = [...(lines.slice(1).find((line) => /^ {2}\d+ (more|waiting|done)/.test(line)) ?? "").matchAll(/(\d+) /g)];
        const rows = lines.length - 1 - (counted.length > 0 ? 1 : 0);
        expect(rows + counted.reduce((sum, [, number]) => sum + Number(number), 0)).toBe(timeline.size);
      }),
    );
  });

  test("is shown once, however often it is redrawn and the terminal is resized", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(timelines, sizes), { minLength: 1, maxLength: 6 }), (steps) => {
        const [, first = { columns: 80, rows: 24 }] = steps[0] ?? [];
        const terminal = new VirtualTerminal(first.columns, Math.max(2, first.rows));
        const all = () => terminal.lines.join("").replaceAll(" ", "");
        terminal.write("earlier\n");
        const timeline = new Map<string, StackTimeline>();
        const screen = new ProgressScreen({ title: "T", timeline, startedAt: 0 }, { out: terminal, env: {}, clock: () => NOW });
        try {
          for (const [next, { columns, rows }] of steps) {
            timeline.clear();
            next.forEach((one, key) => timeline.set(key, one));
            screen.update();
            const drawn = frameLines({ title: "T", timeline, startedAt: 0 }, terminal, NOW);
            const height = drawn.reduce((sum, line) => sum + Math.ceil(line.length / columns), 0);
            terminal.resize(columns, Math.max(2, rows, terminal.rows));
            // The cursor cannot reach lines that have left the screen.
            if (height > terminal.rows) return;
            screen.update();
            const lines = frameLines({ title: "T", timeline, startedAt: 0 }, terminal, NOW);
            expect(all()).toBe(`earlier${lines.join("").replaceAll(" ", "")}`);
          }
        } finally {
          screen.stop(true);
        }
        expect(all()).toMatch(/^earlier✓\d+stacks?,.*in166m40s$/);
        expect(terminal.listening).toBe(false);
      }),
    );
  });
});
