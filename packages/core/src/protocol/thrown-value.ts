/** How the message begins of a failure whose cause is no error; the value follows, as JSON where it has any. */
export const THREW_VALUE = "The code threw a value that is not an Error: ";
