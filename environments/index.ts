import { defineProject } from "../index";
import { dev } from "./dev";
import { previews } from "./preview";
import { prod } from "./prod";
import { staging } from "./staging";

/** All environments by name. A new environment is a file in this folder and an entry here. */
export const environments = { dev, staging, prod } as const;

export default defineProject({ environments, previews });
