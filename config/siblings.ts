import { type ConfigError, configError } from "../language/errors";
import type { Platform } from "./model";

/**
 * What is wrong with an environment beside the others of the project. The roles of `delivery.environments` have permissions on all names that
 * begin alike, whoever deploys those: jobs of any pull request on production, where its name does.
 *
 * @param others as they are written, by any key
 */
export function siblingErrors({ name, account, delivery }: Platform, others: readonly unknown[]): readonly ConfigError[] {
  const beginning = delivery?.environments?.slice(0, -1);
  if (beginning === undefined) return [];
  return others.flatMap((other) => {
    const theirs = textOf(other, "name");
    const [theirAccount, deployedBy] = [textOf(other, "account"), textOf(other, "deployedBy")];
    const isApart = account !== undefined && theirAccount !== undefined && account !== theirAccount;
    if (!theirs?.startsWith(beginning) || theirs === name || deployedBy === name || isApart) return [];
    return configError("delivery.siblings", {
      path: ["delivery", "environments"],
      problem: `names ${theirs} too, which says nothing of \`deployedBy: "${name}"\`: the roles here could change and delete it`,
      received: `${beginning}*`,
      allowed: "a beginning that no other environment's name has, unless it has another `account`",
      fix: `Choose a longer beginning, or write \`account\` into both.`,
    });
  });
}

function textOf(environment: unknown, field: string): string | undefined {
  if (typeof environment !== "object" || environment === null) return undefined;
  const value = Object.getOwnPropertyDescriptor(environment, field)?.value as unknown;
  return typeof value === "string" ? value : undefined;
}
