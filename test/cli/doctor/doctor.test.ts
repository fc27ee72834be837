import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { accountChecks } from "../../../cli/doctor/accounts";
import { findingLines, runChecks, type Finding } from "../../../cli/doctor/finding";
import { machineChecks } from "../../../cli/doctor/machine";
import { Problem } from "../../../cli/problem";
import { identityOf } from "../../../cli/process/identity";
import { announce, FakeLocalAws } from "../../support/fake-local-aws";

const fake = new FakeLocalAws();
afterEach(() => fake.end());
afterAll(() => fake.remove());

async function only(name: string, checks: Parameters<typeof runChecks>[0]): Promise<Finding | undefined> {
  const [finding] = await runChecks(Object.fromEntries(Object.entries(checks).filter(([key]) => key === name)));
  return finding;
}

describe("the checks", () => {
  test("a failing check does not stop the others: a Problem is missing, and a bug is not checked", async () => {
    const findings = await runChecks({
      a: () => Promise.reject(new Problem("no provider")),
      b: () => {
        throw new TypeError("a bug");
      },
      c: () => ({ name: "c", status: "ok", found: "1.0" }),
    });
    expect(findings).toEqual([
      { name: "a", status: "missing", found: "no provider" },
      { name: "b", status: "not checked", found: "a bug" },
      { name: "c", status: "ok", found: "1.0" },
    ]);
    expect(findingLines(findings)).toEqual([
      "✗ a  no provider",
      "- b  not checked: a bug",
      "✓ c  1.0",
      "",
      "Missing: 1 of 3 checks failed.",
    ]);
  });

  test("a fix is below its finding, and a warning does not fail the command", () => {
    const finding: Finding = { name: "network", status: "warning", found: "no response", fix: "one\ntwo" };
    expect(findingLines([finding])).toEqual([
      "! network  no response",
      "           fix: one",
      "           two",
      "",
      "Everything that Terrace needs is there.",
    ]);
  });

  test("each environment's account is checked, and missing credentials do not fail the command", async () => {
    const seen: unknown[] = [];
    const check = (account?: string) => {
      seen.push(account);
      return account === "222222222222" ? Promise.reject(new Problem("There are no AWS credentials.\n  fix: sign in")) : Promise.resolve();
    };
    const findings = await runChecks(
      accountChecks({ dev: {}, prod: { account: "111111111111" }, other: { account: "222222222222" } }, check),
    );
    expect(seen).toEqual([undefined, "111111111111", "222222222222"]);
    expect(findings.map(({ name, status }) => [name, status])).toEqual([
      ["account of dev", "ok"],
      ["account of prod", "ok"],
      ["account of other", "not checked"],
    ]);
    expect(findings[2]?.found).toBe("There are no AWS credentials.");
  });

  test("the local AWS is reported if it runs, and if its process does not respond", async () => {
    const paths = fake.newPaths();
    expect(await only("local AWS", machineChecks(paths))).toMatchObject({ status: "ok", found: "not running" });
    const server = await fake.serve(paths);
    expect(await only("local AWS", machineChecks(paths))).toMatchObject({
      status: "warning",
      found: `process ${server.pid} is running and does not respond`,
      fix: "npx --no-install terrace dev stop",
    });
    announce(paths, server);
    expect(await only("local AWS", machineChecks(paths))).toMatchObject({
      status: "ok",
      found: `running at ${server.url} (process ${server.pid})`,
    });
  });

  test("the lock is free, held, or left by a killed run", async () => {
    const paths = fake.newPaths();
    const found = async () => (await only("lock", machineChecks(paths)))?.found;
    expect(await found()).toBe("free");
    const holder = { ...identityOf(process.pid), host: os.hostname(), since: "2026-11-30T18:47:55Z", command: "terrace dev shop" };
    fs.writeFileSync(paths.runLock, JSON.stringify(holder));
    expect(await found()).toBe(`held by terrace dev shop (process ${process.pid}) since 2026-11-30 18:47:55 UTC`);
    fs.writeFileSync(paths.runLock, JSON.stringify({ ...holder, started: "an earlier start" }));
    expect(await found()).toBe("left by a killed run: the next run takes it over");
  });
});

describe("terrace doctor", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ["bin/terrace.cjs", "doctor", "--json", ...args], {
      encoding: "utf8",
      env: { ...process.env, TERRAFORM_BINARY_NAME: "no-such-terraform" },
    });

  test("prints one JSON document, and fails if a tool is missing", () => {
    const { status, stdout } = run();
    const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Finding[] };
    expect({ status, ok }).toEqual({ status: 1, ok: false });
    expect(checks.find(({ name }) => name === "Terraform")).toMatchObject({ status: "missing", found: "Terraform was not found" });
    expect(checks.find(({ name }) => name === "Node.js")).toEqual({ name: "Node.js", status: "ok", found: process.versions.node });
  });

  test("writes nothing", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-doctor-"));
    try {
      const { status, stdout } = spawnSync(process.execPath, [path.resolve("bin/terrace.cjs"), "doctor"], {
        encoding: "utf8",
        cwd: folder,
      });
      expect({ status, files: fs.readdirSync(folder) }).toEqual({ status: 0, files: [] });
      expect(stdout).toContain("AWS provider");
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });

  test("works while packages are missing, and installs none", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-doctor-"));
    try {
      fs.cpSync("bin", path.join(folder, "bin"), { recursive: true });
      fs.writeFileSync(
        path.join(folder, "package.json"),
        JSON.stringify({ dependencies: { "no-such-package": "1.0.0", "@no/other": "1.0.0" } }),
      );
      const lines = spawnSync(process.execPath, ["bin/terrace.cjs", "doctor"], { encoding: "utf8", cwd: folder });
      expect({ status: lines.status, stderr: lines.stderr }).toEqual({ status: 1, stderr: "" });
      expect(lines.stdout).toContain("✗ packages: no-such-package, @no/other are not installed\n    fix: npm install");
      const json = spawnSync(process.execPath, ["bin/terrace.cjs", "doctor", "--json"], { encoding: "utf8", cwd: folder });
      expect(json.status).toBe(1);
      expect(JSON.parse(json.stdout)).toMatchObject({
        ok: false,
        checks: expect.arrayContaining([{ name: "Node.js", status: "ok", found: process.versions.node }]) as unknown,
      });
      expect(fs.existsSync(path.join(folder, "node_modules"))).toBe(false);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
});
