import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { orphanedStacks, statesWithoutStack } from "../../../cli/plan/orphaned-stacks";

test("finds states without a stack by name, and ignores locks, plans, other environments and unrelated objects", () => {
  const keys = [
    "prod-data.tfstate",
    "prod-old.tfstate",
    "prod-old.tfstate.tflock",
    "plans/prod/a1/prod-x.tfstate",
    "README",
    "staging-data.tfstate",
    "prod2-data.tfstate",
  ];
  expect(statesWithoutStack(keys, "prod", ["prod-data", "prod-edge"])).toEqual(["prod-old"]);
});

/** A client that serves a bucket from memory. */
function bucketOf(states: Readonly<Record<string, object>>): S3Client {
  const client = new S3Client({ region: "us-east-1" });
  const respond = (command: object) => {
    if (command instanceof ListObjectsV2Command) return { Contents: Object.keys(states).map((name) => ({ Key: `${name}.tfstate` })) };
    if (!(command instanceof GetObjectCommand)) throw new Error("unexpected command");
    const text = JSON.stringify(states[command.input.Key?.replace(".tfstate", "") ?? ""]);
    return { Body: { transformToString: () => Promise.resolve(text) } };
  };
  return Object.assign(client, { send: (command: object) => Promise.resolve(respond(command)) });
}

test("ignores stacks with an empty state", async () => {
  const database = { mode: "managed", type: "aws_db_instance", name: "Main", instances: [{}, {}] };
  const read = { mode: "data", type: "aws_region", name: "Here", instances: [{}] };
  const states = { "prod-old": { resources: [database, read] }, "prod-gone": { resources: [] }, "prod-data": { resources: [database] } };
  expect(await orphanedStacks(bucketOf(states), "b", "prod", ["prod-data"])).toEqual([{ stack: "prod-old", resources: 2 }]);
});
