import { describe, expect, it } from "vitest";
import { callsFor, openWithTools } from "../support/tool-servers.js";

const OFFICE = {
  github: [
    { name: "create_issue", description: "Create a new issue in a repository" },
    { name: "list_issues", description: "List the issues of a repository" },
    { name: "create_pull_request", description: "Open a pull request" },
    { name: "search_code", description: "Search for code across repositories" },
  ],
  "mail-box": [
    { name: "sendMessage", description: "Send an email to one or more recipients" },
    { name: "deleteMessage", description: "Delete an email for good" },
    {
      name: "label",
      inputSchema: {
        type: "object",
        properties: {
          color: { type: "string", enum: ["crimson", "teal"] },
          nested: {
            type: "object",
            properties: { urgency: { type: "string", description: "How pressing the matter is" } },
          },
        },
      },
    },
  ],
  weather: [
    { name: "weather.forecast", title: "Outlook", description: "Weather of the coming days" },
    { name: "查询天气", description: "查询某个城市的天气预报" },
    { name: "天気を調べる", description: "東京の天気を調べます" },
  ],
};

const WORLD = {
  office: [
    { name: "set_qty", description: "Changes how many there are" },
    { name: "html2pdf", description: "Converts a page" },
    { name: "create_pr", description: "Opens one for a branch" },
  ],
  asia: [
    { name: "cat_photo", description: "返回随机猫图片" },
    { name: "nearest_stop", description: "最寄り駅を検索する" },
    { name: "forecast_th", description: "พยากรณ์อากาศของเมือง" },
    { name: "mail_th", description: "ส่งอีเมลถึงผู้รับ" },
  ],
  elsewhere: [
    { name: "ru_today", description: "Показывает погоду" },
    { name: "ru_tomorrow", description: "Прогноз погоды" },
    { name: "ru_disk", description: "Список новых файлов" },
    { name: "ar_city", description: "يعرض حالة الطقس في المدينة" },
    { name: "de_map", description: "Zeigt die Straße auf einer Karte" },
  ],
};

async function first(query: string): Promise<string | undefined> {
  const [call] = await callsFor(openWithTools(OFFICE), { query, limit: 1 });
  return call;
}

describe("what a search finds first", () => {
  it.each([
    ["words in any order", "request pull", "github.create_pull_request"],
    ["words in camel case", "send message", "mail_box.sendMessage"],
    ["other forms of a word", "deleting emails", "mail_box.deleteMessage"],
    ["words of the description", "recipients", "mail_box.sendMessage"],
    ["words of the title", "outlook", "weather.weather_forecast"],
    ["names of properties", "color", "mail_box.label"],
    ["British spelling", "colour", "mail_box.label"],
    ["values of an enum", "crimson", "mail_box.label"],
    ["descriptions of nested properties", "pressing", "mail_box.label"],
    ["synonyms", "remove a mail", "mail_box.deleteMessage"],
    ["a slip of the keyboard", "forcast", "weather.weather_forecast"],
    ["letters swapped", "recipeints", "mail_box.sendMessage"],
    ["a wrong first letter", "tepository code", "github.search_code"],
    ["two slips in a long word", "reqosatories code", "github.search_code"],
    ["the beginning of a word", "repo code", "github.search_code"],
    ["words written as one", "pullrequest", "github.create_pull_request"],
    ["Chinese", "天气预报", "weather.查询天气"],
    ["Japanese", "東京の天気", "weather.天気を調べる"],
    ["full-width letters", "ｓｅａｒｃｈ　ｃｏｄｅ", "github.search_code"],
    ["a polite request", "Could you please help me to send an email?", "mail_box.sendMessage"],
  ])("by %s: %j", async (_, query, call) => {
    expect(await first(query)).toBe(call);
  });

  it.each([
    ["a word for its short form", "quantity", "office.set_qty"],
    ["words around a number", "html to pdf", "office.html2pdf"],
    ["initials", "pull request", "office.create_pr"],
    ["one Chinese character", "猫", "asia.cat_photo"],
    ["one Japanese character", "駅", "asia.nearest_stop"],
    ["Thai", "อากาศวันนี้", "asia.forecast_th"],
    ["a Thai word", "อีเมล", "asia.mail_th"],
    ["another case in Russian", "новый файл", "elsewhere.ru_disk"],
    ["Arabic without the article", "طقس", "elsewhere.ar_city"],
    ["a letter written as two", "strasse", "elsewhere.de_map"],
  ])("by %s: %j", async (_, query, call) => {
    const [found] = await callsFor(openWithTools(WORLD), { query, limit: 1 });
    expect(found).toBe(call);
  });

  it("finds every case of a word, even if some tool has just this one", async () => {
    const calls = await callsFor(openWithTools(WORLD), "погоды");
    expect(calls.toSorted()).toEqual(["elsewhere.ru_today", "elsewhere.ru_tomorrow"]);
  });

  it("finds all tools of a server by its name, and only then others", async () => {
    const client = openWithTools({
      tools: [{ name: "github_status", description: "Whether github is up" }],
      github: ["a", "b", "c"],
    });
    const calls = ["github.a", "github.b", "github.c", "tools.github_status"];
    expect(await callsFor(client, "github")).toEqual(calls);
    expect(await callsFor(client, "GitHub")).toEqual(calls);
  });

  it("brings a tool for each step of a task", async () => {
    const client = openWithTools({
      mail: [
        { name: "search_mail", description: "Search mail" },
        { name: "search_mail_folders", description: "Search folders of mail" },
        { name: "search_mail_contacts", description: "Search contacts of mail" },
      ],
      files: [{ name: "write_file", description: "Write a file" }],
      chess: [{ name: "make_move", description: "Move a piece on the board" }],
    });
    const task =
      "Search my mail, the folders of my mail and the contacts of my mail for the last game. " +
      "Then make a move with the piece. Write it to a file.";
    const calls = await callsFor(client, task);
    expect(calls.slice(0, 3)).toEqual(
      expect.arrayContaining(["chess.make_move", "files.write_file"]),
    );
  });

  it("takes addresses and paths for what they are, not for words", async () => {
    const client = openWithTools({
      math: [{ name: "find_root", description: "Find the root of an equation" }],
      docs: [
        { name: "write_markdown", description: "Write a markdown file" },
        { name: "open_website", description: "Open a website by its url" },
      ],
    });
    const save = await callsFor(client, "Save it at /root/math/equation.md");
    expect(save[0]).toBe("docs.write_markdown");
    const visit = await callsFor(client, "visit https://example.com/find/root?equation=1");
    expect(visit[0]).toBe("docs.open_website");
  });
});

