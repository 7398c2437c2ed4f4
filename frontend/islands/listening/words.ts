import { sentences } from "../../shared/i18n";

export const t = sentences({
  ja: {
    map: "話題の地図。矢印キーで動かし、＋と－で拡大・縮小します。同じ内容は下の一覧で読めます。",
    bigger: "拡大",
    smaller: "縮小",
    whole: "全体",
    hint: "点を押すと、その文が読めます。",
    topics: "{n} の話題",
    open: "この文を開く",
    loading: "読み込んでいます…",
  },
  en: {
    map: "Map of topics. Arrow keys move it, + and - zoom. The list below says the same.",
    bigger: "Zoom in",
    smaller: "Zoom out",
    whole: "Show all",
    hint: "Press a dot to read its text.",
    topics: "{n} topics",
    open: "Open this text",
    loading: "Loading…",
  },
});
