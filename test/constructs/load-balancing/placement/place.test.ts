import fc from "fast-check";
import { listenerRules, wildcardsIn } from "../../../../constructs/load-balancing/listener-rules";
import { demandOf, entryOf, type Placeable, placeServices } from "../../../../constructs/load-balancing/placement/place";
import { Rooms } from "../../../../constructs/load-balancing/placement/rooms";
import type { PlacementRecord } from "../../../../constructs/load-balancing/placement/schema";
import { coveringPatterns, derivedPriority } from "../../../../constructs/load-balancing/route-priority";

const HOSTS = ["a.example.com", "b.example.com", "c.example.com", "d.example.com", "e.example.com"];
const path = fc.constantFrom("/*", "/api/*", "/api/photos/*", "/api/photos", "/img/?/*", "/a*/x", "/b/*/*", "/feed", "/feed/*", "/x");
const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/), { minLength: 1, maxLength: 14 });

const http = (name: string): fc.Arbitrary<Placeable> =>
  fc
    .record({
      paths: fc.uniqueArray(path, { minLength: 1, maxLength: 10 }),
      hosts: fc.uniqueArray(fc.constantFrom(...HOSTS), { maxLength: 5 }),
      targets: fc.integer({ min: 1, max: 600 }),
      priority: fc.option(fc.integer({ min: 1, max: 40_000 }), { nil: undefined, freq: 8 }),
    })
    .map(({ paths, hosts, ...rest }) => ({ kind: "application" as const, name, rules: listenerRules({ paths, hosts }), ...rest }));
const network = (name: string): fc.Arbitrary<Placeable> =>
  fc.record({ openings: fc.integer({ min: 1, max: 2 }), targets: fc.integer({ min: 1, max: 50 }) }).map((rest) => ({
    kind: "network" as const,
    name,
    ...rest,
  }));
const services: fc.Arbitrary<readonly Placeable[]> = names.chain((all) =>
  fc.tuple(...all.map((name) => fc.oneof(http(name), network(name)))),
);

const numbersOf = (record: PlacementRecord) => Object.values(record).flatMap(({ priorities = [] }) => priorities);

