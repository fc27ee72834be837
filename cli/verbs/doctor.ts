import type { Verb } from "../verb";

export const DOCTOR: Verb = {
  name: "doctor",
  group: "Project",
  summary: "Check everything that Terrace needs on this machine",
  details:
    "Checks the tools and their versions, where the provider and packages come from, credentials, the network, the disk, the local AWS and its lock. Exit code 1 if something is missing.",
  example: "doctor --json",
  anywhere: true,
  json: true,
  action: async () => (await import("../commands/doctor.js")).doctor,
};
