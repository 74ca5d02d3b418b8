import { describe, expect, it } from "vitest";
import { wordsOf } from "../../src/search/split-words.js";

describe("splitting text into words", () => {
  it.each([
    ["create_issue", "create issue"],
    ["create-issue", "create issue"],
    ["create.issue", "create issue"],
    ["createIssue", "create issue"],
    ["list_items_v2", "list items v2"],
    ["ABCDef", "abc def abcdef"],
    ["parseHTMLPage", "parse html page"],
    ["base64Encode", "base64 encode"],
    ["s3", "s3"],
    ["html2pdf", "html pdf html2pdf"],
    ["text2Image", "text text2 image"],
    ["i18n", "i18n"],
    ["fetch URLs and IDs", "fetch urls and ids"],
    ["GitHub issues", "git hub github issues"],
    ["__init__", "init"],
    ["what's new?", "what s new"],
    ["ｆｕｌｌ　ｗｉｄｔｈ", "full width"],
    ["ﬁle", "file"],
    ["Café Zürich", "cafe zurich"],
    ["Straße Łódź", "strasse lodz"],
    ["ПолучитьПогоду", "получить погоду"],
    ["天气预报", "天气 气预 预报"],
    ["图", "图"],
    ["東京の天気", "東京 京の の天 天気"],
    ["날씨 예보", "날씨 예보"],
    ["查询PDF文件", "查询 pdf 文件"],
    ["พยากรณ์อากาศ", "พยากรณ์ อากาศ"],
    ["แปลงPDFเป็นWord", "แปลง pdf เป็น word"],
    ["ສະພາບອາກາດ", "ສະພາບ ອາກາດ"],
    ["a👍b", "a b"],
    ["x\ud800y", "x y"],
    ["a\0b", "a b"],
    ["…—!?", ""],
    ["", ""],
  ])("makes of %j the words %j", (text, words) => {
    expect(wordsOf(text).join(" ")).toBe(words);
  });

  it("cuts words that are no words", () => {
    expect(wordsOf("a".repeat(10_000))).toEqual(["a".repeat(64)]);
  });
});
