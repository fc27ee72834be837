import { answersOf, type InitFlags, missingFlags } from "../../../cli/init/answers";
import { UsageProblem } from "../../../cli/problem";

const COMPLETE: InitFlags = { name: "shop", domain: "shop.example.com", region: ["us-east-1"], service: ["web:3000"] };

test.each<[InitFlags, readonly string[]]>([
  [{}, ["name", "domain", "region", "service"]],
  [{ name: "shop", region: [] }, ["domain", "region", "service"]],
  [{ ...COMPLETE, service: [] }, ["service"]],
  [{ ...COMPLETE, service: [], worker: ["mailer"] }, []],
  [COMPLETE, []],
])("the options %j lack %j", (flags, missing) => {
  expect(missingFlags(flags)).toEqual(missing);
});

test("one error lists all missing options", () => {
  expect(() => answersOf({ name: "shop" })).toThrowErrorMatchingInlineSnapshot(`
   "terrace init requires more options, because there is no terminal that it could prompt in.
     missing   --domain, --region, --service
     fix       For example: npx --no-install terrace init --domain shop.example.com --region us-east-1 --service web:3000"
  `);
});

test("answersOf() fills in the defaults", () => {
  const { imageOf, ...answers } = answersOf({ ...COMPLETE, worker: ["mailer"], image: ["a:1", "mailer=b:2"] });
  expect(answers).toEqual({
    name: "shop",
    environment: "prod",
    domain: "shop.example.com",
    regions: ["us-east-1"],
    services: [{ name: "web", port: 3000 }],
    workers: [{ name: "mailer", queue: "jobs" }],
    cache: false,
    queues: ["jobs"],
    ci: false,
  });
  expect([imageOf("web"), imageOf("mailer")]).toEqual(["a:1", "b:2"]);
});

test.each<[InitFlags, string]>([
  [{ name: "My Shop" }, '--name is not valid.\n  received  "My Shop"'],
  [{ service: ["web"] }, '--service is not valid.\n  received  "web"'],
  [{ service: ["web:1", "web:2"] }, '--service or --worker is not valid.\n  received  "web"'],
  [{ worker: ["a:b:c"] }, '--worker is not valid.\n  received  "a:b:c"'],
  [{ worker: ["web"] }, '--service or --worker is not valid.\n  received  "web"'],
  [{ region: ["us-east-1", "us-east-1"] }, '--region is not valid.\n  received  "us-east-1"'],
  [{ image: ["other=a:1"] }, '--image is not valid.\n  received  "other=a:1"\n  allowed   <image>, or <workload>=<image> of web'],
  [{ image: ["a:1", "b:1"] }, '--image is not valid.\n  received  "b:1"'],
  [{ image: ["web="] }, '--image is not valid.\n  received  "web="'],
  [
    { environment: "index" },
    '--environment is not valid.\n  received  "index"\n  allowed   a name other than that of environments/index.ts',
  ],
  [{ ci: "jenkins" }, '--ci is not valid.\n  received  "jenkins"\n  allowed   github'],
])("%j is rejected: %s", (flags, message) => {
  expect(() => answersOf({ ...COMPLETE, ...flags })).toThrow(message);
  expect(() => answersOf({ ...COMPLETE, ...flags })).toThrow(UsageProblem);
});
