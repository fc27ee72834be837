import { parseSecretArn } from "../../aws/secret-arns";
import { didYouMean, oneOf } from "../../language/nearest";
import { findUses, variablesOfUse } from "../../constructs/registry";
import { parseSecretPart } from "../../constructs/compute/variables/secret-parts";
import type { Settings } from "../settings/settings";
import { KIND_PATHS, type Rule, forEach, workloads } from "./rule";

/** Rules about the variables in `secrets` of a workload. */
export const workloadSecretRules: readonly Rule[] = [
  forEach("workload-secrets.unknown", workloads, function* ({ path, value: { secrets, uses }, settings }) {
    for (const [variable, value] of Object.entries(secrets)) {
      const { secret } = parseSecretPart(value);
      if (Object.hasOwn(settings.secrets, secret) && uses.includes(secret)) continue;
      const names = uses.filter((name) => Object.hasOwn(settings.secrets, name)).sort();
      const at = { path: [...path, "secrets", variable], received: value, reads: KIND_PATHS };
      if (Object.hasOwn(settings.secrets, secret)) {
        const fix = `Add "${secret}" to \`uses\`.`;
        yield {
          ...at,
          problem: `has the secret "${secret}", which the workload does not use`,
          allowed: `secrets in \`uses\`: ${oneOf(names)}`,
          fix,
        };
        continue;
      }
      const [other] = findUses(settings, secret);
      yield {
        ...at,
        problem: other ? `names a ${other.kind}, not a secret` : "does not name a secret",
        allowed: `secrets in \`uses\`: ${oneOf(names)}`,
        fix: didYouMean(secret, Object.keys(settings.secrets), "Add it to `secrets` of the environment and to `uses`, or remove it here."),
      };
    }
  }),
  forEach("workload-secrets.key", workloads, function* ({ path, value: { secrets }, settings }) {
    for (const [variable, value] of Object.entries(secrets)) {
      const { secret, key } = parseSecretPart(value);
      const whole = key === undefined ? undefined : arnsWithoutKeys(settings, secret)[0];
      if (whole === undefined) continue;
      yield {
        path: [...path, "secrets", variable],
        problem: `selects a key, but an ARN of "${secret}" is ${whole.reason}`,
        received: value,
        allowed: `"${secret}" without a key, or a secret of Secrets Manager whose ARN selects no part`,
        fix: `Write \`${variable}: "${secret}"\`, or remove the part after the ARN.`,
        reads: [["secrets", secret]],
      };
    }
  }),
  forEach("workload-secrets.variable", workloads, function* ({ path, value: { secrets, environment, uses }, settings }) {
    const named = new Set(Object.values(secrets).map((value) => parseSecretPart(value).secret));
    const bound = uses.filter((name) => !named.has(name)).flatMap((name) => findUses(settings, name).slice(0, 1).flatMap(variablesOfUse));
    for (const [variable, value] of Object.entries(secrets)) {
      const elsewhere = Object.hasOwn(environment, variable) ? "`environment`" : bound.includes(variable) ? "`uses`" : undefined;
      if (elsewhere === undefined) continue;
      yield {
        path: [...path, "secrets", variable],
        problem: `is a variable that ${elsewhere} sets, too`,
        received: value,
        allowed: "each variable once",
        fix: "Remove one of them, or choose another name.",
        reads: KIND_PATHS,
      };
    }
  }),
];

/** The ARNs of an existing secret from which ECS can read no further part. A parameter has no keys, and an ARN can select one part. */
function arnsWithoutKeys({ secrets }: Settings, name: string): readonly { readonly reason: string }[] {
  return Object.values(secrets[name]?.arns ?? {}).flatMap((arn) => {
    const reference = parseSecretArn(arn);
    if (reference === undefined) return [];
    if (reference.service === "ssm") return [{ reason: "a parameter, which has no keys" }];
    return reference.arn === arn ? [] : [{ reason: "followed by the part that it selects" }];
  });
}
