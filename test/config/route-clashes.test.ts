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
  .map((all) => all.map((service, index) => ({ name: `s${index}`, ownPriority: service.priority, ...service })));

const hosts = ({ hosts: own }: HttpEntry) => (own.length === 0 ? [""] : own);
const holdsFor = (service: HttpEntry, host: string) => service.hosts.length === 0 || service.hosts.includes(host);

test("a route is shadowed if, on each of its hosts, a service with a higher priority covers it", () => {
  fc.assert(
    fc.property(services, (all) => {
      const byPairs = all.flatMap((later) =>
        later.routes.flatMap((route, index) => {
          const everywhere = hosts(later).every((host) =>
            all.some(
              (earlier) =>
                earlier.priority < later.priority &&
                holdsFor(earlier, host) &&
                earlier.routes.some((pattern) => coveringPatterns(route).includes(pattern)),
            ),
          );
          return everywhere ? [`${later.name} ${index}`] : [];
        }),
      );
      const found = [...shadowedRoutes(all)];
      expect(found.map(({ later, index }) => `${later.name} ${index}`).sort()).toEqual(byPairs.sort());
      for (const { earlier, later, by } of found) {
        expect(earlier.routes).toContain(by);
        expect(earlier.priority).toBeLessThan(later.priority);
      }
    }),
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
