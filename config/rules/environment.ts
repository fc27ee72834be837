import { foldCase, repeated } from "../../language/collections";
import { isLogRetention, logRetentionStep } from "../../aws/log-retention";
import { didYouMean, oneOf } from "../../language/nearest";
import { formatPath } from "../../language/paths";
import type { NamedResource } from "../../constructs/kind";
import { longName, namedResources } from "./physical-names";
import { REGION_NAMES, findRegion } from "../../aws/regions";
import type { Rule } from "./rule";

/** Tags that Terrace sets. A resource can have 50 tags in total (https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html). */
const OWN_TAGS = ["Environment", "Stack", "ManagedBy", "Name"];
const MOST_TAGS = 50 - OWN_TAGS.length;

/** The name in a certificate has at most 64 characters; the longest name is `origin.<domain>` (https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html). */
const LONGEST_DOMAIN = 64 - "origin.".length;

const prefixOf = (resources: string, name: string) => `is the prefix of ${resources}, whose names cannot start with ${name}- in AWS`;

/**
 * Reserved environment names, with the reason
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html,
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html).
 */
const RESERVED: ReadonlyMap<string, string> = new Map([
  ["aws", "would give its roles permissions on the log groups of all environments: those of AWS services start with /aws/"],
  ["internal", prefixOf("load balancers", "internal")],
  ["sg", prefixOf("security groups", "sg")],
  ["ssm", prefixOf("parameters of Systems Manager", "ssm")],
]);

