import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { readDashboards } from "../../cli/preview-dashboards/dashboards";
import { pageHtml } from "../../cli/preview-dashboards/page";
import { Problem, runCommand } from "../../cli/problem";
import { run } from "../../cli/process/run";

const USAGE = "Usage: npm run preview-dashboards -- [--from cdktf.out] [--to .terrace/dashboards]";

/** npm run preview-dashboards: renders each synthesized dashboard as an HTML page, without an AWS account. */
runCommand(async () => {
  const { from, to } = options();
  const folder = from ?? (await synthesized());
  if (!fs.existsSync(path.join(folder, "manifest.json")))
    throw new Problem(`${folder} is not a cdktf output folder: it has no manifest.json. Remove --from to synthesize again.`);
  const dashboards = readDashboards(folder);
  fs.mkdirSync(to, { recursive: true });
  for (const dashboard of dashboards) {
    const file = path.join(to, `${dashboard.name}.html`);
    fs.writeFileSync(file, pageHtml(dashboard));
    console.log(`${file}  ${dashboard.body.widgets.length} widgets`);
  }
  if (dashboards.length === 0) console.log(`${folder} contains no dashboards.`);
  return 0;
});

function options(): { readonly from: string | undefined; readonly to: string } {
  try {
    const { values } = parseArgs({ options: { from: { type: "string" }, to: { type: "string", default: ".terrace/dashboards" } } });
    return { from: values.from, to: values.to };
  } catch (error) {
    throw new Problem(`${error instanceof Error ? error.message : String(error)} ${USAGE}`);
  }
}

/** Synthesizes all environments like `cdktf synth`, into a separate folder. */
async function synthesized(): Promise<string> {
  const folder = path.resolve(".terrace/dashboards-cdktf.out");
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const { app } = JSON.parse(fs.readFileSync("cdktf.json", "utf8")) as { app: string };
  const { code, stdout, stderr } = await run("sh", ["-c", app], { cwd: process.cwd(), env: { ...process.env, CDKTF_OUTDIR: folder } });
  if (code !== 0) throw new Problem((stderr || stdout).trimEnd());
  return folder;
}
