import { probesFor } from "../../cli/smoke/probes";
import { waitingLines, waitingWorkloads } from "../../cli/release/first-image";
import { withPlaceholderImages, withRecords } from "../../config/records";
import { resolve } from "../../config/resolve";
import type { Platform } from "../../config/model";
import { type Environment, environment } from "../../config/schema";
import { synthesizeMissing, synthesizePlatform } from "../support/platform";
import { type Block, type StackJson, resource, resources } from "../support/synth";

/** Workloads of each kind without `image`, and one with it. All of them would start tasks, some by a schedule. */
const schedules = { day: { cron: "cron(0 8 ? * MON-FRI *)", min: 2, max: 6 } } as const;
const WAITING: Environment = environment({
  name: "shop",
  stage: "single-region",
  domainName: "shop.example.com",
  regions: { "us-east-1": {} },
  services: {
    web: { port: 3000, routes: ["/*"], scale: { min: 2, max: 6, schedules }, objectives: { availability: "99.9%" } },
    ingest: { port: 9000, listener: { protocol: "tcp", port: 9000 } },
    metrics: { port: 9001, listener: { protocol: "udp", port: 9001, healthPort: 9002 } },
    api: { image: "api:1.0.0", port: 8080, routes: ["/api/*"] },
  },
  workers: { mailer: { consumes: "emails" }, night: { consumes: "emails", scale: { min: 0, max: 3 } } },
  queues: { emails: {} },
  alerts: { page: { emails: ["on-call@example.com"] } },
});
const NAMES = ["ingest", "metrics", "web", "mailer", "night"] as const;
const DIGEST = `sha256:${"a".repeat(64)}`;
const images = Object.fromEntries(NAMES.map((name) => [name, DIGEST]));
const RELEASED: Environment = { ...WAITING, images };

synthesizeMissing([WAITING, RELEASED]);
const before = synthesizePlatform(WAITING);
const after = synthesizePlatform(RELEASED);

function platformOf(value: Environment): Platform {
  const resolution = resolve(value);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.errors, undefined, 2));
  return resolution.platform;
}

function stackOf(stacks: ReadonlyMap<string, StackJson>, name: string): StackJson {
  const stack = stacks.get(name);
  if (!stack) throw new Error(`no stack ${name}`);
  return stack;
}

const SERVICE = "shop-us-east-1-service";
const WATCH = "shop-us-east-1-watch";
const kindOf = (name: string) => (name === "mailer" || name === "night" ? "Worker" : "Service");
const serviceOf = (stacks: ReadonlyMap<string, StackJson>, name: string): Block =>
  resource(stackOf(stacks, SERVICE), "aws_ecs_service", `${kindOf(name)}-${name}/Service/Resource`);
const imageOf = (stacks: ReadonlyMap<string, StackJson>, name: string): unknown => {
  const definition = resource(stackOf(stacks, SERVICE), "aws_ecs_task_definition", `${kindOf(name)}-${name}/Task/Resource`);
  const [text] = [JSON.stringify(definition.container_definitions)];
  return /[\w}/-]*(:waiting-for-first-image|@sha256:a{64}|:1\.0\.0)/.exec(text)?.[1];
};
const alarmNames = (stacks: ReadonlyMap<string, StackJson>) =>
  ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"]
    .flatMap((type) => resources(stackOf(stacks, WATCH), type))
    .map(({ alarm_name }) => String(alarm_name));
const targets = (stacks: ReadonlyMap<string, StackJson>) =>
  resources(stackOf(stacks, SERVICE), "aws_appautoscaling_target").map(({ resource_id }) => String(resource_id).split("/").pop());
const addresses = (stacks: ReadonlyMap<string, StackJson>) =>
  [...stacks].flatMap(([stack, json]) =>
    Object.entries(json.resource ?? {}).flatMap(([type, blocks]) => Object.keys(blocks).map((id) => `${stack} ${type}.${id}`)),
  );

describe.each(NAMES)("%s without a released image", (name) => {
  test("has a service without tasks, and a task definition with an image that states the reason", () => {
    expect(serviceOf(before, name)).toMatchObject({ desired_count: 0, wait_for_steady_state: false });
    expect(imageOf(before, name)).toBe(":waiting-for-first-image");
  });

  test("has a repository with its name, to which the first image is pushed", () => {
    const repositories = resources(stackOf(before, "shop-foundation"), "aws_ecr_repository").map((block) => block.name);
    expect(repositories).toContain(`shop/${name}`);
  });

  test("has no autoscaling and no alarm", () => {
    expect(resources(stackOf(before, SERVICE), "aws_appautoscaling_target")).toHaveLength(1);
    expect(resources(stackOf(before, SERVICE), "aws_appautoscaling_scheduled_action")).toEqual([]);
    const kind = kindOf(name).toLowerCase();
    expect(alarmNames(before).filter((alarm) => alarm.startsWith(`shop-us-east-1-${kind}-${name}-`))).toEqual([]);
    expect(alarmNames(after).some((alarm) => alarm.startsWith(`shop-us-east-1-${kind}-${name}-`))).toBe(true);
  });

  test("runs the released digest at its normal size after the first release", () => {
    expect(imageOf(after, name)).toBe(`@${DIGEST}`);
    const { desired_count, ...rest } = serviceOf(after, name);
    expect(desired_count).toBe({ web: 2, ingest: 1, metrics: 1, mailer: 1, night: 0 }[name]);
    const { desired_count: zero, ...waiting } = serviceOf(before, name);
    expect([zero, rest]).toEqual([0, waiting]);
  });
});

