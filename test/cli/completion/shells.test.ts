import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { completionScript } from "../../../cli/completion/scripts";

/** A command `npx` that prints fixed completions, in a folder of its own. */
function fakeNpx(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "completion-"));
  fs.writeFileSync(path.join(folder, "npx"), `#!/bin/sh\nprintf 'prod\\tan environment\\n%s\\t\\n' "$*"\n`, { mode: 0o755 });
  return folder;
}

test("bash takes the values from the command, without their descriptions", () => {
  const script = [
    completionScript("bash"),
    'COMP_WORDS=(terrace plan "")',
    "COMP_CWORD=2",
    "_terrace",
    `printf '<%s>' "\${COMPREPLY[@]}"`,
    "complete -p terrace",
  ].join("\n");
  const { stdout, stderr, status } = spawnSync("bash", ["--noprofile", "--norc", "-c", script], {
    encoding: "utf8",
    env: { PATH: `${fakeNpx()}:${process.env.PATH ?? ""}` },
  });
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toBe("<prod><--no-install terrace completion --words -- plan >complete -o default -F _terrace terrace\n");
});
