import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Annotations, App, Aspects, Fn, type TerraformElement, TerraformOutput, TerraformResource, TerraformStack } from "cdktf";
import { tmpdir } from "node:os";
import { Stack } from "../../../constructs/core/stack";
import { definePlatform } from "../../../stacks/platform";
import { full } from "../../fixtures/environments/full";
import { manyRegions } from "../../fixtures/environments/many-regions";
import { environments } from "../../fixtures/environments/photofeed";
import { resource, type StackJson, synthesize, synthesizeStack } from "../../support/synth";
import { platformOf } from "../../support/resolved";

class Plain extends Stack {
  public constructor(app: App, id: string) {
    super(app, id);
    new AwsProvider(this, "aws", { region: "us-east-1" });
  }
}

const asWritten = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test.each(Object.entries({ ...environments, full, manyRegions }))(
  "%s synthesizes to the same Terraform as with cdktf's own stacks",
  (_, data) => {
    const platform = platformOf(data);
    const stacks: Stack[] = [];
    const written = synthesize((app) => {
      definePlatform(app, platform);
      stacks.push(...app.node.findAll().filter((node) => node instanceof Stack));
    });
    expect(stacks.length).toBeGreaterThan(5);
    for (const stack of stacks) expect(written.get(stack.node.id)).toEqual(asWritten(TerraformStack.prototype.toTerraform.call(stack)));
  },
);

describe("the Terraform contains the changes of an aspect", () => {
  const changed = (add: (stack: Stack, queue: SqsQueue) => void) =>
    synthesizeStack("plain", (app) => {
      const stack = new Plain(app, "plain");
      add(stack, new SqsQueue(stack, "queue", { name: "before" }));
    });
  const rename = { visit: (node: unknown) => void (node instanceof SqsQueue && (node.name = "after")) };

  test.each<[string, (stack: Stack, queue: SqsQueue) => void]>([
    ["of the stack", (stack) => Aspects.of(stack).add(rename)],
    ["of the construct", (_, queue) => Aspects.of(queue).add(rename)],
  ])("%s", (_, add) => {
    expect(resource(changed(add), "aws_sqs_queue").name).toBe("after");
  });

  test("without an aspect nothing changes", () => {
    expect(
      resource(
        changed(() => undefined),
        "aws_sqs_queue",
      ).name,
    ).toBe("before");
  });
});

test("overrides of the stack replace the values of its elements, and can contain tokens", () => {
  const stack = synthesizeStack("plain", (app) => {
    const plain = new Plain(app, "plain");
    const queue = new SqsQueue(plain, "queue", { name: "jobs" });
    plain.addOverride("resource.aws_sqs_queue.queue.name", "others");
    plain.addOverride("output.name.value", Fn.upper(queue.name));
    plain.addOverride("output.name.value", queue.url);
  });
  expect(resource(stack, "aws_sqs_queue").name).toBe("others");
  expect(stack.output?.name?.value).toBe("${aws_sqs_queue.queue.url}");
  expect(stack["//"]).toMatchObject({ metadata: { stackName: "plain", overrides: { stack: ["resource", "output"] } } });
});

test("a second override of a path replaces the first, lists and objects too, as cdktf does", () => {
  const tags = { kept: "by the caller" };
  const stack = new Plain(new App({ outdir: tmpdir() }), "plain");
  new SqsQueue(stack, "queue", { name: "jobs" });
  for (const [path, value] of [
    ["output.list.value", ["a", "b"]],
    ["output.list.value", ["c"]],
    ["output.map.value", tags],
    ["output.map.value", { other: "1" }],
    ["output.text.value", "first"],
    ["output.text.value.deeper", "second"],
    ["resource.aws_sqs_queue.queue.tags", { a: "1" }],
    ["resource.aws_sqs_queue.queue.tags.b", "2"],
  ] as const)
    stack.addOverride(path, value);
  stack.prepareStack();
  const { output, resource: blocks } = stack.toTerraform() as unknown as StackJson;
  expect(output).toEqual({ list: { value: ["c"] }, map: { value: { other: "1" } }, text: { value: { deeper: "second" } } });
  expect(blocks?.aws_sqs_queue?.queue?.tags).toEqual({ a: "1", b: "2" });
  expect(tags).toEqual({ kept: "by the caller" });
  expect(asWritten(stack.toTerraform())).toEqual(asWritten(TerraformStack.prototype.toTerraform.call(stack)));
});

test("outputs are listed by construct path, as cdktf-cli reads them", () => {
  const stack = synthesizeStack("plain", (app) => {
    const plain = new Plain(app, "plain");
    new TerraformOutput(plain, "url", { value: "x" });
  });
  expect(stack["//"]).toMatchObject({ outputs: { plain: { url: "url" } } });
});

test("a reference to another stack becomes an output of that stack, independent of creation order", () => {
  const stacks = synthesize((app) => {
    const [first, second] = [new Plain(app, "first"), new Plain(app, "second")];
    const here = new SqsQueue(first, "queue", { name: "here" });
    const there = new SqsQueue(second, "queue", { name: "there", kmsMasterKeyId: here.name });
    expect(there.node.path).toBe("second/queue");
  });
  expect(Object.keys(stacks.get("first")?.output ?? {})).toEqual(["cross-stack-output-aws_sqs_queuequeuename"]);
  expect(resource(stacks.get("second") ?? { terraform: {} }, "aws_sqs_queue").kms_master_key_id).toMatch(
    /^\$\{data\.terraform_remote_state\./,
  );
});

test("a second synthesis contains the changes since the first", () => {
  const app = new App({ outdir: tmpdir() });
  const stack = new Plain(app, "plain");
  const queue = new SqsQueue(stack, "queue", { name: "before" });
  stack.prepareStack();
  queue.name = "after";
  stack.prepareStack();
  expect(JSON.stringify(stack.toTerraform())).toContain('"after"');
  queue.name = "later";
  expect(JSON.stringify(stack.toTerraform())).toContain('"later"');
});

test("an error annotation stops the synthesis", () => {
  const build = (app: App) => {
    Annotations.of(new SqsQueue(new Plain(app, "plain"), "queue", {})).addError("no name");
  };
  expect(() => synthesize(build)).toThrow("no name");
});

test("elements are instances of cdktf's classes", () => {
  const stack = new Plain(new App({ outdir: tmpdir() }), "plain");
  const queue: TerraformElement = new SqsQueue(stack, "queue", {});
  expect(TerraformResource.isTerraformResource(queue)).toBe(true);
  expect(TerraformStack.of(queue)).toBe(stack);
});
