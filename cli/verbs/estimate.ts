import { ENVIRONMENT, type Verb } from "../verb";

export const COST: Verb = {
  name: "cost",
  group: "Deployment",
  summary: "Estimate the monthly cost of an idle environment",
  details:
    "Every service is counted at the minimum of its scaling range, without traffic. The report lists resources without a known price, and resources that are billed by use. It calls no AWS API.",
  arguments: [ENVIRONMENT],
  example: "cost staging",
  json: true,
  action: async () => (await import("../commands/cost.js")).cost,
};

export const LIMITS: Verb = {
  name: "limits",
  group: "Deployment",
  summary: "Compare an environment's resources with the quotas of AWS",
  details:
    "Quotas of the account and its regions include the other environments of the project with the same `account`. Fails if a quota is exceeded that AWS does not raise; with --live, if any quota is exceeded. Without --live, it calls no AWS API. Resources that Terrace does not manage are not counted.",
  arguments: [ENVIRONMENT],
  options: [
    { flags: "--live", description: "compare with the account's own values, from Service Quotas, instead of AWS's default values" },
  ],
  example: "limits prod",
  json: true,
  action: async () => (await import("../commands/limits.js")).limits,
};
