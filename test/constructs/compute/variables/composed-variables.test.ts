import type { Binding } from "../../../../constructs/core/bindings";
import { escapeLiterals, literals } from "../../../../constructs/core/literal";
import { EncryptionKey } from "../../../../constructs/core/encryption-key";
import { environmentModel } from "../../../../constructs/compute/variables/model";
import { TaskDefinition } from "../../../../constructs/compute/task-definition";
import { KIND_MAPS, type KindMaps } from "../../../../constructs/registry";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { type Block, type StackJson, resource, resources, statementsOf, synthesizeConstructs } from "../../../support/synth";
import { CONTAINER, NOTHING, ground } from "../fixtures";

const SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:main-AbCdEf";

const main: Binding = {
  ...NOTHING,
  name: "main",
  attributes: {
    writer: "main.writer.db.dev.internal",
    port: "5432",
    name: "ph otos",
    username: "ow/ner",
    password: { secretArn: SECRET, key: "password" },
  },
};

const MAPS = Object.fromEntries(KIND_MAPS.map((map) => [map, map === "databases" ? { main: {} } : map === "queues" ? { emails: {} } : {}]));

function define(environment: Readonly<Record<string, string>>, hasKey = true): StackJson {
  return synthesizeConstructs((stack) => {
    const { repositories, logsKey } = ground(stack);
    const variablesKey = new EncryptionKey(stack, "Key", { purpose: "shared-data" });
    const { url } = new SqsQueue(stack, "Queue", { name: "dev-emails" });
    const emails: Binding = { ...NOTHING, name: "emails", attributes: { url } };
    new TaskDefinition(stack, "Task", {
      name: "api",
      kind: "service",
      container: { ...CONTAINER, ...literals(environmentModel(environment, MAPS as KindMaps)) },
      ports: [],
      bindings: [main, emails],
      repositories,
      logsKey,
      ...(hasKey && { variablesKey }),
      basics: {},
      startPeriod: 60,
    });
  });
}

const containerOf = (stack: StackJson) => {
  const [container] = JSON.parse(resource(stack, "aws_ecs_task_definition").container_definitions as string) as readonly Block[];
  return container ?? {};
};
const variable = (stack: StackJson, name: string) =>
  (containerOf(stack).environment as readonly { name: string; value: string }[]).find((one) => one.name === name)?.value;
const secret = (stack: StackJson, name: string) =>
  (containerOf(stack).secrets as readonly { name: string; valueFrom: string }[]).find((one) => one.name === name)?.valueFrom;
const URL = "postgres://{main.username}:{main.password}@{main.writer}:{main.port}/{main.name}?sslmode=require";

test("a value without secrets is in the task definition, encoded only inside a URL", () => {
  const stack = define({
    DSN: "user={main.username} db={main.name}",
    ADDRESS: "postgres://{main.username}@{main.writer}:{main.port}/{main.name}",
  });
  expect(variable(stack, "DSN")).toBe("user=ow/ner db=ph otos");
  expect(variable(stack, "ADDRESS")).toBe("postgres://ow%2Fner@main.writer.db.dev.internal:5432/ph%20otos");
  expect(resources(stack, "aws_ssm_parameter")).toEqual([]);
  expect(stack.ephemeral).toBeUndefined();
  expect(containerOf(stack)).not.toHaveProperty("dockerLabels");
});

test("values that are known only after an apply are encoded by Terraform", () => {
  const stack = define({ BROKER: "sqs://{emails.url}", QUEUE: "{emails.url}" });
  expect(variable(stack, "BROKER")).toBe("sqs://${urlencode(aws_sqs_queue.Queue.url)}");
  expect(variable(stack, "QUEUE")).toBe("${aws_sqs_queue.Queue.url}");
});

test("a value that is one secret is read from the secret itself", () => {
  const stack = define({ DATABASE_PASSWORD: "{main.password}" });
  expect(secret(stack, "DATABASE_PASSWORD")).toBe(`${SECRET}:password::`);
  expect(resources(stack, "aws_ssm_parameter")).toEqual([]);
});

