/**
 * Default processing time of one message by one task, in seconds. Workers scale on it, and the visibility timeout of a queue is longer.
 */
export const SECONDS_PER_MESSAGE = 1;
