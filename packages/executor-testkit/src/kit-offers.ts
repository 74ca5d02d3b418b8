import type {
  InProcessOffers,
  Prompt,
  Resource,
  ResourceContents,
  ResourceTemplate,
} from "@toolweave/core";

export const KIT_RESOURCES: readonly Resource[] = [
  { uri: "kit://notes", name: "notes", mimeType: "text/plain", size: 14 },
  { uri: "kit://logo", name: "logo", title: "The logo", mimeType: "image/png" },
  { uri: "kit://both", name: "both" },
];

export const KIT_CONTENTS: Readonly<Record<string, readonly ResourceContents[]>> = {
  "kit://notes": [{ uri: "kit://notes", mimeType: "text/plain", text: '{"a": "ü 🔥"}' }],
  "kit://logo": [{ uri: "kit://logo", mimeType: "image/png", blob: "aGk=" }],
  "kit://both": [
    { uri: "kit://both#1", text: "" },
    { uri: "kit://both#2", blob: "aGk=" },
  ],
  "kit://issues/7": [{ uri: "kit://issues/7", text: "seven" }],
};

export const KIT_TEMPLATES: readonly ResourceTemplate[] = [
  { uriTemplate: "kit://issues/{number}", name: "issue", description: "An issue" },
];

export const KIT_PROMPTS: readonly Prompt[] = [
  {
    name: "review",
    description: "Reviews code",
    arguments: [
      { name: "code", required: true },
      { name: "style", description: "How" },
    ],
  },
  { name: "hello" },
];

/** What `kit` has beside its tools; `odd-names` has nothing. */
export const KIT_OFFERS: InProcessOffers = {
  resources: {
    list: KIT_RESOURCES,
    templates: KIT_TEMPLATES,
    read(uri) {
      const contents = KIT_CONTENTS[uri];
      if (contents === undefined) throw new Error(`there is no resource ${uri}`);
      return contents;
    },
  },
  prompts: {
    list: KIT_PROMPTS,
    get(name, args) {
      const prompt = KIT_PROMPTS.find((each) => each.name === name);
      if (prompt === undefined) throw new Error(`there is no prompt ${name}`);
      const { description } = prompt;
      const said = { role: "user", content: { type: "text", text: JSON.stringify(args) } } as const;
      return { ...(description !== undefined && { description }), messages: [said] };
    },
  },
};
