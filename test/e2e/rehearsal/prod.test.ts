import { DeleteDBInstanceCommand, ModifyDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { EVACUATED_FILE } from "../../../cli/evacuation/evacuated-file";
import { instancesIn } from "../../../cli/database/rename-former-primary";
import { init } from "../../../cli/terraform/commands";
import { terraformOf } from "../../../cli/terraform/terraform";
import { runbookCommands, runbooks } from "../../support/runbooks";
import { regionsOf, takeInventory, type Inventory } from "../inventory";
import { Stage } from "./fixture";
import { Scenario } from "../support/scenario";

/**
 * What docs/runbooks say, done to production on a local AWS, with the commands that they name, from nothing to nothing. Environments are
 * edited as a team would, in a copy of the project.
 */
const [HOME, SECOND, THIRD] = ["us-east-1", "eu-west-1", "ap-southeast-2"] as const;
const PROD = "environments/prod.ts";
const REGION_LINE = `"${THIRD}": {}`;
const PROMOTE = "promote -- --environment prod --database main";
const databaseIn = (region: string) => `prod-${region}-database-main`;

const stage = new Stage("prod");
const scenario = new Scenario();
let empty: Inventory;
let regions: readonly string[];

beforeAll(() => stage.setUp());

afterAll(async () => {
  console.log(`The rehearsal\n${scenario.lines.join("\n")}`);
  await stage.tearDown();
});

const none = (counts: Record<string, number | undefined>) => Object.fromEntries(Object.keys(counts).map((name) => [name, 0]));

async function headIn(region: string) {
  const instances = await stage.attributes(databaseIn(region), "aws_db_instance");
  return [...instances.values()].find(({ identifier }) => !String(identifier).includes("-replica-"));
}

async function writerLeadsTo(): Promise<unknown> {
  const records = await stage.attributes("prod-network", "aws_route53_record");
  return [...records.values()].find(({ name }) => name === "main.writer.db.prod.internal")?.records;
}

/** What services and workers of a region run at present. */
async function revisionsIn(region: string): Promise<string[]> {
  return [...(await stage.attributes(`prod-${region}-service`, "aws_ecs_task_definition")).values()].map(({ arn }) => String(arn));
}

/**
 * What an account holds now and did not hold before. Former revisions of task definitions are not counted: they stay while an environment
 * is protected, since a roll-back names them, and cost nothing.
 */
async function built(revisions: readonly string[]): Promise<string[]> {
  const { resources } = await takeInventory(stage.session, regions);
  const isFormer = (resource: string) =>
    resource.includes(":task-definition/") && !revisions.some((revision) => resource.endsWith(revision));
  return resources.filter((resource) => !empty.resources.includes(resource) && !isFormer(resource));
}

describe("deploying three regions", () => {
  scenario.step("the state bucket is made by one command", async () => {
    const { code, output } = await stage.npm("state-bucket -- --environment prod");
    expect(output).toMatch(/Created the state bucket \S+ in us-east-1/);
    expect(output).toMatch(/Created its replica \S+ in us-east-2/);
    expect(code).toBe(0);
  });

  scenario.step("everything is deployed from nothing, in one go", async () => {
    const stacks = await stage.synthesize();
    regions = regionsOf(stacks);
    expect(regions).toEqual(expect.arrayContaining([HOME, SECOND, THIRD]));
    empty = await takeInventory(stage.session, regions);
    const counts = await stage.cdktf("deploy");
    expect(Object.keys(counts).sort()).toEqual(stacks.map(({ name }) => name).sort());
  });

  scenario.step("deploying again changes nothing", async () => {
    const counts = await stage.cdktf("deploy");
    expect(counts).toEqual(none(counts));
  });

  scenario.step("a second plan of every stack is empty", async () => {
    expect(await stage.plan()).toEqual([]);
  });
});

describe("evacuating a region", () => {
  scenario.step("the last region is not evacuated, and the file stays as it was", async () => {
    const before = stage.tree.read(EVACUATED_FILE);
    const { code, output } = await stage.npm(`evacuate -- --environment prod ${HOME} ${SECOND} ${THIRD}`);
    expect(output).toContain("names every region that is not being decommissioned");
    expect([code, stage.tree.read(EVACUATED_FILE)]).toEqual([1, before]);
  });

  scenario.step("a lost region leaves every public name, and is asked nothing", async () => {
    const { code, output, refused } = await stage.npmWithout(SECOND, [], `evacuate -- --environment prod ${SECOND}`);
    expect(output).toContain(`${SECOND} is removed from origin.photofeed.example.net`);
    expect(output).toContain(`${SECOND} is removed from ingest.photofeed.example.net`);
    expect([code, refused]).toEqual([0, []]);
    expect(await stage.regionsOut()).toEqual({ [HOME]: [false, false], [SECOND]: [true, true], [THIRD]: [false, false] });
  });

  scenario.step("a second run has nothing to do", async () => {
    const { code, output } = await stage.npm(`evacuate -- --environment prod ${SECOND}`);
    expect([code, output]).toEqual([0, expect.stringContaining("No changes")]);
  });

  scenario.step("it comes back by the same command, and no stack would change", async () => {
    const { code } = await stage.npm(`evacuate -- --environment prod --restore ${SECOND}`);
    expect(code).toBe(0);
    expect(await stage.regionsOut()).toEqual({ [HOME]: [false, false], [SECOND]: [false, false], [THIRD]: [false, false] });
    expect(await stage.plan("prod-edge")).toEqual([]);
  });
});

describe("promoting a database", () => {
  scenario.step("users are kept away from the region that has the primary now", async () => {
    expect((await stage.npm(`evacuate -- --environment prod ${HOME}`)).code).toBe(0);
  });

  scenario.step(
    "the change of one field plans no loss: in place where the copy is, refused where one would have to be built anew",
    async () => {
      stage.tree.edit(
        PROD,
        "mailer: { scale: { min: 1, max: 12 } },",
        `mailer: { scale: { min: 1, max: 12 } },\n    main: { primaryRegion: "${SECOND}" },`,
      );
      await expect(stage.plan(databaseIn(HOME))).rejects.toThrow(
        /is to be a copy of eu-west-1, but\s+the\s+instance\s+that\s+is\s+there\s+is:\s+primary/,
      );
      await expect(stage.plan(databaseIn(THIRD))).rejects.toThrow(/the\s+instance\s+that\s+is\s+there\s+is:\s+copy\s+of\s+us-east-1/);
      const [drift] = await stage.plan(databaseIn(SECOND));
      const instances = (drift?.changes ?? []).filter(({ address }) => address.startsWith("aws_db_instance."));
      expect(instances.filter(({ action }) => action === "delete" || action === "replace")).toEqual([]);
      expect(instances.find(({ action }) => action === "update")?.attributes).toContain("replicate_source_db");
    },
  );

  scenario.step("it is done by one command, which asks nothing of the region that was the primary", async () => {
    const before = await headIn(SECOND);
    // The state lives in the home region; docs/runbooks/region-outage.md tells what to do without it.
    const { code, refused } = await stage.npmWithout(HOME, ["s3"], PROMOTE);
    expect([code, refused]).toEqual([0, []]);
    const after = await headIn(SECOND);
    expect([after?.resource_id, after?.replicate_source_db]).toEqual([before?.resource_id, ""]);
    expect(await writerLeadsTo()).toEqual([`main.instance.db.${SECOND}.prod.internal`]);
  });

  scenario.step("a second run has nothing to do", async () => {
    const { code, output } = await stage.npm(PROMOTE);
    expect([code, output]).toEqual([0, expect.stringContaining("No changes")]);
  });

  scenario.step("the services of the other regions learn which instance is the primary, while the old one has no copy yet", async () => {
    for (const region of [SECOND, THIRD]) {
      const counts = await stage.cdktf("deploy", `prod-${region}-service`, { alone: true });
      expect(counts[`prod-${region}-service`]).toBeGreaterThan(0);
    }
  });

  scenario.step("the new primary is watched as one, while the old one has no copy yet", async () => {
    const alarms = async () => [...(await stage.attributes(`prod-${SECOND}-watch`, "aws_cloudwatch_metric_alarm")).values()];
    const names = async () => (await alarms()).map(({ alarm_name }) => alarm_name);
    expect(await names()).not.toContain(`prod-${SECOND}-main-silent`);
    await stage.cdktf("deploy", `prod-${SECOND}-watch`, { alone: true });
    expect(await names()).toContain(`prod-${SECOND}-main-silent`);
  });

  scenario.step("the third region's copy is built anew and follows the new primary", async () => {
    const { code } = await stage.npm(`rebuild-replica -- --environment prod --database main --region ${THIRD}`);
    expect(code).toBe(0);
    expect((await headIn(THIRD))?.replicate_source_db).toBe((await headIn(SECOND))?.arn);
  });

  scenario.step("the former primary is set aside, and a copy takes its place", async () => {
    const former = await headIn(HOME);
    const identifier = String(former?.identifier);
    const { code } = await stage.npm(`rebuild-replica -- --environment prod --database main --region ${HOME}`);
    expect(code).toBe(0);
    expect((await headIn(HOME))?.replicate_source_db).toBe((await headIn(SECOND))?.arn);
    expect((await headIn(HOME))?.resource_id).not.toBe(former?.resource_id);
    const { status } = instancesIn(HOME, stage.client);
    expect([await status(identifier), await status(`${identifier}-former`)]).toEqual(["available", "available"]);
  });

  scenario.step("everything is deployed again, users come back, and no stack would change after that", async () => {
    await stage.cdktf("deploy");
    expect((await stage.npm(`evacuate -- --environment prod --restore ${HOME}`)).code).toBe(0);
    expect(await stage.plan()).toEqual([]);
  });

  scenario.step("what was set aside is deleted by hand in the end", async () => {
    const rds = new RDSClient({ region: HOME, ...stage.client });
    const name = `${String((await headIn(HOME))?.identifier)}-former`;
    await rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: name, DeletionProtection: false, ApplyImmediately: true }));
    await rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: name, SkipFinalSnapshot: true }));
    expect(await instancesIn(HOME, stage.client).status(name)).toBeUndefined();
  });
});

