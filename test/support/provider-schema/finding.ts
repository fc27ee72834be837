/** An error in a stack that the provider would reject. */
export interface Finding {
  readonly stack: string;
  /** For example `aws_lb.LoadBalancer_BE9EEC3A`, as Terraform names it. */
  readonly address: string;
  /** The argument of the block, for example `access_logs[0].bucket`; empty for the block itself. */
  readonly attribute: string;
  readonly found: string;
  readonly allowed: string;
}

/** A finding as one readable line. */
export function toText({ stack, address, attribute, found, allowed }: Finding): string {
  return `${stack}: ${address}${attribute === "" ? "" : `: ${attribute}`}: found ${found}; allowed: ${allowed}`;
}

/** Collects the findings below one argument of one block. */
export class Place {
  private constructor(
    private readonly findings: Finding[],
    private readonly stack: string,
    private readonly address: string,
    private readonly attribute: string,
  ) {}

  public static of(findings: Finding[], stack: string, address: string): Place {
    return new Place(findings, stack, address, "");
  }

  public below(argument: string): Place {
    const attribute = this.attribute === "" ? argument : `${this.attribute}.${argument}`;
    return new Place(this.findings, this.stack, this.address, attribute);
  }

  public at(index: number | string): Place {
    return new Place(this.findings, this.stack, this.address, `${this.attribute}[${typeof index === "string" ? `"${index}"` : index}]`);
  }

  public report(found: unknown, allowed: string): void {
    const { stack, address, attribute } = this;
    this.findings.push({ stack, address, attribute, found: found === undefined ? "nothing" : shown(found), allowed });
  }
}

const LONGEST = 80;

/** A value as one line of JSON, truncated. */
function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
