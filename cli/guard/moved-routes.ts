import { at, blocks, type Values } from "../../constructs/core/plan-values";
import type { Change } from "../terraform/plan-changes";

/**
 * Listener rules that lose a host and path which another rule of the same listener gains in the same plan. Each change is atomic, but Terraform
 * may make the loss first.
 */
export function movedRoutes(changes: readonly Change[]): ReadonlySet<Change> {
  const rules = changes.filter(({ type }) => type === "aws_lb_listener_rule");
  const moved = rules.filter((rule) => {
    const lost = difference(routesOf(rule.before), rule.action === "delete" ? [] : routesOf(rule.after));
    const others = rules.filter((one) => one !== rule && one.after.listener_arn === rule.before.listener_arn);
    return others.some((one) => difference(routesOf(one.after), routesOf(one.before)).some((route) => lost.includes(route)));
  });
  return new Set(moved);
}

/** The hosts and paths of a rule, as text. A rule without hosts has any host. */
function routesOf(values: Values): string[] {
  const listed = blocks(values, "condition");
  const valuesOf = (kind: string): readonly unknown[] => {
    const found = listed.flatMap((one) => at(one, kind, "values") ?? []);
    return found.length > 0 ? found : ["*"];
  };
  if (listed.length === 0) return [];
  return valuesOf("host_header").flatMap((host) => valuesOf("path_pattern").map((path) => `${String(host)} ${String(path)}`));
}

function difference(all: readonly string[], without: readonly string[]): string[] {
  return all.filter((one) => !without.includes(one));
}