describe("removing a region and adding one", () => {
  scenario.step("a region that is being decommissioned is let go by all others", async () => {
    expect((await stage.npm(`evacuate -- --environment prod ${THIRD}`)).code).toBe(0);
    stage.tree.edit(PROD, REGION_LINE, `"${THIRD}": { decommissioning: true }`);
    await stage.cdktf("deploy");
    expect(Object.keys(await stage.regionsOut())).not.toContain(THIRD);
    const { code, output } = await stage.npm(`evacuate -- --environment prod --restore ${THIRD}`);
    expect([code, output]).toEqual([0, expect.stringContaining("No changes")]);
  });

  scenario.step("its stacks are destroyed, and nothing of it is left", async () => {
    const revisions = await revisionsIn(THIRD);
    expect(revisions).toHaveLength(3);
    await stage.cdktf("destroy", `prod-${THIRD}-*`);
    stage.tree.edit(PROD, `, "${THIRD}": { decommissioning: true }`, "");
    await stage.cdktf("deploy");
    expect((await built(revisions)).filter((resource) => resource.split(" ")[1] === THIRD)).toEqual([]);
  });

  scenario.step("it is added again by one line, and lets users in when it is ready", async () => {
    stage.tree.edit(PROD, '"eu-west-1": {}', `"eu-west-1": {}, ${REGION_LINE}`);
    stage.tree.edit(EVACUATED_FILE, '"prod": []', `"prod": ["${THIRD}"]`);
    await stage.cdktf("deploy", "prod-foundation");
    await stage.cdktf("deploy");
    expect(await stage.regionsOut()).toEqual({ [HOME]: [false, false], [SECOND]: [false, false], [THIRD]: [true, true] });
    expect((await stage.npm(`evacuate -- --environment prod --restore ${THIRD}`)).code).toBe(0);
    expect(await stage.regionsOut()).toEqual({ [HOME]: [false, false], [SECOND]: [false, false], [THIRD]: [false, false] });
  });

  scenario.step("a line that is removed right away keeps the others from nothing", async () => {
    stage.tree.edit(PROD, `, ${REGION_LINE}`, "");
    await stage.cdktf("deploy");
    // Its stacks are still there: they are ended with the line back, as one that is being decommissioned.
    stage.tree.edit(PROD, '"eu-west-1": {}', `"eu-west-1": {}, "${THIRD}": { decommissioning: true }`);
  });
});

