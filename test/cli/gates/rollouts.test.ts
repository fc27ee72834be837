import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { ECSClient } from "@aws-sdk/client-ecs";
import { ecsServices } from "../../../cli/gates/ecs-services";
import { inSequence, RolloutGate } from "../../../cli/gates/rollout-gate";
import { checkRollout, servicesIn, type FoundService } from "../../../cli/gates/rollouts";

const ARN = "arn:aws:ecs:eu-west-1:111122223333:task-definition/prod-api";
const api = { cluster: "prod", name: "api", taskDefinition: `${ARN}:8`, minimum: 2 };
const STEP = { name: "eu-west-1", layers: [["prod-eu-west-1-data"], ["prod-eu-west-1-service"]], regions: ["eu-west-1"] };

function found(rollout: string | undefined, revision = 8, reason = ""): FoundService {
  return { name: "api", taskDefinition: `${ARN}:${revision}`, rollout, running: 2, reason };
}

test.each([
  [found("COMPLETED"), { state: "done" }],
  [found(undefined), { state: "done" }],
  [{ ...found("COMPLETED"), taskDefinition: "prod-api:8" }, { state: "done" }],
  [{ ...found("COMPLETED"), running: 1 }, { state: "done" }],
  [
    { ...found("COMPLETED", 8, "completed"), running: 0 },
    { state: "in progress", line: "api: no task runs yet: completed" },
  ],
  [found("IN_PROGRESS"), { state: "in progress", line: "api: rollout still in progress" }],
  [found("FAILED", 8, "no image"), { state: "failed", line: "api: rollout failed: no image" }],
  [
    found("IN_PROGRESS", 7, "rolling back"),
    { state: "failed", line: "api: ECS rolled back to prod-api:7 (expected prod-api:8): rolling back" },
  ],
  [found("COMPLETED", 7), { state: "failed", line: "api: ECS rolled back to prod-api:7 (expected prod-api:8)" }],
  [undefined, { state: "failed", line: "api: service not found" }],
])("a service that ECS reports as %j is %j", (service, rollout) => {
  expect(checkRollout(api, service)).toEqual(rollout);
});

test("servicesIn() reads services from a state", () => {
  const resource = (type: string, attributes: object, mode = "managed") => ({ mode, type, name: "X", instances: [{ attributes }] });
  const attributes = { cluster: "prod", name: "api", task_definition: `${ARN}:8`, desired_count: 3 };
  const target = { resource_id: "service/prod/api", min_capacity: 2 };
  const resources = [
    resource("aws_ecs_service", attributes),
    resource("aws_ecs_cluster", {}),
    resource("aws_ecs_service", {}, "data"),
    resource("aws_appautoscaling_target", target),
    resource("aws_appautoscaling_target", { resource_id: "service/prod/web", min_capacity: 1 }),
  ];
  expect(servicesIn({ resources, outputs: {} })).toEqual([api]);
  const night = { resource_id: "service/prod/api", scalable_target_action: [{ min_capacity: "0", max_capacity: "1" }] };
  const withNight = [...resources, resource("aws_appautoscaling_scheduled_action", night)];
  expect(servicesIn({ resources: withNight, outputs: {} })).toEqual([{ ...api, minimum: 0 }]);
});

test("servicesIn() finds the minimum of a service by the ARN of its cluster; without autoscaling it is zero", () => {
  const resource = (type: string, attributes: object) => ({ mode: "managed", type, name: "X", instances: [{ attributes }] });
  const service = { cluster: "arn:aws:ecs:eu-west-1:1:cluster/prod", name: "api", task_definition: `${ARN}:8` };
  const target = resource("aws_appautoscaling_target", { resource_id: "service/prod/api", min_capacity: 2 });
  const minimum = (resources: readonly ReturnType<typeof resource>[]) => servicesIn({ resources, outputs: {} })[0]?.minimum;
  expect(minimum([resource("aws_ecs_service", service), target])).toBe(2);
  expect(minimum([resource("aws_ecs_service", service)])).toBe(0);
});

