import * as reference from "../language/reference";
import { environmentSchema } from "./schema";
import { STAGES } from "./stages";

/** The field reference of environments, as Markdown pages. */
export const referencePages = (): readonly reference.ReferencePage[] => reference.referencePages(environmentSchema, STAGES);

/** All entries of the field reference. */
export const referenceFields = (): readonly reference.ReferenceField[] => reference.referenceFields(environmentSchema, STAGES);
