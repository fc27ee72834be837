import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder with a project whose environments are the fixture `photofeed`, for tests that run commands. The suite deletes it. */
export function fixtureProject(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "terrace-photofeed-")));
  const fixture = join(__dirname, "../fixtures/environments/photofeed");
  mkdirSync(join(root, "environments"));
  writeFileSync(join(root, "cdktf.json"), "{}\n");
  writeFileSync(join(root, "environments/index.ts"), `export { project as default } from ${JSON.stringify(fixture)};\n`);
  return root;
}