describe("ending it", () => {
  scenario.step("what is protected refuses to go", async () => {
    const stacks = await stage.synthesize();
    const terraform = terraformOf(stage.session);
    for (const stack of stacks.filter(({ name }) => ["prod-foundation", databaseIn(SECOND)].includes(name))) {
      await init(terraform, stack);
      const { code, stderr } = await terraform(stack.directory, ["plan", "-destroy", "-refresh=false", "-no-color", "-lock=false"]);
      expect([stack.name, code, stderr]).toEqual([stack.name, 1, expect.stringContaining("Instance cannot be destroyed")]);
    }
  });

  scenario.step("taking the protection away destroys nothing", async () => {
    stage.tree.edit(PROD, 'stage: "multi-region",', 'stage: "multi-region",\n  removalPolicy: "destroy",');
    await stage.cdktf("deploy");
    expect(await stage.plan()).toEqual([]);
  });

  scenario.step("after that everything is destroyed, and nothing is left but the state bucket", async () => {
    const revisions = (await Promise.all([HOME, SECOND].map(revisionsIn))).flat();
    await stage.cdktf("destroy");
    expect(await built(revisions)).toEqual([]);
  });

  scenario.step("every command of the runbooks was among them", () => {
    const wanted = runbooks(process.cwd()).flatMap(({ text }) => runbookCommands(text));
    expect(wanted.length).toBeGreaterThan(15);
    expect([...new Set(wanted)].filter((command) => !stage.commands.has(command))).toEqual([]);
    return Promise.resolve();
  });
});
