/** Texts that may come to mean something on their way to AWS. */
export const PAYLOADS: Readonly<Record<string, string>> = {
  "an interpolation": "${x}",
  "a directive": "%{x}",
  "an escaped interpolation": "$${x}",
  "an escaped directive": "%%{x}",
  "a call that reads a file": '${file("/etc/hostname")}',
  "a directive that Terraform knows": "%{ if true }yes%{ endif }",
  "an interpolation that does not end": "${",
  "a directive that does not end": "%{",
  "an end without a beginning": "}",
  "a dollar": "$",
  dollars: "$$",
  "a percent sign": "%",
  "double quotes": '"',
  "a single quote": "'",
  "a backslash": "\\",
  "an escaped quote": '\\"',
  "an escaped letter": "\\n\\u0041",
  "a list in JSON": '["a"]',
  "a line break": "\n",
  "a line break of Windows": "\r\n",
  "a tab": "\t",
  "what is HTML": "<b>&amp;</b>",
  "letters of other alphabets": "é✓😀",
};

/** Texts that no field may have: AWS takes them nowhere, or cdktf reads them as something else. */
export const REFUSED: Readonly<Record<string, string>> = {
  "more letters than AWS takes anywhere": "a".repeat(70_000),
  "more capitals than AWS takes anywhere": "A".repeat(70_000),
  NUL: "\u0000",
  "a bell": "\u0007",
  "an escape": "\u001b[31m",
  DEL: "\u007f",
  "a control character beyond ASCII": "\u009b",
  "the first half of a pair": "a\ud800b",
  "the second half of a pair": "a\udc00b",
  "what is no character": "\ufffe",
  "what stands for a dollar within Terrace": "\ufdd0{x}",
  "what stands for a percent sign within Terrace": "\ufdd1{x}",
  "the inside of a token": "TfToken[TOKEN.0]",
  "a token": "${TfToken[TOKEN.0]}",
  "a token of a list": "#{TfToken[TOKEN.0]}",
  "a token of a map": "&{TfToken[TOKEN.0]}",
  "a token of a number": "-8.109562212591379e+298",
  "a token of a list of numbers": "-1.88815458970875e+289",
};

/** What stands for a map in cdktf, as a whole text. */
export const REFUSED_WHOLE = ["String Map Token Value", "Any Map Token Value"];

/** Numbers that no field may have: beyond what AWS takes anywhere, none at all, or what stands for another number or a map in cdktf. */
export const REFUSED_NUMBERS = [
  1e308,
  -1e308,
  1e109,
  -1e109,
  NaN,
  Infinity,
  -Infinity,
  -123_456_789,
  -8.109562212591379e298,
  -1.88815458970875e289,
];
