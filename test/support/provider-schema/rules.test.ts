import { check } from "../provider-schema";
import type { StackJson } from "../synth";
import { SchemaLines, isComplete, toLines } from "./printed";
import type { BlockSchema, PrintedSchemas } from "./schema";

/** Tests each rule of the check with a small provider that has every kind of argument. */

const example: BlockSchema = {
  attributes: {
    name: { type: "string", required: true },
    size: { type: "number", optional: true },
    on: { type: "bool", optional: true, computed: true },
    arn: { type: "string", computed: true },
    any: { type: "dynamic", optional: true },
    names: { type: ["list", "string"], optional: true },
    tags: { type: ["map", "string"], optional: true },
    rules: { type: ["set", ["object", { port: "number", description: "string", note: "string" }, ["note"]]], optional: true },
    pair: { type: ["tuple", ["string", "number"]], optional: true },
    one: { nested_type: { nesting_mode: "single", attributes: { key: { type: "string", required: true } } }, optional: true },
    some: { nested_type: { nesting_mode: "list", attributes: { key: { type: "string", required: true } } }, optional: true },
    by_key: { nested_type: { nesting_mode: "map", attributes: { id: { type: "string", computed: true } } }, optional: true },
  },
  block_types: {
    timeouts: { nesting_mode: "single", block: { attributes: { create: { type: "string", optional: true } } } },
    listener: { nesting_mode: "list", min_items: 1, max_items: 2, block: { attributes: { port: { type: "number", required: true } } } },
    setting: { nesting_mode: "set", block: { attributes: { key: { type: "string", required: true } } } },
    labeled: { nesting_mode: "map", block: { attributes: { key: { type: "string", required: true } } } },
  },
};

const printed: PrintedSchemas = {
  provider_schemas: {
    "registry.terraform.io/hashicorp/aws": {
      provider: { block: { attributes: { region: { type: "string", optional: true } } } },
      resource_schemas: { aws_thing: { block: example } },
      data_source_schemas: {
        aws_thing: { block: { attributes: { id: { type: "string", required: true }, size: { type: "number", computed: true } } } },
      },
      ephemeral_resource_schemas: {
        aws_secret: { block: { attributes: { length: { type: "number", optional: true }, value: { type: "string", computed: true } } } },
      },
    },
  },
};

const schemas = new SchemaLines(toLines(printed));

const VALID = { name: "a", listener: { port: 80 } };

/** The findings in a stack with one resource, without the names of the stack and the resource. */
function inThing(body: object): readonly string[] {
  return inStack({ resource: { aws_thing: { a: body as never } } }).map((text) => text.replace("aws_thing.a: ", ""));
}

function inStack(json: Partial<StackJson>): readonly string[] {
  return check(
    "test",
    { terraform: {}, provider: { aws: [{ region: "us-east-1" }, { alias: "west", region: "us-west-2" }] }, ...json },
    schemas,
  ).map((text) => text.replace("test: ", ""));
}

test.each<[string, object]>([
  ["the required arguments only", {}],
  ["numbers and booleans as strings", { size: "12", on: "false" }],
  ["numbers and booleans for strings", { name: 12, tags: { a: true, b: 1.5 } }],
  ["null, which counts as omitted", { size: null, listener: [{ port: 1 }], setting: null, names: [null] }],
  [
    "an expression for any type",
    { size: "${var.a}", names: "${var.b}", rules: '${toset([{ a = "}" }])}', one: "${var.c}", pair: "${var.d}" },
  ],
  ["a template for a string, a number or a boolean", { name: "a-${var.a}", size: "${var.a}0", on: "%{ if true }true%{ endif }" }],
  ["any value for the dynamic type", { any: { a: [1, "b"] } }],
  ["lists, maps, sets and tuples", { names: ["a", 1], tags: {}, pair: ["a", "1"] }],
  ["objects with null values and without optional attributes", { rules: [{ port: "80", description: null }] }],
  ["nested attributes", { one: { key: "a" }, some: [{ key: "a" }], by_key: { a: {}, b: {} } }],
  ["blocks as an object or a list", { listener: [{ port: 1 }, { port: 2 }], timeouts: { create: "1m" }, setting: [{ key: "a" }] }],
  ["labeled blocks", { labeled: { a: { key: "a" }, b: { key: "b" } } }],
  ["comments", { "//": { metadata: { path: "x" } }, listener: { port: 1, "//": "b" } }],
  [
    "any number of dynamic blocks",
    { listener: undefined, dynamic: { listener: { for_each: [1, 2, 3], content: { port: "${listener.value}" } } } },
  ],
  ["meta-arguments", { count: 1, for_each: {}, provider: "aws.west", depends_on: ["aws_thing.a"], connection: {}, provisioner: [] }],
  [
    "lifecycle arguments",
    {
      lifecycle: {
        prevent_destroy: true,
        create_before_destroy: "true",
        ignore_changes: ["size", "listener[0].port"],
        replace_triggered_by: [],
      },
    },
  ],
  [
    "conditions",
    {
      lifecycle: [
        {
          ignore_changes: "all",
          precondition: [{ condition: "${true}", error_message: "no" }],
          postcondition: { condition: true, error_message: "no" },
        },
      ],
    },
  ],
  [
    "references",
    { name: "${aws_thing.a.arn}-${length(aws_thing.a.listener[0].port)}", tags: { a: "$${aws_other.b.c}", b: "aws_other.b.c" } },
  ],
])("accepts %s", (_, more) => {
  expect(inThing({ ...VALID, ...more })).toEqual([]);
});

