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

/** A folder of plans as the command leaves it: one stack changes, another does not. */
function planned(): string {
  const folder = fs.mkdtempSync(path.join(root, "one-"));
  emptyPlanFolder(folder);
  fs.writeFileSync(path.join(folder, DATA), "a plan");
  const values = { before: { password: "hunter1" }, after: { password: "hunter2" }, attributes: ["password"] };
  const data = stackPlan("prod-data", [change("update", "aws_db_instance.Main", values)], { file: path.join(folder, DATA), serial: 3 });
  writeManifest(folder, HERE, [data, stackPlan("prod-edge")]);
  return folder;
}

test("what was written is read again, on another path perhaps, with all that is needed and no value", () => {
  const folder = planned();
  const moved = `${folder}-moved`;
  fs.renameSync(folder, moved);
  const [data, edge] = readPlans(moved, HERE);
  expect(data).toMatchObject({ stack: "prod-data", serial: 3, file: path.join(moved, DATA) });
  expect(data?.changes).toEqual([change("update", "aws_db_instance.Main", { attributes: ["password"] })]);
  expect(edge).toEqual(stackPlan("prod-edge"));
  expect(fs.readFileSync(path.join(moved, MANIFEST), "utf8")).not.toMatch(/hunter/);
});

test("nobody else may look into it", () => {
  const folder = planned();
  expect([modeOf(folder), modeOf(path.join(folder, MANIFEST))]).toEqual(["700", "600"]);
});

describe("plans are refused", () => {
  const refused = (folder: string, here: Origin = HERE) => {
    try {
      readPlans(folder, here);
    } catch (error) {
      return (error as Error).message.split("\n").slice(1, -1);
    }
    return [];
  };

  test.each([
    [{ commit: "b2" }, ["  they were made from commit a1, and this is b2"]],
    [{ environment: "staging" }, ["  they are of environment prod, not staging"]],
    [{ stacks: { ...HERE.stacks, "prod-data": "other" } }, ["  these stacks are synthesized otherwise here: prod-data"]],
    [{ stacks: { "prod-data": "1" } }, ["  these stacks are synthesized otherwise here: prod-edge"]],
    [
      { commit: "b2", stacks: {} },
      ["  they were made from commit a1, and this is b2", "  these stacks are synthesized otherwise here: prod-data, prod-edge"],
    ],
    [{}, []],
  ])("where they are of something else: %j", (other, lines) => {
    expect(refused(planned(), { ...HERE, ...other })).toEqual(lines);
  });

  test("where a file is another one, or missing", () => {
    const folder = planned();
    fs.appendFileSync(path.join(folder, DATA), "!");
    expect(refused(folder)).toEqual([`  ${DATA} is not the file that was made`]);
    fs.rmSync(path.join(folder, DATA));
    expect(refused(folder)).toEqual([`  ${DATA} is missing`]);
  });

  test("where the manifest names a file of another folder, or one that it has no sum of", () => {
    const folder = planned();
    const file = path.join(folder, MANIFEST);
    const text = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, text.replaceAll(DATA, `../${DATA}`));
    expect(refused(folder)).toEqual([`  ../${DATA} is not what the manifest tells of`]);
    fs.writeFileSync(file, text.replace(`"${DATA}": "`, `"other.tfplan": "`));
    expect(refused(folder)).toEqual([`  ${DATA} is not what the manifest tells of`]);
  });

  test("where the manifest is of another version", () => {
    const folder = planned();
    const file = path.join(folder, MANIFEST);
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace('"version": 1', '"version": 2'));
    expect(refused(folder)).toEqual(["  they are of version 2, and 1 is known here"]);
  });

  test("where there are none, with what makes them", () => {
    expect(() => readPlans(root, HERE)).toThrow("`npm run plan` makes them");
  });
});

test("a folder is used again without what was in it, and without other folders in it being touched", () => {
  const folder = planned();
  fs.mkdirSync(path.join(folder, "prod"));
  for (const name of ["plan.md", "delivery.json"]) fs.writeFileSync(path.join(folder, name), "");
  emptyPlanFolder(folder);
  expect(fs.readdirSync(folder)).toEqual(["prod"]);
});

test("a folder that holds anything else is left alone", () => {
  const folder = planned();
  fs.writeFileSync(path.join(folder, "package.json"), "{}");
  expect(() => emptyPlanFolder(folder)).toThrow(`${folder} is no folder of plans: it has package.json.`);
  expect(fs.readdirSync(folder)).toContain(DATA);
});

test("refused plans go, and what tells of them stays", () => {
  const folder = planned();
  fs.writeFileSync(path.join(folder, "plan.md"), "");
  removePlans(folder);
  expect(fs.readdirSync(folder)).toEqual(["plan.md"]);
});
