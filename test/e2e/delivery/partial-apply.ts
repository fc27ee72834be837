import { setTimeout as sleep } from "node:timers/promises";
import type { Scenario } from "../support/scenario";
import type { Running } from "../support/commands";
import type { Account } from "./account";
import { FILE, REGIONS } from "./environment";
import { FIRST_IMAGE, TWO_QUEUES } from "./pull-requests";
import type { PipelineFixture } from "./fixture";

export const SECOND_IMAGE = FIRST_IMAGE.replaceAll("1", "2");
const QUEUE_STACK = `staging-${REGIONS.first}-data`;
const IN_SECOND = new RegExp(`^staging-${REGIONS.second}-`);
const DEPLOY = "deploy staging --plans .terrace/plans";

function only<T>(of: Readonly<Record<string, T>>, names: RegExp): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(of).filter(([name]) => names.test(name)));
}

async function visibilityOf(account: Account, QueueUrl: string): Promise<unknown> {
  const parameters = { QueueUrl, AttributeNames: ["VisibilityTimeout"] };
  const { Attributes } = await account.byHand(REGIONS.first, "sqs", "get_queue_attributes", parameters);
  return (Attributes as { readonly VisibilityTimeout?: unknown }).VisibilityTimeout;
}

/** One release with every kind of interruption. */
export function halfWay(scenario: Scenario, fixture: () => PipelineFixture): void {
  let before: ReadonlyMap<string, string> = new Map();
  let serials: Readonly<Record<string, number>> = {};
  let alarm = "";

  scenario.step("version 0.2.0 is planned: another image, and a longer visibility timeout of a queue", async () => {
    const { team, account } = fixture();
    [before, serials] = [await account.ids(), await account.serials()];
    expect((await team.terrace(`release set staging api=${SECOND_IMAGE}`)).code).toBe(0);
    team.tree.edit(FILE, TWO_QUEUES, TWO_QUEUES.replace("60 seconds", "90 seconds"));
    await team.commit("Another image");
    await team.git("tag", "--annotate", "v0.2.0", "--message", "Another image");
    await team.git("push", "--quiet", "origin", "main", "v0.2.0");
    expect((await team.terrace("plan staging --out .terrace/plans")).code).toBe(0);
  });

  scenario.step("its deployment is killed while it changes a queue, and its lock remains", async () => {
    const { team, account } = fixture();
    const queue = (await account.attributes(QUEUE_STACK, "aws_sqs_queue")).find((one) => one.visibility_timeout_seconds === 60);
    const running: Running = team.start(`${DEPLOY} --bake "1 second"`);
    let ended = false;
    void running.answer.then(() => (ended = true));
    // The provider waits about 25 seconds after the change, until all of SQS knows it.
    while (!ended && (await visibilityOf(account, String(queue?.url))) !== "90") await sleep(200);
    expect(ended).toBe(false);
    await running.kill();
    await running.answer;
    expect(await account.keys()).toContain(`${QUEUE_STACK}.tfstate.tflock`);
  });

  scenario.step("the next run reports the lock holder and how to remove the lock, and changes nothing", async () => {
    const { team, account } = fixture();
    const now = await account.serials();
    const { code, output } = await team.terrace(`${DEPLOY} --bake "1 second" --wait "1 second"`);
    expect(code).toBe(1);
    expect(output).toContain(`${QUEUE_STACK}: the state is still locked after 1 second. The stack was not changed.`);
    expect(output).toMatch(/locked by: \S+@\S+ \(apply\) since /);
    expect(await account.serials()).toEqual(now);
    expect(output).toContain(`npx --no-install terrace unlock staging ${QUEUE_STACK}   # lock `);
    const [, key] = /aws s3 rm 's3:\/\/[^/']+\/([^']+)'/.exec(output) ?? [];
    expect(key).toBe(`${QUEUE_STACK}.tfstate.tflock`);
    await account.delete(String(key));
  });

  scenario.step("a paging alarm fails the gate: the second region is unchanged", async () => {
    const { team, account } = fixture();
    const alarms = await account.attributes(`staging-${REGIONS.first}-watch`, "aws_cloudwatch_metric_alarm");
    const pages = (actions: unknown) => Array.isArray(actions) && actions.some((action) => String(action).endsWith("-page"));
    alarm = String(alarms.find(({ alarm_actions: actions }) => pages(actions))?.alarm_name);
    let firing: Promise<void> | undefined;
    const { code, output } = await team.terrace(`${DEPLOY} --bake "10 seconds"`, {
      onLine: (line) => {
        if (line.includes(`${REGIONS.first}: checking alarms`)) firing ??= account.setAlarm(REGIONS.first, alarm, "ALARM");
      },
    });
    await firing;
    expect([code, output]).toEqual([1, expect.stringContaining(`${REGIONS.first}: paging alarms fired after this step`)]);
    expect(output).toContain(`${alarm}: more errors than before`);
    const now = await account.serials();
    expect(now[QUEUE_STACK]).toBeGreaterThan(serials[QUEUE_STACK] ?? Infinity);
    expect(only(now, IN_SECOND)).toEqual(only(serials, IN_SECOND));
  });

  scenario.step("while the alarm is firing, nothing is deployed", async () => {
    const { team, account } = fixture();
    const { code, output } = await team.terrace(`${DEPLOY} --bake "1 second"`);
    expect([code, output]).toEqual([1, expect.stringContaining("Nothing was deployed. These paging alarms are already firing")]);
    await account.setAlarm(REGIONS.first, alarm, "OK");
  });

  scenario.step("the second region is lost when it is next: the report lists deployed and undeployed stacks", async () => {
    const { team, account } = fixture();
    const fragile = await fixture().fragile(REGIONS.second);
    try {
      const { code, output } = await team.terrace(`${DEPLOY} --bake "1 second"`, {
        url: fragile.url,
        onLine: (line) => {
          if (line === `${REGIONS.second}:`) fragile.lose();
        },
      });
      expect([code, fragile.refused.length > 0]).toEqual([1, true]);
      const report = team.tree.read(".terrace/delivery/staging.md");
      expect(output).toContain(report.trim());
      expect(report).toMatch(/- Failed \(may be partially applied\): .*`staging-eu-west-1-data`/);
      expect(report).toMatch(/- Not started \(unchanged\): .*`staging-eu-west-1-service`/);
      expect(report).toMatch(/- (Deployed|No changes): .*`staging-us-east-1-service`/);
      expect((await account.keys()).filter((key) => key.endsWith(".tflock"))).toEqual([]);
    } finally {
      await fragile.end();
    }
  });

  scenario.step("the region recovers and the same command resumes: nothing is lost, and nothing is created twice", async () => {
    const { team, account } = fixture();
    const { code, output } = await team.terrace(`${DEPLOY} --bake "1 second"`);
    expect(output).toContain("## staging: deployed\n");
    expect(code).toBe(0);
    const after = await account.ids();
    // Each image is another revision of the task definition.
    const lasting = (ids: ReadonlyMap<string, string>) =>
      [...ids].filter(([address]) => !address.includes(" aws_ecs_task_definition.")).sort();
    expect(lasting(after)).toEqual(lasting(before));
    const revisions = (ids: ReadonlyMap<string, string>) =>
      [...ids.keys()].filter((address) => address.includes(" aws_ecs_task_definition."));
    expect(revisions(after)).toEqual(revisions(before));
    for (const region of Object.values(REGIONS)) expect(await images(fixture(), region)).toEqual([expect.stringContaining(SECOND_IMAGE)]);
  });
}

/** The image of a region's service. */
export async function images({ account }: PipelineFixture, region: string): Promise<string[]> {
  const tasks = await account.attributes(`staging-${region}-service`, "aws_ecs_task_definition");
  return tasks.flatMap(({ container_definitions: text }) =>
    (JSON.parse(String(text)) as { name: string; image: string }[]).filter(({ name }) => name === "api").map(({ image }) => image),
  );
}
