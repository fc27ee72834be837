import { NAMES } from "../parse";
import { findRegion } from "../../aws/regions";
import { parseSecretArn } from "../../aws/secret-arns";
import { type Rule, entries, forEach } from "./rule";

/** Nodes of a cluster before and after asking AWS for more (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html). */
const NODES = 90;
const MOST_NODES = 500;

/** Rules about caches and secrets. */
export const storeRules: readonly Rule[] = [
  forEach("cache.cluster-replicas", entries("caches"), function* ({ path, value: { shards, replicas } }) {
    if (shards === 1 || replicas > 0) return;
    yield {
      path: [...path, "replicas"],
      problem: "is 0 with several shards: cluster mode needs failover, and failover a replica in each shard",
      received: replicas,
      allowed: "1 to 5 with more than one shard",
      mend: "Write `replicas: 1`.",
      reads: [[...path, "shards"]],
    };
  }),
  forEach("cache.nodes", entries("caches"), function* ({ path, value: { shards, replicas } }) {
    const nodes = shards * (1 + replicas);
    if (nodes <= MOST_NODES) return;
    yield {
      path: [...path, "shards"],
      problem: `makes ${nodes} nodes together with \`replicas\``,
      received: shards,
      allowed: `at most ${MOST_NODES} nodes in a cluster, so ${Math.floor(MOST_NODES / (1 + replicas))} shards with ${replicas} replicas`,
      mend: "Take fewer shards of more memory, or fewer replicas.",
      reads: [[...path, "replicas"]],
    };
  }),
  {
    ...forEach("cache.nodes-quota", entries("caches"), function* ({ path, value: { shards, replicas } }) {
      const nodes = shards * (1 + replicas);
      if (nodes <= NODES || nodes > MOST_NODES) return;
      yield {
        path: [...path, "shards"],
        problem: `makes ${nodes} nodes together with \`replicas\``,
        received: shards,
        allowed: `${NODES} nodes in an account that never asked for more`,
        mend: "Ask AWS for more nodes per cluster before the first deployment, or take fewer shards of more memory.",
        reads: [[...path, "replicas"]],
      };
    }),
    warning: true,
  },
  forEach("secret.arns", entries("secrets"), function* ({ path, value: { arns }, settings }) {
    if (arns === undefined) return;
    const regions = Object.keys(settings.regions);
    for (const region of regions.filter((name) => !Object.hasOwn(arns, name))) {
      yield {
        path: [...path, "arns", region],
        problem: "is missing, and the platform runs there",
        received: undefined,
        allowed: `an ARN for each region: ${regions.join(", ")}`,
        mend: "Replicate the secret to the region and add its ARN there.",
        reads: [["regions", NAMES]],
      };
    }
    for (const [region, arn] of Object.entries(arns)) {
      const at = { path: [...path, "arns", region], received: arn };
      const own = parseSecretArn(arn)?.region;
      if (!regions.includes(region)) {
        yield {
          ...at,
          problem: "is for a region that the platform does not run in",
          allowed: `an ARN for each region: ${regions.join(", ")}`,
          mend: "Remove it.",
          reads: [["regions", NAMES]],
        };
      } else if (own !== region) {
        const known = own !== undefined && findRegion(own) ? ` of ${own}` : "";
        yield {
          ...at,
          problem: `is the ARN of a secret${known}, not of ${region}`,
          allowed: `an ARN with ${region} in it`,
          mend: "Write the ARN of the copy in that region.",
        };
      }
    }
  }),
];
