import { App, TerraformDataSource, TerraformElement, TerraformResource, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import { resolve } from "../../config/resolve";
import { definePlatform } from "../../stacks/platform";
import { everyEnvironment } from "../fixtures/environments/every";
import { synthesizeQuickly } from "../support/quick-synth";
import { type Block, pathOf, type StackJson } from "../support/synth";

/** In an environment-wide stack, a block without a provider is created in the stack's own region without an error. */

/** Two installed copies of the core make `instanceof` false for the bindings' classes. Here it is false for all classes of the core. */
const CLASSES = [App, Construct, TerraformDataSource, TerraformElement, TerraformResource, TerraformStack, Token];
for (const each of CLASSES) Object.defineProperty(each, Symbol.hasInstance, { value: () => false });

const STACKS = Object.entries(everyEnvironment).flatMap(([name, environment]) => {
  const resolution = resolve(environment);
  if (!resolution.ok) throw new Error(`${name} is not valid: ${JSON.stringify(resolution.errors, undefined, 2)}`);
  const stacks = synthesizeQuickly((app) => definePlatform(app, resolution.platform));
  return [...stacks].map(([id, json]) => ({ name, id, json }));
});

/** Regions of a stack's aliased providers. */
function regionsOf(json: StackJson): ReadonlyMap<string, string> {
  const aliased = (json.provider?.aws ?? []).filter(({ alias }) => alias !== undefined);
  return new Map(aliased.map(({ alias, region }) => [alias as string, region as string]));
}

/** The resources and data sources of AWS, by construct path below the stack; ephemeral ones have no path, but a name that begins like it. */
function blocksOf(json: StackJson): readonly { readonly path: string; readonly provider: unknown }[] {
  const kinds = [json.resource, json.data, json.ephemeral as StackJson["resource"]];
  const ofAws = kinds.flatMap((kind) => Object.entries(kind ?? {}).filter(([type]) => type.startsWith("aws_")));
  const path = (name: string, block: Block) => (block["//"] === undefined ? name.replaceAll("_", "/") : pathOf(block));
  return ofAws.flatMap(([, blocks]) =>
    Object.entries(blocks).map(([name, block]) => ({ path: path(name, block), provider: block.provider })),
  );
}

/** The region of a block: the region of its scope, except that the accepter of a connection is in the peer region. */
function regionOf(path: string, regions: ReadonlyMap<string, string>): string | undefined {
  const [scope = ""] = path.split("/");
  if (!regions.has(scope)) return undefined;
  return /\/(?:Peering|Link)To-([a-z0-9-]+)\/Accepter/.exec(path)?.[1] ?? scope;
}

const REGIONAL = STACKS.flatMap(({ name, id, json }) => {
  const regions = regionsOf(json);
  return blocksOf(json).map(({ path, provider }) => ({ where: `${name}: ${id}/${path}`, region: regionOf(path, regions), provider }));
});

test("environments and fixtures contain many blocks in another region than their stack", () => {
  expect(new Set(STACKS.map(({ name }) => name))).toEqual(new Set(Object.keys(everyEnvironment)));
  expect(REGIONAL.filter(({ region }) => region !== undefined).length).toBeGreaterThan(200);
});

test("classes are distinguished without instanceof", () => {
  expect(new App() instanceof App).toBe(false);
});

test("each block in another region than its stack uses that region's provider", () => {
  const wrong = REGIONAL.filter(({ region, provider }) => region !== undefined && provider !== `aws.${region}`);
  expect(wrong).toEqual([]);
});

test("no other block uses the provider of a region", () => {
  expect(REGIONAL.filter(({ region, provider }) => region === undefined && provider !== undefined)).toEqual([]);
});

test("the alias of a provider is its region", () => {
  const wrong = STACKS.flatMap(({ id, json }) =>
    [...regionsOf(json)].filter(([alias, region]) => alias !== region).map((pair) => [id, ...pair]),
  );
  expect(wrong).toEqual([]);
});
