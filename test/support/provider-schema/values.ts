import { isExpression, isTemplate } from "./expressions";
import type { Place } from "./finding";
import type { Type } from "./schema";

/**
 * Checks that Terraform can convert a JSON value to a type.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/types#type-conversion
 */
export function checkValue(value: unknown, type: Type, place: Place): void {
  if (value === null || type === "dynamic") return;
  if (typeof value === "string" && isExpression(value)) return;
  if (typeof type === "string") {
    if (!convertsTo(value, type)) place.report(value, typeName(type));
    return;
  }
  switch (type[0]) {
    case "list":
    case "set":
      return checkList(value, type, place);
    case "tuple":
      return checkTuple(value, type, place);
    case "map":
      return checkMap(value, type, place);
    case "object":
      return checkObject(value, type, place);
  }
}

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

function convertsTo(value: unknown, type: "string" | "number" | "bool"): boolean {
  if (typeof value === "string") {
    if (type === "string" || isTemplate(value)) return true;
    return type === "number" ? NUMBER.test(value) : ["true", "false", "1", "0"].includes(value);
  }
  if (type === "string") return typeof value === "number" || typeof value === "boolean";
  return type === "number" ? typeof value === "number" : typeof value === "boolean";
}

type Typed<Name> = Extract<Type, readonly [Name, ...unknown[]]>;

function checkList(value: unknown, type: readonly ["list" | "set" | "map", Type], place: Place): void {
  if (!Array.isArray(value)) return place.report(value, typeName(type));
  value.forEach((each, index) => checkValue(each, type[1], place.at(index)));
}

function checkTuple(value: unknown, type: Typed<"tuple">, place: Place): void {
  if (!Array.isArray(value) || value.length !== type[1].length) return place.report(value, typeName(type));
  type[1].forEach((each, index) => checkValue(value[index], each, place.at(index)));
}

function checkMap(value: unknown, type: readonly ["list" | "set" | "map", Type], place: Place): void {
  if (!isObject(value)) return place.report(value, typeName(type));
  for (const [key, each] of Object.entries(value)) checkValue(each, type[1], place.at(key));
}

function checkObject(value: unknown, type: Typed<"object">, place: Place): void {
  if (!isObject(value)) return place.report(value, typeName(type));
  const [, attributes, optional = []] = type;
  for (const [name, each] of Object.entries(value)) {
    const known = attributes[name];
    if (known) checkValue(each, known, place.below(name));
    else place.below(name).report(each, `nothing: the object has ${Object.keys(attributes).join(", ")}`);
  }
  for (const [name, each] of Object.entries(attributes)) {
    if (!(name in value) && !optional.includes(name)) place.below(name).report(undefined, `${typeName(each)}, or null`);
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const TYPE_NAMES = { string: "a string", number: "a number", bool: "true or false", dynamic: "anything" } as const;

/** A readable name of a type. */
export function typeName(type: Type): string {
  if (typeof type === "string") return TYPE_NAMES[type];
  switch (type[0]) {
    case "list":
      return `a list of ${plural(type[1])}`;
    case "set":
      return `a set of ${plural(type[1])}`;
    case "map":
      return `a map of ${plural(type[1])}`;
    case "tuple":
      return `a list of length ${type[1].length}`;
    case "object":
      return `an object with ${Object.keys(type[1]).join(", ")}`;
  }
}

const PLURAL_NAMES = { string: "strings", number: "numbers", bool: "booleans", dynamic: "any values" } as const;

function plural(type: Type): string {
  if (typeof type === "string") return PLURAL_NAMES[type];
  return type[0] === "object" ? `objects with ${Object.keys(type[1]).join(", ")}` : `values, each ${typeName(type)}`;
}
