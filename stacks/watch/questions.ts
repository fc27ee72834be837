import { WORKLOAD_QUESTIONS } from "../../constructs/compute/logs/questions";
import { NETWORK_QUESTIONS } from "../../constructs/network/logs";
import { KIND_QUESTIONS } from "../../constructs/registry";
import type { Question } from "../../constructs/watching/question";

/** Saved log queries in the order of an investigation: from symptoms to causes. */
export const QUESTIONS: readonly Question[] = [...WORKLOAD_QUESTIONS, ...NETWORK_QUESTIONS, ...KIND_QUESTIONS];
