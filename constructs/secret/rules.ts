import { findRegion } from "../../aws/regions";
import { parseSecretArn } from "../../aws/secret-arns";
import { NAMES } from "../../language/parse";
import { type Rule, entriesOf, forEach } from "../../language/rule";
import type { SecretNeeds, SecretSettings } from "./model";

/** The part of an environment that secret rules read. */
type Environment = SecretNeeds & { readonly secrets: Readonly<Record<string, SecretSettings>> };

const secrets = (environment: Environment) => entriesOf(environment, "secrets");

/** Rules about secrets. */
export const secretRules: readonly Rule<Environment>[] = [
  forEach("secret.arns", secrets, function* ({ path, value: { arns }, settings }) {
    if (arns === undefined) return;
    const regions = Object.keys(settings.regions);
    for (const region of regions.filter((name) => !Object.hasOwn(arns, name))) {
      yield {
        path: [...path, "arns", region],
        problem: "is missing, but the environment has this region",
        received: undefined,
        allowed: `an ARN for each region: ${regions.join(", ")}`,
        fix: "Replicate the secret to the region and add its ARN there.",
        reads: [["regions", NAMES]],
      };
    }
    for (const [region, arn] of Object.entries(arns)) {
      const at = { path: [...path, "arns", region], received: arn };
      const own = parseSecretArn(arn)?.region;
      if (!regions.includes(region)) {
        yield {
          ...at,
          problem: "is for a region that the environment does not have",
          allowed: `an ARN for each region: ${regions.join(", ")}`,
          fix: "Remove it.",
          reads: [["regions", NAMES]],
        };
      } else if (own !== region) {
        const known = own !== undefined && findRegion(own) ? ` of ${own}` : "";
        yield {
          ...at,
          problem: `is the ARN of a secret${known}, not of ${region}`,
          allowed: `an ARN with ${region} in it`,
          fix: "Write the ARN of the secret's replica in that region.",
        };
      }
    }
  }),
];
