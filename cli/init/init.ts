import * as fs from "node:fs";
import { randomUUID } from "node:crypto";
import * as path from "node:path";
import { packageRoot } from "../package-root";
import { Problem } from "../problem";
import { lastLines, run } from "../process/run";
import { type InitFlags, answersOf, missingFlags, missingProblem } from "./answers";
import { createFiles } from "./create";
import { checkAnswers } from "./environment-source";
import { projectFiles } from "./files";
import type { PackageJson } from "./package-json";

export interface InitOptions {
  /** The folder of the new project. */
  readonly root: string;
  readonly flags: InitFlags;
  /** Whether missing options are prompted for. */
  readonly prompts: boolean;
  readonly install: boolean;
  readonly say: (line: string) => void;
}

/** Creates a project. Returns its files in order; undefined if the user canceled. */
export async function initProject({ root, flags, prompts, install, say }: InitOptions): Promise<readonly string[] | undefined> {
  const complete = prompts ? await (await import("./prompts.js")).promptFor(flags, path.basename(root)) : flags;
  if (complete === undefined) return undefined;
  const missing = missingFlags(complete);
  if (missing.length > 0) throw missingProblem(missing);
  const answers = answersOf(complete);
  checkAnswers(answers);
  const files = projectFiles(answers, contextOf(root));
  createFiles(root, files);
  say(`Created ${answers.name}:`);
  for (const file of Object.keys(files)) say(`  ${file}`);
  if (install) await installPackages(root, say);
  say(
    `Next: npx --no-install terrace show ${answers.environment}, then npx --no-install terrace dev ${answers.environment}. README.md has all steps.`,
  );
  return Object.keys(files);
}

function contextOf(root: string) {
  const existing = path.join(root, "package.json");
  const home = packageRoot();
  return {
    existingPackage: fs.existsSync(existing) ? fs.readFileSync(existing, "utf8") : undefined,
    terrace: JSON.parse(fs.readFileSync(path.join(home, "package.json"), "utf8")) as PackageJson,
    workflow: fs.readFileSync(path.join(home, "templates", "terrace.yml"), "utf8"),
    projectId: randomUUID(),
  };
}

async function installPackages(root: string, say: (line: string) => void): Promise<void> {
  say("Installing packages …");
  const { code, stdout, stderr } = await run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root });
  if (code === 0) return;
  throw new Problem(
    [
      "npm install failed. The files of the project are complete.",
      lastLines(stderr || stdout, 8),
      "  fix       Run npm install again.",
    ].join("\n"),
  );
}
