import * as path from "node:path";
import { UsageProblem } from "../problem";
import { invalidValue } from "../values/values";
import { ENVIRONMENTS_FILE } from "../project";

/** Options of `terrace init` as on the command line. */
export interface InitFlags {
  readonly name?: string;
  readonly domain?: string;
  readonly region?: readonly string[];
  readonly service?: readonly string[];
  readonly worker?: readonly string[];
  readonly image?: readonly string[];
  readonly database?: string;
  readonly cache?: boolean;
  readonly queue?: boolean;
  readonly environment?: string;
  readonly ci?: string;
}

/** Everything that a new project depends on. */
export interface Answers {
  /** Name of the project and of its package. */
  readonly name: string;
  readonly environment: string;
  readonly domain: string;
  /** The first one is primary. */
  readonly regions: readonly string[];
  readonly services: readonly { readonly name: string; readonly port: number }[];
  readonly workers: readonly { readonly name: string; readonly queue: string }[];
  /** Image of a workload; undefined: it waits for its first release. */
  readonly imageOf: (workload: string) => string | undefined;
  readonly database?: string;
  readonly cache: boolean;
  readonly queues: readonly string[];
  readonly ci: boolean;
}

export const DEFAULT_ENVIRONMENT = "prod";
const DEFAULT_QUEUE = "jobs";

/** Options without a default, with an example. */
const REQUIRED = [
  ["name", "--name shop"],
  ["domain", "--domain shop.example.com"],
  ["region", "--region us-east-1"],
  ["service", "--service web:3000"],
] as const;

export type RequiredFlag = (typeof REQUIRED)[number][0];

/** Options without a default that are missing. A project without a service has a worker. */
export function missingFlags(flags: InitFlags): readonly RequiredFlag[] {
  const isMissing = (flag: RequiredFlag) => {
    if (flag === "service" && (flags.worker ?? []).length > 0) return false;
    const value = flags[flag];
    return value === undefined || value.length === 0;
  };
  return REQUIRED.map(([flag]) => flag).filter(isMissing);
}

/** The error for options that are missing while no terminal can prompt for them. */
export function missingProblem(missing: readonly RequiredFlag[]): UsageProblem {
  const examples = REQUIRED.filter(([flag]) => missing.includes(flag)).map(([, example]) => example);
  return new UsageProblem(
    [
      "terrace init requires more options, because there is no terminal that it could prompt in.",
      `  missing   ${missing.map((flag) => `--${flag}`).join(", ")}`,
      `  fix       For example: npx --no-install terrace init ${examples.join(" ")}`,
    ].join("\n"),
  );
}

/**
 * The decisions in complete options.
 *
 * @throws UsageProblem if an option has an invalid form. The values themselves are checked with the whole environment.
 */
export function answersOf(flags: InitFlags): Answers {
  const missing = missingFlags(flags);
  if (missing.length > 0) throw missingProblem(missing);
  const { name = "", domain = "", region = [], service = [], worker = [], database, cache = false, queue = false } = flags;
  if (!PACKAGE_NAME.test(name))
    throw invalidValue("--name", name, "a name of lowercase letters, digits and hyphens, as of an npm package", "--name shop");
  if (`${flags.environment}.ts` === path.basename(ENVIRONMENTS_FILE))
    throw invalidValue("--environment", flags.environment ?? "", `a name other than that of ${ENVIRONMENTS_FILE}`, "--environment prod");
  if (flags.ci !== undefined && flags.ci !== "github") throw invalidValue("--ci", flags.ci, "github", "--ci github");
  const services = service.map(parseService);
  const workers = worker.map(parseWorker);
  const names = [...services, ...workers].map((workload) => workload.name);
  const queues = [...new Set([...workers.map((each) => each.queue), ...(queue && workers.length === 0 ? [DEFAULT_QUEUE] : [])])];
  return {
    name,
    environment: flags.environment ?? DEFAULT_ENVIRONMENT,
    domain,
    regions: unique("--region", region),
    services: [...services],
    workers: [...workers],
    imageOf: parseImages(flags.image ?? [], unique("--service or --worker", names)),
    ...(database !== undefined && { database }),
    cache,
    queues,
    ci: flags.ci === "github",
  };
}

const PACKAGE_NAME = /^[a-z0-9][a-z0-9-]{0,99}$/;

function parseService(text: string): Answers["services"][number] {
  const [, name = "", port = ""] = /^([^:]+):(\d{1,5})$/.exec(text) ?? [];
  if (name === "") throw invalidValue("--service", text, "<name>:<port that the container listens on>", "--service web:3000");
  return { name, port: Number(port) };
}

function parseWorker(text: string): Answers["workers"][number] {
  const [, name = "", queue = DEFAULT_QUEUE] = /^([^:]+)(?::([^:]+))?$/.exec(text) ?? [];
  if (name === "") throw invalidValue("--worker", text, "<name>:<queue>, or <name>", "--worker mailer:emails");
  return { name, queue };
}

/** `<image>` for all workloads, `<workload>=<image>` for one. */
function parseImages(texts: readonly string[], workloads: readonly string[]): Answers["imageOf"] {
  const images = new Map<string | undefined, string>();
  for (const text of texts) {
    const [, workload, image = ""] = /^(?:([^=]*)=)?(.*)$/s.exec(text) ?? [];
    if (image === "" || (workload !== undefined && !workloads.includes(workload)))
      throw invalidValue(
        "--image",
        text,
        `<image>, or <workload>=<image> of ${workloads.join(", ")}`,
        `--image ${workloads[0] ?? "web"}=web:1.0.0`,
      );
    if (images.has(workload))
      throw invalidValue("--image", text, "one image for each workload", `--image ${workloads[0] ?? "web"}=web:1.0.0`);
    images.set(workload, image);
  }
  return (workload) => images.get(workload) ?? images.get(undefined);
}

function unique(flag: string, values: readonly string[]): readonly string[] {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) throw invalidValue(flag, twice, "each value once", "remove the duplicate");
  return values;
}
