import * as path from "node:path";
import { run } from "../../../cli/process/run";
import { shellVariables } from "../support/commands";
import type { Scenario } from "../support/scenario";
import type { PipelineFixture } from "./fixture";

/** Everything can be destroyed again with the states alone. */
export function end(scenario: Scenario, fixture: () => PipelineFixture): void {
  scenario.step("everything is destroyed, and every state is empty", async () => {
    const { team, account, session } = fixture();
    await team.git("checkout", "--quiet", "v0.1.0");
    const args = ["destroy", "staging-*", "--auto-approve", "--skip-provider-lock", "--no-color"];
    const bounds = ["--parallelism", "4", "--terraform-parallelism", "40"];
    const cwd = team.tree.root;
    const env = { ...shellVariables(session), TF_CLI_ARGS_destroy: "-refresh=false" };
    const { code, stdout, stderr } = await run(path.join(cwd, "node_modules", ".bin", "cdktf"), [...args, ...bounds], { cwd, env });
    expect([code, code === 0 ? "" : `${stdout}${stderr}`]).toEqual([0, ""]);
    expect([...(await account.ids()).keys()]).toEqual([]);
  });
}