test.each<[string, object, string]>([
  ["an unknown argument", { nam: 1 }, "nam: found 1; allowed: nothing: unknown argument. Did you mean `name`?"],
  ["an argument without a similar name", { zzzzzzzz: 1 }, "zzzzzzzz: found 1; allowed: nothing: unknown argument. Valid: any, arn, by_key"],
  [
    "an unknown argument of a block",
    { listener: { port: 1, prot: 2 } },
    "listener.prot: found 2; allowed: nothing: unknown argument. Did you mean `port`?",
  ],
  ["a missing argument", { name: undefined }, "name: found nothing; allowed: a string (required)"],
  ["a missing argument that is null", { name: null }, "name: found null; allowed: a string (required)"],
  ["a missing argument of a block", { listener: [{ port: 1 }, {}] }, "listener[1].port: found nothing; allowed: a number (required)"],
  ["a missing block", { listener: undefined }, "listener: found nothing; allowed: at least 1 block (required)"],
  ["an empty list of blocks", { listener: [] }, "listener: found []; allowed: at least 1 block (required)"],
  ["too many blocks", { listener: [{ port: 1 }, { port: 2 }, { port: 3 }] }, 'listener: found "3 blocks"; allowed: at most 2 blocks'],
  ["two blocks of a single block type", { timeouts: [{}, {}] }, 'timeouts: found "2 blocks"; allowed: at most 1 block'],
  ["a string for a block", { timeouts: "${var.a}" }, 'timeouts: found "${var.a}"; allowed: a block: an object, or a list of objects'],
  ["a string for blocks with labels", { labeled: ["a"] }, 'labeled: found "a"; allowed: an object with blocks by label'],
  ["an invalid labeled block", { labeled: { a: {} } }, 'labeled["a"].key: found nothing; allowed: a string (required)'],
  ["a string for a number", { size: "large" }, 'size: found "large"; allowed: a number'],
  ["an empty string for a number", { size: "" }, 'size: found ""; allowed: a number'],
  ["a boolean for a number", { size: true }, "size: found true; allowed: a number"],
  ["a string for a boolean", { on: "yes" }, 'on: found "yes"; allowed: true or false'],
  ["a number for a boolean", { on: 1 }, "on: found 1; allowed: true or false"],
  ["a list for a string", { name: ["a"] }, 'name: found ["a"]; allowed: a string'],
  ["a string for a list", { names: "a" }, 'names: found "a"; allowed: a list of strings'],
  ["a template for a list", { names: "a-${var.a}" }, 'names: found "a-${var.a}"; allowed: a list of strings'],
  ["two expressions for a list", { names: "${var.a}${var.b}" }, 'names: found "${var.a}${var.b}"; allowed: a list of strings'],
  ["an invalid entry in a list", { names: ["a", {}] }, "names[1]: found {}; allowed: a string"],
  ["an invalid value in a map", { tags: { a: [] } }, 'tags["a"]: found []; allowed: a string'],
  ["a list for a map", { tags: [] }, "tags: found []; allowed: a map of strings"],
  ["a tuple with too many elements", { pair: ["a", 1, 2] }, 'pair: found ["a",1,2]; allowed: a list of length 2'],
  ["an invalid element of a tuple", { pair: ["a", "b"] }, 'pair[1]: found "b"; allowed: a number'],
  ["an object for a set", { rules: { port: 1 } }, 'rules: found {"port":1}; allowed: a set of objects with port, description, note'],
  ["a string for an object", { rules: ["a"] }, 'rules[0]: found "a"; allowed: an object with port, description, note'],
  ["an object without an attribute", { rules: [{ port: 1 }] }, "rules[0].description: found nothing; allowed: a string, or null"],
  [
    "an object with an unknown attribute",
    { rules: [{ port: 1, description: "", prot: 1 }] },
    "rules[0].prot: found 1; allowed: nothing: the object has port, description, note",
  ],
  ["an object with an invalid attribute", { rules: [{ port: "a", description: "" }] }, 'rules[0].port: found "a"; allowed: a number'],
  ["a read-only argument", { arn: "a" }, 'arn: found "a"; allowed: nothing: the provider computes it'],
  ["a read-only nested attribute", { by_key: { a: { id: "b" } } }, 'by_key["a"].id: found "b"; allowed: nothing: the provider computes it'],
  ["a missing nested attribute", { one: {} }, "one.key: found nothing; allowed: a string (required)"],
  ["a list for a nested attribute", { one: [{ key: "a" }] }, 'one: found [{"key":"a"}]; allowed: an object'],
  ["an object for a list of nested attributes", { some: { key: "a" } }, 'some: found {"key":"a"}; allowed: a list of objects'],
  [
    "a dynamic block of an unknown type",
    { dynamic: { listner: { for_each: [], content: {} } } },
    'dynamic.listner: found "listner"; allowed: Did you mean `listener`?',
  ],
  [
    "a dynamic block without content",
    { dynamic: { setting: { for_each: [] } } },
    "dynamic.setting.content: found nothing; allowed: a value (required)",
  ],
  [
    "an unknown argument in a dynamic block",
    { dynamic: [{ setting: [{ for_each: [], content: { kye: 1, key: "a" } }] }] },
    "setting.content.kye: found 1; allowed: nothing: unknown argument. Did you mean `key`?",
  ],
  [
    "an unknown argument of dynamic",
    { dynamic: { setting: { each: [], for_each: [], content: { key: "" } } } },
    "dynamic.setting.each: found []; allowed: for_each, iterator, labels, content",
  ],
  ["an unknown provider", { provider: "aws.east" }, 'provider: found "aws.east"; allowed: a provider of the stack: aws, aws.west'],
  ["an unknown dependency", { depends_on: ["aws_thing.b"] }, 'depends_on[0]: found "aws_thing.b"; allowed: an address in the stack'],
  ["a dependency that is not a list", { depends_on: "aws_thing.a" }, 'depends_on: found "aws_thing.a"; allowed: a list of addresses'],
  [
    "an unknown lifecycle argument",
    { lifecycle: { prevent: true } },
    "lifecycle.prevent: found true; allowed: nothing: valid are create_before_destroy",
  ],
  [
    "an expression in a lifecycle argument",
    { lifecycle: { prevent_destroy: "${var.a}" } },
    'lifecycle.prevent_destroy: found "${var.a}"; allowed: true or false, not an expression',
  ],
  [
    "an unknown argument in ignore_changes",
    { lifecycle: { ignore_changes: ["siz"] } },
    'lifecycle.ignore_changes[0]: found "siz"; allowed: an argument that can be set',
  ],
  [
    "a computed argument in ignore_changes",
    { lifecycle: { ignore_changes: ["arn"] } },
    'lifecycle.ignore_changes[0]: found "arn"; allowed: an argument that can be set',
  ],
  [
    "a string for ignore_changes",
    { lifecycle: { ignore_changes: "size" } },
    'lifecycle.ignore_changes: found "size"; allowed: "all", or a list of arguments',
  ],
  [
    "a condition without a message",
    { lifecycle: { precondition: [{ condition: true }] } },
    "lifecycle.precondition.error_message: found nothing; allowed: a value (required)",
  ],
  [
    "a condition with an unknown argument",
    { lifecycle: { precondition: { condition: true, error_message: "", x: 1 } } },
    "lifecycle.precondition.x: found 1; allowed: condition, error_message",
  ],
  ["a string for a provisioner", { provisioner: "local-exec" }, 'provisioner: found "local-exec"; allowed: a block'],
  [
    "a reference to an unknown resource",
    { tags: { a: "${aws_thing.b.arn}" } },
    'tags.a: found "aws_thing.b"; allowed: an address in the stack',
  ],
  [
    "a reference to an unknown data source",
    { name: "x-${data.aws_thing.a.id}" },
    'name: found "data.aws_thing.a"; allowed: an address in the stack',
  ],
  ["a reference to an unknown attribute", { name: "${aws_thing.a.arm}" }, 'name: found "aws_thing.a.arm"; allowed: Did you mean `arn`?'],
])("finds %s", (_, more, expected) => {
  const found = inThing({ ...VALID, ...more });
  expect(found).toHaveLength(1);
  expect(found[0]?.slice(0, expected.length)).toBe(expected);
});

