import { ToolweaveError } from "../errors/toolweave-error.js";
import type { Position } from "./compiled-code.js";

/** The model's code cannot be run as it stands. `position` is in the text it sent. */
export class CodeError extends ToolweaveError {
  override readonly name: string = "CodeError";
  readonly position: Position | undefined;

  constructor(message: string, position: Position | undefined) {
    super("CODE_INVALID", message);
    this.position = position;
  }
}
