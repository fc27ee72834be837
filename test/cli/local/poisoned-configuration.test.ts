import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { buildSync } from "esbuild";

/**
 * A home folder whose AWS configuration leads away from the local AWS, and a shell with the same. Each value that the SDK reads from there would be
 * an error or another address.
 */
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-poison-"));
const home = path.join(scratch, "home");
const script = path.join(scratch, "client.cjs");
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

beforeAll(() => {
  fs.mkdirSync(path.join(home, ".aws"), { recursive: true });
  const settings = [
    "region = mars-north-1",
    "endpoint_url = http://127.0.0.1:1",
    "use_fips_endpoint = banana",
    "use_dualstack_endpoint = banana",
    "s3_use_arn_region = banana",
    "s3_disable_express_session_auth = banana",
    "retry_mode = banana",
    "max_attempts = banana",
    "defaults_mode = banana",
    "request_checksum_calculation = banana",
    "response_checksum_validation = banana",
    "role_arn = arn:aws:iam::123456789012:role/prod",
    "source_profile = gone",
  ];
  fs.writeFileSync(
    path.join(home, ".aws", "config"),
    ["default", "profile prod"].flatMap((name) => [`[${name}]`, ...settings, ""]).join("\n"),
  );
  fs.writeFileSync(path.join(home, ".aws", "credentials"), "[default]\naws_access_key_id = POISON\naws_secret_access_key = POISON\n");
  buildSync({
    stdin: {
      contents: `
        import * as fs from "node:fs";
        import { HeadBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
        import { localS3Client } from "./cli/local/local-client";
        const read = [];
        for (const target of [fs, fs.promises]) for (const name of ["readFile", "readFileSync", "open", "openSync"]) {
          const original = target[name];
          if (original) target[name] = (file, ...rest) => (read.push(String(file)), original.call(target, file, ...rest));
        }
        const client = localS3Client({ url: process.argv[2] }, "us-east-1");
        (async () => {
          await client.send(new HeadBucketCommand({ Bucket: "states" }));
          await client.send(new PutObjectCommand({ Bucket: "states", Key: "a", Body: "b" }));
          console.log(JSON.stringify(read.filter((file) => file.includes(".aws"))));
        })().catch((error) => { console.error(error); process.exitCode = 1; });`,
      resolveDir: process.cwd(),
      loader: "js",
    },
    bundle: true,
    platform: "node",
    outfile: script,
    logLevel: "error",
  });
});

const SHELL = {
  AWS_PROFILE: "prod",
  AWS_ENDPOINT_URL: "http://127.0.0.1:1",
  AWS_ENDPOINT_URL_S3: "http://127.0.0.1:1",
  AWS_USE_FIPS_ENDPOINT: "true",
  AWS_USE_DUALSTACK_ENDPOINT: "true",
  AWS_MAX_ATTEMPTS: "banana",
  AWS_RETRY_MODE: "banana",
  AWS_DEFAULTS_MODE: "banana",
  AWS_REQUEST_CHECKSUM_CALCULATION: "banana",
  HTTP_PROXY: "http://127.0.0.1:1",
  http_proxy: "http://127.0.0.1:1",
  ALL_PROXY: "http://127.0.0.1:1",
  NODE_USE_ENV_PROXY: "1",
};

test.each([
  ["files", {}],
  ["files and variables", SHELL],
])("the S3 client of a local run ignores the user's %s", async (_, variables) => {
  const requests: string[] = [];
  const server = http.createServer((request, response) => {
    requests.push(
      `${request.method} ${request.url} ${/Credential=(\w+)\/\d+\/([\w-]+)/
        .exec(request.headers.authorization ?? "")
        ?.slice(1)
        .join(" ")}`,
    );
    request.resume().on("end", () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_")));
  const child = spawn(process.execPath, [script, url], { env: { ...kept, HOME: home, USERPROFILE: home, ...variables } });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) child[name].on("data", (text) => (output[name] += String(text)));
  const code = await new Promise((resolve) => child.once("close", resolve));
  server.close();
  server.closeAllConnections();
  expect({ code, stdout: output.stdout }).toEqual({ code: 0, stdout: "[]\n" });
  expect(requests).toEqual(["HEAD /states/ test us-east-1", "PUT /states/a?x-id=PutObject test us-east-1"]);
});
