import { ENVIRONMENT, type Verb } from "../verb";

export const SHOW: Verb = {
  name: "show",
  group: "Project",
  summary: "Show a resolved environment, with every default filled in",
  details: "Regions, workloads with image, port and size, data stores and endpoints. It calls no AWS API.",
  arguments: [ENVIRONMENT],
  example: "show prod",
  json: true,
  action: async () => (await import("../commands/show.js")).show,
};