describe("placeServices()", () => {
  test("an added or removed service changes no other entry, and no two priorities are equal", () => {
    fc.assert(
      fc.property(services, fc.infiniteStream(fc.boolean()), fc.boolean(), (all, isThere, prune) => {
        let record: PlacementRecord = {};
        let last: PlacementRecord = {};
        for (let step = 0; step < 4; step++) {
          const some = all.filter(() => isThere.next().value);
          record = placeServices(some, record, { prune });
          for (const { name, kind } of some) if (entryOf({ name, kind }, last)) expect(record[name]).toEqual(last[name]);
          expect(new Set(numbersOf(record)).size).toBe(numbersOf(record).length);
          const before = new Map(Object.entries(last).flatMap(([name, { priorities = [] }]) => priorities.map((number) => [number, name])));
          for (const [name, { priorities = [] }] of Object.entries(record))
            for (const number of priorities) expect([undefined, name]).toContain(before.get(number));
          last = record;
        }
      }),
    );
  });

  test("a second run changes nothing, and a run without pruning keeps the entries of removed services", () => {
    fc.assert(
      fc.property(services, (all) => {
        const record = placeServices(all, {});
        expect(placeServices(all, record)).toEqual(record);
        expect(placeServices([], record)).toEqual(record);
        expect(placeServices([], record, { prune: true })).toEqual({});
      }),
    );
  });

  test("every rule has a number of its own, which no explicit priority has", () => {
    fc.assert(
      fc.property(services, (all) => {
        const record = placeServices(all, {});
        const explicit = all.flatMap((service) =>
          service.kind === "application" && service.priority !== undefined
            ? service.rules.map((_, index) => (service.priority ?? 0) + index)
            : [],
        );
        for (const service of all) {
          const isDerived = service.kind === "application" && service.priority === undefined;
          expect(record[service.name]?.priorities ?? []).toHaveLength(isDerived ? service.rules.length : 0);
        }
        expect(numbersOf(record).filter((number) => explicit.includes(number))).toEqual([]);
      }),
    );
  });

  test("a rule that covers another one comes after it", () => {
    fc.assert(
      fc.property(services, (all) => {
        const derived = all.flatMap((service) => (service.kind === "application" ? [{ ...service, priority: undefined }] : []));
        const record = placeServices(derived, {});
        const rules = derived.flatMap(({ name, rules: own }) =>
          own
            .filter(({ paths }) => paths.length === 1)
            .map((rule) => ({ ...rule, priority: record[name]?.priorities?.[own.indexOf(rule)] ?? 0 })),
        );
        for (const wide of rules)
          for (const narrow of rules) {
            const covers = coveringPatterns(narrow.paths[0] ?? "").includes(wide.paths[0] ?? "") && wide.hosts.length === 0;
            if (covers && wide.paths[0] !== narrow.paths[0]) expect(narrow.priority).toBeLessThan(wide.priority);
          }
      }),
    );
  });

  test("keeps derived priorities and the first place for services that were deployed without an entry", () => {
    const all = Array.from({ length: 60 }, (_, index): Placeable => {
      return {
        kind: "application",
        name: `s${index}`,
        targets: 10,
        rules: [{ paths: [`/s${index}-${"x".repeat(index)}/*`], hosts: [] }],
        priority: undefined,
      };
    });
    const record = placeServices(all, {});
    for (const service of all) {
      const [rule] = service.kind === "application" ? service.rules : [];
      expect(record[service.name]).toEqual({
        loadBalancer: 1,
        securityGroup: 1,
        priorities: [derivedPriority(service.name, rule?.paths ?? [], [])],
      });
    }
  });

  test("moves no service whose derived priority is free, also if another one is looking for a number", () => {
    const all150 = Array.from({ length: 150 }, (_, index) => `s${100 + index}`);
    const all = all150.map((name): Placeable => {
      return { kind: "application", name, targets: 1, rules: [{ paths: [`/${name}/*`], hosts: [] }], priority: undefined };
    });
    const wanted = all150.map((name) => derivedPriority(name, [`/${name}/*`], []));
    const record = placeServices(all, {});
    const first = all150.filter((_, index) => wanted.indexOf(wanted[index] ?? 0) === index);
    expect(first.length).toBeLessThan(all150.length);
    for (const name of first) expect(record[name]?.priorities).toEqual([wanted[all150.indexOf(name)]]);
    expect(new Set(numbersOf(record)).size).toBe(150);
  });

  test("fills the first load balancer and its groups within AWS's quotas", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 230 }),
        fc.integer({ min: 1, max: 130 }),
        fc.integer({ min: 1, max: 40 }),
        (https, tcps, targets) => {
          const all: readonly Placeable[] = [
            ...Array.from({ length: https }, (_, index): Placeable => {
              return {
                kind: "application",
                name: `h${index}`,
                targets,
                rules: [{ paths: [`/h${index}/*`], hosts: [] }],
                priority: undefined,
              };
            }),
            ...Array.from({ length: tcps }, (_, index): Placeable => ({
              kind: "network",
              name: `n${index}`,
              targets,
              openings: 1 + (index % 2),
            })),
          ];
          const record = placeServices(all, {});
          const rooms = new Rooms();
          for (const service of all) rooms.add(demandOf(service), record[service.name] ?? { loadBalancer: 0, securityGroup: 0 });
          for (const { name, kind } of all) {
            const place = record[name] ?? { loadBalancer: 0, securityGroup: 0 };
            expect(rooms.exceeded(kind, place.loadBalancer)).toEqual([]);
            expect(rooms.isGroupFull(kind, place)).toBe(false);
          }
          const balancers = (prefix: string) =>
            new Set(all.filter(({ name }) => name.startsWith(prefix)).map(({ name }) => record[name]?.loadBalancer));
          expect([...balancers("h")].sort((a = 0, b = 0) => a - b)).toEqual(
            Array.from({ length: balancers("h").size }, (_, index) => index + 1),
          );
          expect(balancers("n").size).toBe(Math.ceil(tcps / 50));
        },
      ),
      { numRuns: 20 },
    );
  });

  test("gives a service with more tasks than one load balancer takes a load balancer of its own", () => {
    const big = (name: string, priority: number): Placeable => {
      return { kind: "application", name, targets: 1_500, rules: [{ paths: [`/${name}`], hosts: [] }], priority };
    };
    const record = placeServices([big("one", 5), big("two", 9)], {});
    expect([record.one?.loadBalancer, record.two?.loadBalancer]).toEqual([1, 2]);
  });

  test("gives a service that changed its protocol a new entry", () => {
    const record = { web: { loadBalancer: 3, securityGroup: 2, priorities: [5] } };
    expect(placeServices([{ kind: "network", name: "web", targets: 1, openings: 1 }], record)).toEqual({
      web: { loadBalancer: 1, securityGroup: 1 },
    });
  });

  test("adds numbers for the new rules of a service, and keeps those of rules that it no longer has", () => {
    const web = (paths: readonly string[]): Placeable => ({
      kind: "application",
      name: "web",
      targets: 1,
      rules: listenerRules({ paths, hosts: [] }),
      priority: undefined,
    });
    const one = placeServices([web(["/a"])], {});
    const two = placeServices([web(["/a", "/b", "/c", "/d", "/e"])], one);
    expect(two.web?.priorities).toHaveLength(2);
    expect(two.web?.priorities?.[0]).toBe(one.web?.priorities?.[0]);
    expect(placeServices([web(["/a"])], two)).toEqual(two);
  });
});

test("listenerRules() covers each pair of path and host once, within the limits of a rule", () => {
  const hosts = fc.uniqueArray(fc.constantFrom(...HOSTS), { maxLength: 5 });
  fc.assert(
    fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 10 }), hosts, (paths, someHosts) => {
      const rules = listenerRules({ paths, hosts: someHosts });
      for (const rule of rules) {
        expect(rule.paths.length + rule.hosts.length).toBeLessThanOrEqual(4);
        expect(rule.paths.map(wildcardsIn).reduce((sum, each) => sum + each)).toBeLessThanOrEqual(5);
      }
      const any = (all: readonly string[]) => (all.length === 0 ? ["any"] : all);
      const pairs = rules.flatMap((rule) => rule.paths.flatMap((each) => any(rule.hosts).map((host) => `${host}${each}`)));
      expect(pairs.sort()).toEqual(paths.flatMap((each) => any(someHosts).map((host) => `${host}${each}`)).sort());
    }),
  );
});
