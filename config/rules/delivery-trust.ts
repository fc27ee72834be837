import { MOST_TRUST } from "../../aws/policy-limits";
import { deployTrust, planTrust, prepareTrust, publishTrust } from "../../constructs/delivery/github-trust";
import { buildDelivery } from "../build/delivery";
import type { DeliverySettings } from "../settings/delivery";
import type { Rule } from "./rule";

/** The account's number is not known, but its length. */
const PROVIDER = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";

type Trust = typeof deployTrust;

/** Lists of branches and tags, and the trust of a role that names each of them. Of roles that name the same list, the longest. */
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

/** Rules about how much the trust of the pipeline's roles can say. */
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
          problem: `would make the trust policy of a role ${length} characters long`,
          received: list,
          allowed: `what fits into ${MOST_TRUST} characters, which IAM takes of a trust policy; each branch or tag stands there with the repository's name`,
          fix: "Name fewer, or the beginning of several with * at its end where the field takes it.",
          reads: [["delivery"]],
        };
      }
    },
  },
];
