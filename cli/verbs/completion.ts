import type { Verb } from "../verb";

export const COMPLETION: Verb = {
  name: "completion",
  group: "Shell",
  summary: "Print the completion script of a shell: bash, zsh or fish",
  details: 'In ~/.bashrc or ~/.zshrc: eval "$(npx --no-install terrace completion bash)". It also defines the function `terrace`.',
  anywhere: true,
  arguments: [{ name: "shell", description: "bash, zsh or fish", form: "own", several: true }],
  options: [{ flags: "--words", description: "print the completions of the last word", hidden: true }],
  example: "completion bash",
  action: async () => (await import("../commands/completion.js")).completion,
};