test("the first image creates autoscaling, removes no resource, and changes no other workload", () => {
  expect(targets(before)).toHaveLength(1);
  expect(targets(after)).toHaveLength(6);
  const known = new Set(addresses(after));
  expect(addresses(before).filter((address) => !known.has(address))).toEqual([]);
  expect(serviceOf(after, "api")).toEqual(serviceOf(before, "api"));
});

test("a released service represents the region's health, although a waiting one has routes of lower priority", () => {
  const origin = (stacks: ReadonlyMap<string, StackJson>) =>
    JSON.stringify(resource(stackOf(stacks, SERVICE), "aws_cloudwatch_metric_alarm", "OriginAlarms/Origin").dimensions);
  expect(origin(before)).toContain("Target-api");
  expect(origin(after)).toContain("Target-web");
});

test("the smoke test probes no service that waits for its image", () => {
  const outputs = { site_url: undefined, api_url: "https://shop.example.com", ingest_address: "ingest.shop.example.com:9000" };
  expect(probesFor(platformOf(WAITING), outputs).map(({ what }) => what)).toEqual(["api on /api/"]);
  expect(probesFor(platformOf(RELEASED), outputs).map(({ what }) => what)).toEqual(["api on /api/", "ingest over TCP", "web on /"]);
});

test("an explicit image takes precedence over a released digest of the same repository", () => {
  const [api] = platformOf({ ...RELEASED, images: { ...images, api: DIGEST } }).services;
  expect(api?.container.image).toEqual({ kind: "repository", repository: "api", suffix: ":1.0.0" });
});

test.each([
  ["web", "sha256:1", "is not a digest: sha256: and 64 hexadecimal digits"],
  ["Web", DIGEST, "has an invalid name"],
])("rejects the released image %s: %s", (repository, digest, problem) => {
  const resolution = resolve({ ...WAITING, images: { [repository]: digest } });
  expect(resolution.ok ? [] : resolution.errors.map((error) => error.problem)).toEqual([expect.stringContaining(problem)]);
});

test("waitingWorkloads() and waitingLines() name each workload, and how it gets its image", () => {
  const { web: _web, ...withoutWeb } = images;
  expect(waitingWorkloads(platformOf(RELEASED))).toEqual([]);
  expect(waitingLines(platformOf(RELEASED))).toEqual([]);
  expect(waitingWorkloads(platformOf(WAITING)).map(({ name }) => name)).toEqual(NAMES);
  expect(waitingLines(platformOf({ ...RELEASED, images: withoutWeb })).join("\n")).toMatchInlineSnapshot(`
   "service web waits for its first image: no task runs.
     fix: push the image to shop/web, then: npx --no-install terrace release set shop web=sha256:…"
  `);
});

describe("records", () => {
  const environments = { shop: WAITING };
  const PLACES = { web: { loadBalancer: 1, securityGroup: 1, priorities: [7] } };

  test("withRecords() adds the records of each environment", () => {
    const { shop } = withRecords(environments, {
      images: { shop: { web: DIGEST }, other: {} },
      evacuated: { shop: ["us-east-1"] },
      placement: { shop: PLACES },
    });
    expect(shop).toEqual({ ...WAITING, images: { web: DIGEST }, evacuated: ["us-east-1"], placement: PLACES });
  });

  test("withRecords() keeps fields that the environment sets itself, and ignores inherited names", () => {
    const own = { shop: { ...WAITING, images, evacuated: [], placement: {} } };
    expect(withRecords(own, { images: { shop: {} }, evacuated: { shop: ["us-east-1"] }, placement: { shop: PLACES } })).toEqual(own);
    expect(withRecords({ constructor: WAITING }, { images: {}, evacuated: {}, placement: {} })).toEqual({ constructor: WAITING });
  });

  test("withPlaceholderImages() lets no workload wait", () => {
    expect(waitingWorkloads(platformOf(withPlaceholderImages(environments).shop ?? WAITING))).toEqual([]);
  });
});
