import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { emptyPlanFolder, MANIFEST, readPlans, removePlans, writeManifest, type Origin } from "../../../cli/plan/plan-folder";
import { change, stackPlan } from "../change";

const root = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-plans-"));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const HERE: Origin = { environment: "prod", commit: "a1", stacks: { "prod-data": "1", "prod-edge": "2" } };
const DATA = "prod-data.tfplan";
const modeOf = (file: string) => (fs.statSync(file).mode & 0o777).toString(8);

/** A folder of plans from the command: one stack changes, another does not. */
function planned(): string {
  const folder = fs.mkdtempSync(path.join(root, "one-"));
  emptyPlanFolder(folder);
  fs.writeFileSync(path.join(folder, DATA), "a plan");
  const values = { before: { password: "hunter1" }, after: { password: "hunter2" }, attributes: ["password"] };
  const data = stackPlan("prod-data", [change("update", "aws_db_instance.Main", values)], { file: path.join(folder, DATA), serial: 3 });
  writeManifest(folder, HERE, [data, stackPlan("prod-edge")]);
  return folder;
}

test("reads a written folder again, also at another path, without attribute values", () => {
  const folder = planned();
  const moved = `${folder}-moved`;
  fs.renameSync(folder, moved);
  const [data, edge] = readPlans(moved, HERE);
  expect(data).toMatchObject({ stack: "prod-data", serial: 3, file: path.join(moved, DATA) });
  expect(data?.changes).toEqual([change("update", "aws_db_instance.Main", { attributes: ["password"] })]);
  expect(edge).toEqual(stackPlan("prod-edge"));
  expect(fs.readFileSync(path.join(moved, MANIFEST), "utf8")).not.toMatch(/hunter/);
});

test("only the owner can read the folder", () => {
  const folder = planned();
  expect([modeOf(folder), modeOf(path.join(folder, MANIFEST))]).toEqual(["700", "600"]);
});

describe("plans are rejected", () => {
  const differences = (folder: string, here: Origin = HERE) => {
    try {
      readPlans(folder, here);
    } catch (error) {
      return (error as Error).message.split("\n").slice(1, -1);
    }
    return [];
  };

  test.each([
    [{ commit: "b2" }, ["  commit a1, expected b2"]],
    [{ environment: "staging" }, ["  environment prod, expected staging"]],
    [{ stacks: { ...HERE.stacks, "prod-data": "other" } }, ["  these stacks are synthesized differently: prod-data"]],
    [{ stacks: { "prod-data": "1" } }, ["  these stacks are synthesized differently: prod-edge"]],
    [{ commit: "b2", stacks: {} }, ["  commit a1, expected b2", "  these stacks are synthesized differently: prod-data, prod-edge"]],
    [{ group: "checkout" }, ["  plans of the whole environment, expected plans of the group checkout"]],
    [{}, []],
  ])("if their source differs: %j", (other, lines) => {
    expect(differences(planned(), { ...HERE, ...other })).toEqual(lines);
  });

  test("if a file was changed or is missing", () => {
    const folder = planned();
    fs.appendFileSync(path.join(folder, DATA), "!");
    expect(differences(folder)).toEqual([`  ${DATA} was changed after planning`]);
    fs.rmSync(path.join(folder, DATA));
    expect(differences(folder)).toEqual([`  ${DATA} is missing`]);
  });

  test("if the manifest names a file of another folder, or has no checksum of a file", () => {
    const folder = planned();
    const file = path.join(folder, MANIFEST);
    const text = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, text.replaceAll(DATA, `../${DATA}`));
    expect(differences(folder)).toEqual([`  ../${DATA} does not match the manifest`]);
    fs.writeFileSync(file, text.replace(`"${DATA}": "`, `"other.tfplan": "`));
    expect(differences(folder)).toEqual([`  ${DATA} does not match the manifest`]);
  });

  test("if the manifest has another version", () => {
    const folder = planned();
    const file = path.join(folder, MANIFEST);
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace('"version": 1', '"version": 2'));
    expect(differences(folder)).toEqual(["  manifest version 2, expected 1"]);
  });

  test("if there are none, with the command that creates them", () => {
    expect(() => readPlans(root, HERE)).toThrow("Create them with `terrace plan`");
  });
});

test("emptying a folder deletes its plans, but not other folders in it", () => {
  const folder = planned();
  fs.mkdirSync(path.join(folder, "prod"));
  for (const name of ["plan.md", "delivery.json"]) fs.writeFileSync(path.join(folder, name), "");
  emptyPlanFolder(folder);
  expect(fs.readdirSync(folder)).toEqual(["prod"]);
});

test("emptying a folder with other files fails and deletes nothing", () => {
  const folder = planned();
  fs.writeFileSync(path.join(folder, "package.json"), "{}");
  expect(() => emptyPlanFolder(folder)).toThrow(`${folder} is not a folder of plans: it contains package.json.`);
  expect(fs.readdirSync(folder)).toContain(DATA);
});

test("removing the plans keeps the comment", () => {
  const folder = planned();
  fs.writeFileSync(path.join(folder, "plan.md"), "");
  removePlans(folder);
  expect(fs.readdirSync(folder)).toEqual(["plan.md"]);
});
