import { ListObjectVersionsCommand } from "@aws-sdk/client-s3";
import { applyStacks, planAgain, type Drift } from "../../cli/cdktf/deploy";
import type { Stack } from "../../cli/synthesis/synthesized";
import { synthesize } from "../../cli/synthesis/synthesize";
import type { Timeline } from "../../cli/cdktf/timeline";
import { loadPlatform } from "../../cli/environment";
import { startLocalAws, stopLocalAws } from "../../cli/local/local-aws";
import { openSession, type Session } from "../../cli/local/session";
import { ensureVenv } from "../../cli/local/venv";
import { pathsOf } from "../../cli/paths";
import { loadProject } from "../../cli/project";
import { ensureStateBucket, type Changes } from "../../cli/state/state-bucket";
import { listKeys, readObject, readState, type State } from "../../cli/state/states";
import { chooseProvider } from "../../cli/terraform/provider";
import { ephemeralEnvironment } from "../../tools/checks/ephemeral-environment";
import { regionsOf, takeInventory, type Inventory } from "./inventory";
import { secretValues } from "./secret-values";
import { secretAttributes } from "./secret-attributes";

/** `npm run e2e -- dev` uses another environment; it must have `removalPolicy: "destroy"`. */
const ENVIRONMENT = process.env.TERRACE_E2E_ENVIRONMENT ?? ephemeralEnvironment(loadProject().environments);
const LIFETIME_SECONDS = 3600;

/**
 * Secrets that a state must contain.
 * The token between the CDN and the load balancers: neither resource that needs it has a write-only argument (constructs/edge/origin-token.ts).
 */
const KNOWN_SECRETS = [
  /^terraform_data\.OriginToken_/,
  /^aws_cloudfront_distribution\./,
  /^aws_lb_listener_rule\./,
  /^data\.aws_secretsmanager_random_password\.OriginToken_/,
];

const paths = pathsOf(process.cwd(), "e2e");
let session: Session;
let bucket: { readonly first: Changes; readonly second: Changes };
let before: Inventory;
let stacks: readonly Stack[];
let timeline: Timeline;

/** The test's own local AWS, which stops with the test in any case. */
beforeAll(async () => {
  loadPlatform(ENVIRONMENT);
  const [provider] = await Promise.all([chooseProvider(paths), ensureVenv(paths, process.env.TERRACE_PYTHON ?? "python3")]);
  const server = await startLocalAws(paths, { lifetimeSeconds: LIFETIME_SECONDS, parentPid: process.pid });
  session = openSession(paths, ENVIRONMENT, provider, { server, started: true });
});

afterAll(async () => {
  await stopLocalAws(paths);
});

async function states(): Promise<Map<string, State>> {
  const found = await Promise.all(
    stacks.map(async ({ name }) => [name, await readState(session.s3, session.platform.state.bucket, name)] as const),
  );
  return new Map(found.flatMap(([name, state]) => (state ? [[name, state] as const] : [])));
}

/** Every version of every state file, because overwritten versions remain readable. */
async function stateFiles(): Promise<{ name: string; text: string }[]> {
  const { bucket: Bucket } = session.platform.state;
  const { Versions = [] } = await session.s3.send(new ListObjectVersionsCommand({ Bucket }));
  const named = Versions.flatMap(({ Key, VersionId, Size = 0 }) => (Key !== undefined && Size > 0 ? [{ Key, VersionId }] : []));
  return Promise.all(
    named.map(async ({ Key, VersionId }) => ({ name: `${Key}@${VersionId}`, text: await readObject(session.s3, Bucket, Key, VersionId) })),
  );
}

describe(`the whole of ${ENVIRONMENT} on a local AWS`, () => {
  test("one command creates the state bucket, and a second run changes nothing", async () => {
    bucket = {
      first: await ensureStateBucket(session.platform.state, session.s3),
      second: await ensureStateBucket(session.platform.state, session.s3),
    };
    expect(bucket.first.created).toBe(true);
    expect(bucket.first.changed).toEqual(
      expect.arrayContaining(["versioning", "encryption", "no public access", "TLS only", "expiry of old versions"]),
    );
    expect(bucket.second).toEqual({ created: false, changed: [] });
  });

  test("every stack is deployed", async () => {
    stacks = await synthesize(session);
    before = await takeInventory(session, regionsOf(stacks));
    timeline = await applyStacks(session, stacks, "deploy");
    expect(stacks.length).toBeGreaterThan(0);
    expect(Object.fromEntries([...timeline].map(([name, { state }]) => [name, state]))).toEqual(
      Object.fromEntries(stacks.map(({ name }) => [name, "done"])),
    );
  });

  test("the second plan of every stack is empty", async () => {
    expect(await planAgain(session, stacks)).toEqual<Drift[]>([]);
  });

  test("every stack has its state in the bucket, and no lock is left", async () => {
    const found = await states();
    expect([...found.keys()]).toEqual(stacks.map(({ name }) => name));
    expect((await listKeys(session.s3, session.platform.state.bucket)).sort()).toEqual(stacks.map(({ name }) => `${name}.tfstate`).sort());
  });

  test("no value of any secret is in any version of any state", async () => {
    const { secrets } = await takeInventory(session, regionsOf(stacks));
    const values = Object.entries(secrets).flatMap(([name, secret]) => secretValues(secret).map((value) => ({ name, value })));
    const files = await stateFiles();
    expect(values.length).toBeGreaterThan(0);
    expect(files.length).toBeGreaterThanOrEqual(stacks.length);
    expect(
      values.flatMap(({ name, value }) => files.filter(({ text }) => text.includes(value)).map((file) => `${name} is in ${file.name}`)),
    ).toEqual([]);
  });

  test("no password, token or key attribute has a value in a state, except the origin token", async () => {
    const found = [...(await states()).values()].flatMap(secretAttributes);
    expect(found.filter(({ address }) => !KNOWN_SECRETS.some((known) => known.test(address)))).toEqual([]);
  });

  test("destroying the environment leaves only the state bucket", async () => {
    const between = await takeInventory(session, regionsOf(stacks));
    const built = between.resources.filter((resource) => !before.resources.includes(resource));
    expect(built.length).toBeGreaterThan(stacks.length);
    await applyStacks(session, stacks, "destroy");
    const after = await takeInventory(session, regionsOf(stacks));
    expect(after.resources.filter((resource) => !before.resources.includes(resource))).toEqual([]);
    expect(before.resources.filter((resource) => !after.resources.includes(resource))).toEqual([]);
  });

  test("every state is empty after that", async () => {
    const left = [...(await states())].flatMap(([name, { resources }]) =>
      resources.filter(({ mode }) => mode === "managed").map((one) => `${name} ${one.type}.${one.name}`),
    );
    expect(left).toEqual([]);
  });
});
