import { type ContainerDefinitionProps, containerDefinition, imageReference } from "../../../constructs/compute/container-definition";
import { escapeLiterals, literals } from "../../../constructs/core/literal";
import { CONTAINER, REPOSITORIES } from "./fixtures";

const PROPS: ContainerDefinitionProps = {
  name: "api",
  container: CONTAINER,
  image: "example.com/api:1",
  ports: [{ protocol: "tcp", from: 8080 }],
  environment: {},
  secrets: {},
  logGroupName: "/dev/service/api",
  region: "us-east-1",
  startPeriod: 90,
};

test("overrides of the entry point and the working directory are in the container definition", () => {
  const container = { ...CONTAINER, entrypoint: ["/usr/bin/tini", "--"], workingDirectory: "/srv/app" };
  expect(containerDefinition({ ...PROPS, container })).toMatchObject({ entryPoint: ["/usr/bin/tini", "--"], workingDirectory: "/srv/app" });
  expect(containerDefinition(PROPS)).not.toHaveProperty("entryPoint");
  expect(containerDefinition(PROPS)).not.toHaveProperty("workingDirectory");
});

test("a container definition equals the one that ECS stores, with every default explicit", () => {
  const container = {
    ...CONTAINER,
    command: ["serve", "--quiet"],
    writablePaths: ["/var/cache", "/tmp"],
    healthCommand: ["CMD-SHELL", "wget -q -O - http://localhost:8080/livez"],
  };
  const environment = { ZONE: "z", AWS_REGION: "us-east-1", MAIN_DB_NAME: "photos" };
  const secrets = { MAIN_DB_PASSWORD: "arn:secret:password::", API_KEY_SECRET: "arn:key" };
  expect(containerDefinition({ ...PROPS, container, environment, secrets })).toEqual({
    name: "api",
    image: "example.com/api:1",
    essential: true,
    cpu: 0,
    command: ["serve", "--quiet"],
    portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: "tcp" }],
    environment: [
      { name: "AWS_REGION", value: "us-east-1" },
      { name: "MAIN_DB_NAME", value: "photos" },
      { name: "ZONE", value: "z" },
    ],
    secrets: [
      { name: "API_KEY_SECRET", valueFrom: "arn:key" },
      { name: "MAIN_DB_PASSWORD", valueFrom: "arn:secret:password::" },
    ],
    user: "1000:1000",
    readonlyRootFilesystem: true,
    mountPoints: [
      { sourceVolume: "scratch-1", containerPath: "/tmp", readOnly: false },
      { sourceVolume: "scratch-2", containerPath: "/var/cache", readOnly: false },
    ],
    volumesFrom: [],
    systemControls: [],
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
    healthCheck: {
      command: ["CMD-SHELL", "wget -q -O - http://localhost:8080/livez"],
      interval: 10,
      timeout: 5,
      retries: 3,
      startPeriod: 90,
    },
    stopTimeout: 60,
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": "/dev/service/api",
        "awslogs-region": "us-east-1",
        "awslogs-stream-prefix": "api",
        "max-buffer-size": "10m",
        mode: "non-blocking",
      },
    },
  });
});

test("lists are empty, never missing, and no value is null", () => {
  const definition = containerDefinition({ ...PROPS, ports: [], container: { ...CONTAINER, writablePaths: [] } });
  const empty = { portMappings: [], environment: [], secrets: [], mountPoints: [], volumesFrom: [], systemControls: [] };
  expect(definition).toMatchObject(empty);
  expect(Object.keys(definition)).not.toContain("command");
  expect(Object.keys(definition)).not.toContain("healthCheck");
  expect(JSON.stringify(definition)).not.toContain("null");
});

test("Terraform does not read configured strings as templates", () => {
  const container = { ...CONTAINER, command: ["sh", "-c", "exec ${PROGRAM}"], healthCommand: ["CMD-SHELL", "test %{x}"] };
  const environment = { GREETING: "${name}, 100 %{ of }" };
  const definition = escapeLiterals(containerDefinition({ ...PROPS, ...literals({ container, environment }) }));
  expect(definition.command).toEqual(["sh", "-c", "exec $${PROGRAM}"]);
  expect(definition.healthCheck?.command).toEqual(["CMD-SHELL", "test %%{x}"]);
  expect(definition.environment).toEqual([{ name: "GREETING", value: "$${name}, 100 %%{ of }" }]);
});

test.each([
  [0, 0],
  [300, 300],
  [301, 300],
  [3_600, 300],
])("a start of %d s has a start period of %d s; ECS allows at most 300 s", (startPeriod, expected) => {
  const container = { ...CONTAINER, healthCommand: ["CMD", "/check"] };
  expect(containerDefinition({ ...PROPS, container, startPeriod }).healthCheck?.startPeriod).toBe(expected);
});

test("an image is in a repository of the environment or external", () => {
  expect(imageReference(CONTAINER.image, REPOSITORIES)).toBe("111122223333.dkr.ecr.us-east-1.amazonaws.com/dev/api:1.4.2");
  const digest = { kind: "repository", repository: "api", suffix: "@sha256:00" } as const;
  expect(imageReference(digest, REPOSITORIES)).toBe("111122223333.dkr.ecr.us-east-1.amazonaws.com/dev/api@sha256:00");
  expect(imageReference({ kind: "external", reference: "ghcr.io/a/b:1" }, REPOSITORIES)).toBe("ghcr.io/a/b:1");
});

test("rejects an image in an unknown repository", () => {
  expect(() => imageReference({ kind: "repository", repository: "web", suffix: ":1" }, REPOSITORIES)).toThrow(
    'unknown image repository "web"; valid: api',
  );
});
