import { type ConfigError, configError } from "../language/errors";
import type { Platform } from "./model";

/**
 * Errors of an environment in combination with the other environments of the project. The roles of `delivery.environments` have permissions on
 * all names with the prefix. If production's name has the prefix, too, jobs of any pull request could change it.
 *
 * @param others Environments before validation.
 */
export function siblingErrors({ name, account, delivery }: Platform, others: readonly unknown[]): readonly ConfigError[] {
  const prefix = delivery?.environments?.slice(0, -1);
  if (prefix === undefined) return [];
  return others.flatMap((other) => {
    const otherName = stringAt(other, "name");
    const [otherAccount, deployedBy] = [stringAt(other, "account"), stringAt(other, "deployedBy")];
    const isSeparate = account !== undefined && otherAccount !== undefined && account !== otherAccount;
    if (!otherName?.startsWith(prefix) || otherName === name || deployedBy === name || isSeparate) return [];
    return configError("delivery.siblings", {
      path: ["delivery", "environments"],
      problem: `matches ${otherName}, which does not set \`deployedBy: "${name}"\`: the roles of this environment could change and delete it`,
      received: `${prefix}*`,
      allowed: "a prefix that matches no other environment, except environments with another `account`",
      fix: "Choose a longer prefix, or set `account` in both environments.",
    });
  });
}

function stringAt(environment: unknown, field: string): string | undefined {
  if (typeof environment !== "object" || environment === null) return undefined;
  const value = Object.getOwnPropertyDescriptor(environment, field)?.value as unknown;
  return typeof value === "string" ? value : undefined;
}
