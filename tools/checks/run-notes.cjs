/**
 * Notes of suites for the summary of the run, in a file of their shared folder: checks that did not run, and seeds.
 */
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const fileIn = (folder) => path.join(folder, "notes.jsonl");

/** @param {import("./run-notes.cjs").RunNote} note */
function addNote(note) {
  const folder = process.env.TERRACE_TEST_RUN;
  if (folder) fs.appendFileSync(fileIn(folder), JSON.stringify(note) + "\n");
}

/** @param {string} folder the folder that the suites share */
function readNotes(folder) {
  const file = fileIn(folder);
  const lines = fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  return lines.map((line) => JSON.parse(line));
}

/** The lines of the summary: one for all checks that did not run, and one for each other note. */
function notesText(notes) {
  const missing = notes.filter((note) => note.check !== undefined).map(({ check, needs }) => `${check} (needs ${needs})`);
  const distinct = [...new Set(missing)].sort();
  return [
    ...(distinct.length > 0 ? [`Did not run: ${distinct.join("; ")}.`] : []),
    ...notes.flatMap((note) => (note.text === undefined ? [] : [note.text])),
  ];
}

module.exports = { addNote, readNotes, notesText };
