/** The file name under which executors run the model's code, by which its stack frames are known. */
export const CODE_FILE_NAME = "toolweave-code";
