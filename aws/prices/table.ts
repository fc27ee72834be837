import type { PriceTable } from "./price";

/** Containers on Fargate. Spot prices move; the discount is at most 70 percent. */
const COMPUTE = {
  "fargate.arm.vcpu": { unit: "vcpu-hour", usd: 0.03238, asOf: "2026-06", source: "fargate" },
  "fargate.arm.gb": { unit: "gb-hour", usd: 0.00356, asOf: "2026-06", source: "fargate" },
  "fargate.x86.vcpu": { unit: "vcpu-hour", usd: 0.04048, asOf: "2025-07", source: "infracost" },
  "fargate.x86.gb": { unit: "gb-hour", usd: 0.004445, asOf: "2025-07", source: "infracost" },
  "fargate.storage.gb": { unit: "gb-hour", usd: 0.000111, asOf: "2026-06", source: "fargate" },
} as const satisfies PriceTable;

/** The part of the on-demand price that Spot costs. */
export const SPOT_FACTOR = 0.35;

const NETWORK = {
  "ipv4.address": { unit: "hour", usd: 0.005, asOf: "2026-05", source: "infracost", global: true },
  "alb.hour": { unit: "hour", usd: 0.0225, asOf: "2026-05", source: "infracost" },
  "nlb.hour": { unit: "hour", usd: 0.0225, asOf: "2026-05", source: "infracost" },
  "nat.hour": { unit: "hour", usd: 0.045, asOf: "2026-05", source: "infracost" },
  "endpoint.hour": { unit: "hour", usd: 0.01, asOf: "2026-05", source: "infracost" },
  "transit-gateway.attachment": { unit: "hour", usd: 0.05, asOf: "2026-05", source: "infracost" },
  "route53.zone": { unit: "month", usd: 0.5, asOf: "2026-05", source: "infracost", global: true },
  "route53.health-check": { unit: "month", usd: 0.5, asOf: "2026-05", source: "infracost", global: true },
  "route53.health-check.option": { unit: "month", usd: 1, asOf: "2026-05", source: "infracost", global: true },
  "waf.acl": { unit: "month", usd: 5, asOf: "2026-05", source: "infracost", global: true },
  "waf.rule": { unit: "month", usd: 1, asOf: "2026-05", source: "infracost", global: true },
} as const satisfies PriceTable;

const DATA = {
  "rds.gp3.gb": { unit: "gb-month", usd: 0.115, asOf: "2026-05", source: "infracost" },
  "rds.gp3.iops": { unit: "month", usd: 0.02, asOf: "2026-05", source: "infracost" },
  "rds.insights.vcpu": { unit: "month", usd: 2.95, asOf: "2026-05", source: "infracost" },
  "secret.month": { unit: "month", usd: 0.4, asOf: "2026-05", source: "infracost", global: true },
  "kms.key": { unit: "month", usd: 1, asOf: "2026-05", source: "infracost", global: true },
} as const satisfies PriceTable;

/** An alarm costs per metric that it reads; a composite alarm has a price of its own. Prices of alarms are the same in commercial regions. */
const WATCHING = {
  "alarm.metric": { unit: "month", usd: 0.1, asOf: "2026-05", source: "infracost", global: true },
  "alarm.metric.high-resolution": { unit: "month", usd: 0.3, asOf: "2026-05", source: "infracost", global: true },
  "alarm.composite": { unit: "month", usd: 0.5, asOf: "2026-05", source: "infracost", global: true },
  "dashboard.month": { unit: "month", usd: 3, asOf: "2026-05", source: "infracost", global: true },
  "metric.custom": { unit: "month", usd: 0.3, asOf: "2026-05", source: "infracost", global: true },
} as const satisfies PriceTable;

export const PRICES = { ...COMPUTE, ...NETWORK, ...DATA, ...WATCHING };

export type PriceKey = keyof typeof PRICES;
