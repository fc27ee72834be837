import type { Documents } from "../../synthesis/resources";
import type { Finding } from "../exceptions";
import { encryption } from "./encryption";
import { exposure } from "./exposure";
import { logging } from "./logging";
import type { Rule } from "./rule";
import { stars } from "./stars";
import { tags } from "./tags";
import { transit } from "./transit";

/** Rules in addition to Checkov, or stricter: customer managed KMS keys instead of any key, and a reason per action instead of per policy. */
const RULES: readonly Rule[] = [exposure, stars, tags, logging, encryption, transit];

export function ownFindings(documents: Documents): Finding[] {
  return RULES.flatMap((rule) => rule(documents));
}