test("a value with a secret is a parameter, written without being in the plan or the state", () => {
  const stack = define({ DATABASE_URL: URL });
  expect(resource(stack, "aws_ssm_parameter")).toMatchObject({
    name: "/dev/service/api/DATABASE_URL",
    type: "SecureString",
    tier: "Standard",
    value_wo: expect.stringMatching(
      /^postgres:\/\/ow%2Fner:\$\{replace\(urlencode\(jsondecode\(ephemeral\.aws_secretsmanager_secret_version\.[\w-]+\.secret_string\)\.password\), "\+", "%20"\)\}@main\.writer\.db\.dev\.internal:5432\/ph%20otos\?sslmode=require$/,
    ) as unknown,
  });
  expect(resource(stack, "aws_ssm_parameter")).not.toHaveProperty("value");
  expect(secret(stack, "DATABASE_URL")).toMatch(/^\$\{aws_ssm_parameter\.[\w-]+\.arn\}$/);
  expect(variable(stack, "DATABASE_URL")).toBeUndefined();
  expect(JSON.stringify(containerOf(stack))).not.toContain("ephemeral");
});

test("several values with the same secret read it once", () => {
  const stack = define({ DATABASE_URL: URL, DSN: "password={main.password}", TWICE: "{main.password} {main.password}" });
  expect(resources(stack, "aws_ssm_parameter")).toHaveLength(3);
  expect(Object.values(stack.ephemeral as Record<string, Record<string, Block>>).flatMap((all) => Object.values(all))).toEqual([
    { secret_id: SECRET },
  ]);
  expect(Object.values(stack.data?.aws_secretsmanager_secret_versions ?? {})).toHaveLength(1);
});

test("the version of a value depends on its template and the current version of the secret, and is a label of the container", () => {
  const versionOf = (environment: Readonly<Record<string, string>>) =>
    String(resource(define(environment), "aws_ssm_parameter").value_wo_version);
  const version = versionOf({ DATABASE_URL: URL });
  expect(version).toContain("data.aws_secretsmanager_secret_versions.");
  expect(version).toContain('"AWSCURRENT"');
  expect(version).toBe(versionOf({ DATABASE_URL: URL }));
  expect(version).not.toBe(versionOf({ DATABASE_URL: `${URL}&x=1` }));
  expect(version).not.toBe(versionOf({ DATABASE_URL: URL.replace("{main.port}", "5433") }));
  expect(containerOf(define({ DATABASE_URL: URL })).dockerLabels).toEqual({
    "terrace.variable.DATABASE_URL": expect.stringMatching(/^\$\{aws_ssm_parameter\.[\w-]+\.value_wo_version\}$/) as unknown,
  });
});

test("the execution role can read exactly its parameters", () => {
  const stack = define({ DATABASE_URL: URL });
  const statements = statementsOf(resource(stack, "aws_iam_role_policy", "Task/ExecutionRole/Policy"));
  const parameter: unknown = expect.stringMatching(/^arn:aws:ssm:us-east-1:.*:parameter\/dev\/service\/api\/DATABASE_URL$/);
  expect(statements).toContainEqual({ Effect: "Allow", Action: "ssm:GetParameters", Resource: parameter });
  expect(statements.filter(({ Action }) => Action === "kms:Decrypt")).toEqual([
    expect.objectContaining({
      Condition: {
        StringEquals: {
          "kms:ViaService": "ssm.us-east-1.amazonaws.com",
          "kms:EncryptionContext:PARAMETER_ARN": expect.anything() as unknown,
        },
      },
    }),
  ]);
});

test("literal text keeps characters that Terraform would interpret", () => {
  const stack = define({ A: "${HOME} %{if} \\{main.writer} {main.password}" });
  expect(escapeLiterals(resource(stack, "aws_ssm_parameter").value_wo)).toMatch(/^\$\$\{HOME\} %%\{if\} \{main\.writer\} \$\{jsondecode\(/);
});

test("a workload without a key cannot compose values, and a reference needs a binding", () => {
  expect(() => define({ DATABASE_URL: URL }, false)).toThrow(
    'variable DATABASE_URL of "api" contains a secret, but the region has no KMS key',
  );
  expect(() => define({ A: "{main.host}" })).toThrow("{main.host} is not an attribute of a database that the workload uses");
});
