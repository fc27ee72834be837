import { formatErrors } from "../../language/errors";
import { resolve } from "../../config/resolve";
import { UsageProblem } from "../problem";
import { identifierOf } from "../source/identifier";
import { type Comments, printField } from "../source/print";
import type { Answers } from "./answers";

/** Names of the resources that a new project can have. */
export const DATABASE = "main";
export const CACHE = "sessions";

/**
 * The environment of a new project, as plain data. Several workloads at the stage's maximum of tasks can open more connections than its
 * database holds. Then all of them get the largest maximum that is valid, or the database gets a larger class.
 */
export function environmentData(answers: Answers): Readonly<Record<string, unknown>> {
  const valid = SIZES.find((size) => resolve(dataWith(answers, size)).ok);
  return dataWith(answers, valid ?? {});
}

interface Sizing {
  /** Maximum number of tasks. @default the stage's */
  readonly max?: number;
  /** Instance class of the database. @default the stage's */
  readonly size?: string;
}

/** In the order in which they are tried: from the stage's defaults to the most expensive. */
const SIZES: readonly Sizing[] = [
  {},
  ...[30, 20, 12, 8, 6, 4, 3, 2].map((max) => ({ max })),
  ...["db.t4g.small", "db.t4g.medium", "db.t4g.large"].flatMap((size) => [{ size }, { max: 3, size }, { max: 2, size }]),
];

function dataWith(answers: Answers, { max, size }: Sizing): Readonly<Record<string, unknown>> {
  const { environment, domain, regions, services, workers, database, cache, queues } = answers;
  const [first = "", ...others] = regions;
  const stores = [...(database === undefined ? [] : [DATABASE]), ...(cache ? [CACHE] : [])];
  const imageField = (workload: string) => {
    const image = answers.imageOf(workload);
    return image === undefined ? {} : { image };
  };
  const usesField = (uses: readonly string[]) => (uses.length === 0 ? {} : { uses });
  const scale = max === undefined ? {} : { scale: { max } };
  return {
    name: environment,
    stage: others.length === 0 ? "single-region" : "multi-region",
    domainName: domain,
    ...(others.length > 0 && { homeRegion: first }),
    regions: Object.fromEntries(regions.map((region) => [region, region === first ? { primary: true } : {}])),
    observability: { level: "basic" },
    ...map("services", services, ({ name, port }, index) => {
      const routes = index === 0 ? ["/*"] : [`/${name}`, `/${name}/*`];
      return { ...imageField(name), port, routes, ...usesField([...stores, ...queues]), ...scale };
    }),
    ...map("workers", workers, ({ name, queue }) => ({ ...imageField(name), consumes: queue, ...usesField(stores), ...scale })),
    ...(database !== undefined && { databases: { [DATABASE]: { engine: database, ...(size !== undefined && { size }) } } }),
    ...(cache && { caches: { [CACHE]: {} } }),
    ...map(
      "queues",
      queues.map((name) => ({ name })),
      () => ({}),
    ),
  };
}

function map<Entry extends { readonly name: string }>(
  field: string,
  entries: readonly Entry[],
  make: (entry: Entry, index: number) => object,
) {
  return entries.length === 0 ? {} : { [field]: Object.fromEntries(entries.map((entry, index) => [entry.name, make(entry, index)])) };
}

/**
 * @throws UsageProblem with all errors of the environment.
 */
export function checkAnswers(answers: Answers): void {
  const resolution = resolve(environmentData(answers));
  if (resolution.ok) return;
  throw new UsageProblem(
    `These options do not result in a valid environment.\n${formatErrors(answers.environment, resolution.errors).trimEnd()}`,
  );
}

/** `environments/<name>.ts` of a new project. */
export function environmentSource(answers: Answers): string {
  const data = environmentData(answers);
  const comments = commentsFor(answers);
  const fields = Object.entries(data).flatMap(([field, value]) => [
    ...(BLOCKS.has(field) ? [""] : []),
    ...printField(field, value, "  ", comments),
  ]);
  return [
    'import { environment } from "@terrace-aws/terrace";',
    "",
    "/**",
    ` * ${answers.name} in ${answers.regions.join(", ")}. An editor shows the description, the allowed values and the default of each field.`,
    " */",
    `export const ${identifierOf(answers.environment)} = environment({`,
    ...fields,
    ...(answers.ci ? ["", ...DELIVERY.map((line) => `  // ${line}`)] : []),
    "});",
    "",
  ].join("\n");
}

/** Fields that are preceded by an empty line. */
const BLOCKS = new Set(["services", "workers", "databases", "caches", "queues"]);

const DELIVERY = [
  "Lets .github/workflows/terrace.yml plan and deploy. The IDs: `gh api repos/<owner>/<name> --jq '.owner.id, .id'`",
  'delivery: { repository: "<owner>/<name>", ownerId: "…", repositoryId: "…", refs: ["refs/heads/main"] },',
];

function commentsFor({ environment, services, workers, regions, imageOf, database }: Answers): Comments {
  const [service] = services;
  const waiting = (map: string, workload: string, field: string): readonly (readonly [string, readonly string[]])[] =>
    imageOf(workload) === undefined
      ? [
          [
            `${map}.${workload}.${field}`,
            [`No image yet: tasks start with the first release from the repository ${environment}/${workload}, see README.md.`],
          ],
        ]
      : [];
  return {
    observability: ["The number of alarms, and their cost: basic, standard or full. `terrace cost` prints the cost of each choice."],
    stage: ["The stage sets the defaults of all other fields. A change to a higher stage keeps all data."],
    ...(regions.length > 1 && {
      homeRegion: ["The region of everything that exists once, for example images and the Terraform state. It can never change."],
    }),
    ...Object.fromEntries(services.flatMap(({ name }) => waiting("services", name, "port"))),
    ...Object.fromEntries(workers.flatMap(({ name }) => waiting("workers", name, "consumes"))),
    ...(service && {
      [`services.${service.name}.routes`]: [
        "Paths of the load balancer. The container returns 200 on /livez and /readyz while it is healthy.",
      ],
      [`services.${service.name}.uses`]: ["Resources that the service can access: network, permissions and environment variables."],
    }),
    ...(database !== undefined && {
      [`databases.${DATABASE}.engine`]: [
        "Encrypted, backed up and protected from deletion. The password is generated and never in the Terraform state.",
      ],
    }),
  };
}
