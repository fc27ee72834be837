import { ENVIRONMENT, type Verb } from "../verb";

export const SMOKE: Verb = {
  name: "smoke",
  group: "Operation",
  summary: "Probe the public endpoints of an environment, as users would",
  arguments: [ENVIRONMENT],
  options: [
    { flags: "--within <duration>", description: "how long to repeat failing probes (default: 5 minutes)", form: "duration" },
    { flags: "--connect-to <host:port>", description: "connect to this address instead of the public one", form: "address" },
  ],
  example: 'smoke staging --within "5 minutes"',
  needs: ["credentials"],
  target: "aws-first",
  json: true,
  action: async () => (await import("../commands/smoke.js")).smokeTest,
};
