/**
 * Disables the stack traces of tokens. cdktf records where each token was created, for errors about unresolvable tokens, which takes a fifth of
 * the synthesis time. Errors keep their stack traces.
 */
"use strict";

const { captureStackTrace } = Error;
Error.captureStackTrace = (target, below) => {
  if (target instanceof Error) captureStackTrace(target, below);
};
