import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { IAMClient, GetRoleCommand } from "@aws-sdk/client-iam";
import { GetObjectCommand, HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { requireCredentials } from "../../../cli/aws/credentials";
import { awsProblem, terraformHint } from "../../../cli/aws/failures";
import { errorText, Problem } from "../../../cli/problem";

/** Each service has its own format of errors: S3 has XML, CloudWatch Logs JSON, and IAM XML in an envelope. */
const server = http.createServer((request, response) => {
  const [, name = "", status = "400"] = /\/(\w+)-(\d+)/.exec(request.headers["x-wanted"]?.toString() ?? request.url ?? "") ?? [];
  if (request.headers["content-type"]?.includes("amz-json"))
    response
      .writeHead(Number(status), { "content-type": "application/x-amz-json-1.1" })
      .end(JSON.stringify({ __type: name, message: "no" }));
  else if (request.headers["content-type"]?.includes("urlencoded"))
    response.writeHead(Number(status)).end(`<ErrorResponse><Error><Code>${name}</Code><Message>no</Message></Error></ErrorResponse>`);
  else response.writeHead(Number(status)).end(request.method === "HEAD" ? "" : `<Error><Code>${name}</Code><Message>no</Message></Error>`);
});
beforeAll(() => new Promise<void>((done) => server.listen(0, "127.0.0.1", done)));
afterAll(() => new Promise((done) => server.close(done)));

const settings = (path = "", endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`) => ({
  region: "us-east-1",
  endpoint,
  maxAttempts: 1,
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});

type Call = (path?: string, endpoint?: string) => Promise<unknown>;
const s3: Call = (...where) => {
  const client = new S3Client({ ...settings(...where), forcePathStyle: true });
  return client.send(new GetObjectCommand({ Bucket: "states", Key: "key" }));
};
const logs: Call = (...where) => new CloudWatchLogsClient(settings(...where)).send(new FilterLogEventsCommand({ logGroupName: "g" }));
const iam: Call = (...where) => new IAMClient(settings(...where)).send(new GetRoleCommand({ RoleName: "r" }));

/** The text of the error of a call. */
async function textOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(Problem);
  return errorText(awsProblem(error) ?? error);
}

const EXPIRED = "The AWS credentials have expired.";
const WRONG = "AWS does not accept the credentials";
const DENIED = "The AWS credentials do not have the permission for this.";
const UNREACHABLE = "AWS cannot be reached from this machine.";

test.each([
  ["S3", s3, "/ExpiredToken-400", EXPIRED],
  ["S3", s3, "/TokenRefreshRequired-400", EXPIRED],
  ["CloudWatch Logs", logs, "/ExpiredTokenException-400", EXPIRED],
  ["IAM", iam, "/ExpiredToken-403", EXPIRED],
  ["S3", s3, "/InvalidAccessKeyId-403", WRONG],
  ["S3", s3, "/SignatureDoesNotMatch-403", WRONG],
  ["CloudWatch Logs", logs, "/UnrecognizedClientException-400", WRONG],
  ["IAM", iam, "/InvalidClientTokenId-403", WRONG],
  ["S3", s3, "/RequestTimeTooSkewed-403", "the clock of this machine is wrong"],
  ["S3", s3, "/AccessDenied-403", DENIED],
  ["CloudWatch Logs", logs, "/AccessDeniedException-400", DENIED],
  ["IAM", iam, "/AccessDenied-403", DENIED],
] as const)("%s, %p, %s: one problem with its fix, without a stack trace", async (_service, call, path, problem) => {
  const text = await textOf(call(path));
  expect(text).toContain(problem);
  expect(text).toMatch(/\n {2}received: .*\n {2}fix: ./);
  expect(text).not.toMatch(/^\s+at /m);
});

test("a HEAD request without permission has no error code, only a status", async () => {
  const client = new S3Client({ ...settings("/x-403"), forcePathStyle: true });
  expect(await textOf(client.send(new HeadBucketCommand({ Bucket: "states" })))).toContain(DENIED);
});

test.each([
  ["a name that does not exist", "http://aws.invalid"],
  ["a port on which nothing listens", "http://127.0.0.1:1"],
])("without a network (%s): one problem", async (_what, endpoint) => {
  for (const call of [s3, logs, iam]) {
    const text = await textOf(call("", endpoint));
    expect(text).toContain(UNREACHABLE);
    expect(text).toMatch(/\n {2}received: .*(ENOTFOUND|EAI_AGAIN|ECONNREFUSED)/);
  }
});

test.each([
  ["TimeoutError", UNREACHABLE],
  ["CredentialsProviderError", "There are no AWS credentials."],
  ["TokenProviderError", "There are no AWS credentials."],
])("%s of the SDK", (name, problem) => {
  expect(awsProblem(Object.assign(new Error("no"), { name }))?.message).toContain(problem);
});

test("an expired session of IAM Identity Center is reported as expired", () => {
  const message =
    "The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.";
  expect(awsProblem(Object.assign(new Error(message), { name: "CredentialsProviderError" }))?.message).toContain(EXPIRED);
});

test("credentials are resolved without calling a service", async () => {
  const config = (credentials: () => Promise<unknown>) => ({ config: { credentials } }) as never;
  await expect(
    requireCredentials(
      undefined,
      config(() => Promise.resolve({})),
    ),
  ).resolves.toBeUndefined();
  const missing = Object.assign(new Error("Could not load credentials from any providers"), { name: "CredentialsProviderError" });
  await expect(
    requireCredentials(
      "1",
      config(() => Promise.reject(missing)),
    ),
  ).rejects.toThrow("There are no AWS credentials.");
});

test.each([
  ["of the environment's account", "111122223333", "111122223333", undefined],
  ["that do not state their account", "111122223333", undefined, undefined],
  ["for an environment without an account", undefined, "444455556666", undefined],
  [
    "of another account",
    "111122223333",
    "444455556666",
    /another AWS account[^]*received: 444455556666\n {2}allowed: 111122223333\n {2}fix: /,
  ],
])("credentials %s", async (_what, account, accountId, problem) => {
  const client = { config: { credentials: () => Promise.resolve({ accountId }) } } as never;
  const checked = requireCredentials(account, client);
  if (problem) await expect(checked).rejects.toThrow(problem);
  else await expect(checked).resolves.toBeUndefined();
});

test.each([
  ["a missing object", () => s3("/NoSuchKey-404")],
  ["a throttled call", () => logs("/ThrottlingException-400")],
])("%s is not a problem of the connection: it keeps its own error", async (_what, call) => {
  expect(awsProblem(await call().catch((error: unknown) => error))).toBeUndefined();
});

test.each([
  ["garbage", "\n  profile: garbage, from AWS_PROFILE\n  fix: "],
  ["", "from any providers\n  fix: "],
])("the profile %j of the shell is reported", (profile, text) => {
  const error = Object.assign(new Error("Could not load credentials from any providers"), { name: "CredentialsProviderError" });
  expect(awsProblem(error, profile)?.message).toContain(text);
});

test("errors of Terrace itself are not described as errors of AWS", () => {
  expect(awsProblem(new Problem("ExpiredToken"))).toBeUndefined();
  expect(awsProblem(new RangeError("Forbidden"))).toBeUndefined();
  expect(awsProblem("ExpiredToken")).toBeUndefined();
});

test.each([
  ["Error: No valid credential sources found", "There are no AWS credentials."],
  [
    "operation error S3: HeadObject, https response error StatusCode: 400, api error ExpiredToken: The provided token has expired.",
    EXPIRED,
  ],
  ["api error InvalidClientTokenId: The security token included in the request is invalid.", WRONG],
  ["Error: AWS account ID not allowed: 111122223333", "credentials of another AWS account"],
  ["dial tcp: lookup s3.us-east-1.amazonaws.com: no such host", UNREACHABLE],
  ["Error: creating S3 Bucket: BucketAlreadyExists", ""],
  ["Error: creating S3 Bucket: api error AccessDenied", ""],
])("Terraform's %s", (error, hint) => {
  if (hint === "") expect(terraformHint(error)).toBe("");
  else expect(terraformHint(error)).toContain(hint);
});
