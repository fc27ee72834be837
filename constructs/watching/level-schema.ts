import { z } from "zod";
import { LEVELS } from "./level";

/** The field `level` of an environment and of a workload. */
export const observabilityLevel = z.enum(LEVELS).optional();
