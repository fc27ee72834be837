import { didYouMean } from "../../../language/nearest";
import type { Declared } from "./meta";
import { expressionsIn } from "./expressions";
import type { Place } from "./finding";
import type { Kind, Schemas } from "./schema";

const REFERENCE = /(?<![\w.-])(?:(data|ephemeral)\.)?((?:aws|terraform)_\w+)\.([A-Za-z_][\w-]*)(?:\[[^\]]*\])?(?:\.([A-Za-z_]\w*))?/g;

/** Checks that every reference in the expressions below a value has a declared address and an existing attribute. */
export function checkReferences(value: unknown, schemas: Schemas, declared: Declared, place: Place): void {
  if (typeof value === "string") {
    if (value.includes("${")) for (const expression of expressionsIn(value)) checkExpression(expression, schemas, declared, place);
  } else if (Array.isArray(value)) {
    value.forEach((each, index) => checkReferences(each, schemas, declared, place.at(index)));
  } else if (typeof value === "object" && value !== null) {
    for (const [key, each] of Object.entries(value)) if (key !== "//") checkReferences(each, schemas, declared, place.below(key));
  }
}

function checkExpression(expression: string, schemas: Schemas, { addresses }: Declared, place: Place): void {
  for (const [, kind, type = "", name = "", attribute] of expression.matchAll(REFERENCE)) {
    const address = `${kind === undefined ? "" : `${kind}.`}${type}.${name}`;
    if (!addresses.has(address)) {
      place.report(address, "an address in the stack");
      continue;
    }
    const schema = schemas.find((kind as Kind | undefined) ?? "resource", type);
    if (!schema || attribute === undefined) continue;
    const names = [...Object.keys(schema.attributes ?? {}), ...Object.keys(schema.block_types ?? {})];
    if (!names.includes(attribute)) place.report(`${address}.${attribute}`, didYouMean(attribute, names, `an attribute of ${type}`));
  }
}
