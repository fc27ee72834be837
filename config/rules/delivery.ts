import type { Rule } from "./rule";

/** Rules about who deploys. */
export const deliveryRules: readonly Rule[] = [
  {
    id: "delivery.ref-covered",
    *check({ delivery }) {
      const refs = delivery?.refs ?? [];
      for (const [index, ref] of refs.entries()) {
        const wider = refs.find((other, at) => at !== index && covers(other, ref) && (other !== ref || at < index));
        if (wider === undefined) continue;
        yield {
          path: ["delivery", "refs", index],
          problem: wider === ref ? "is there twice" : `is one of ${wider} already`,
          received: ref,
          allowed: "each branch and tag once",
          mend: wider === ref ? "Remove it." : `Remove it, or \`${wider}\` if only this one shall be deployed.`,
        };
      }
    },
  },
];

function covers(pattern: string, ref: string): boolean {
  return pattern.endsWith("*") ? ref.startsWith(pattern.slice(0, -1)) : pattern === ref;
}
