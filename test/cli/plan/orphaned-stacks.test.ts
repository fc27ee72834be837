import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { orphanedStacks, statesWithoutStack } from "../../../cli/plan/orphaned-stacks";

test("states that no stack has are found by their names; locks, plans, other environments and whatever else a bucket holds are none", () => {
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

/** A bucket in the client's place. */
function bucketOf(states: Readonly<Record<string, object>>): S3Client {
  const client = new S3Client({ region: "us-east-1" });
  const answer = (command: object) => {
    if (command instanceof ListObjectsV2Command) return { Contents: Object.keys(states).map((name) => ({ Key: `${name}.tfstate` })) };
    if (!(command instanceof GetObjectCommand)) throw new Error("not asked for");
    const text = JSON.stringify(states[command.input.Key?.replace(".tfstate", "") ?? ""]);
    return { Body: { transformToString: () => Promise.resolve(text) } };
  };
  return Object.assign(client, { send: (command: object) => Promise.resolve(answer(command)) });
}

test("a stack that was destroyed in order has left nothing behind", async () => {
  const database = { mode: "managed", type: "aws_db_instance", name: "Main", instances: [{}, {}] };
  const read = { mode: "data", type: "aws_region", name: "Here", instances: [{}] };
  const states = { "prod-old": { resources: [database, read] }, "prod-gone": { resources: [] }, "prod-data": { resources: [database] } };
  expect(await orphanedStacks(bucketOf(states), "b", "prod", ["prod-data"])).toEqual([{ stack: "prod-old", resources: 2 }]);
});
