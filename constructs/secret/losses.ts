import type { Losses } from "../core/losses";
import { less, losesOne } from "../core/plan-values";

const WINDOW = "Shortens the time in which an accidental deletion can be undone.";

/** Losses that the guard detects in a plan that changes a secret. */
export const secretLosses: Losses = {
  stateful: {
    aws_secretsmanager_secret: {
      noun: "secret",
      consequence: "Deletes the value after the recovery window. Tasks that start in the meantime cannot read it.",
    },
    aws_secretsmanager_secret_version: {
      noun: "secret value",
      consequence: "Readers of the secret get another value or none, and systems that accept only the old value reject them.",
    },
  },
  reductions: {
    aws_secretsmanager_secret: {
      noun: "secret",
      losesData: [
        {
          attribute: "replica",
          isReduced: losesOne("replica", "region"),
          consequence: "Tasks in that region that read the secret cannot start.",
        },
      ],
      losesProtection: [{ attribute: "recovery_window_in_days", isReduced: less("recovery_window_in_days"), consequence: WINDOW }],
    },
  },
  stateless: [],
};
