/**
 * Leaves out the stack traces of tokens: cdktf records for each token where it was created, in case that the token cannot be resolved, which
 * takes a fifth of the time of a synthesis. Errors keep their stack traces.
 */
"use strict";

const { captureStackTrace } = Error;
Error.captureStackTrace = (target, below) => {
  if (target instanceof Error) captureStackTrace(target, below);
};
