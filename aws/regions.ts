import type { Vocabulary } from "../language/vocabulary";

/**
 * The commercial AWS regions (partition `aws`).
 *
 * Sources: names and codes from "AWS Regions" (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html); zone
 * IDs as `ec2 describe-availability-zones` reports them; zones without Fargate from "Supported Regions for Amazon ECS on AWS Fargate"
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate-Regions.html); load balancer accounts from "Access logs for
 * your Application Load Balancer" (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
 */

export interface RegionFacts {
  readonly name: string;
  /** The display name. */
  readonly title: string;
  /** Number in the CIDR plan: the default VPC range is `10.<number>.0.0/16`. Numbers never change; new regions get unused numbers. */
  readonly number: number;
  /** IDs of the zones with Fargate, in the order in which they are used. */
  readonly zones: readonly string[];
  /** Principal that writes ALB access logs: an AWS account in older regions, a service principal in regions since August 2022. */
  readonly loadBalancerLogs: { readonly account: string } | { readonly service: string };
  /** The region for data that must survive an outage of this region. */
  readonly neighbor: string;
  /** Whether an account must enable the region before its first use. */
  readonly optIn: boolean;
}

type Row = readonly [
  name: string,
  title: string,
  number: number,
  zonePrefix: string,
  zones: readonly number[],
  account: string | undefined,
  neighbor: string,
  optIn: boolean,
];

// use1-az3 is last: the oldest zone lacks most newer instance types.
// ap-southeast-6 (New Zealand) is missing, because provider 5.100.0 rejects it. Number 67 is reserved for it.
const ROWS: readonly Row[] = [
  ["us-east-1", "N. Virginia", 10, "use1", [1, 2, 4, 6, 5, 3], "127311923021", "us-east-2", false],
  ["us-east-2", "Ohio", 11, "use2", [1, 2, 3], "033677994240", "us-east-1", false],
  ["us-west-1", "N. California", 12, "usw1", [1, 3], "027434742980", "us-west-2", false],
  ["us-west-2", "Oregon", 13, "usw2", [1, 2, 3, 4], "797873946194", "us-east-2", false],
  ["ca-central-1", "Canada Central", 20, "cac1", [1, 2, 4], "985666609251", "us-east-2", false],
  ["ca-west-1", "Calgary", 21, "caw1", [1, 2, 3], undefined, "ca-central-1", true],
  ["mx-central-1", "Mexico Central", 25, "mxc1", [1, 2, 3], undefined, "us-east-2", true],
  ["sa-east-1", "São Paulo", 28, "sae1", [1, 2, 3], "507241528517", "us-east-1", false],
  ["eu-west-1", "Ireland", 30, "euw1", [1, 2, 3], "156460612806", "eu-central-1", false],
  ["eu-west-2", "London", 31, "euw2", [1, 2, 3], "652711504416", "eu-west-1", false],
  ["eu-west-3", "Paris", 32, "euw3", [1, 2, 3], "009996457667", "eu-west-1", false],
  ["eu-central-1", "Frankfurt", 33, "euc1", [1, 2, 3], "054676820928", "eu-west-1", false],
  ["eu-central-2", "Zurich", 34, "euc2", [1, 2, 3], undefined, "eu-central-1", true],
  ["eu-north-1", "Stockholm", 35, "eun1", [1, 2, 3], "897822967062", "eu-west-1", false],
  ["eu-south-1", "Milan", 36, "eus1", [1, 2, 3], "635631232127", "eu-central-1", true],
  ["eu-south-2", "Spain", 37, "eus2", [1, 2, 3], undefined, "eu-west-3", true],
  ["il-central-1", "Tel Aviv", 45, "ilc1", [1, 2, 3], undefined, "eu-central-1", true],
  ["me-south-1", "Bahrain", 50, "mes1", [1, 2, 3], "076674570225", "me-central-1", true],
  ["me-central-1", "UAE", 51, "mec1", [1, 2, 3], undefined, "me-south-1", true],
  ["af-south-1", "Cape Town", 55, "afs1", [1, 2, 3], "098369216593", "eu-west-1", true],
  ["ap-south-1", "Mumbai", 60, "aps1", [1, 2, 3], "718504428378", "ap-southeast-1", false],
  ["ap-south-2", "Hyderabad", 61, "aps2", [1, 2, 3], undefined, "ap-south-1", true],
  ["ap-southeast-1", "Singapore", 62, "apse1", [1, 2, 3], "114774131450", "ap-southeast-2", false],
  ["ap-southeast-2", "Sydney", 63, "apse2", [1, 2, 3], "783225319266", "ap-southeast-1", false],
  ["ap-southeast-3", "Jakarta", 64, "apse3", [1, 2, 3], "589379963580", "ap-southeast-1", true],
  ["ap-southeast-4", "Melbourne", 65, "apse4", [1, 2, 3], undefined, "ap-southeast-2", true],
  ["ap-southeast-5", "Malaysia", 66, "apse5", [1, 2, 3], undefined, "ap-southeast-1", true],
  ["ap-southeast-7", "Thailand", 68, "apse7", [1, 2, 3], undefined, "ap-southeast-1", true],
  ["ap-northeast-1", "Tokyo", 70, "apne1", [1, 2, 4], "582318560864", "ap-northeast-3", false],
  ["ap-northeast-2", "Seoul", 71, "apne2", [1, 2, 3, 4], "600734575887", "ap-northeast-1", false],
  ["ap-northeast-3", "Osaka", 72, "apne3", [1, 2, 3], "383597477331", "ap-northeast-1", false],
  ["ap-east-1", "Hong Kong", 73, "ape1", [1, 2, 3], "754344448648", "ap-southeast-1", true],
  ["ap-east-2", "Taipei", 74, "ape2", [1, 2, 3], undefined, "ap-northeast-1", true],
];

const REGIONS: ReadonlyMap<string, RegionFacts> = new Map(
  ROWS.map(([name, title, number, prefix, zones, account, neighbor, optIn]) => [
    name,
    Object.freeze({
      name,
      title,
      number,
      zones: Object.freeze(zones.map((zone) => `${prefix}-az${zone}`)),
      loadBalancerLogs: account === undefined ? { service: "logdelivery.elasticloadbalancing.amazonaws.com" } : { account },
      neighbor,
      optIn,
    }),
  ]),
);

/** Names of all regions. */
export const REGION_NAMES: readonly string[] = Object.freeze([...REGIONS.keys()]);

/** The values of fields that contain a region. */
export const REGION_VOCABULARY: Vocabulary = { type: "RegionName", meaning: "An AWS region.", values: REGION_NAMES };

/** The names that are AWS regions. Lists of allowed regions exclude unknown names, which another rule reports. */
export function knownRegions(names: readonly string[]): readonly string[] {
  return names.filter((name) => REGIONS.has(name));
}

/** The facts of a region; undefined if the region is unknown. */
export function findRegion(name: string): RegionFacts | undefined {
  return REGIONS.get(name);
}

/**
 * The facts of a region.
 *
 * @throws RangeError if the region is unknown. The rules in `config/` report that earlier.
 */
export function regionFacts(name: string): RegionFacts {
  const facts = REGIONS.get(name);
  if (!facts) throw new RangeError(`unknown AWS region "${name}"`);
  return facts;
}
