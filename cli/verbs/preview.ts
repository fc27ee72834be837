import type { Verb, VerbArgument } from "../verb";

const PULL_REQUEST: VerbArgument = { name: "pull-request", description: "number of the pull request", form: "pull-request" };

export const PREVIEW_UP: Verb = {
  name: "preview up",
  group: "Deployment",
  summary: "Deploy the platform of a pull request as an environment of its own",
  arguments: [PULL_REQUEST, { name: "images", description: "<image>=sha256:<digest>", form: "image", several: true, optional: true }],
  options: [{ flags: "--foundation", description: "create only its image repositories, so that images can be pushed" }],
  example: `preview up 12 api=sha256:${"0".repeat(64)}`,
  needs: ["terraform", "credentials"],
  json: true,
  action: async () => (await import("../commands/preview.js")).up,
};

export const PREVIEW_DOWN: Verb = {
  name: "preview down",
  group: "Deployment",
  summary: "Destroy the environment of a pull request",
  details: "Previews keep no data: their resources have the removal policy `destroy`.",
  arguments: [PULL_REQUEST],
  example: "preview down 12",
  needs: ["terraform", "credentials"],
  json: true,
  action: async () => (await import("../commands/preview.js")).down,
};

export const PREVIEW_LIST: Verb = {
  name: "preview list",
  group: "Deployment",
  summary: "List all previews",
  options: [
    { flags: "--expired", description: "list only expired ones, as a step output of GitHub" },
    { flags: "--lifetime <duration>", description: "lifetime after the last deployment", form: "duration" },
  ],
  example: 'preview list --lifetime "1 day"',
  needs: ["credentials"],
  json: true,
  action: async () => (await import("../commands/preview.js")).list,
};
