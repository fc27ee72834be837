import fc from "fast-check";
import { coveringPatterns } from "../../constructs/load-balancing/route-priority";
import { type HttpEntry, samePriorities, shadowedRoutes, takenRoutes } from "../../constructs/compute/service/route-clashes";

const services: fc.Arbitrary<readonly HttpEntry[]> = fc
  .array(
    fc.record({
      routes: fc.array(fc.constantFrom("/*", "/a*", "/a/*", "/a/b", "/a/b*", "/b?", "/b*"), { minLength: 1, maxLength: 3 }),
      hosts: fc.uniqueArray(fc.constantFrom("x.example.com", "y.example.com", "z.example.com"), { maxLength: 2 }),
      priority: fc.integer({ min: 1, max: 6 }),
    }),
    { maxLength: 7 },
  )
  .map((all) => all.map((service, index) => ({ name: `s${index}`, from: "default" as const, ...service })));

const hosts = ({ hosts: own }: HttpEntry) => (own.length === 0 ? [""] : own);
const holdsFor = (service: HttpEntry, host: string) => service.hosts.length === 0 || service.hosts.includes(host);

test("a route is shadowed if, on each of its hosts, a service with a higher priority covers it", () => {
  fc.assert(
    fc.property(services, (all) => {
      const byPairs = all.flatMap((later) =>
        later.routes.flatMap((route) => {
          const everywhere = hosts(later).every((host) =>
            all.some(
              (earlier) =>
                earlier.priority < later.priority &&
                holdsFor(earlier, host) &&
                earlier.routes.some((pattern) => coveringPatterns(route).includes(pattern)),
            ),
          );
          return everywhere ? [`${later.name} ${route}`] : [];
        }),
      );
      const found = [...shadowedRoutes(all)];
      expect(found.map(({ later, route }) => `${later.name} ${route}`).sort()).toEqual(byPairs.sort());
      for (const { earlier, later, by } of found) {
        expect(earlier.routes).toContain(by);
        expect(earlier.priority).toBeLessThan(later.priority);
      }
    }),
  );
});

test("a service does not hide its own routes: the first rule that covers a route on a host must be another service's", () => {
  const rules = fc
    .tuple(services, fc.infiniteStream(fc.constantFrom("a", "b", "c")))
    .map(([all, name]) => all.map((entry) => ({ ...entry, name: name.next().value })).sort((one, other) => one.priority - other.priority));
  fc.assert(
    fc.property(rules, (all) => {
      const hidden = all.flatMap((later) =>
        later.routes.filter((route) =>
          hosts(later).every((host) => {
            const covers = all.filter(
              (earlier) =>
                earlier.priority < later.priority &&
                holdsFor(earlier, host) &&
                earlier.routes.some((pattern) => coveringPatterns(route).includes(pattern)),
            );
            const first = covers.filter(({ priority }) => priority === covers[0]?.priority);
            return first.length > 0 && first.every(({ name }) => name !== later.name);
          }),
        ),
      );
      // Rules of one priority are an error of their own, so that their order does not matter.
      const isUnique = new Set(all.map(({ priority }) => priority)).size === all.length;
      if (isUnique) expect([...shadowedRoutes(all)].map(({ route }) => route).sort()).toEqual(hidden.sort());
    }),
    { numRuns: 1_000 },
  );
});

test("a route is taken if an earlier service has it on the same host, and a priority if an earlier service has it", () => {
  fc.assert(
    fc.property(services, (all) => {
      const before = (index: number) => all.slice(0, index);
      const meet = (one: HttpEntry, other: HttpEntry) => hosts(one).some((host) => hosts(other).includes(host));
      const taken = all.filter((later, index) =>
        before(index).some((earlier) => meet(earlier, later) && earlier.routes.some((route) => later.routes.includes(route))),
      );
      expect([...new Set([...takenRoutes(all)].map(({ later }) => later.name))]).toEqual(taken.map(({ name }) => name));
      const same = all.filter((later, index) => before(index).some(({ priority }) => priority === later.priority));
      expect([...samePriorities(all)].map(([, later]) => later.name)).toEqual(same.map(({ name }) => name));
    }),
  );
});