test.each<[string, Partial<StackJson>, string]>([
  [
    "an unknown resource",
    { resource: { aws_thin: { a: {} } } },
    'aws_thin.a: found "aws_thin"; allowed: a resource of the provider. Did you mean `aws_thing`?',
  ],
  [
    "an unknown data source",
    { data: { aws_secret: { a: {} } } },
    'data.aws_secret.a: found "aws_secret"; allowed: a data source of the provider. No similar name exists',
  ],
  [
    "an unknown ephemeral resource",
    { ephemeral: { aws_thing: { a: {} } } },
    'ephemeral.aws_thing.a: found "aws_thing"; allowed: an ephemeral resource of the provider.',
  ],
  ["an unknown provider", { provider: { awz: [{}] } }, 'provider.awz: found "awz"; allowed: a provider with a schema. Did you mean `aws`?'],
  ["a resource that is not a block", { resource: { aws_thing: { a: [] as never } } }, "aws_thing.a: found []; allowed: a block"],
  [
    "a missing argument of a data source",
    { data: { aws_thing: { a: {} } } },
    "data.aws_thing.a: id: found nothing; allowed: a string (required)",
  ],
  [
    "a lifecycle argument that only resources have",
    { data: { aws_thing: { a: { id: "a", lifecycle: { prevent_destroy: true } } } } },
    "data.aws_thing.a: lifecycle.prevent_destroy: found true; allowed: nothing: valid are precondition, postcondition",
  ],
  [
    "a provisioner in a data source",
    { data: { aws_thing: { a: { id: "a", provisioner: {} } } } },
    "data.aws_thing.a: provisioner: found {}; allowed: nothing: unknown argument.",
  ],
  [
    "a wrong argument of an ephemeral resource",
    { ephemeral: { aws_secret: { a: { length: "long" } } } },
    'ephemeral.aws_secret.a: length: found "long"; allowed: a number',
  ],
  [
    "a read-only argument of an ephemeral resource",
    { ephemeral: { aws_secret: { a: { value: "x" } } } },
    'ephemeral.aws_secret.a: value: found "x"; allowed: nothing: the provider computes it',
  ],
  [
    "an unknown argument of a provider",
    { provider: { aws: [{ alias: "west", regoin: "a" }] } },
    'provider.aws.west: regoin: found "a"; allowed: nothing: unknown argument. Did you mean `region`?',
  ],
  ["an output without a value", { output: { a: {} } }, "output.a: value: found nothing; allowed: a value (required)"],
  [
    "an unknown argument of an output",
    { output: { a: { value: 1, secret: true } } },
    "output.a: secret: found true; allowed: value, description",
  ],
  [
    "an output of an unknown resource",
    { output: { a: { value: "${ephemeral.aws_secret.a.value}" } } },
    'output.a: found "ephemeral.aws_secret.a"; allowed: an address in the stack',
  ],
  ["an unknown block", { resources: {} }, 'resources: found "resources"; allowed: resource, data'],
])("finds %s", (_, json, expected) => {
  const found = inStack(json);
  expect(found).toHaveLength(1);
  expect(found[0]?.slice(0, expected.length)).toBe(expected);
});

test("names the stack and truncates long values", () => {
  const json: StackJson = { terraform: {}, resource: { aws_thing: { a: { ...VALID, size: "x".repeat(200) } } } };
  expect(check("prod-edge", json, schemas)).toEqual([`prod-edge: aws_thing.a: size: found "${"x".repeat(78)}…; allowed: a number`]);
});

test("lines keep the schemas without descriptions, and an incomplete file is detected", () => {
  const lines = toLines(printed);
  expect(schemas.find("resource", "aws_thing")).toMatchObject(example);
  expect(schemas.find("provider", "aws")?.attributes).toEqual({ region: { type: "string", optional: true } });
  expect(schemas.find("data", "aws_other")).toBeUndefined();
  expect(schemas.types("ephemeral")).toEqual(["aws_secret"]);
  expect([isComplete(lines), isComplete(lines.slice(0, -1)), isComplete("")]).toEqual([true, false, false]);
});
