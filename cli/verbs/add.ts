import type { Verb, VerbArgument, VerbOption } from "../verb";

const ENVIRONMENT: VerbOption = {
  flags: "-e, --environment <environment>",
  description: "environment to change (default: the only one)",
  form: "environment",
};
const IMAGE: VerbOption = { flags: "--image <image>", description: "container image (default: the first release)", form: "own" };
const USES: VerbOption = { flags: "--uses <resource>", description: "resource that it can access", form: "own", repeatable: true };
const USED_BY: VerbOption = {
  flags: "--used-by <workload>",
  description: "service or worker that gets access",
  form: "own",
  repeatable: true,
};

function nameOf(what: string): VerbArgument {
  return { name: "name", description: `name of the ${what}`, form: "own" };
}

type Kind = "service" | "worker" | "database" | "cache" | "queue" | "region";

function adds(kind: Kind, example: string, options: readonly VerbOption[]): Verb {
  return {
    name: `add ${kind}`,
    group: "Project",
    summary: `Add a ${kind} to an environment`,
    details: "Edits environments/<environment>.ts and keeps its comments and format. If the result is not valid, nothing changes.",
    arguments: [nameOf(kind)],
    options: [...options, ENVIRONMENT],
    example: `add ${kind} ${example}`,
    json: true,
    action: async () => (await import("../commands/add.js")).ADD[kind],
  };
}

export const ADD_VERBS: readonly Verb[] = [
  adds("service", "admin --port 8080 --uses main", [
    { flags: "--port <port>", description: "port that the container listens on (default: 8080)", form: "own" },
    { flags: "--route <path>", description: "path of the load balancer (default: /<name> and below)", form: "own", repeatable: true },
    IMAGE,
    USES,
  ]),
  adds("worker", "mailer --queue emails", [
    { flags: "--queue <queue>", description: "queue that it consumes (default: the first one, if there is one)", form: "own" },
    IMAGE,
    USES,
  ]),
  adds("database", "orders --engine postgres --used-by web", [
    { flags: "--engine <engine>", description: "database engine (default: postgres)", form: "own" },
    USED_BY,
  ]),
  adds("cache", "sessions --used-by web", [USED_BY]),
  adds("queue", "emails --used-by web", [USED_BY]),
  adds("region", "eu-west-1", []),
  {
    name: "add environment",
    group: "Project",
    summary: "Add an environment that differs from another one in its name, domain and regions",
    arguments: [nameOf("environment")],
    options: [
      { flags: "--region <region>", description: "AWS region; the first one is primary", form: "own", repeatable: true },
      { flags: "--from <environment>", description: "the other environment (default: the only one)", form: "environment" },
      { flags: "--domain <domain>", description: "its domain (default: a subdomain of the other one's)", form: "own" },
    ],
    example: "add environment staging --region us-east-1",
    json: true,
    action: async () => (await import("../commands/add.js")).addNewEnvironment,
  },
];
