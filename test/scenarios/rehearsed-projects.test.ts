import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { loadProject } from "../../cli/project";
import { ENVIRONMENTS as PIPELINE } from "../e2e/delivery/environment";
import { environmentsFor } from "../e2e/preview/environments";
import { ENVIRONMENTS as RUNBOOKS } from "../e2e/rehearsal/environment";
import { Tree } from "../e2e/support/tree";

/** The rehearsals run for an hour and not on each change, so what they would load is loaded here. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-rehearsed-"));
const plant = (name: string): Tree => Tree.plant(process.cwd(), path.join(folder, name));

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe("the projects of the rehearsals load", () => {
  it("the runbooks'", () => {
    const tree = plant("runbooks");
    tree.replaceEnvironments(RUNBOOKS);
    expect(Object.keys(loadProject(tree.root).environments)).toEqual(["prod"]);
  });

  it("the pipeline's", () => {
    const tree = plant("pipeline");
    tree.replaceEnvironments(PIPELINE);
    expect(loadProject(tree.root).environments.staging?.domainName).toBe("staging.acme.example.net");
  });

  it("the previews'", () => {
    const tree = plant("previews");
    tree.replaceEnvironments(environmentsFor({ repository: "acme/platform" }));
    expect(loadProject(tree.root).previews).toBeDefined();
  });
});