/** Rules about the environment as a whole. */
export const environmentRules: readonly Rule[] = [
  {
    id: "environment.name",
    *check({ name }) {
      const problem = RESERVED.get(name);
      if (problem === undefined) return;
      yield {
        path: ["name"],
        problem,
        received: name,
        allowed: `any name except ${[...RESERVED.keys()].join(", ")}`,
        fix: "Choose another name.",
      };
    },
  },
  {
    id: "environment.domain",
    *check({ domainName }) {
      if (domainName.length <= LONGEST_DOMAIN) return;
      yield {
        path: ["domainName"],
        problem: `is ${domainName.length} characters long, too long for a certificate of origin.${domainName}`,
        received: domainName,
        allowed: `at most ${LONGEST_DOMAIN} characters`,
        fix: "Choose a shorter domain.",
      };
    },
  },
  {
    id: "environment.log-retention",
    *check({ logRetention }) {
      if (isLogRetention(logRetention)) return;
      yield {
        path: ["logRetention"],
        problem: "is not a retention period of CloudWatch Logs",
        received: logRetention,
        allowed: "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days",
        fix: `Set \`logRetention: "${logRetentionStep(logRetention)}"\`.`,
      };
    },
  },
  {
    id: "environment.tags",
    *check({ tags }) {
      const keys = Object.keys(tags);
      // Roles have these tags, too, and IAM compares tag keys case-insensitively: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html.
      for (const index of repeated(keys, foldCase)) {
        const key = keys[index] ?? "";
        const first = keys.find((other) => foldCase(other) === foldCase(key));
        yield {
          path: ["tags", key],
          problem: `differs from ${first} only in case; IAM treats both as the same key`,
          received: tags[key],
          allowed: "keys that differ in more than case",
          fix: "Remove one of them.",
        };
      }
      for (const key of keys) {
        const own = OWN_TAGS.find((name) => foldCase(name) === foldCase(key));
        if (own === undefined && !/^aws:/i.test(key)) continue;
        yield {
          path: ["tags", key],
          problem: own === undefined ? "starts with aws:, which AWS reserves" : "is a tag that Terrace sets",
          received: tags[key],
          allowed: `keys other than ${OWN_TAGS.join(", ")} that do not start with aws:`,
          fix: "Remove it, or choose another key.",
        };
      }
      if (keys.length > MOST_TAGS) {
        yield {
          path: ["tags"],
          problem: `has ${keys.length} tags`,
          received: keys,
          allowed: `at most ${MOST_TAGS} tags`,
          fix: "Remove some.",
        };
      }
    },
  },
  {
    id: "state.bucket",
    *check({ state: { bucket } }) {
      const problem = bucketProblem(bucket);
      if (problem === undefined) return;
      yield {
        path: ["state", "bucket"],
        problem,
        received: bucket,
        allowed: "the name of an S3 bucket, 3 to 63 characters long",
        fix: 'Choose a shorter, plain name. For example: `bucket: "acme-terraform-state"`.',
        reads: [["name"], ["domainName"]],
      };
    },
  },
  {
    id: "state.region",
    *check({ state: { region }, homeRegion, regions }) {
      // The rules about regions report an unknown home region and unknown regions of the environment.
      if (region === undefined || findRegion(region) || region === homeRegion || Object.hasOwn(regions, region)) return;
      yield {
        path: ["state", "region"],
        problem: "is not a valid AWS region",
        received: region,
        allowed: oneOf(REGION_NAMES),
        fix: didYouMean(region, REGION_NAMES, "Choose one of these."),
      };
    },
  },
  {
    id: "site.failover-region",
    *check({ site, homeRegion, regions }) {
      const region = site?.failoverRegion;
      const home = region !== undefined && region === homeRegion;
      // The rules about regions report unknown regions of the environment.
      if (region === undefined || (!home && (findRegion(region) || Object.hasOwn(regions, region)))) return;
      yield {
        path: ["site", "failoverRegion"],
        problem: home ? "is the home region, so that an outage would affect both buckets" : "is not a valid AWS region",
        received: region,
        allowed: "an AWS region other than the home region, which has the site's first bucket",
        fix: didYouMean(region, home ? [] : REGION_NAMES, "Remove it, or choose another region."),
        reads: [["regions"], ["homeRegion"]],
      };
    },
  },
  {
    id: "name.too-long",
    *check(settings) {
      for (const thing of namedResources(settings)) {
        const long = longName(settings.name, thing);
        if (!long) continue;
        const isOfEnvironment = thing.path[0] === "name";
        yield {
          path: thing.path,
          problem: `produces the name "${long.name}", which is ${long.name.length} characters long`,
          received: isOfEnvironment ? settings.name : thing.parts.join("-"),
          allowed: `at most ${long.limit} characters for a ${thing.kind}, including the environment's name`,
          fix: isOfEnvironment ? "Shorten it." : "Shorten it, or the environment's name.",
          ...(!isOfEnvironment && { reads: [["name"]] }),
        };
      }
    },
  },
  {
    id: "name.taken",
    *check(settings) {
      const owners = new Map<string, NamedResource>();
      for (const thing of namedResources(settings).filter(({ kind }) => kind !== "repository")) {
        const name = `${thing.kind} ${thing.parts.join("-")}`;
        const owner = owners.get(name);
        owners.set(name, thing);
        if (owner === undefined || formatPath(owner.path) === formatPath(thing.path)) continue;
        // Another rule reports a service and a worker with the same name.
        if (owner.path[1] === thing.path[1]) continue;
        yield {
          path: thing.path,
          problem: `produces the ${thing.kind} name "${settings.name}-${thing.parts.join("-")}", which ${formatPath(owner.path)} also produces`,
          received: thing.path[1],
          allowed: "names that produce unique names of resources",
          fix: "Rename one of them.",
        };
      }
    },
  },
];

/** The reason why S3 rejects a name that consists of valid characters (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html). */
function bucketProblem(bucket: string): string | undefined {
  if (bucket.length > 63) return `is ${bucket.length} characters long`;
  if (bucket.includes("..")) return "has two dots in a row";
  if (/^\d+\.\d+\.\d+\.\d+$/.test(bucket)) return "looks like an IP address";
  if (/^(xn--|sthree-|amzn-s3-demo-)/.test(bucket)) return "starts with a prefix that S3 reserves";
  return /(-s3alias|--ol-s3|--x-s3|--table-s3|\.mrap)$/.test(bucket) ? "ends with a suffix that S3 reserves" : undefined;
}
