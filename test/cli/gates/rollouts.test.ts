import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { ECSClient } from "@aws-sdk/client-ecs";
import { ecsServices } from "../../../cli/gates/ecs-services";
import { inSequence, RolloutGate } from "../../../cli/gates/rollout-gate";
import { judgeRollout, servicesIn, type FoundService } from "../../../cli/gates/rollouts";

const ARN = "arn:aws:ecs:eu-west-1:111122223333:task-definition/prod-api";
const api = { cluster: "prod", name: "api", taskDefinition: `${ARN}:8` };
const STEP = { name: "eu-west-1", layers: [["prod-eu-west-1-data"], ["prod-eu-west-1-service"]], regions: ["eu-west-1"] };

function found(rollout: string | undefined, revision = 8, reason = ""): FoundService {
  return { name: "api", taskDefinition: `${ARN}:${revision}`, rollout, reason };
}

test.each([
  [found("COMPLETED"), { state: "done" }],
  [found(undefined), { state: "done" }],
  [{ ...found("COMPLETED"), taskDefinition: "prod-api:8" }, { state: "done" }],
  [found("IN_PROGRESS"), { state: "under way", line: "api is being rolled out still" }],
  [found("FAILED", 8, "no image"), { state: "failed", line: "api could not be rolled out: no image" }],
  [
    found("IN_PROGRESS", 7, "rolling back"),
    { state: "failed", line: "api was rolled back to prod-api:7, and should run prod-api:8: rolling back" },
  ],
  [found("COMPLETED", 7), { state: "failed", line: "api was rolled back to prod-api:7, and should run prod-api:8" }],
  [undefined, { state: "failed", line: "api is not there" }],
])("a service that ECS tells this of, %j, is %j", (service, rollout) => {
  expect(judgeRollout(api, service)).toEqual(rollout);
});

test("services are read from the state that they were deployed to", () => {
  const resource = (type: string, attributes: object, mode = "managed") => ({ mode, type, name: "X", instances: [{ attributes }] });
  const attributes = { cluster: "prod", name: "api", task_definition: `${ARN}:8`, desired_count: 3 };
  const resources = [resource("aws_ecs_service", attributes), resource("aws_ecs_cluster", {}), resource("aws_ecs_service", {}, "data")];
  expect(servicesIn({ resources, outputs: {} })).toEqual([api]);
});

describe("the gate", () => {
  function gate(answers: readonly FoundService[], stack = "prod-eu-west-1-service") {
    const time = { now: 0 };
    const told: string[] = [];
    const left = [...answers];
    const made = new RolloutGate({
      stacks: [{ stack, region: "eu-west-1" }],
      wanted: () => Promise.resolve([api]),
      ask: () => Promise.resolve([(left.length > 1 ? left.shift() : left[0]) ?? found("COMPLETED")]),
      patienceMilliseconds: 60_000,
      clock: { now: () => time.now, sleep: (ms) => Promise.resolve(void (time.now += ms)) },
      say: (line) => told.push(line),
    });
    return { made, time, told };
  }

  test("waits until a service is rolled out", async () => {
    const { made, time, told } = gate([found("IN_PROGRESS"), found("IN_PROGRESS"), found("COMPLETED")]);
    await made.after(STEP);
    expect(time.now).toBe(30_000);
    expect(told).toEqual(["  eu-west-1: waiting for 1 of 1 services to be rolled out, for 60 seconds at most"]);
  });

  test("closes as soon as one is taken back", async () => {
    const { made, time } = gate([found("IN_PROGRESS"), found("IN_PROGRESS", 7, "tasks failed to start.")]);
    await expect(made.after(STEP)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "eu-west-1: what was deployed is not what runs. Nothing more was deployed.
       api was rolled back to prod-api:7, and should run prod-api:8: tasks failed to start.
       the tasks that ended tell why: their logs, and what ECS says of the service; a rolled back service serves its users as before"
    `);
    expect(time.now).toBe(15_000);
  });

  test("closes where one is never done", async () => {
    const { made, time } = gate([found("IN_PROGRESS")]);
    await expect(made.after(STEP)).rejects.toThrow("api is being rolled out still");
    expect(time.now).toBe(60_000);
  });

  test("asks nothing of services of other steps", async () => {
    await gate([found("FAILED")], "prod-us-east-1-service").made.after(STEP);
  });
});

test("of two gates the second is asked where the first is open", async () => {
  const asked: string[] = [];
  const gate = (name: string, fails = false) => ({
    before: () => Promise.resolve(void asked.push(`before ${name}`)),
    after: () => {
      asked.push(`after ${name}`);
      return fails ? Promise.reject(new Error(name)) : Promise.resolve();
    },
  });
  await inSequence(gate("a"), gate("b")).before();
  await expect(inSequence(gate("a", true), gate("b")).after(STEP, new Set())).rejects.toThrow("a");
  expect(asked).toEqual(["before a", "before b", "after a"]);
});

test("ECS is asked ten services at a time, and of each for what it works towards", async () => {
  const asked: { cluster: string; services: string[] }[] = [];
  const server = http.createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const question = JSON.parse(text) as (typeof asked)[number];
      asked.push(question);
      const deployments = [
        { status: "ACTIVE", taskDefinition: "old:1", rolloutState: "FAILED", rolloutStateReason: "no" },
        { status: "PRIMARY", taskDefinition: "new:2", rolloutState: "IN_PROGRESS", rolloutStateReason: "yes" },
      ];
      const services = question.services.map((serviceName) => ({
        serviceName,
        status: serviceName === "gone" ? "INACTIVE" : "ACTIVE",
        deployments,
      }));
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify({ services }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const ask = ecsServices((region) => new ECSClient({ region, endpoint, credentials }));
  const services = await ask("eu-west-1", "prod", [...Array.from({ length: 11 }, (_, index) => `s${index}`), "gone"]);
  server.close();
  server.closeAllConnections();
  expect(asked.map((each) => [each.cluster, each.services.length])).toEqual([
    ["prod", 10],
    ["prod", 2],
  ]);
  expect(services).toHaveLength(11);
  expect(services[0]).toEqual({ name: "s0", taskDefinition: "new:2", rollout: "IN_PROGRESS", reason: "yes" });
});
