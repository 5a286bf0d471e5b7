// Validates a document of AsyncAPI, and its examples against their schemas: `node asyncapi.js FILE`, in the folder of the parser.

const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");

const here = createRequire(join(process.cwd(), "package.json"));
const { Parser } = here("@asyncapi/parser");
// the parser's own
const Ajv = createRequire(here.resolve("@asyncapi/parser"))("ajv").default;

const GRADES = ["error", "warning", "information", "hint"];
// there is a newer AsyncAPI; 3.0.0 is what more tools read
const KNOWN = new Set(["asyncapi-latest-version"]);

async function main(file) {
  const { document, diagnostics } = await new Parser().parse(readFileSync(file, "utf8"));
  const found = diagnostics
    .filter((one) => !KNOWN.has(one.code))
    .map(
      ({ severity, code, path, message, range }) =>
        `${range.start.line + 1}: ${GRADES[severity]} ${code}: ${message} (${path.join(".")})`,
    );
  found.push(...(document ? badExamples(document) : []));
  for (const line of found) console.log(`${file}:${line}`);
  process.exitCode = found.length ? 1 : 0;
}

function badExamples(document) {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  return document
    .allMessages()
    .all()
    .flatMap((message) => {
      const isRight = ajv.compile(message.payload().json());
      return message
        .examples()
        .all()
        .filter((example) => !isRight(example.payload()))
        .map((example) => `error example of ${message.id()}: ${JSON.stringify(example.payload())}`);
    });
}

main(process.argv[2]);
