import * as fs from "node:fs";
import type { Platform } from "../../config/model";
import { findEnvironment, loadPlatform } from "../environment";
import { parsePullRequest } from "../preview/previews";
import { parseDigests } from "../release/images-file";
import { flagOf, type Given, optionsOf, type ValueForm, type VerbArgument, type VerbOption } from "../verb";
import { checkStackName, databaseNamed, groupNamed, regionNamed, secretNamed, workloadNamed } from "../values/known";
import { checkChecksum, invalidValue, parseAddress, parseDuration } from "../values/values";

/** One value, and the environment of the call. */
interface Value {
  /** `--bake`, or `The file` for an argument. */
  readonly name: string;
  readonly text: string;
  readonly environment: string;
  readonly platform: () => Platform;
}

/** The check of each form. It throws a UsageProblem for a value of another form. */
const FORMS: Readonly<Record<ValueForm, (value: Value) => unknown>> = {
  text: () => undefined,
  own: () => undefined,
  duration: ({ name, text }) => parseDuration(name, text),
  address: ({ name, text }) => parseAddress(name, text),
  checksum: ({ name, text }) => checkChecksum(name, text),
  "pull-request": ({ text }) => parsePullRequest(text),
  image: ({ text }) => parseDigests([text]),
  folder: ({ name, text }) => checkPath(name, text, "folder"),
  file: ({ name, text }) => checkPath(name, text, "file"),
  environment: ({ text }) => findEnvironment(text),
  confirmation: ({ name, text, environment }) => checkConfirmation(name, text, environment),
  region: ({ text, platform }) => regionNamed(platform(), text),
  workload: ({ text, platform }) => workloadNamed(platform(), text),
  database: ({ text, platform }) => databaseNamed(platform(), text),
  secret: ({ text, platform }) => secretNamed(platform(), text),
  // Empty in a job of `ci matrix` for the whole environment.
  group: ({ text, platform }) => (text === "" ? undefined : groupNamed(platform(), text)),
  stack: ({ text, environment }) => checkStackName(environment, text),
};

/**
 * Checks all values of a call, the environment first, because others are names in it.
 *
 * @throws UsageProblem for the first value of another form.
 */
export function checkValues(given: Given): void {
  const environment = typeof given.arguments.environment === "string" ? given.arguments.environment : "";
  let loaded: Platform | undefined;
  const platform = () => (loaded ??= loadPlatform(environment));
  for (const { name, form, texts } of valuesOf(given)) for (const text of texts) FORMS[form]({ name, text, environment, platform });
}

interface FormedValue {
  readonly name: string;
  readonly form: ValueForm;
  readonly texts: readonly string[];
}

function valuesOf({ verb, arguments: args, options }: Given): readonly FormedValue[] {
  const ofArguments = (verb.arguments ?? []).map(({ name, form }: VerbArgument) => ({
    name: `The ${name.replace("-", " ")}`,
    form,
    texts: textsOf(args[name]),
  }));
  const ofOptions = optionsOf(verb).flatMap((option: VerbOption) => {
    const { long } = flagOf(option);
    // An option with an empty value counts as not passed: workflows pass empty inputs.
    const texts = textsOf(options[long.slice(2)]).filter((text) => text !== "");
    return option.form === undefined ? [] : [{ name: long, form: option.form, texts }];
  });
  const all = [...ofArguments, ...ofOptions];
  return [...all.filter(({ form }) => form === "environment"), ...all.filter(({ form }) => form !== "environment")];
}

function textsOf(value: Given["options"][string]): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

function checkPath(name: string, text: string, kind: "file" | "folder"): void {
  const found = fs.statSync(text, { throwIfNoEntry: false });
  if (kind === "file" ? found?.isFile() : found?.isDirectory()) return;
  throw invalidValue(name, text, `a ${kind} that exists`, kind === "file" ? ".terrace/plans/manifest.json" : `${name} .terrace/plans`);
}

/** --yes never confirms the loss of data, only the name of the environment does. */
function checkConfirmation(name: string, text: string, environment: string): void {
  if (text !== environment) throw invalidValue(name, text, `the name of the environment, ${environment}`, `${name} ${environment}`);
}
