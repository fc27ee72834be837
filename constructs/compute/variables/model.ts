import { nonEmpty, sorted } from "../../../language/collections";
import { type KindMaps, type Use, findUses } from "../../registry";
import { type Template, parseTemplate, referencesIn } from "./template";

/** A reference to an attribute of a resource that the workload uses. */
export interface UseReference {
  readonly use: Use;
  readonly attribute: string;
}

/** A variable whose value contains references. */
export interface ReferenceVariable {
  readonly variable: string;
  readonly template: Template<UseReference>;
}

/** The model of a workload's `environment`: plain values, and values with references, sorted by variable. */
export interface EnvironmentModel {
  readonly environment: Readonly<Record<string, string>>;
  readonly references: readonly ReferenceVariable[];
}

export function environmentModel(written: Readonly<Record<string, string>>, resources: KindMaps): EnvironmentModel {
  const parsed = sorted(written).map(([variable, value]) => ({ variable, template: parseTemplate(value) }));
  return {
    environment: Object.fromEntries(
      parsed.flatMap(({ variable, template }) =>
        referencesIn(template).length === 0 ? [[variable, template.filter((piece) => typeof piece === "string").join("")]] : [],
      ),
    ),
    references: parsed.flatMap(({ variable, template }) =>
      referencesIn(template).length === 0 ? [] : [{ variable, template: template.map((piece) => resolved(piece, resources)) }],
    ),
  };
}

function resolved(piece: Template[number], resources: KindMaps): string | UseReference {
  if (typeof piece === "string") return piece;
  const { name, attribute } = piece;
  return { use: nonEmpty(findUses(resources, name)[0], `a resource named ${name}`), attribute };
}
