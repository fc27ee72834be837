import { placeable } from "../constructs/compute/service/placement";
import { placeServices } from "../constructs/load-balancing/placement/place";
import type { PlacementRecord } from "../constructs/load-balancing/placement/schema";
import { parse } from "../language/parse";
import { toPlain } from "../language/plain-data";
import { environmentSchema } from "./schema";
import { FIELD_NAMES } from "./schema/field-names";
import { fillDefaults } from "./settings/settings";

/**
 * The places of an environment's services: those of its `placement`, and new ones for the other services. Undefined if a field of the
 * environment is not valid in itself; `resolve` reports it. Rules are not checked, because a missing place violates one.
 */
export function placeEnvironment(data: unknown, options: { readonly prune?: boolean } = {}): PlacementRecord | undefined {
  const { data: plain, findings } = toPlain(data);
  const parsed = parse(environmentSchema, plain, FIELD_NAMES);
  if (!parsed.environment || findings.length + parsed.findings.length > 0) return undefined;
  const { services, placement } = fillDefaults(parsed.environment);
  return placeServices(
    Object.entries(services).map(([name, service]) => placeable(name, service)),
    placement,
    options,
  );
}
