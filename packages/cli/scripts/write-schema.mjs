/** Writes the JSON Schema of `toolweave.json` beside the compiled program, for editors. */
import { writeFileSync } from "node:fs";
import { configJsonSchema } from "../dist/config/config-schema.js";

const file = new URL("../dist/toolweave.schema.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
