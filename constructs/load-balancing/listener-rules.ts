import type { HttpService } from "../../config/model";

/** One rule of a listener: a request must match one of the paths and, if there are hosts, one of the hosts. */
export interface ListenerRule {
  readonly priority: number;
  readonly paths: readonly string[];
  readonly hosts: readonly string[];
}

/** Values that all conditions of a rule may have together; the secret header is one of them. */
const VALUES = 5;
const WILDCARDS = 6;
const ROUTE_VALUES = VALUES - 1;

/**
 * The rules that a service's routes need: as few as AWS's limits allow, with priorities in a row from the service's own.
 *
 * @throws RangeError if the wildcards of one rule are more than AWS allows.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export function listenerRules({ paths, hosts, priority }: HttpService["routes"]): readonly ListenerRule[] {
  const hostsEach = hostsPerRule(paths.length, hosts.length);
  const hostChunks = hosts.length === 0 ? [[]] : chunks(hosts, hostsEach);
  const pathChunks = chunks(paths, ROUTE_VALUES - hostsEach);
  return hostChunks
    .flatMap((someHosts) => pathChunks.map((somePaths) => ({ hosts: someHosts, paths: somePaths })))
    .map((rule, index) => ({ priority: priority + index, ...assertWildcards(rule) }));
}

/** How many of a rule's values are hosts, so that there are as few rules as possible. */
function hostsPerRule(paths: number, hosts: number): number {
  if (hosts === 0) return 0;
  const rules = (each: number) => Math.ceil(hosts / each) * Math.ceil(paths / (ROUTE_VALUES - each));
  return [1, 2, 3].reduce((best, each) => (rules(each) < rules(best) ? each : best));
}

function chunks<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) => values.slice(index * size, (index + 1) * size));
}

function assertWildcards<Rule extends Pick<ListenerRule, "paths" | "hosts">>(rule: Rule): Rule {
  const count = [...rule.paths, ...rule.hosts].join("").replace(/[^*?]/g, "").length;
  if (count <= WILDCARDS) return rule;
  throw new RangeError(`routes ${rule.paths.join(", ")} have ${count} wildcards; AWS allows ${WILDCARDS} in a rule: write simpler paths`);
}
