import * as fs from "node:fs";
import { deployAndPlanAgain, driftReport } from "../cdktf/deploy";
import { addressLines, builtLines, DEPLOY_PHASE, nextLines, SET_UP_PHASE, timeLines } from "../cdktf/summary";
import { synthesize } from "../synthesis/synthesize";
import type { Stack } from "../synthesis/synthesized";
import { loadPlatform } from "../environment";
import { ageSeconds, LIFETIME_SECONDS, stopLocalAws } from "../local/local-aws";
import { openSession, provideLocalAws, type Session } from "../local/session";
import { ensureVenv } from "../local/venv";
import { pathsOf, type Paths } from "../paths";
import { Phases } from "../cdktf/phases";
import { Problem } from "../problem";
import { type Call, DONE } from "../verb";
import { describeChanges, ensureStateBucket } from "../state/state-bucket";
import { readState, type State } from "../state/states";
import { chooseProvider, describeSource } from "../terraform/provider";

/** terrace dev: deploys a whole environment to a local AWS, and verifies it with a second plan. */
const ENVIRONMENT = "dev";

const say = (line: string) => console.log(line);

async function setUp(paths: Paths, phases: Phases): Promise<Session> {
  fs.mkdirSync(paths.logs, { recursive: true });
  // Reports configuration errors before anything is started.
  loadPlatform(ENVIRONMENT);
  const provider = await phases.run(
    SET_UP_PHASE,
    async () => {
      const [choice, installed] = await Promise.all([chooseProvider(paths), ensureVenv(paths, process.env.TERRACE_PYTHON ?? "python3")]);
      if (installed) say("Installed the local AWS's Python packages.");
      return choice;
    },
    ({ source }) => `Terraform's AWS provider comes ${describeSource(source)}.`,
  );
  return phases.run(
    "local AWS",
    async () => openSession(paths, ENVIRONMENT, provider, await provideLocalAws(paths, {})),
    ({ server, started }) => `The local AWS ${started ? "started" : "is already running"} at ${server.url} (process ${server.pid}).`,
  );
}

async function deploy(session: Session, phases: Phases, signal: AbortSignal): Promise<void> {
  const { state } = session.platform;
  await phases.run(
    "state bucket",
    () => ensureStateBucket(state, session.s3),
    (changes) => describeChanges(state, changes),
  );
  const stacks = await phases.run("synthesis", () => synthesize(session));
  say(`Deploying ${stacks.length} stacks of ${ENVIRONMENT} with cdktf. Logs: ${session.paths.logs}`);
  const { timeline, drifts: planned } = await phases.run(DEPLOY_PHASE, () => deployAndPlanAgain(session, stacks, signal));
  const drifts = await phases.run("second plan", planned);
  if (drifts.length > 0) throw new Problem(driftReport(drifts));
  say(`The second plan of all ${stacks.length} stacks is empty: the deployed resources match the configuration.`);

  const deployment = { stacks, states: await readStates(session, stacks), timeline, phases: phases.all };
  const minutesLeft = Math.floor((LIFETIME_SECONDS - ageSeconds(session.paths)) / 60);
  const parts = [builtLines, addressLines, timeLines].map((lines) => lines(deployment));
  for (const lines of [...parts, nextLines(ENVIRONMENT, session.server.url, minutesLeft)])
    if (lines.length > 0) say(`\n${lines.join("\n")}`);
}

async function readStates({ s3, platform }: Session, stacks: readonly Stack[]): Promise<Map<string, State>> {
  const states = await Promise.all(stacks.map(async ({ name }) => [name, await readState(s3, platform.state.bucket, name)] as const));
  return new Map(states.flatMap(([name, state]) => (state ? [[name, state] as const] : [])));
}

export async function dev(call: Call): Promise<number> {
  const paths = pathsOf(call.root);
  const phases = new Phases(say);
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  const session = await setUp(paths, phases);
  try {
    await deploy(session, phases, stop.signal);
    return DONE;
  } catch (error) {
    // A failed run stops the server that it started; a server that was running before stays.
    if (session.started) await stopLocalAws(paths);
    throw error;
  }
}
