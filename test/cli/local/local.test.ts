import * as fs from "node:fs";
import * as path from "node:path";
import { exportLines, localEnvironment, localVariables } from "../../../cli/local/environment";
import { parseReadyFile } from "../../../cli/local/local-aws";
import { pipArguments, venvKey } from "../../../cli/local/venv";
import { pathsOf } from "../../../cli/paths";
import { inParallel } from "../../../cli/process/parallel";

const VARIABLES = localVariables({ url: "http://127.0.0.1:4000" }, "/home/ada/.terrace/terraform.tfrc");

test("a local run inherits no variable that leads to an AWS account", () => {
  const shell = {
    PATH: "/bin",
    AWS_PROFILE: "prod",
    AWS_SESSION_TOKEN: "t",
    AWS_ENDPOINT_URL_S3: "https://s3",
    TF_VAR_x: "1",
    TF_WORKSPACE: "w",
    TF_CLI_CONFIG_FILE: "/gone",
    AWS_CA_BUNDLE: "/ca",
  };
  const env = localEnvironment(shell, localVariables({ url: "http://127.0.0.1:4000" }, undefined));
  expect(Object.keys(env).sort()).toEqual(
    [
      "AWS_ACCESS_KEY_ID",
      "AWS_CA_BUNDLE",
      "AWS_EC2_METADATA_DISABLED",
      "AWS_ENDPOINT_URL",
      "AWS_REGION",
      "AWS_SECRET_ACCESS_KEY",
      "CHECKPOINT_DISABLE",
      "NO_PROXY",
      "PATH",
      "TF_IN_AUTOMATION",
      "no_proxy",
    ].sort(),
  );
  expect(env.AWS_ENDPOINT_URL).toBe("http://127.0.0.1:4000");
});

test("requests to the local AWS never use a proxy", () => {
  expect(localEnvironment({ no_proxy: "intra.net" }, VARIABLES).NO_PROXY).toBe("intra.net,127.0.0.1");
});

test("export lines are quoted for the shell", () => {
  expect(exportLines({ A: "it's", B: "$HOME" })).toBe("export A='it'\\''s'\nexport B='$HOME'");
});

test.each([
  ['{"url":"http://127.0.0.1:1","pid":7}', { url: "http://127.0.0.1:1", pid: 7 }],
  ['{"url":"http://127.0.0.1:1"}', undefined],
  ['{"url":', undefined],
  ["", undefined],
])("parseReadyFile(%p)", (text, server) => {
  expect(parseReadyFile(text)).toEqual(server);
});

test("the virtual environment is recreated only for other packages or another Python", () => {
  expect(venvKey("moto==1", "Python 3.11.7")).toBe(venvKey("moto==1", "Python 3.11.7"));
  expect(venvKey("moto==2", "Python 3.11.7")).not.toBe(venvKey("moto==1", "Python 3.11.7"));
  expect(venvKey("moto==1", "Python 3.12.0")).not.toBe(venvKey("moto==1", "Python 3.11.7"));
});

test("Python packages are pinned by hash, and none is built", () => {
  expect(pipArguments("r.txt").join(" ")).toMatch(/--require-hashes --only-binary :all: -r r\.txt$/);
  const files = ["local-aws", "cli", "tools"].flatMap((folder) =>
    fs
      .readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /requirements.*\.txt$/.test(name))
      .map((name) => path.join(folder, name)),
  );
  expect(files.length).toBe(3);
  for (const file of files) {
    const pins = fs
      .readFileSync(file, "utf8")
      .replace(/^#.*\n/gm, "")
      .trim()
      .split(/\n(?! )/);
    expect(pins.length).toBeGreaterThan(0);
    expect(pins.filter((pin) => !/^[\w.-]+(\[\w+\])?==[\w.]+(; [^\n\\]+)?( \\\n {4}--hash=sha256:[0-9a-f]{64})+$/.test(pin))).toEqual([]);
  }
});

test("all generated files are in .terrace, and a test run has its own folder", () => {
  const { root, package: installed, ...places } = pathsOf("/work", "e2e");
  expect(installed).toBe(process.cwd());
  for (const place of Object.values(places)) expect(place.replace(`${root}/`, "")).toMatch(/^\.terrace(\/|$)/);
  expect(pathsOf("/work").readyFile).not.toBe(places.readyFile);
});

test("inParallel() keeps the order and the limit", async () => {
  let running = 0;
  let most = 0;
  const results = await inParallel([3, 1, 2, 5], 2, async (value) => {
    most = Math.max(most, ++running);
    await new Promise((done) => setImmediate(done));
    running -= 1;
    return value * 10;
  });
  expect(results).toEqual([30, 10, 20, 50]);
  expect(most).toBe(2);
});
