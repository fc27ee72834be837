import { didYouMean } from "../../language/nearest";
import { type Body, checkBody } from "./provider-schema/blocks";
import { type Finding, Place, toText } from "./provider-schema/finding";
import { type Declared, type MetaKind, checkMeta } from "./provider-schema/meta";
import { checkReferences } from "./provider-schema/references";
import type { Kind, Schemas } from "./provider-schema/schema";
import { isObject } from "./provider-schema/values";
import type { StackJson } from "./synth";
import { stackOfStateKey } from "../../stacks/names";

export { providerSchemas } from "./provider-schema/load";
export type { Finding } from "./provider-schema/finding";
export type { Schemas } from "./provider-schema/schema";

const BLOCKS = ["resource", "data", "ephemeral"] as const satisfies readonly MetaKind[];
const TOP_LEVEL = [
  ...BLOCKS,
  "provider",
  "output",
  "terraform",
  "locals",
  "variable",
  "module",
  "moved",
  "import",
  "removed",
  "check",
  "//",
];
const IN_OUTPUT = ["value", "description", "sensitive", "ephemeral", "depends_on", "precondition", "//"];

/**
 * The errors that `terraform validate` would find in a stack with the provider's schema: unknown, missing, read-only and mistyped arguments,
 * too few or too many blocks, dangling references. Starts no process and takes a few milliseconds.
 *
 * Does not cover the provider's checks in code: values of an enumeration, lengths, mutually exclusive arguments.
 *
 * @example
 * const schemas = await providerSchemas();
 * expect(check("prod-edge", json, schemas)).toEqual([]);
 */
export function check(stack: string, json: StackJson, schemas: Schemas): readonly string[] {
  return findings(stack, json, schemas).map(toText);
}

/** The errors of {@link check} as data. */
export function findings(stack: string, json: StackJson, schemas: Schemas): readonly Finding[] {
  const found: Finding[] = [];
  const declared = declarations(json);
  for (const name of Object.keys(json)) if (!TOP_LEVEL.includes(name)) Place.of(found, stack, name).report(name, TOP_LEVEL.join(", "));
  for (const kind of BLOCKS) {
    for (const [type, blocks] of Object.entries((json[kind] ?? {}) as Readonly<Record<string, unknown>>)) {
      const schema = schemas.find(kind, type);
      for (const [name, value] of Object.entries(isObject(blocks) ? blocks : {})) {
        const place = Place.of(found, stack, addressOf(kind, type, name));
        if (!schema) place.report(type, unknownType(kind, type, schemas));
        else if (!isObject(value)) place.report(value, "a block");
        else checkBody(checkMeta(kind, value, schema, declared, place), schema, place);
        checkReferences(value, schemas, declared, place);
      }
    }
  }
  checkProviders(json, schemas, declared, (address) => Place.of(found, stack, address));
  checkOutputs(json, schemas, declared, (address) => Place.of(found, stack, address));
  return found;
}

/**
 * The errors of all stacks of a platform, including reads of outputs that the other stack does not have.
 */
export function checkPlatform(stacks: ReadonlyMap<string, StackJson>, schemas: Schemas): readonly string[] {
  return [...stacks].flatMap(([stack, json]) => [...check(stack, json, schemas), ...missingOutputs(stack, json, stacks)]);
}

const READ = /data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)/g;

function missingOutputs(stack: string, json: StackJson, stacks: ReadonlyMap<string, StackJson>): readonly string[] {
  const read = new Set([...JSON.stringify(json).matchAll(READ)].map(([, from = "", output = ""]) => `${from} ${output}`));
  return [...read].flatMap((each) => {
    const [from = "", output = ""] = each.split(" ");
    const config = json.data?.terraform_remote_state?.[from]?.config;
    const other = stackOfStateKey(String(isObject(config) ? config.key : "")) ?? "";
    if (stacks.get(other)?.output?.[output] !== undefined) return [];
    return [`${stack}: data.terraform_remote_state.${from}: found a read of ${output}; allowed: an output of ${other || "a stack"}`];
  });
}

function unknownType(kind: Kind, type: string, schemas: Schemas): string {
  const what = {
    resource: "a resource of the provider",
    data: "a data source of the provider",
    ephemeral: "an ephemeral resource of the provider",
    provider: "a provider with a schema",
  }[kind];
  return `${what}. ${didYouMean(type, schemas.types(kind), "No similar name exists")}`;
}

function addressOf(kind: MetaKind, type: string, name: string): string {
  return `${kind === "resource" ? "" : `${kind}.`}${type}.${name}`;
}

function declarations(json: StackJson): Declared {
  const addresses = BLOCKS.flatMap((kind) =>
    Object.entries((json[kind] ?? {}) as Readonly<Record<string, Body>>).flatMap(([type, blocks]) =>
      Object.keys(blocks).map((name) => addressOf(kind, type, name)),
    ),
  );
  const providers = Object.entries(json.provider ?? {}).flatMap(([name, blocks]) => [
    name,
    ...[blocks].flat().flatMap(({ alias }) => (typeof alias === "string" ? [`${name}.${alias}`] : [])),
  ]);
  return { addresses: new Set(addresses), providers: new Set(providers) };
}

type At = (address: string) => Place;

function checkProviders(json: StackJson, schemas: Schemas, declared: Declared, at: At): void {
  for (const [name, blocks] of Object.entries(json.provider ?? {})) {
    const schema = schemas.find("provider", name);
    for (const { alias, version: _version, ...body } of [blocks].flat()) {
      const place = at(typeof alias === "string" ? `provider.${name}.${alias}` : `provider.${name}`);
      if (schema) checkBody(body, schema, place);
      else place.report(name, unknownType("provider", name, schemas));
      checkReferences(body, schemas, declared, place);
    }
  }
}

function checkOutputs(json: StackJson, schemas: Schemas, declared: Declared, at: At): void {
  for (const [name, output] of Object.entries(json.output ?? {})) {
    const place = at(`output.${name}`);
    if (output.value === undefined) place.below("value").report(undefined, "a value (required)");
    for (const key of Object.keys(output)) if (!IN_OUTPUT.includes(key)) place.below(key).report(output[key], IN_OUTPUT.join(", "));
    checkReferences(output.value, schemas, declared, place);
  }
}
