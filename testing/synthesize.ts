import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App, TerraformStack } from "cdktf";
import { load } from "../config/load";
import { withPlaceholderImages, withRecords } from "../config/records";
import { environmentsOf, type Project } from "../project/project";
import { readRecords } from "../project/records";
import { definePlatform } from "../stacks/platform";

/** The Terraform of one stack, as in its cdk.tf.json, without the metadata of cdktf, which Terraform ignores. */
export interface StackDocument {
  readonly terraform: Readonly<Record<string, unknown>>;
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly [block: string]: unknown;
}

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/**
 * The Terraform of every stack of a project, by the name of the stack. A release or an evacuation does not change it:
 * `environments/images.json` and `environments/evacuated.json` count as empty. It reads `environments/placement.json` only.
 *
 * @param root The folder of the project. @default the current folder
 * @throws Error with all errors of all environments.
 * @example expect(synthesizeProject(project)).toMatchSnapshot();
 */
export function synthesizeProject(project: Project, root = process.cwd()): Readonly<Record<string, StackDocument>> {
  const { placement } = readRecords(root);
  const loaded = load(withPlaceholderImages(withRecords(environmentsOf(project), { images: {}, evacuated: {}, placement })));
  if (!loaded.ok) throw new Error(loaded.report.trimEnd());
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-synthesis-"));
  try {
    const app = new App({ outdir });
    loaded.platforms.forEach((platform) => definePlatform(app, platform));
    app.synth();
    const stacks = app.node.findAll().filter((node): node is TerraformStack => TerraformStack.isStack(node));
    return Object.fromEntries(stacks.map(({ node: { id } }) => [id, read(path.join(outdir, "stacks", id, "cdk.tf.json"))]));
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

function read(file: string): StackDocument {
  return JSON.parse(fs.readFileSync(file, "utf8"), (key, value: unknown) => (key === "//" ? undefined : value)) as StackDocument;
}
