import { ENVIRONMENT, type Verb } from "../verb";

export const PLACE: Verb = {
  name: "place",
  group: "Project",
  summary: "Record the load balancer and the priorities of each service",
  details:
    "Writes environments/placement.json, which synthesis reads. Existing entries never change. A new service gets a free priority, and the first load balancer with room. Entries of removed services stay until --prune: run it after the removal is deployed. For previews, pass the name of any preview: all of them share one entry.",
  arguments: [ENVIRONMENT],
  options: [{ flags: "--prune", description: "remove the entries of services that no longer exist" }],
  example: "place prod",
  json: true,
  action: async () => (await import("../commands/place.js")).place,
};
