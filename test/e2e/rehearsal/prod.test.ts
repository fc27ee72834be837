import { DeleteDBInstanceCommand, ModifyDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { EVACUATED_FILE } from "../../../cli/evacuation/evacuated-file";
import { instancesIn } from "../../../cli/database/rename-former-primary";
import { init } from "../../../cli/terraform/commands";
import { terraformOf } from "../../../cli/terraform/terraform";
import { runbookCommands, runbooks } from "../../support/runbooks";
import { regionsOf, takeInventory, type Inventory } from "../inventory";
import { DATABASE_LINE, PROD, REGION_LINE, THIRD } from "./environment";
import { Stage } from "./fixture";
import { Scenario } from "../support/scenario";

/**
 * Runs the procedures of docs/runbooks on production in a local AWS, with the commands of the runbooks, from deployment to removal. The
 * environment is a fixture, whose files are edited in a copy of the repository.
 */
const [HOME, SECOND] = ["us-east-1", "eu-west-1"] as const;
const PROMOTE = "db promote prod main";
const databaseIn = (region: string) => `prod-${region}-database-main`;

const fixture = new Stage("prod");
const scenario = new Scenario();
let empty: Inventory;
let regions: readonly string[];

beforeAll(() => fixture.setUp());

afterAll(async () => {
  console.log(`The rehearsal\n${scenario.lines.join("\n")}`);
  await fixture.tearDown();
});

const none = (counts: Record<string, number | undefined>) => Object.fromEntries(Object.keys(counts).map((name) => [name, 0]));

async function headIn(region: string) {
  const instances = await fixture.attributes(databaseIn(region), "aws_db_instance");
  return [...instances.values()].find(({ identifier }) => !String(identifier).includes("-replica-"));
}

async function writerLeadsTo(): Promise<unknown> {
  const records = await fixture.attributes("prod-network", "aws_route53_record");
  return [...records.values()].find(({ name }) => name === "main.writer.db.prod.internal")?.records;
}

/** The task definitions that services and workers of a region run now. */
async function revisionsIn(region: string): Promise<string[]> {
  return [...(await fixture.attributes(`prod-${region}-service`, "aws_ecs_task_definition")).values()].map(({ arn }) => String(arn));
}

/**
 * Resources that the account did not have at the start. Earlier revisions of task definitions do not count: they are kept for rollbacks while an
 * environment is protected, and cost nothing.
 */
async function built(revisions: readonly string[]): Promise<string[]> {
  const { resources } = await takeInventory(fixture.session, regions);
  const isFormer = (resource: string) =>
    resource.includes(":task-definition/") && !revisions.some((revision) => resource.endsWith(revision));
  return resources.filter((resource) => !empty.resources.includes(resource) && !isFormer(resource));
}

describe("deploying three regions", () => {
  scenario.step("one command creates the state bucket and its replica", async () => {
    const { code, output } = await fixture.terrace("bootstrap prod --state-only");
    expect(output).toMatch(/Created the state bucket \S+ in us-east-1/);
    expect(output).toMatch(/Created its replica \S+ in us-east-2/);
    expect(code).toBe(0);
  });

  scenario.step("one command deploys everything", async () => {
    const stacks = await fixture.synthesize();
    regions = regionsOf(stacks);
    expect(regions).toEqual(expect.arrayContaining([HOME, SECOND, THIRD]));
    empty = await takeInventory(fixture.session, regions);
    const counts = await fixture.cdktf("deploy");
    expect(Object.keys(counts).sort()).toEqual(stacks.map(({ name }) => name).sort());
  });

  scenario.step("deploying again changes nothing", async () => {
    const counts = await fixture.cdktf("deploy");
    expect(counts).toEqual(none(counts));
  });

  scenario.step("a second plan of every stack is empty", async () => {
    expect(await fixture.plan()).toEqual([]);
  });
});

describe("evacuating a region", () => {
  scenario.step("evacuating the last region fails, and the file is unchanged", async () => {
    const before = fixture.tree.read(EVACUATED_FILE);
    const { code, output } = await fixture.terrace(`region evacuate prod ${HOME} ${SECOND} ${THIRD}`);
    expect(output).toContain("names every region that is not being decommissioned");
    expect([code, fixture.tree.read(EVACUATED_FILE)]).toEqual([1, before]);
  });

  scenario.step("a lost region is removed from all public DNS names, without a request to it", async () => {
    const { code, output, refused } = await fixture.terraceWithout(SECOND, [], `region evacuate prod ${SECOND}`);
    expect(output).toContain(`${SECOND} is removed from origin.photofeed.example.net`);
    expect(output).toContain(`${SECOND} is removed from ingest.photofeed.example.net`);
    expect([code, refused]).toEqual([0, []]);
    expect(await fixture.regionsOut()).toEqual({ [HOME]: [false, false], [SECOND]: [true, true], [THIRD]: [false, false] });
  });

  scenario.step("a second run makes no changes", async () => {
    const { code, output } = await fixture.terrace(`region evacuate prod ${SECOND}`);
    expect([code, output]).toEqual([0, expect.stringContaining("No changes")]);
  });

  scenario.step("--restore restores the region, and no stack would change", async () => {
    const { code } = await fixture.terrace(`region restore prod ${SECOND}`);
    expect(code).toBe(0);
    expect(await fixture.regionsOut()).toEqual({ [HOME]: [false, false], [SECOND]: [false, false], [THIRD]: [false, false] });
    expect(await fixture.plan("prod-edge")).toEqual([]);
  });
});

describe("promoting a database", () => {
  scenario.step("the region of the current primary is evacuated", async () => {
    expect((await fixture.terrace(`region evacuate prod ${HOME}`)).code).toBe(0);
  });

  scenario.step(
    "changing one field plans no data loss: an update in place in the replica's region, an error where a replica would be recreated",
    async () => {
      fixture.tree.edit(PROD, DATABASE_LINE, `${DATABASE_LINE}, primaryRegion: "${SECOND}"`);
      await expect(fixture.plan(databaseIn(HOME))).rejects.toThrow(
        /is\s+configured\s+as\s+a\s+replica\s+of\s+eu-west-1,\s+but\s+the\s+role\s+of\s+the\s+existing\s+instance\s+is:\s+primary/,
      );
      await expect(fixture.plan(databaseIn(THIRD))).rejects.toThrow(
        /the\s+role\s+of\s+the\s+existing\s+instance\s+is:\s+copy\s+of\s+us-east-1/,
      );
      const [drift] = await fixture.plan(databaseIn(SECOND));
      const instances = (drift?.changes ?? []).filter(({ address }) => address.startsWith("aws_db_instance."));
      expect(instances.filter(({ action }) => action === "delete" || action === "replace")).toEqual([]);
      expect(instances.find(({ action }) => action === "update")?.attributes).toContain("replicate_source_db");
    },
  );

  scenario.step("one command promotes the replica, without a request to the former primary region", async () => {
    const before = await headIn(SECOND);
    // The state is in the home region; docs/runbooks/region-outage.md describes the procedure without it.
    const { code, refused } = await fixture.terraceWithout(HOME, ["s3"], PROMOTE);
    expect([code, refused]).toEqual([0, []]);
    const after = await headIn(SECOND);
    expect([after?.resource_id, after?.replicate_source_db]).toEqual([before?.resource_id, ""]);
    expect(await writerLeadsTo()).toEqual([`main.instance.db.${SECOND}.prod.internal`]);
  });

  scenario.step("a second run makes no changes", async () => {
    const { code, output } = await fixture.terrace(PROMOTE);
    expect([code, output]).toEqual([0, expect.stringContaining("No changes")]);
  });

  scenario.step(
    "the services of the other regions are deployed with the new primary, before the former primary has a replica",
    async () => {
      for (const region of [SECOND, THIRD]) {
        const counts = await fixture.cdktf("deploy", `prod-${region}-service`, { alone: true });
        expect(counts[`prod-${region}-service`]).toBeGreaterThan(0);
      }
    },
  );

  scenario.step("the new primary is monitored as a primary, before the former one has a replica", async () => {
    const alarms = async () => [...(await fixture.attributes(`prod-${SECOND}-watch`, "aws_cloudwatch_metric_alarm")).values()];
    const names = async () => (await alarms()).map(({ alarm_name }) => alarm_name);
    expect(await names()).not.toContain(`prod-${SECOND}-main-silent`);
    await fixture.cdktf("deploy", `prod-${SECOND}-watch`, { alone: true });
    expect(await names()).toContain(`prod-${SECOND}-main-silent`);
  });

  scenario.step("the third region's replica is recreated from the new primary", async () => {
    const { code } = await fixture.terrace(`db rebuild-replica prod main --region ${THIRD}`);
    expect(code).toBe(0);
    expect((await headIn(THIRD))?.replicate_source_db).toBe((await headIn(SECOND))?.arn);
  });

  scenario.step("the former primary is renamed, and a replica replaces it", async () => {
    const former = await headIn(HOME);
    const identifier = String(former?.identifier);
    const { code } = await fixture.terrace(`db rebuild-replica prod main --region ${HOME}`);
    expect(code).toBe(0);
    expect((await headIn(HOME))?.replicate_source_db).toBe((await headIn(SECOND))?.arn);
    expect((await headIn(HOME))?.resource_id).not.toBe(former?.resource_id);
    const { status } = instancesIn(HOME, fixture.client);
    expect([await status(identifier), await status(`${identifier}-former`)]).toEqual(["available", "available"]);
  });

  scenario.step("everything is deployed again, the region is restored, and no stack would change after that", async () => {
    await fixture.cdktf("deploy");
    expect((await fixture.terrace(`region restore prod ${HOME}`)).code).toBe(0);
    expect(await fixture.plan()).toEqual([]);
  });

  scenario.step("the renamed former primary is deleted manually", async () => {
    const rds = new RDSClient({ region: HOME, ...fixture.client });
    const name = `${String((await headIn(HOME))?.identifier)}-former`;
    await rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: name, DeletionProtection: false, ApplyImmediately: true }));
    await rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: name, SkipFinalSnapshot: true }));
    expect(await instancesIn(HOME, fixture.client).status(name)).toBeUndefined();
  });
});

