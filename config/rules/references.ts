import { didYouMean, nearest, oneOf } from "../../language/nearest";
import { type Use, attributesOf, findUses, usableNames, variablesOfUse } from "../../constructs/registry";
import type { AnyWorkloadSettings } from "../../constructs/compute/workloads";
import { type Reference, parseTemplate, referencesIn } from "../../constructs/compute/variables/template";
import { PARAMETER_SIZE } from "../../aws/text-limits";
import type { RuleViolation } from "../../language/rule";
import { KIND_PATHS, type Rule, type Subject, forEach, workloads } from "./rule";

/** Room for the values of references with secrets in a parameter: host names, and passwords with their encoding. */
const BYTES_OF_VALUE = 128;

/** Rules about references to resources in `environment`, such as `{main.writer}`. */
export const referenceRules: readonly Rule[] = [
  forEach("environment.reference", workloads, function* (subject) {
    const { path, value } = subject;
    for (const [variable, text] of Object.entries(value.environment)) {
      for (const reference of referencesIn(parseTemplate(text))) {
        const problem = problemOf(reference, subject);
        if (problem) yield { path: [...path, "environment", variable], reads: KIND_PATHS, ...problem, received: written(reference) };
      }
    }
  }),
  forEach("environment.parameter-size", workloads, function* ({ path, value: { environment }, settings }) {
    for (const [variable, text] of Object.entries(environment)) {
      const template = parseTemplate(text);
      const isSecret = ({ name, attribute }: Reference) =>
        findUses(settings, name).some(({ kind }) => attributesOf(kind)[attribute]?.secret === true);
      if (!referencesIn(template).some(isSecret)) continue;
      const size = template.reduce((sum, piece) => sum + (typeof piece === "string" ? Buffer.byteLength(piece) : BYTES_OF_VALUE), 0);
      if (size <= PARAMETER_SIZE) continue;
      yield {
        path: [...path, "environment", variable],
        problem: `contains a secret and can have ${size} bytes`,
        received: `${Buffer.byteLength(text)} bytes`,
        allowed: `at most ${PARAMETER_SIZE} bytes, the size of a standard parameter of Systems Manager, with ${BYTES_OF_VALUE} for each reference`,
        fix: "Move the text without secrets to a variable of its own.",
      };
    }
  }),
  {
    ...forEach("environment.shell-variable", workloads, function* ({ path, value, settings }) {
      const bound = new Map(
        usesOf(value).flatMap((name) =>
          findUses(settings, name)
            .slice(0, 1)
            .flatMap((use) => shellNames(use)),
        ),
      );
      for (const [variable, text] of Object.entries(value.environment)) {
        for (const [received, braced, bare] of text.matchAll(/\$(?:\{([A-Za-z_][\w.-]*)\}|([A-Za-z_]\w*))/g)) {
          const advice = bound.get(braced ?? bare ?? "");
          if (advice === undefined) continue;
          yield {
            path: [...path, "environment", variable],
            problem: "contains a shell variable, which ECS passes to the container as it is",
            received,
            allowed: "references of Terrace; or shell variables, if the application replaces them itself",
            fix: advice,
            reads: KIND_PATHS,
          };
        }
      }
    }),
    warning: true,
  },
  {
    ...forEach("environment.reference-elsewhere", workloads, function* ({ path, value }) {
      const { entrypoint = [], command = [], healthCommand = [] } = value;
      for (const [field, texts] of Object.entries({ entrypoint, command, healthCommand })) {
        for (const [index, text] of texts.entries()) {
          const [reference] = referencesIn(parseTemplate(text)).filter(({ name }) => usesOf(value).includes(name));
          if (!reference) continue;
          yield {
            path: [...path, field, index],
            problem: `contains \`${written(reference)}\`, which Terrace replaces only in \`environment\``,
            received: text,
            allowed: "text, which the container gets as it is",
            fix: "Set a variable in `environment`, and read it in the command with a shell.",
          };
        }
      }
    }),
    warning: true,
  },
];

/** The problem of a reference, without its path. */
function problemOf(
  { name, attribute }: Reference,
  { value, settings }: Subject<AnyWorkloadSettings>,
): Omit<RuleViolation, "path" | "received"> | undefined {
  const used = [...new Set(usesOf(value))].sort();
  const literal = `For literal text, write \`\\{${name}.${attribute}}\`.`;
  const [use] = findUses(settings, name);
  if (!use) {
    const names = usableNames(settings);
    return {
      problem: "references a resource that does not exist",
      allowed: `resources in \`uses\`: ${oneOf(used)}`,
      fix: `${didYouMean(name, names, "Add the resource to the environment and to `uses`.")} ${literal}`,
    };
  }
  if (!used.includes(name)) {
    const problem = `references the ${use.kind} "${name}", which the workload does not use`;
    return { problem, allowed: `resources in \`uses\`: ${oneOf(used)}`, fix: `Add "${name}" to \`uses\`. ${literal}` };
  }
  const attributes = Object.keys(attributesOf(use.kind));
  if (attributes.includes(attribute)) return undefined;
  if (attributes.length === 0) {
    const part = nearest(attribute, ["value"]) === undefined ? `${name}.${attribute}` : name;
    return {
      problem: `references a ${use.kind}, whose value people set, so that it cannot be part of a string`,
      allowed: "a variable with the whole value, or with one key of its JSON object",
      fix: `Write \`secrets: { VARIABLE: "${part}" }\`. ${literal}`,
    };
  }
  return {
    problem: `references "${attribute}", which a ${use.kind} does not have`,
    allowed: `attributes of a ${use.kind}: ${oneOf(attributes)}`,
    fix: didYouMean(attribute, attributes, `Write \`{${name}.${attributes[0]}}\`, for example.`),
  };
}

function written({ name, attribute }: Reference): string {
  return `{${name}.${attribute}}`;
}

/** The resources that a workload has access to: `uses`, and the queue of a worker. */
function usesOf(workload: AnyWorkloadSettings): readonly string[] {
  return [...workload.uses, ...("consumes" in workload && workload.consumes !== undefined ? [workload.consumes] : [])];
}

/** Shell variables that people try, with the advice: the variables of a use, and the reference itself. */
function shellNames(use: Use): readonly (readonly [string, string])[] {
  const attributes = Object.keys(attributesOf(use.kind));
  const example = `Write references such as ${oneOf(attributes.slice(0, 3).map((one) => `\`{${use.name}.${one}}\``))}.`;
  const advice = attributes.length === 0 ? `Write \`secrets: { VARIABLE: "${use.name}" }\`.` : example;
  return [
    ...variablesOfUse(use).map((variable) => [variable, advice] as const),
    ...attributes.map((attribute) => [`${use.name}.${attribute}`, `Remove the \`$\`: \`{${use.name}.${attribute}}\`.`] as const),
  ];
}
