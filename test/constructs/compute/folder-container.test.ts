import { ECS_DEFAULT_CAPABILITIES } from "../../support/ecs-capabilities";
import { droppedCapabilities, STEP_DOWN } from "../../../constructs/compute/capabilities";
import type { Container } from "../../../constructs/compute/model";
import { TaskDefinition } from "../../../constructs/compute/task-definition";
import { type Block, resource, synthesizeConstructs } from "../../support/synth";
import { CONTAINER, ground } from "./fixtures";

interface ContainerBlock extends Block {
  readonly name: string;
  readonly linuxParameters: { readonly capabilities: { readonly drop: readonly string[] } };
}

function task(container: Partial<Container>, port = 8_080) {
  const stack = synthesizeConstructs((scope) => {
    const { repositories, logsKey } = ground(scope);
    new TaskDefinition(scope, "Task", {
      name: "api",
      kind: "service",
      container: { ...CONTAINER, ...container },
      ports: [{ protocol: "tcp", from: port }],
      bindings: [],
      repositories,
      logsKey,
      basics: {},
      startPeriod: 60,
    });
  });
  const definition = resource(stack, "aws_ecs_task_definition");
  const [api, ...others] = JSON.parse(definition.container_definitions as string) as readonly ContainerBlock[];
  return { definition, api, others };
}

describe("writable folders", () => {
  const { definition, api, others } = task({ writablePaths: ["/var/cache", "/tmp"], opensFolders: true });

  test("are opened by a container that ends before the application starts", () => {
    expect(definition.volume).toEqual([{ name: "scratch-1" }, { name: "scratch-2" }]);
    expect(api).toMatchObject({ dependsOn: [{ containerName: "writable_folders", condition: "SUCCESS" }] });
    expect(others).toHaveLength(1);
    expect(others[0]).toMatchObject({
      name: "writable_folders",
      essential: false,
      command: ["chmod", "1777", "/tmp", "/var/cache"],
      readonlyRootFilesystem: true,
    });
    expect(others[0]?.mountPoints).toEqual(api?.mountPoints);
  });

  test("are opened by root with no capability but FOWNER", () => {
    const dropped = others[0]?.linuxParameters.capabilities.drop ?? [];
    expect(others[0]?.user).toBe("0");
    expect(ECS_DEFAULT_CAPABILITIES.filter((name) => !dropped.includes(name))).toEqual(["FOWNER"]);
  });

  test.each<[string, Partial<Container>]>([
    ["no folder", { writablePaths: [], opensFolders: true }],
    ["no way to the public registry", { writablePaths: ["/tmp"], opensFolders: false }],
  ])("need no such container with %s", (_, container) => {
    const { api: program, others: rest } = task(container);
    expect(rest).toEqual([]);
    expect(program).not.toHaveProperty("dependsOn");
  });
});

test.each(["read-only", "writable"] as const)("the file system of a container is %s", (fileSystem) => {
  expect(task({ fileSystem }).api?.readonlyRootFilesystem).toBe(fileSystem === "read-only");
});

test("a container runs as its user without capabilities, or as the user of its image with the capabilities of a change of user", () => {
  expect(task({ user: "1000:0" }).api).toMatchObject({ user: "1000:0", linuxParameters: { capabilities: { drop: ["ALL"] } } });
  const { api } = task({ user: "image" });
  expect(api).not.toHaveProperty("user");
  const dropped = api?.linuxParameters.capabilities.drop ?? [];
  expect(ECS_DEFAULT_CAPABILITIES.filter((name) => !dropped.includes(name))).toEqual([...STEP_DOWN].sort());
  expect(droppedCapabilities([])).toEqual(["ALL"]);
});

test.each([
  [8_080, []],
  [1_024, []],
  [1_023, [{ namespace: "net.ipv4.ip_unprivileged_port_start", value: "0" }]],
  [80, [{ namespace: "net.ipv4.ip_unprivileged_port_start", value: "0" }]],
])("with port %i the task has the kernel parameters %j", (port, expected) => {
  expect(task({}, port).api?.systemControls).toEqual(expected);
});