describe("RolloutGate", () => {
  function gate(responses: readonly FoundService[], stack = "prod-eu-west-1-service") {
    const time = { now: 0 };
    const lines: string[] = [];
    const remaining = [...responses];
    const made = new RolloutGate({
      stacks: [{ stack, region: "eu-west-1" }],
      wanted: () => Promise.resolve([api]),
      readServices: () => Promise.resolve([(remaining.length > 1 ? remaining.shift() : remaining[0]) ?? found("COMPLETED")]),
      timeoutMilliseconds: 60_000,
      clock: { now: () => time.now, sleep: (ms) => Promise.resolve(void (time.now += ms)) },
      say: (line) => lines.push(line),
    });
    return { made, time, lines };
  }

  test("waits until a service is rolled out", async () => {
    const { made, time, lines } = gate([found("IN_PROGRESS"), found("IN_PROGRESS"), found("COMPLETED")]);
    await made.after(STEP);
    expect(time.now).toBe(30_000);
    expect(lines).toEqual(["  eu-west-1: waiting up to 60 seconds for 1 of 1 services to roll out"]);
  });

  test("fails as soon as ECS rolls a service back", async () => {
    const { made, time } = gate([found("IN_PROGRESS"), found("IN_PROGRESS", 7, "tasks failed to start.")]);
    await expect(made.after(STEP)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "eu-west-1: ECS does not run the deployed revision. The rollout stopped.
       api: ECS rolled back to prod-api:7 (expected prod-api:8): tasks failed to start.
       cause: see the stopped tasks, their logs and the ECS service events. A rolled-back service keeps serving the previous revision."
    `);
    expect(time.now).toBe(15_000);
  });

  test("fails if a rollout never completes", async () => {
    const { made, time } = gate([found("IN_PROGRESS")]);
    await expect(made.after(STEP)).rejects.toThrow("api: rollout still in progress");
    expect(time.now).toBe(60_000);
  });

  test("ignores services of other steps", async () => {
    await gate([found("FAILED")], "prod-us-east-1-service").made.after(STEP);
  });
});

test("inSequence() runs the second gate only if the first one passes", async () => {
  const calls: string[] = [];
  const gate = (name: string, fails = false) => ({
    before: () => Promise.resolve(void calls.push(`before ${name}`)),
    after: () => {
      calls.push(`after ${name}`);
      return fails ? Promise.reject(new Error(name)) : Promise.resolve();
    },
  });
  await inSequence(gate("a"), gate("b")).before();
  await expect(inSequence(gate("a", true), gate("b")).after(STEP, new Set())).rejects.toThrow("a");
  expect(calls).toEqual(["before a", "before b", "after a"]);
});

test("ecsServices() reads services in batches of 10, with their primary deployment", async () => {
  const requests: { cluster: string; services: string[] }[] = [];
  const server = http.createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const input = JSON.parse(text) as (typeof requests)[number];
      requests.push(input);
      const deployments = [
        { status: "ACTIVE", taskDefinition: "old:1", rolloutState: "FAILED", rolloutStateReason: "no" },
        { status: "PRIMARY", taskDefinition: "new:2", rolloutState: "IN_PROGRESS", rolloutStateReason: "yes" },
      ];
      const services = input.services.map((serviceName) => ({
        serviceName,
        status: serviceName === "gone" ? "INACTIVE" : "ACTIVE",
        runningCount: 1,
        deployments,
      }));
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify({ services }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const readServices = ecsServices((region) => new ECSClient({ region, endpoint, credentials }));
  const services = await readServices("eu-west-1", "prod", [...Array.from({ length: 11 }, (_, index) => `s${index}`), "gone"]);
  server.close();
  server.closeAllConnections();
  expect(requests.map((each) => [each.cluster, each.services.length])).toEqual([
    ["prod", 10],
    ["prod", 2],
  ]);
  expect(services).toHaveLength(11);
  expect(services[0]).toEqual({ name: "s0", taskDefinition: "new:2", rollout: "IN_PROGRESS", running: 1, reason: "yes" });
});
