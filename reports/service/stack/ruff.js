// Ruff as WebAssembly, over the Python files of a folder; what it says is printed as Ruff's own JSON, to which the
// name of each file is added, since this build reads texts and no files.
const { Workspace, PositionEncoding } = require("@astral-sh/ruff-wasm-nodejs");
const fs = require("fs"), path = require("path");
const options = { "line-length": 120, lint: { select: ["E4", "E7", "E9", "F"] } };
const ruff = new Workspace(options, PositionEncoding.Utf32);
const found = [];
for (const name of fs.readdirSync(process.argv[2], { recursive: true }).sort()) {
  if (!name.endsWith(".py")) continue;
  const filename = path.join(process.argv[2], name);
  for (const d of ruff.check(fs.readFileSync(filename, "utf8"))) {
    found.push({ filename, code: d.code, message: d.message, location: d.start_location, end_location: d.end_location });
  }
}
console.log(JSON.stringify(found, null, 1));
