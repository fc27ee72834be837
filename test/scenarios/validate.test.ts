import { join } from "node:path";
import { validateDocuments } from "../../testing/validate";
import { full } from "../fixtures/environments/full";
import { grouped, groupsOnly } from "../fixtures/environments/grouped";
import { manyRegions } from "../fixtures/environments/many-regions";
import { placed } from "../fixtures/environments/placed";
import { environments } from "../fixtures/environments/photofeed";
import { synthesizeMissing, synthesizePlatform } from "../support/platform";

const root = join(__dirname, "../..");

/** The real provider validates every stack of all environments, of one that sets every field, of one in three regions, of two with groups, and of one with several load balancers. */
test("terraform validate reports no error in any stack", async () => {
  const all = [...Object.values(environments), full, manyRegions, grouped, groupsOnly, placed];
  synthesizeMissing(all);
  const stacks = all.flatMap((environment) => [...synthesizePlatform(environment)]);
  const names = stacks.map(([name]) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      "dev-us-east-1-service",
      "staging-edge",
      "prod-eu-west-1-database-main",
      "many-network",
      "grouped-eu-west-1-service-checkout",
    ]),
  );
  await validateDocuments(Object.fromEntries(stacks), { root });
}, 900_000);

test("terraform validate reports an argument that does not exist, with the stack and the resource", async () => {
  const [[name, stack]] = [...synthesizePlatform(environments.dev)] as [[string, Parameters<typeof validateDocuments>[0][string]]];
  const queue = { aws_sqs_queue: { Wrong: { name: "wrong", colour: "red", visibility_timeout_seconds: "soon" } } };
  const broken = { ...stack, resource: { ...stack.resource, ...queue } };
  await expect(validateDocuments({ [name]: broken }, { root })).rejects.toThrow(
    `${name} resource.aws_sqs_queue.Wrong: Extraneous JSON object property
  No argument or block type is named "colour".`,
  );
}, 900_000);
