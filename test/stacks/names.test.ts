import fc from "fast-check";
import { REGION_NAMES } from "../../aws/regions";
import {
  environmentOfStack,
  GROUP_LAYERS,
  GLOBAL_LAYERS,
  groupOfStack,
  parseStackName,
  REGIONAL_LAYERS,
  regionOfStack,
  stackName,
  stackOfStateKey,
  stateKey,
  type StackId,
} from "../../stacks/names";
import { everyEnvironment } from "../fixtures/environments/every";
import { synthesizeMissing, synthesizePlatform } from "../support/platform";

synthesizeMissing(Object.values(everyEnvironment).filter((environment) => environment !== undefined));

describe.each(Object.values(everyEnvironment).flatMap((environment) => (environment ? [[environment.name, environment] as const] : [])))(
  "the stacks of %s",
  (name, environment) => {
    const stacks = synthesizePlatform(environment);

    test("have names that parse into the parts they are built from", () => {
      expect(stacks.size).toBeGreaterThan(0);
      const ids = [...stacks.keys()].map(parseStackName);
      expect(ids.map((id) => id && stackName(id))).toEqual([...stacks.keys()]);
      expect([...new Set(ids.map((id) => id?.environment))]).toEqual([name]);
    });

    test("have state keys that map back to their names", () => {
      const keys = [...stacks.values()].map(({ terraform }) => (terraform.backend as { s3: { key: string } }).s3.key);
      expect(keys).toEqual([...stacks.keys()].map(stateKey));
      expect(keys.map(stackOfStateKey)).toEqual([...stacks.keys()]);
    });
  },
);

test("parses the stack names of every valid environment name in every region", () => {
  const environment = fc.stringMatching(/^[a-z][a-z0-9]{0,11}$/);
  const region = fc.constantFrom(...REGION_NAMES, "us-gov-west-1");
  const resource = fc.stringMatching(/^[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,6}){0,2}$/);
  const id: fc.Arbitrary<StackId> = fc.oneof(
    fc.record({ environment, layer: fc.constantFrom(...GLOBAL_LAYERS) }),
    fc.record({ environment, region, layer: fc.constantFrom(...REGIONAL_LAYERS) }),
    fc.record({ environment, region, layer: fc.constant("database" as const), database: resource }),
    // Names of other layers and regions are names of groups as well.
    fc.record({
      environment,
      region,
      layer: fc.constantFrom(...GROUP_LAYERS),
      group: fc.oneof(resource, fc.constantFrom("watch", "database-main", "a-1-watch", "us-east-1-service")),
    }),
  );
  fc.assert(
    fc.property(id, (parts) => {
      const name = stackName(parts);
      expect(parseStackName(name)).toEqual(parts);
      expect(environmentOfStack(name)).toBe(parts.environment);
      expect(regionOfStack(name, parts.environment)).toBe(parts.region);
      expect(groupOfStack(name)).toBe("group" in parts ? parts.group : undefined);
      expect(regionOfStack(name, `${parts.environment}x`)).toBeUndefined();
    }),
  );
});

test.each([
  "prod",
  "prod-",
  "prod-old",
  "prod-us-east-1",
  "prod-us-east-1-edge",
  "prod-database-main",
  "prod-us-east-1-database-",
  "prod-us-east-1-service-",
  "prod-us-east-1-data-checkout",
  "prod-service-checkout",
  "Prod-edge",
])("rejects %s as a stack name", (name) => {
  expect(parseStackName(name)).toBeUndefined();
});

test.each(["plans/prod/a1/prod-edge.tfstate", "prod-edge.tfstate.tflock", "deployed/prod.json", ".tfstate"])(
  "%s is not the key of a state",
  (key) => {
    expect(stackOfStateKey(key)).toBeUndefined();
  },
);
