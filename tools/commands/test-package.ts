import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { runCommand } from "../../cli/problem";
import { check } from "../package/checks";
import { NewProject } from "../package/new-project";
import { checkFiles, pack } from "../package/tarball";

/** Settings of npm that hold for every project of a user. npm sets all others for its scripts, from the project that it runs in. */
const NPM_SETTINGS = ["npm_config_registry", "npm_config_cache", "npm_config_userconfig"];

/**
 * npm run test:package: packs the package, starts a project with it in an empty folder, as a new user does, and deploys that to the local AWS.
 * It uses the npm registry.
 */
runCommand(async () => {
  const root = process.cwd();
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "terrace-package-")));
  const env = cleanEnvironment(process.env);
  const project = new NewProject(path.join(folder, "shop"), env);
  try {
    const tarball = await check("npm pack", () => pack(root, folder, env));
    console.log(`  ${tarball.files.length} files, ${Math.ceil(tarball.size / 1_000)} kB`);
    await check("the package has only its own files", () => Promise.resolve(checkFiles(tarball)));
    await project.install(tarball, root);
    await project.init();
    await project.mistakes();
    // The deployment mostly waits.
    await allOf([() => project.dev(), () => checkOffline(project)]);
    await project.plan();
    await project.stop();
    return 0;
  } finally {
    await project.tidyUp();
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

async function checkOffline(project: NewProject): Promise<void> {
  await project.validate();
  await project.types();
  await project.test();
}

/** Runs tasks at the same time, to the end of all: a failure must not leave another one running. */
async function allOf(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const failed = (await Promise.allSettled(tasks.map((task) => task()))).find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}

/** The environment of a user who has no AWS account, outside of npm and of this repository. */
function cleanEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = (name: string) =>
    (/^npm_/i.test(name) && !NPM_SETTINGS.includes(name)) || /^(AWS_|CI$|NODE_OPTIONS$|TERRACE_(?!PROVIDER))/.test(name);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign(name)));
}
