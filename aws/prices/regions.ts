/**
 * Prices of a region relative to us-east-1: the median ratio of nine general EC2 types (m5, m6g, m7g, c6g, c7g, r6g, r7g, t4g) of March 2025.
 * AWS has one factor for each service and region. Within a region they differ by about a tenth, so a total of another region is an estimate.
 *
 * Source: Apache Libcloud 3.9.1, libcloud/data/pricing.json.
 */
export const REGION_FACTORS: Readonly<Record<string, number>> = {
  "us-east-1": 1,
  "us-east-2": 1,
  "us-west-1": 1.17,
  "us-west-2": 1,
  "ca-central-1": 1.1,
  "ca-west-1": 1.1,
  "mx-central-1": 1.05,
  "sa-east-1": 1.59,
  "eu-west-1": 1.1,
  "eu-west-2": 1.16,
  "eu-west-3": 1.17,
  "eu-central-1": 1.2,
  "eu-central-2": 1.26,
  "eu-north-1": 1.06,
  "eu-south-1": 1.14,
  "eu-south-2": 1.12,
  "il-central-1": 1.15,
  "me-south-1": 1.23,
  "me-central-1": 1.21,
  "af-south-1": 1.29,
  "ap-south-1": 0.67,
  "ap-south-2": 0.67,
  "ap-southeast-1": 1.25,
  "ap-southeast-2": 1.27,
  "ap-southeast-3": 1.26,
  "ap-southeast-4": 1.26,
  "ap-southeast-5": 1.08,
  "ap-southeast-7": 1.11,
  "ap-northeast-1": 1.29,
  "ap-northeast-2": 1.23,
  "ap-northeast-3": 1.28,
  "ap-east-1": 1.38,
};
