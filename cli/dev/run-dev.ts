import * as fs from "node:fs";
import * as path from "node:path";
import { deployAndPlanAgain, driftReport } from "../cdktf/deploy";
import { Phases } from "../cdktf/phases";
import { addressLines, builtLines, DEPLOY_PHASE, nextLines, SET_UP_PHASE, timeLines } from "../cdktf/summary";
import { loadPlatform } from "../environment";
import { clearKilledRun, endLeftProcesses } from "../local/killed-run";
import { ageSeconds, LIFETIME_SECONDS, startLocalAws, stopLocalAws } from "../local/local-aws";
import { holderText, takeLock } from "../local/run-lock";
import { openSession, provideLocalAws, type ProvidedServer, type Session } from "../local/session";
import { ensureVenv } from "../local/venv";
import type { Paths } from "../paths";
import { Problem, shortened } from "../problem";
import { describeChanges, ensureStateBucket, type StateBucket } from "../state/state-bucket";
import { readState, type State } from "../state/states";
import type { Stack } from "../synthesis/synthesized";
import { synthesize } from "../synthesis/synthesize";
import { chooseProvider, describeSource, type ProviderChoice } from "../terraform/provider";
import { Interruption } from "./interruption";

export interface DevOptions {
  readonly paths: Paths;
  readonly environment: string;
  /** Starts with an empty local AWS. @default false */
  readonly fresh?: boolean;
  /** Also prints where the time went. @default false */
  readonly timings?: boolean;
  readonly say: (line: string) => void;
}

/** Printed with every summary: a person would else wait for a response of the endpoints. */
export const CONTAINERS = [
  "Containers do not run in the local AWS: services and workers exist, but have no",
  "running tasks, and the endpoints do not respond.",
];

/** terrace dev: deploys a whole environment to the local AWS of this folder, and verifies it with a second plan. */
export async function runDev({ paths, environment, fresh = false, timings = false, say }: DevOptions): Promise<void> {
  // Reports configuration errors before anything is started.
  const { state } = loadPlatform(environment);
  const lock = takeLock(paths.runLock, `terrace dev ${environment}`);
  const interruption = new Interruption(paths);
  try {
    if (lock.tookOver) say(`The last run did not end properly: ${holderText(lock.tookOver)}. Its lock is released.`);
    fs.mkdirSync(paths.logs, { recursive: true });
    const phases = new Phases(say);
    const provider = await phases.run(
      SET_UP_PHASE,
      () => setUp(paths, say),
      ({ source }) => `Terraform's AWS provider comes ${describeSource(source)}.`,
    );
    interruption.check();
    const session = await openLocalSession({ paths, environment, state, provider, fresh, phases, say });
    interruption.watch(session.server);
    await deployOrStop({ session, environment, phases, timings, say }, interruption);
  } finally {
    interruption.end();
    lock.release();
  }
}

async function setUp(paths: Paths, say: (line: string) => void): Promise<ProviderChoice> {
  const python = process.env.TERRACE_PYTHON ?? "python3";
  const [choice] = await Promise.all([
    chooseProvider(paths),
    ensureVenv(paths, python, {
      before: () => say("Installing the local AWS's Python packages. This happens once, and can take minutes."),
    }),
  ]);
  return choice;
}

interface Opening extends Pick<DevOptions, "paths" | "environment" | "say"> {
  readonly state: StateBucket;
  readonly provider: ProviderChoice;
  readonly fresh: boolean;
  readonly phases: Phases;
}

function openLocalSession({ paths, environment, state, provider, fresh, phases, say }: Opening): Promise<Session> {
  return phases.run(
    "local AWS",
    async () => openSession(paths, environment, provider, await provideUsableServer(paths, state, fresh, say)),
    ({ server, started }) => `The local AWS ${started ? "started" : "is already running"} at ${server.url} (process ${server.pid}).`,
  );
}

/** A server without remains of a killed run. */
async function provideUsableServer(paths: Paths, state: StateBucket, fresh: boolean, say: (line: string) => void): Promise<ProvidedServer> {
  const left = await endLeftProcesses(paths);
  if (left > 0) say(`Ended ${left} processes of a killed run.`);
  const provided = fresh ? { server: await startEmpty(paths), started: true } : await provideLocalAws(paths, {});
  if (provided.started) return provided;
  const { unusable, unlocked } = await clearKilledRun(paths, provided.server, state);
  if (unlocked.length > 0) say(`Removed the state locks of a killed run: ${unlocked.join(", ")}.`);
  if (unusable === undefined) return provided;
  say(`The local AWS is started again without data: ${unusable}. Nothing in an AWS account is affected.`);
  return { server: await startEmpty(paths), started: true };
}

/** The states of the earlier server are worthless without it. */
function startEmpty(paths: Paths): ReturnType<typeof startLocalAws> {
  fs.rmSync(path.join(paths.root, paths.output), { recursive: true, force: true });
  return startLocalAws(paths);
}

interface DevDeployment extends Pick<DevOptions, "environment" | "say"> {
  readonly session: Session;
  readonly phases: Phases;
  readonly timings: boolean;
}

/** A failed run stops the server that it started; a server that was running before stays. */
async function deployOrStop(deployment: DevDeployment, interruption: Interruption): Promise<void> {
  const { session } = deployment;
  try {
    await deploy(deployment, interruption.signal);
  } catch (error) {
    await endLeftProcesses(session.paths);
    if (session.started) await stopLocalAws(session.paths);
    throw interruption.explain(error);
  }
}

async function deploy({ session, environment, phases, timings, say }: DevDeployment, signal: AbortSignal): Promise<void> {
  const { state } = session.platform;
  await phases.run(
    "state bucket",
    () => ensureStateBucket(state, session.s3),
    (changes) => describeChanges(state, changes),
  );
  const stacks = await phases.run("synthesis", () => synthesize(session));
  if (signal.aborted) throw new Problem("Interrupted.");
  say(`Deploying ${stacks.length} stacks of ${environment} with cdktf. Logs: ${shortened(session.paths.logs)}`);
  const { timeline, drifts: planned } = await phases.run(DEPLOY_PHASE, () => deployAndPlanAgain(session, stacks, signal));
  const drifts = await phases.run("second plan", planned);
  if (drifts.length > 0) throw new Problem(driftReport(drifts));
  say(`The second plan of all ${stacks.length} stacks is empty: the resources match the code.`);

  const deployment = { stacks, states: await readStates(session, stacks), timeline, phases: phases.all };
  const minutesLeft = Math.floor((LIFETIME_SECONDS - ageSeconds(session.paths)) / 60);
  const next = nextLines(environment, session.server.url, minutesLeft);
  const parts = [builtLines(deployment), addressLines(deployment), CONTAINERS, ...(timings ? [timeLines(deployment)] : []), next];
  for (const lines of parts) if (lines.length > 0) say(`\n${lines.join("\n")}`);
}

async function readStates({ s3, platform }: Session, stacks: readonly Stack[]): Promise<Map<string, State>> {
  const states = await Promise.all(stacks.map(async ({ name }) => [name, await readState(s3, platform.state.bucket, name)] as const));
  return new Map(states.flatMap(([name, state]) => (state ? [[name, state] as const] : [])));
}
