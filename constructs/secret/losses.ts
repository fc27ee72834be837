import type { Losses } from "../core/losses";
import { less, losesOne } from "../core/plan-values";

const WINDOW = "What is deleted by mistake can be brought back for a shorter time.";

/** What the guard reports of a plan that changes a secret. */
export const secretLosses: Losses = {
  stateful: {
    aws_secretsmanager_secret: {
      what: "secret",
      losing: "Its value is gone after its waiting time, and whoever starts meanwhile cannot read it.",
    },
    aws_secretsmanager_secret_version: {
      what: "value of a secret",
      losing: "Whoever reads the secret finds another value, or none, and is let in no more by what knows the old one.",
    },
  },
  reductions: {
    aws_secretsmanager_secret: {
      what: "secret",
      losesData: [
        { attribute: "replica", isReduced: losesOne("replica", "region"), means: "What reads it in that region cannot start there." },
      ],
      losesProtection: [{ attribute: "recovery_window_in_days", isReduced: less("recovery_window_in_days"), means: WINDOW }],
    },
  },
  stateless: [],
};
