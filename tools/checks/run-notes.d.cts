/** A check that did not run because a tool is missing, or a line for the summary. */
export type RunNote = { readonly check: string; readonly needs: string } | { readonly text: string };

export function addNote(note: RunNote): void;
export function readNotes(folder: string): readonly RunNote[];
export function notesText(notes: readonly RunNote[]): readonly string[];
