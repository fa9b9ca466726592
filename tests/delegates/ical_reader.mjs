// Reads calendar parts with ical.js: a JSON list of texts on stdin, a JSON list of what it found on stdout.
import ICAL from "ical.js";
import { readFileSync } from "node:fs";

const found = JSON.parse(readFileSync(0, "utf-8")).map((words) => {
  const calendar = new ICAL.Component(ICAL.parse(words));
  const entries = calendar.getAllSubcomponents("vevent").map((entry) => ({
    properties: entry.getAllProperties().map((property) => [
      property.name.toUpperCase(),
      property.getValues().map((value) => (value.toICALString ? value.toICALString() : String(value))).join(","),
      Object.fromEntries(Object.entries(property.toJSON()[1]).map(([name, value]) => [name.toUpperCase(), String(value)])),
    ]),
  }));
  return { method: calendar.getFirstPropertyValue("method"), entries };
});
process.stdout.write(JSON.stringify(found));
