import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { originFunction } from "../../../constructs/edge/origin-function";
import { originIdOf, originRules, type RoutedService } from "../../../constructs/edge/origin-rules";
import { balancerNumbers } from "../../../constructs/load-balancing/placement/model";
import { listenerRules } from "../../../constructs/load-balancing/listener-rules";

interface Request {
  readonly host: string;
  readonly path: string;
}

/** The origin that the function selects; undefined: that of the behavior. */
function selected(code: string, { host, path }: Request): string | undefined {
  const cf: { id?: string; selectRequestOriginById: (id: string) => void } = {
    selectRequestOriginById: (id) => {
      cf.id = id;
    },
  };
  const event = { request: { uri: path, headers: { host: { value: host } } } };
  runInNewContext(`${code.replace('import cf from "cloudfront";', "")}\nhandler(event);`, { cf, event });
  return cf.id;
}

/** The wildcards of an ALB as a regular expression: another implementation than that of the function. */
function isMatch(pattern: string, path: string): boolean {
  const text = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${text}$`).test(path);
}

/** The service that the listener rules of some load balancers choose, as one load balancer would. */
function chosen(services: readonly Named[], { host, path }: Request): string | undefined {
  const rules = services.flatMap(({ name, routes }) =>
    listenerRules(routes).map((rule, index) => ({ ...rule, name, priority: routes.priorities[index] ?? 0 })),
  );
  return rules
    .sort((one, other) => one.priority - other.priority)
    .find(({ hosts, paths }) => (hosts.length === 0 || hosts.includes(host)) && paths.some((pattern) => isMatch(pattern, path)))?.name;
}

type Named = RoutedService & { readonly name: string };

const HOSTS = ["example.com", "a.example.com", "b.example.com"];
const pattern = fc.constantFrom("/*", "/a/*", "/a/b", "/a/b*", "/a?", "/*/x", "/b/?/*", "/b", "/*.png", "/a*b*c");
const path = fc.constantFrom("/", "/a", "/a/", "/a/b", "/a/bc", "/ab", "/a/x", "/b", "/b/c/", "/b/x.png", "/a/q/b/q/c", "/zzz");

const services: fc.Arbitrary<readonly Named[]> = fc
  .array(
    fc.record({
      paths: fc.uniqueArray(pattern, { minLength: 1, maxLength: 6 }),
      hosts: fc.uniqueArray(fc.constantFrom(...HOSTS), { maxLength: 2 }),
      loadBalancer: fc.integer({ min: 1, max: 3 }),
      first: fc.integer({ min: 1, max: 1_000 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((all) =>
    all.map(({ paths, hosts, loadBalancer, first }, index) => ({
      name: `s${index}`,
      placement: { loadBalancer },
      // Unique: the service's number is the remainder.
      routes: { paths, hosts, priorities: listenerRules({ paths, hosts }).map((_, rule) => (first + rule * 1_000) * 10 + index) },
    })),
  );

test("the function and the rules behind its origin choose the same service as the rules on one load balancer would", () => {
  fc.assert(
    fc.property(services, fc.constantFrom(...HOSTS), fc.array(path, { minLength: 1, maxLength: 6 }), (all, host, paths) => {
      const code = originFunction(originRules(all));
      const fallback = originIdOf(balancerNumbers(all)[0] ?? 1);
      for (const each of paths) {
        const origin = selected(code, { host, path: each }) ?? fallback;
        const behind = all.filter(({ placement }) => originIdOf(placement.loadBalancer) === origin);
        expect(chosen(behind, { host, path: each })).toBe(chosen(all, { host, path: each }));
      }
    }),
    { numRuns: 500 },
  );
});

test("matches patterns as a load balancer does", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\/[ab*?/]{0,8}$/), fc.stringMatching(/^\/[ab/]{0,10}$/), (each, uri) => {
      const code = originFunction([{ originId: "x", hosts: [], paths: [each] }]);
      expect(selected(code, { host: "h", path: uri }) === "x").toBe(isMatch(each, uri));
    }),
    { numRuns: 500 },
  );
});

test("one load balancer needs no rules, and rules of the first one are omitted unless another rule follows that can match", () => {
  const at = (loadBalancer: number, priority: number, route: string): Named => {
    return { name: route, placement: { loadBalancer }, routes: { paths: [route], hosts: [], priorities: [priority] } };
  };
  expect(originRules([at(1, 1, "/a/*"), at(1, 2, "/*")])).toEqual([]);
  const rules = originRules([at(1, 5, "/a/x/*"), at(2, 6, "/a/*"), at(1, 7, "/b/*"), at(2, 8, "/c/*"), at(1, 9, "/*")]);
  expect(rules.map(({ originId, paths }) => [originId, ...paths])).toEqual([
    ["api", "/a/x/*"],
    ["api-2", "/a/*"],
    ["api-2", "/c/*"],
  ]);
});
