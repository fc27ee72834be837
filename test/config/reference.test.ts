import { referenceFields, referencePages } from "../../config/reference";
import { findUnknown, pathsOf } from "./reference-paths";
import { full } from "../fixtures/environments/full";

test("every field of the schema has a description and allowed values", () => {
  const incomplete = referenceFields().filter(({ meaning, allowed }) => !/^[A-Z`0-9].*\.$/.test(meaning) || allowed === "");
  expect(incomplete).toEqual([]);
  expect(referenceFields().length).toBeGreaterThan(100);
});

test("the reference contains every field of the full environment, without duplicates", () => {
  const known = referenceFields().map(({ path }) => path);
  expect(new Set(known).size).toBe(known.length);
  expect(findUnknown(pathsOf(full), known)).toEqual([]);
});

test("defaults are literals, or values for each stage; workers and services have different capacities", () => {
  const fallbackOf = (path: string) => referenceFields().find((field) => field.path === path)?.fallback;
  expect(fallbackOf("name")).toBe("**required**");
  expect(fallbackOf("network.zones")).toBe("`3`");
  expect(fallbackOf("services.<name>.capacity.spot")).toBe("single-region: `0`<br>multi-region: `0`");
  expect(fallbackOf("workers.<name>.capacity.spot")).toBe("single-region: `3`<br>multi-region: `3`");
  expect(fallbackOf("databases.<name>.version")).toBe('postgres `"17"`, mysql `"8.4"`');
});

test("a field that can be false lists false and its stage defaults", () => {
  const fieldOf = (path: string) => referenceFields().find((field) => field.path === path);
  expect(fieldOf("services.<name>.objectives")?.allowed).toBe("false, or see below");
  expect(fieldOf("workers.<name>.tracing")?.fallback).toBe('single-region: `false`<br>multi-region: `{"sampling":"5%"}`');
  expect(fieldOf("services.<name>.loadBalancing")?.allowed).toBe("see below");
});

test("each object has a table, with the same number of cells in each row", () => {
  const markdown = referencePages()
    .map((page) => page.markdown)
    .join("\n");
  expect(markdown).toContain("## `services.<name>.scale.schedules.<name>`");
  const rows = markdown.split("\n").filter((line) => line.startsWith("|"));
  expect(rows.length).toBeGreaterThan(referenceFields().length);
  expect(rows.filter((row) => row.replaceAll("\\|", "").split("|").length !== 6)).toEqual([]);
});

test("the pages contain every field once", () => {
  const paths = referencePages().flatMap(({ name, markdown }) =>
    markdown
      .split(/^## `/m)
      .flatMap((section, index) => [...section.matchAll(/^\| \[?`(\w+)`/gm)].map(([, field = ""]) => pathOf(name, index, section, field))),
  );
  expect(paths.sort()).toEqual(
    referenceFields()
      .map(({ path }) => path)
      .sort(),
  );
});

/** The path of a field in the table of a page: tables after the first one have a heading with the path of their object. */
function pathOf(page: string, index: number, section: string, field: string): string {
  if (index > 0) return `${section.slice(0, section.indexOf("`"))}.${field}`;
  return page === "environment" ? field : `${page}.${field}`;
}
