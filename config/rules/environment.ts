import { foldCase, repeated } from "../../language/collections";
import { isLogRetention, logRetentionStep } from "../../aws/log-retention";
import { didYouMean, oneOf } from "../../language/nearest";
import { formatPath } from "../../language/paths";
import type { NamedResource } from "../../constructs/kind";
import { longName, namedResources } from "./physical-names";
import { REGION_NAMES, findRegion } from "../../aws/regions";
import type { Rule } from "./rule";

/** Tags that Terrace sets, and how many a thing can have besides these (50 on most; https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html). */
const OWN_TAGS = ["Environment", "Stack", "ManagedBy", "Name"];
const MOST_TAGS = 50 - OWN_TAGS.length;

/** The name in a certificate is at most 64 characters long, and the longest of ours is `origin.<domain>` (https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html). */
const LONGEST_DOMAIN = 64 - "origin.".length;

const prefixOf = (resources: string, name: string) => `begins the names of ${resources}, which AWS does not let begin with ${name}-`;

/**
 * Names that an environment cannot have, with the problem of each
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html).
 */
const RESERVED: ReadonlyMap<string, string> = new Map([
  ["aws", "would give its roles permissions on the log groups of all environments: those of AWS services start with /aws/"],
  ["internal", prefixOf("load balancers", "internal")],
  ["sg", prefixOf("security groups", "sg")],
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
        allowed: `any name but ${[...RESERVED.keys()].join(", ")}`,
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
        problem: `has ${domainName.length} characters, which is too long for a certificate of origin.${domainName}`,
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
        problem: "is not one of CloudWatch's steps",
        received: logRetention,
        allowed: "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days",
        fix: `Write \`logRetention: "${logRetentionStep(logRetention)}"\`.`,
      };
    },
  },
  {
    id: "environment.tags",
    *check({ tags }) {
      const keys = Object.keys(tags);
      // IAM does not tell capitals from small letters in tags of roles, which have these tags too: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html.
      for (const index of repeated(keys, foldCase)) {
        const key = keys[index] ?? "";
        const first = keys.find((other) => foldCase(other) === foldCase(key));
        yield {
          path: ["tags", key],
          problem: `differs from ${first} by capitals alone, and roles in IAM have one of them`,
          received: tags[key],
          allowed: "keys that differ by more than capitals",
          fix: "Remove one of them.",
        };
      }
      for (const key of keys) {
        const own = OWN_TAGS.find((name) => foldCase(name) === foldCase(key));
        if (own === undefined && !/^aws:/i.test(key)) continue;
        yield {
          path: ["tags", key],
          problem: own === undefined ? "begins with aws:, which AWS keeps for itself" : "is a tag that Terrace sets",
          received: tags[key],
          allowed: `keys other than ${OWN_TAGS.join(", ")} that do not begin with aws:`,
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
        allowed: "a name of an S3 bucket of 3 to 63 characters",
        fix: 'Write a shorter, plain name, for example `bucket: "acme-terraform-state"`.',
        reads: [["name"], ["domainName"]],
      };
    },
  },
  {
    id: "state.region",
    *check({ state: { region }, homeRegion, regions }) {
      // A home or another region of the environment that does not exist is named by the rules about regions.
      if (region === undefined || findRegion(region) || region === homeRegion || Object.hasOwn(regions, region)) return;
      yield {
        path: ["state", "region"],
        problem: "is no AWS region",
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
      // A region of the environment that does not exist has been named already.
      if (region === undefined || (!home && (findRegion(region) || Object.hasOwn(regions, region)))) return;
      yield {
        path: ["site", "failoverRegion"],
        problem: home ? "is the home region, with which the copy would be lost" : "is no AWS region",
        received: region,
        allowed: "an AWS region other than the home region, where the site's first bucket is",
        fix: didYouMean(region, home ? [] : REGION_NAMES, "Leave it out, or choose another region."),
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
        yield {
          path: thing.path,
          problem: `would be named "${long.name}", which has ${long.name.length} characters`,
          received: thing.parts.join("-"),
          allowed: `at most ${long.limit} characters for a ${thing.kind}, with the environment's name`,
          fix: "Shorten it, or the environment's name.",
          reads: [["name"]],
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
        // Services and workers of one name are told of elsewhere.
        if (owner.path[1] === thing.path[1]) continue;
        yield {
          path: thing.path,
          problem: `would be a ${thing.kind} named "${settings.name}-${thing.parts.join("-")}", as one of ${formatPath(owner.path)}`,
          received: thing.path[1],
          allowed: "names from which no two things of one kind get the same",
          fix: "Rename one of them.",
        };
      }
    },
  },
];

/** Names that S3 refuses though their letters are right (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html). */
function bucketProblem(bucket: string): string | undefined {
  if (bucket.length > 63) return `would have ${bucket.length} characters`;
  if (bucket.includes("..")) return "has two dots in a row";
  if (/^\d+\.\d+\.\d+\.\d+$/.test(bucket)) return "looks like an IP address";
  if (/^(xn--|sthree-|amzn-s3-demo-)/.test(bucket)) return "begins with something that S3 keeps for itself";
  return /(-s3alias|--ol-s3|--x-s3|--table-s3|\.mrap)$/.test(bucket) ? "ends with something that S3 keeps for itself" : undefined;
}