describe("removing a region and adding one", () => {
  scenario.step("all other regions drop their references to a decommissioned region", async () => {
    expect((await fixture.terrace(`region evacuate prod ${THIRD}`)).code).toBe(0);
    fixture.tree.edit(PROD, REGION_LINE, `"${THIRD}": { decommissioning: true }`);
    await fixture.cdktf("deploy");
    expect(Object.keys(await fixture.regionsOut())).not.toContain(THIRD);
    const { code, output } = await fixture.terrace(`region restore prod ${THIRD}`);
    expect([code, output]).toEqual([0, expect.stringContaining("No changes")]);
  });

  scenario.step("its stacks are destroyed without leftovers", async () => {
    const revisions = await revisionsIn(THIRD);
    expect(revisions).toHaveLength(3);
    await fixture.cdktf("destroy", `prod-${THIRD}-*`);
    fixture.tree.edit(PROD, `, "${THIRD}": { decommissioning: true }`, "");
    await fixture.cdktf("deploy");
    expect((await built(revisions)).filter((resource) => resource.split(" ")[1] === THIRD)).toEqual([]);
  });

  scenario.step("one line adds the region again, and it is restored when it is ready", async () => {
    fixture.tree.edit(PROD, '"eu-west-1": {}', `"eu-west-1": {}, ${REGION_LINE}`);
    fixture.tree.edit(EVACUATED_FILE, '"prod": []', `"prod": ["${THIRD}"]`);
    await fixture.cdktf("deploy", "prod-foundation");
    await fixture.cdktf("deploy");
    expect(await fixture.regionsOut()).toEqual({ [HOME]: [false, false], [SECOND]: [false, false], [THIRD]: [true, true] });
    expect((await fixture.terrace(`region restore prod ${THIRD}`)).code).toBe(0);
    expect(await fixture.regionsOut()).toEqual({ [HOME]: [false, false], [SECOND]: [false, false], [THIRD]: [false, false] });
  });

  scenario.step("removing the line without decommissioning does not block the other regions", async () => {
    fixture.tree.edit(PROD, `, ${REGION_LINE}`, "");
    await fixture.cdktf("deploy");
    // Its stacks still exist: they are destroyed after the line is added again with `decommissioning`.
    fixture.tree.edit(PROD, '"eu-west-1": {}', `"eu-west-1": {}, "${THIRD}": { decommissioning: true }`);
  });
});

