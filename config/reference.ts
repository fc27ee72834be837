import * as reference from "../language/reference";
import { environmentSchema } from "./schema";
import { STAGES } from "./stages";

/** The reference of all fields of an environment, as Markdown pages. */
export const referencePages = (): readonly reference.ReferencePage[] => reference.referencePages(environmentSchema, STAGES);

/** All fields of the reference, for tests and for searching. */
export const referenceFields = (): readonly reference.ReferenceField[] => reference.referenceFields(environmentSchema, STAGES);
