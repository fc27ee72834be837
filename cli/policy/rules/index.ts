import type { Documents } from "../resources";
import type { Finding } from "../exceptions";
import { encryption } from "./encryption";
import { exposure } from "./exposure";
import { logging } from "./logging";
import type { Rule } from "./rule";
import { stars } from "./stars";
import { tags } from "./tags";
import { transit } from "./transit";

/** What we ask for beyond Checkov, or more strictly than it: a key of ours, not just any; a reason for each action, not for each policy. */
const RULES: readonly Rule[] = [exposure, stars, tags, logging, encryption, transit];

export function ownFindings(documents: Documents): Finding[] {
  return RULES.flatMap((rule) => rule(documents));
}
