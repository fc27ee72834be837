import { oncePer, repeated } from "../../language/collections";
import { didYouMean, oneOf } from "../../language/nearest";
import { NAMES } from "../../language/parse";
import { KIND_MAPS, findUses, usableNames, variablesOfUse } from "../../constructs/registry";
import { parseSecretPart } from "../../constructs/compute/variables/secret-parts";
import { type Rule, forEach, workloads } from "./rule";

/** The maps whose names are valid in `uses`. */
const ALL_NAMES = KIND_MAPS.map((map) => [map, NAMES]);

/**
 * Variables that ECS and the AWS SDKs set in a container. Overriding them would remove its role or its region. In lowercase they would have no effect.
 *
 * Sources: https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html and
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html.
 */
const RESERVED_VARIABLES =
  /^(AWS_REGION|AWS_DEFAULT_REGION|AWS_EXECUTION_ENV|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|AWS_PROFILE|AWS_ROLE_ARN|AWS_WEB_IDENTITY_TOKEN_FILE|AWS_CONTAINER_.*|ECS_CONTAINER_METADATA_URI.*)$/i;

const allNames = oncePer(usableNames);

/** Rules about `uses` and the variables that it adds. */
export const bindingRules: readonly Rule[] = [
  forEach("uses.unknown", workloads, function* ({ path, value: { uses }, settings }) {
    for (const [index, name] of uses.entries()) {
      if (findUses(settings, name).length > 0) continue;
      const names = allNames(settings);
      yield {
        path: [...path, "uses", index],
        problem: "is not the name of a resource",
        received: name,
        allowed: oneOf(names),
        fix: didYouMean(name, names, `Add it to ${oneOf(KIND_MAPS.map((map) => `\`${map}\``))}, or remove it here.`),
        reads: ALL_NAMES,
      };
    }
  }),
  forEach("uses.twice", workloads, function* ({ path, value: { uses } }) {
    for (const index of repeated(uses)) {
      yield {
        path: [...path, "uses", index],
        problem: "is a duplicate",
        received: uses[index],
        allowed: "each name once",
        fix: "Remove it.",
      };
    }
  }),
  {
    id: "uses.ambiguous",
    *check(settings) {
      for (const name of new Set(allNames(settings))) {
        const [first, ...others] = KIND_MAPS.filter((map) => Object.hasOwn(settings[map], name));
        for (const map of others) {
          yield {
            path: [map, name],
            problem: `is also a name in \`${first}\`, so that \`uses\` is ambiguous`,
            received: name,
            allowed: `a name that is unique among ${oneOf(KIND_MAPS).replace(" or ", " and ")}`,
            fix: "Rename one of them.",
          };
        }
      }
    },
  },
  forEach("uses.variable", workloads, function* ({ path, value: { uses, environment, secrets }, settings }) {
    const named = Object.values(secrets).map((value) => parseSecretPart(value).secret);
    for (const name of uses) {
      if (named.includes(name)) continue;
      for (const variable of findUses(settings, name).slice(0, 1).flatMap(variablesOfUse)) {
        if (!Object.hasOwn(environment, variable)) continue;
        yield {
          path: [...path, "environment", variable],
          problem: `is a variable that \`uses: ["${name}"]\` sets`,
          received: environment[variable],
          allowed: "variables that no binding sets",
          fix: "Remove it, or choose another name.",
          reads: ALL_NAMES,
        };
      }
    }
  }),
  forEach("workload.variable", workloads, function* ({ path, value: { environment, secrets } }) {
    const set = Object.entries({ environment, secrets }).flatMap(([field, values]) =>
      Object.entries(values).map(([variable, value]) => ({ field, variable, value })),
    );
    for (const { field, variable, value } of set.filter((one) => RESERVED_VARIABLES.test(one.variable))) {
      yield {
        path: [...path, field, variable],
        problem: "is reserved by AWS: it gives the container its role or region",
        received: value,
        allowed: "variables of the application",
        fix: "Remove it.",
      };
    }
  }),
];
