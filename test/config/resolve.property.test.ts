import fc from "fast-check";
import { formatErrors } from "../../language/errors";
import { consumesMessages } from "../../constructs/compute/model";
import type { Platform } from "../../config/model";
import { findRegion } from "../../aws/regions";
import { type Resolution, resolve } from "../../config/resolve";
import { full } from "../fixtures/environments/full";
import { manyRegions } from "../fixtures/environments/many-regions";
import { dev, prod, staging } from "../fixtures/environments/photofeed";
import { base } from "./base-environment";
import { mutate, mutations, shuffleKeys, strangeValues } from "./mutations";

const valid = [base, full, manyRegions, dev, staging, prod];

/** Verifies that a resolution is a complete, frozen platform, or has errors with complete texts. */
function check(resolution: Resolution): void {
  if (resolution.ok) {
    expectComplete(resolution.platform);
    expectFrozen(resolution);
    return;
  }
  if (resolution.errors.length === 0) throw new Error("neither a platform nor an error");
  for (const error of resolution.errors) {
    const texts = [error.path, error.problem, error.allowed, error.fix];
    if (texts.some((text) => text.trim() === "" || /undefined|NaN|\[object/.test(text.replace(error.path, "")))) {
      throw new Error(`an incomplete error: ${JSON.stringify(error)}`);
    }
  }
  const blocks = formatErrors("test", resolution.errors).split("\n\n").length;
  const shown = resolution.errors.length > 50 ? 50 + 1 : resolution.errors.length;
  if (blocks !== shown + 1) throw new Error("an error is not one block");
}

function expectComplete(platform: Platform): void {
  const { regions, services, workers, queues } = platform;
  const priorities = services.flatMap((service) => (service.kind === "http" ? service.routes.priorities : []));
  const names = [...services, ...workers].map(({ name }) => name);
  const complete =
    isPlaced(platform) &&
    regions.every(({ zones }) => zones.length >= 2) &&
    new Set(priorities).size === priorities.length &&
    new Set(names).size === names.length &&
    priorities.every((priority) => priority >= 1 && priority <= 49_999) &&
    services.every(({ scale }) => scale.min <= scale.max) &&
    workers.every(
      (worker) => !consumesMessages(worker) || (queues.some(({ name }) => name === worker.consumes) && worker.scale.backlogPerTask >= 1),
    );
  if (!complete) throw new Error("an incomplete platform");
}

/** Every resource is in regions of the platform, the primary region first, and at least one region receives public traffic. */
function isPlaced({ homeRegion, primaryRegion, regions, databases, tables, caches, site }: Platform): boolean {
  const names = regions.map(({ name }) => name);
  return (
    names[0] === primaryRegion &&
    findRegion(homeRegion) !== undefined &&
    regions.some(({ evacuated, decommissioning }) => !evacuated && !decommissioning) &&
    !regions.some(({ primary, decommissioning }) => primary && decommissioning) &&
    site?.failoverRegion !== homeRegion &&
    databases.every((database) => database.regions[0] === database.primaryRegion && isSubset(database.regions, names)) &&
    databases.every(({ primaryRegion: written }) => !regions.find(({ name }) => name === written)?.decommissioning) &&
    tables.every((table) => table.regions[0] === homeRegion && isSubset(table.regions, [...names, homeRegion])) &&
    tables.every((table) => table.regions.length === 1 || table.stream === "new-and-old-images") &&
    caches.every(({ global, nodeType }) => !global || (names.length > 1 && !nodeType.startsWith("cache.t")))
  );
}

function isSubset(some: readonly string[], all: readonly string[]): boolean {
  return new Set(some).size === some.length && some.every((one) => all.includes(one));
}

function expectFrozen(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (!Object.isFrozen(value)) throw new Error(`not frozen: ${JSON.stringify(value)}`);
  Object.values(value).forEach(expectFrozen);
}

test("resolve() returns a complete platform or errors for 2,000 mutated environments", () => {
  const outcomes = { ok: 0, rejected: 0 };
  fc.assert(
    fc.property(fc.constantFrom(...valid), mutations, (environment, changes) => {
      const resolution = resolve(mutate(environment, changes));
      outcomes[resolution.ok ? "ok" : "rejected"] += 1;
      check(resolution);
    }),
    { numRuns: 2_000 },
  );
  // Both outcomes must occur, so that the property is not vacuous.
  expect(outcomes.ok).toBeGreaterThan(20);
  expect(outcomes.rejected).toBeGreaterThan(500);
});

test("resolve() returns errors for 500 arbitrary values", () => {
  fc.assert(
    fc.property(strangeValues, (value) => {
      const resolution = resolve(value);
      check(resolution);
      if (resolution.ok) throw new Error("an arbitrary value was accepted");
    }),
    { numRuns: 500 },
  );
});

test("resolve() is deterministic and does not change its input", () => {
  fc.assert(
    fc.property(fc.constantFrom(...valid), mutations, (environment, changes) => {
      const data = mutate(environment, changes);
      const before = structuredClone(data);
      expect(resolve(data)).toEqual(resolve(data));
      expect(data).toEqual(before);
    }),
    { numRuns: 200 },
  );
});

test("resolve() does not depend on the order of keys", () => {
  fc.assert(
    fc.property(fc.constantFrom(...valid), mutations, fc.nat(), (environment, changes, seed) => {
      const data = mutate(environment, changes);
      expect(JSON.stringify(resolve(shuffleKeys(data, seed)))).toBe(JSON.stringify(resolve(data)));
    }),
    { numRuns: 200 },
  );
});
