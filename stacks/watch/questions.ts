import { WORKLOAD_QUESTIONS } from "../../constructs/compute/logs/questions";
import { NETWORK_QUESTIONS } from "../../constructs/network/logs";
import { KIND_QUESTIONS } from "../../constructs/registry";
import type { Question } from "../../constructs/watching/question";

/** The questions of a night, from what is wrong to what is behind it. */
export const QUESTIONS: readonly Question[] = [...WORKLOAD_QUESTIONS, ...NETWORK_QUESTIONS, ...KIND_QUESTIONS];
