import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import {
  exportLines,
  localEnvironment,
  localVariables,
  pythonEnvironment,
  serverEnvironment,
  shellEnvironment,
  unsetLines,
} from "../../../cli/local/environment";
import { parseReadyFile } from "../../../cli/local/own-server";
import { pipArguments, venvKey } from "../../../cli/local/venv";
import { pathsOf } from "../../../cli/paths";
import { inParallel } from "../../../cli/process/parallel";

const VARIABLES = localVariables({ url: "http://127.0.0.1:4000" }, "/home/ada/.terrace/terraform.tfrc");

const LOCAL = [
  "AWS_ACCESS_KEY_ID",
  "AWS_CONFIG_FILE",
  "AWS_EC2_METADATA_DISABLED",
  "AWS_ENDPOINT_URL",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SHARED_CREDENTIALS_FILE",
  "CHECKPOINT_DISABLE",
  "NO_PROXY",
  "TF_IN_AUTOMATION",
  "no_proxy",
];

/** Variables of a shell, each of which would break a local run or lead it elsewhere. */
const POISON = {
  AWS_PROFILE: "prod",
  AWS_DEFAULT_PROFILE: "prod",
  AWS_SESSION_TOKEN: "t",
  AWS_ENDPOINT_URL_S3: "https://s3",
  AWS_CONFIG_FILE: "/home/ada/.aws/config",
  AWS_SHARED_CREDENTIALS_FILE: "/home/ada/.aws/credentials",
  AWS_USE_FIPS_ENDPOINT: "true",
  AWS_USE_DUALSTACK_ENDPOINT: "true",
  AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/prod",
  AWS_WEB_IDENTITY_TOKEN_FILE: "/token",
  AWS_CA_BUNDLE: "/gone",
  HTTP_PROXY: "http://proxy",
  http_proxy: "http://proxy",
  ALL_PROXY: "socks5://proxy",
  all_proxy: "socks5://proxy",
  TF_VAR_x: "1",
  TF_WORKSPACE: "w",
  TF_CLI_ARGS: "-x",
  TF_CLI_ARGS_apply: "-x",
  TF_DATA_DIR: "/x",
  TF_CLI_CONFIG_FILE: "/gone",
  CDKTF_LOG_LEVEL: "trace",
  PYTHONPATH: "/x",
  PYTHONHOME: "/x",
  PYTHONINSPECT: "1",
  MOTO_ACCOUNT_ID: "1",
  NODE_OPTIONS: "--inspect --require /gone.js -r /gone.js --import=/gone.js",
};

test("a local run inherits no variable that leads to an AWS account or to other code", () => {
  const env = localEnvironment({ PATH: "/bin", ...POISON }, localVariables({ url: "http://127.0.0.1:4000" }, undefined));
  expect(Object.keys(env).sort()).toEqual([...LOCAL, "PATH"].sort());
  expect(env).toMatchObject({
    AWS_ENDPOINT_URL: "http://127.0.0.1:4000",
    AWS_CONFIG_FILE: os.devNull,
    AWS_SHARED_CREDENTIALS_FILE: os.devNull,
  });
});

test("the local AWS itself inherits none of them either", () => {
  const env = serverEnvironment({ PATH: "/bin", HTTPS_PROXY: "http://proxy", https_proxy: "http://proxy", ...POISON });
  expect(Object.keys(env).sort()).toEqual(
    ["AWS_CONFIG_FILE", "AWS_EC2_METADATA_DISABLED", "AWS_SHARED_CREDENTIALS_FILE", "NO_PROXY", "PATH", "no_proxy"].sort(),
  );
});

test("limits of Node stay", () => {
  const { NODE_OPTIONS } = localEnvironment(
    { NODE_OPTIONS: "--inspect=1 --max-old-space-size=4096  --dns-result-order=ipv4first" },
    VARIABLES,
  );
  expect(NODE_OPTIONS).toBe("--max-old-space-size=4096 --dns-result-order=ipv4first");
});

test("a shell keeps its own settings, and loses those of AWS", () => {
  const env = shellEnvironment({ PATH: "/bin", NODE_OPTIONS: "--inspect", AWS_PROFILE: "prod" }, VARIABLES);
  expect(env).toMatchObject({ PATH: "/bin", NODE_OPTIONS: "--inspect", AWS_ENDPOINT_URL: "http://127.0.0.1:4000" });
  expect(env).not.toHaveProperty("AWS_PROFILE");
  expect(unsetLines({ PATH: "/bin", AWS_REGION: "eu-west-1", AWS_SESSION_TOKEN: "t", AWS_PROFILE: "prod" }, VARIABLES)).toEqual([
    "unset AWS_PROFILE AWS_SESSION_TOKEN",
  ]);
  expect(unsetLines({ PATH: "/bin" }, VARIABLES)).toEqual([]);
});

test("pip keeps its package index, and loses settings that would install the packages elsewhere", () => {
  const env = pythonEnvironment({
    PATH: "/bin",
    PIP_INDEX_URL: "https://index",
    PIP_USER: "1",
    PIP_TARGET: "/x",
    PYTHONHOME: "/x",
    PYTHON: "python3",
  });
  expect(env).toEqual({ PATH: "/bin", PIP_INDEX_URL: "https://index", PYTHON: "python3" });
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