describe("removing the environment", () => {
  scenario.step("protected resources cannot be destroyed", async () => {
    const stacks = await fixture.synthesize();
    const terraform = terraformOf(fixture.session);
    for (const stack of stacks.filter(({ name }) => ["prod-foundation", databaseIn(SECOND)].includes(name))) {
      await init(terraform, stack);
      const { code, stderr } = await terraform(stack.directory, ["plan", "-destroy", "-refresh=false", "-no-color", "-lock=false"]);
      expect([stack.name, code, stderr]).toEqual([stack.name, 1, expect.stringContaining("Instance cannot be destroyed")]);
    }
  });

  scenario.step("removing the protection destroys nothing", async () => {
    fixture.tree.edit(PROD, 'stage: "multi-region",', 'stage: "multi-region",\n  removalPolicy: "destroy",');
    await fixture.cdktf("deploy");
    expect(await fixture.plan()).toEqual([]);
  });

  scenario.step("after that everything is destroyed except the state bucket", async () => {
    const revisions = (await Promise.all([HOME, SECOND].map(revisionsIn))).flat();
    await fixture.cdktf("destroy");
    expect(await built(revisions)).toEqual([]);
  });

  scenario.step("every command of the runbooks was run", () => {
    const wanted = runbooks(process.cwd()).flatMap(({ text }) => runbookCommands(text));
    expect(wanted.length).toBeGreaterThan(15);
    expect([...new Set(wanted)].filter((command) => !fixture.commands.has(command))).toEqual([]);
    return Promise.resolve();
  });
});
