import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type Paths, pathsOf } from "../../../cli/paths";
import { lastLines } from "../../../cli/process/run";
import { chooseProvider, neededProvider } from "../../../cli/terraform/provider";
import { runTerraform } from "../../../cli/terraform/terraform";
import { SchemaLines, isComplete, toLines } from "./printed";
import type { PrintedSchemas, Schemas } from "./schema";

/**
 * The schemas of the provider version of the bindings, and of Terraform's built-in types. Terraform needs five seconds of CPU time and 600 MB
 * to print them, so they are cached in `.terrace`. The schema of a released version never changes.
 */
export async function providerSchemas(): Promise<Schemas> {
  const paths = pathsOf(path.join(__dirname, "../../.."));
  const { version } = neededProvider();
  const file = path.join(paths.home, "provider-schema", `aws-${version}.txt`);
  const cached = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  if (isComplete(cached)) return new SchemaLines(cached);
  const lines = toLines(await printSchemas(paths));
  write(file, lines);
  return new SchemaLines(lines);
}

/** Writes a temporary file and renames it, so that other tests never read a partial file. */
function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, text);
  fs.renameSync(draft, file);
}

async function printSchemas(paths: Paths): Promise<PrintedSchemas> {
  const { address, version } = neededProvider();
  const { cliConfig } = await chooseProvider(paths);
  const { TF_CLI_CONFIG_FILE: _unchecked, ...inherited } = process.env;
  const env = { ...inherited, CHECKPOINT_DISABLE: "1", ...(cliConfig !== undefined && { TF_CLI_CONFIG_FILE: cliConfig }) };
  const cwd = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-schema-"));
  try {
    // Terraform prints the schemas of used providers only, including its built-in provider.
    const main = { terraform: { required_providers: { aws: { source: address, version } } }, resource: { terraform_data: { own: {} } } };
    fs.writeFileSync(path.join(cwd, "main.tf.json"), JSON.stringify(main));
    await terraform(["init", "-input=false", "-no-color"], cwd, env);
    return JSON.parse(await terraform(["providers", "schema", "-json"], cwd, env)) as PrintedSchemas;
  } finally {
    fs.rmSync(cwd, { recursive: true, force: true });
  }
}

async function terraform(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { code, stdout, stderr } = await runTerraform(env, cwd, args);
  if (code !== 0) throw new Error(`terraform ${args.join(" ")} exited with ${code}:\n${lastLines(stdout + stderr, 20)}`);
  return stdout;
}
