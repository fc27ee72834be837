import { fieldReference, referenceFields } from "../../config/reference";
import { findUnknown, pathsOf } from "./reference-paths";
import { full } from "../fixtures/environments/full";

test("every field of the schema says what it means and what it may be", () => {
  const silent = referenceFields().filter(({ meaning, allowed }) => !/^[A-Z`0-9].*\.$/.test(meaning) || allowed === "");
  expect(silent).toEqual([]);
  expect(referenceFields().length).toBeGreaterThan(100);
});

test("every field of the full environment is in the reference, and nothing twice", () => {
  const known = referenceFields().map(({ path }) => path);
  expect(new Set(known).size).toBe(known.length);
  expect(findUnknown(pathsOf(full), known)).toEqual([]);
});

test("defaults are literal, or by stage; workers have a capacity of their own", () => {
  const fallbackOf = (path: string) => referenceFields().find((field) => field.path === path)?.fallback;
  expect(fallbackOf("name")).toBe("**required**");
  expect(fallbackOf("network.zones")).toBe("`3`");
  expect(fallbackOf("services.<name>.capacity.spot")).toBe("single-region: `0`<br>multi-region: `0`");
  expect(fallbackOf("workers.<name>.capacity.spot")).toBe("single-region: `3`<br>multi-region: `3`");
  expect(fallbackOf("databases.<name>.version")).toBe('postgres `"17"`, mysql `"8.4"`');
});

test("what may be false says so, and its default by stage", () => {
  const fieldOf = (path: string) => referenceFields().find((field) => field.path === path);
  expect(fieldOf("services.<name>.objectives")?.allowed).toBe("false, or see below");
  expect(fieldOf("workers.<name>.tracing")?.fallback).toBe('single-region: `false`<br>multi-region: `{"sampling":"5%"}`');
  expect(fieldOf("services.<name>.loadBalancing")?.allowed).toBe("see below");
});

test("the Markdown is a table for each object, with as many cells in each row", () => {
  const markdown = fieldReference();
  expect(markdown).toContain("### `services.<name>.scale.schedules.<name>`");
  const rows = markdown.split("\n").filter((line) => line.startsWith("|"));
  expect(rows.filter((row) => row.replaceAll("\\|", "").split("|").length !== 6)).toEqual([]);
  expect(fieldReference()).toBe(markdown);
});
