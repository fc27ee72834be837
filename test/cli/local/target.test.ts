import { choiceOf, chooseTarget, replaceEnvironment, targetText, type TargetRequest } from "../../../cli/local/target";
import { Refused, UsageProblem } from "../../../cli/problem";
import { announce, FakeLocalAws } from "../../support/fake-local-aws";

const fake = new FakeLocalAws();
afterEach(() => fake.end());
afterAll(() => fake.remove());

const STATE = { bucket: "states-of-shop", region: "us-east-1" };
const OTHER = "http://10.0.0.1:4566";

interface Case {
  readonly name: string;
  /** The buckets of the running local AWS; undefined if it is not running. */
  readonly buckets?: string;
  readonly choice?: "local" | "aws";
  /** AWS_ENDPOINT_URL of the shell. */
  readonly endpoint?: "own" | typeof OTHER;
  /** The target of a verb that reads, and of one that changes resources. */
  readonly expected: readonly [reads: string, changes: string];
}

const SHOP = STATE.bucket;
const CASES: readonly Case[] = [
  { name: "nothing runs", expected: ["AWS", "AWS"] },
  { name: "the environment is in the local AWS", buckets: SHOP, expected: ["local", "AWS"] },
  { name: "only another environment is in the local AWS", buckets: "states-of-other", expected: ["AWS", "AWS"] },
  { name: "--aws, and the environment is in the local AWS", buckets: SHOP, choice: "aws", expected: ["AWS", "AWS"] },
  { name: "--local", buckets: "", choice: "local", expected: ["local", "local"] },
  { name: "--local, and nothing runs", choice: "local", expected: ["refused", "refused"] },
  { name: "the shell leads to the local AWS", buckets: "", endpoint: "own", expected: ["local", "local"] },
  { name: "--aws, and the shell leads to the local AWS", buckets: SHOP, choice: "aws", endpoint: "own", expected: ["refused", "refused"] },
  { name: "the shell leads to another address", buckets: SHOP, endpoint: OTHER, expected: [OTHER, OTHER] },
  { name: "--aws, and the shell leads to another address", choice: "aws", endpoint: OTHER, expected: ["refused", "refused"] },
];

test.each(CASES)("the target if $name", async ({ buckets, choice, endpoint, expected }) => {
  const paths = fake.newPaths();
  const server = buckets === undefined ? undefined : await fake.serve(paths, { BUCKETS: buckets });
  if (server) announce(paths, server);
  const env = { ...(endpoint && { AWS_ENDPOINT_URL: endpoint === "own" ? `${server?.url}/` : endpoint }) };
  const chosen = async (order: TargetRequest["order"]) => {
    try {
      const target = await chooseTarget({ paths, state: STATE, choice, order, env });
      if (target.kind === "local") expect(target.server.url).toBe(server?.url);
      return target.kind === "local" ? "local" : (target.endpoint ?? "AWS");
    } catch (error) {
      if (error instanceof Refused) return "refused";
      throw error;
    }
  };
  expect([await chosen("local-first"), await chosen("aws-first")]).toEqual(expected);
});

test("the server of another folder is never the target", async () => {
  const [mine, other] = [fake.newPaths(), fake.newPaths()];
  announce(mine, await fake.serve(other, { BUCKETS: SHOP }));
  const request: TargetRequest = { paths: mine, state: STATE, choice: undefined, order: "local-first", env: {} };
  expect(await chooseTarget(request)).toEqual({ kind: "aws" });
  await expect(chooseTarget({ ...request, choice: "local" })).rejects.toThrow("--local needs the local AWS of this project");
});

test("each target is printed as one line", async () => {
  const paths = fake.newPaths();
  const server = await fake.serve(paths, { BUCKETS: SHOP });
  announce(paths, server);
  const target = await chooseTarget({ paths, state: STATE, choice: undefined, order: "local-first", env: {} });
  expect(targetText(target, undefined)).toBe(`Target: the local AWS of this project at ${server.url}. For AWS: --aws`);
  expect(targetText(target, "local")).toBe(`Target: the local AWS of this project at ${server.url}.`);
  expect(targetText({ kind: "aws" }, undefined)).toBe("Target: AWS, with the credentials of this shell.");
  expect(targetText({ kind: "aws", endpoint: OTHER }, undefined)).toBe(`Target: ${OTHER} (AWS_ENDPOINT_URL of this shell).`);
});

test("--local and --aws exclude each other", () => {
  const flags = (...given: string[]) => ({ flag: (name: string) => given.includes(name) });
  expect([choiceOf(flags()), choiceOf(flags("local")), choiceOf(flags("aws"))]).toEqual([undefined, "local", "aws"]);
  expect(() => choiceOf(flags("local", "aws"))).toThrow(UsageProblem);
});

test("the variables of the other target are removed from the process", () => {
  const env: NodeJS.ProcessEnv = { PATH: "/bin", AWS_PROFILE: "prod", AWS_REGION: "eu-west-1" };
  replaceEnvironment(env, { PATH: "/bin", AWS_REGION: "us-east-1", AWS_ENDPOINT_URL: "http://127.0.0.1:1" });
  expect(env).toEqual({ PATH: "/bin", AWS_REGION: "us-east-1", AWS_ENDPOINT_URL: "http://127.0.0.1:1" });
});
