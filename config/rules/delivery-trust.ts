import { LIMITS } from "../../aws/limits";
import { deployTrust, planTrust, prepareTrust, publishTrust } from "../../constructs/delivery/github-trust";
import { buildDelivery } from "../build/delivery";
import type { DeliverySettings } from "../settings/delivery";
import type { Rule } from "./rule";

const MOST_TRUST = LIMITS["iam.trust-policy"].value;

/** The account ID is unknown, but its length is fixed. */
const PROVIDER = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";

type Trust = typeof deployTrust;

/** Lists of branches and tags, with the trust policy that contains the list. If several roles use a list, the longest policy. */
function listsOf({
  environments,
  refs,
  reviewedBranches,
  images,
}: DeliverySettings): readonly [readonly string[], readonly string[], Trust][] {
  if (environments !== undefined) return [[["refs"], refs, deployTrust]];
  return [
    [["refs"], refs, prepareTrust],
    [["reviewedBranches"], reviewedBranches, planTrust],
    [["images", "refs"], images?.refs ?? [], publishTrust],
  ];
}

/** Rules about the length of the trust policies of pipeline roles. */
export const deliveryTrustRules: readonly Rule[] = [
  {
    id: "delivery.trust-length",
    *check({ name, delivery }) {
      if (delivery === undefined) return;
      const model = buildDelivery(delivery);
      for (const [field, list, trust] of listsOf(delivery)) {
        const { length } = trust({ providerArn: PROVIDER, delivery: model, environment: name });
        if (length <= MOST_TRUST) continue;
        yield {
          path: ["delivery", ...field],
          problem: `makes the trust policy of a role ${length} characters long`,
          received: list,
          allowed: `at most ${MOST_TRUST} characters, the IAM quota; the policy contains each branch or tag with the repository's name`,
          fix: "List fewer, or use a prefix followed by * if the field allows it.",
          reads: [["delivery"]],
        };
      }
    },
  },
];
