import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { run } from "../../../cli/process/run";
import { environments } from "../../support/project";

const root = path.join(__dirname, "../../..");
const [name = ""] = Object.keys(environments);
const stack = `${name}-edge`;
const lockOf = (who: string) =>
  JSON.stringify({
    ID: "1f2e",
    Operation: "OperationTypeApply",
    Who: who,
    Created: "2026-11-30T12:58:03Z",
    Path: `states/${stack}.tfstate`,
  });

/** A bucket with the state and the lock of one stack. */
const objects = new Map<string, string>();
const server = http.createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
  const key = pathname.split("/").slice(2).join("/");
  if (request.method === "DELETE") {
    objects.delete(key);
    response.writeHead(204).end();
  } else if (searchParams.has("list-type"))
    response.end(
      `<ListBucketResult>${[...objects.keys()].map((each) => `<Contents><Key>${each}</Key></Contents>`).join("")}</ListBucketResult>`,
    );
  else if (objects.has(key)) response.end(objects.get(key));
  else response.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
});
beforeAll(() => new Promise<void>((done) => server.listen(0, "127.0.0.1", done)));
afterAll(() => new Promise((done) => server.close(done)));

function unlock(...args: readonly string[]) {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { ...process.env, AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  return run(process.execPath, ["bin/terrace.cjs", "unlock", name, ...args], { cwd: root, env });
}

beforeEach(() => {
  objects.clear();
  objects.set(`${stack}.tfstate`, "{}");
  objects.set(`${stack}.tfstate.tflock`, lockOf("person@another-machine"));
});

test("shows the holder, and changes nothing without a confirmation", async () => {
  const { code, stdout, stderr } = await unlock(stack);
  expect([code, stdout]).toEqual([
    1,
    expect.stringMatching(/is locked by person@another-machine \(apply\) since 2026-11-30 12:58:03 UTC, for /),
  ]);
  expect(stderr).toContain("Add --yes");
  expect(objects.has(`${stack}.tfstate.tflock`)).toBe(true);
});

test("removes the lock of another machine with --yes", async () => {
  const { code, stdout } = await unlock(stack, "--yes", "--json");
  expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ stack, locked: true, removed: true })]);
  expect([...objects.keys()]).toEqual([`${stack}.tfstate`]);
  expect((await unlock(stack)).stdout).toContain(`${stack} is not locked.`);
});

test("removes a lock of this machine if no process of Terraform is in the folder of the stack", async () => {
  objects.set(`${stack}.tfstate.tflock`, lockOf(`person@${os.hostname()}`));
  expect((await unlock(stack, "--yes")).code).toBe(0);
  expect(objects.has(`${stack}.tfstate.tflock`)).toBe(false);
});

test("suggests the name of a stack", async () => {
  const { code, stderr } = await unlock(`${name}-egde`);
  expect([code, stderr]).toEqual([2, expect.stringContaining(`Did you mean \`${stack}\`?`)]);
});
