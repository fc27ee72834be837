import { countRegularExpressions, patternProblem } from "../../aws/filter-patterns";

test.each([
  '{ $.event = "upload" }',
  '{$.event="upload"}',
  "{ $.bytes > 0 }",
  "{ $.bytes >= 1.5e3 && $.status != 404 }",
  '{ ($.event = "a" || $.event = "b") && $.ok IS TRUE }',
  "{ $.event = *load }",
  "{ $.ip = 123.123.* }",
  "{ $.status = %4[0-9]{2}% }",
  "{ $.user.name NOT EXISTS }",
  "{ $.items[0].size = 1 }",
  "{ $.['cluster.name'] = \"c\" }",
  '{ (($.text = "a ) && \\" b")) }',
])("%s is valid", (pattern) => expect(patternProblem(pattern)).toBeUndefined());

test.each([
  ["{ }", "has no condition"],
  ["{ upload }", 'at "upload"'],
  ['{ event = "upload" }', 'at "event = '],
  ['{ $.event == "upload" }', 'at "$.event == '],
  ['{ $.event = "upload }', 'at "$.event'],
  ["{ $.a = 1 and $.b = 2 }", 'neither && nor || before "and $.b'],
  ["{ $.a = 1 & $.b = 2 }", 'before "& $.b'],
  ["{ $.a = 1 && }", "has no valid condition"],
  ["{ ($.a = 1 }", "unclosed parenthesis"],
  ["{ $.a = 1) }", 'before ")"'],
  ["{ $.a IS MISSING }", 'at "$.a IS MISSING"'],
  ["{ $ = 1 }", 'at "$ = 1"'],
])("%s is invalid: %s", (pattern, problem) => expect(patternProblem(pattern)).toContain(problem));

test.each([
  ["{ $.a = 1 }", 0],
  ["{ $.a = %x% }", 1],
  ['{ $.a = %x% || $.b = "100% of 100%" || $.c = %y% }', 2],
])("countRegularExpressions() of %s: %i", (pattern, count) => expect(countRegularExpressions(pattern)).toBe(count));
