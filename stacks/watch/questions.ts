import { CACHE_QUESTIONS } from "../../constructs/cache/logs";
import { WORKLOAD_QUESTIONS } from "../../constructs/compute/logs/questions";
import { DATABASE_QUESTIONS } from "../../constructs/database/logs";
import { NETWORK_QUESTIONS } from "../../constructs/network/logs";

/** The questions of a night, from what is wrong to what is behind it. */
export const QUESTIONS = [...WORKLOAD_QUESTIONS, ...NETWORK_QUESTIONS, ...DATABASE_QUESTIONS, ...CACHE_QUESTIONS];