describe("a query without telling words", () => {
  it("lists everything in the order of the configuration if it is empty", async () => {
    const client = openWithTools(OFFICE);
    const { meta, results } = await client.searchTools();
    expect(results.map(({ name }) => name)).toEqual(
      Object.values(OFFICE).flatMap((tools) => tools.map(({ name }) => name)),
    );
    expect(meta).toMatchObject({ total_tools: 10, result_count: 10, has_more: false, offset: 0 });
    expect(results[0]).not.toHaveProperty("score");
    for (const query of ["   ", "*", ".*", "???"]) {
      expect((await client.searchTools(query)).meta.result_count).toBe(10);
    }
  });

  it("looks for words of grammar in names if there is nothing else", async () => {
    const client = openWithTools({ shell: ["who_am_i", "run"], other: ["is_up"] });
    expect(await callsFor(client, "who am I?")).toEqual(["shell.who_am_i"]);
    expect((await client.searchTools("with the")).meta).toMatchObject({ result_count: 0 });
  });
});

describe("hostile queries", () => {
  const client = () => openWithTools({ ...OFFICE, odd: ["constructor", "__proto__", "a(b)*c"] });

  it.each(["(", "[a-", "\\", "a{99999}", "$&", "\0", "\ud800", "x\ud83d", "%00", "\u202e"])(
    "answers %j",
    async (query) => {
      expect((await client().searchTools(query)).meta.total_tools).toBe(13);
    },
  );

  it.each(["constructor", "__proto__", "a(b)*c", "odd.constructor"])(
    "finds a tool by the name %j alone",
    async (query) => {
      const { results } = await client().searchTools(query, "names");
      expect(results[0]).toMatchObject({ server: "odd", score: 1 });
      expect(query).toContain(results[0]?.name);
    },
  );

  it("does not take properties of objects for synonyms or tools", async () => {
    const { meta } = await openWithTools(OFFICE).searchTools("toString hasOwnProperty valueOf");
    expect(meta.result_count).toBe(0);
  });

  it("answers a query of 5 MB as it answers what it begins with", async () => {
    const long = `create an issue. ${"lorem ipsum dolor ".repeat(300_000)}`;
    expect(long.length).toBeGreaterThan(5_000_000);
    const started = performance.now();
    expect(await callsFor(client(), { query: long, limit: 1 })).toEqual(["github.create_issue"]);
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  it("answers long queries of a language without blanks at once", async () => {
    const asked = client();
    const long = "東京の天気を調べてください".repeat(1_200);
    const started = performance.now();
    for (let time = 0; time < 20; time++) {
      expect(await callsFor(asked, { query: `${long}${time}`, limit: 1 })).toEqual([
        "weather.天気を調べる",
      ]);
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it("answers a query of one endless word", async () => {
    const { meta } = await client().searchTools("a".repeat(5_000_000));
    expect(meta).toMatchObject({ result_count: 0 });
  });
});

describe("hostile tools", () => {
  it("indexes a schema that is deep, wide or no schema", async () => {
    let deep: Record<string, unknown> = { type: "string", description: "bottom" };
    for (let level = 0; level < 200; level++) {
      deep = { type: "object", description: `level ${level}`, properties: { down: deep } };
    }
    const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`p${n}`, {}]));
    const client = openWithTools({
      odd: [
        { name: "deep", inputSchema: deep },
        { name: "wide", inputSchema: { type: "object", properties: wide } },
        { name: "wrong", inputSchema: { type: "object", properties: [1], enum: "no", items: 4 } },
        { name: "wordy", description: "word ".repeat(200_000) },
      ],
    });
    expect(await callsFor(client, "p17")).toEqual(["odd.wide"]);
    expect(await callsFor(client, "wordy word")).toEqual(["odd.wordy"]);
    expect((await callsFor(client, "")).length).toBe(4);
  });
});
