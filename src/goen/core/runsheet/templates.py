"""Days Goen knows how to plan, as data: an officer changes what differs and has a plan.

The exchange meeting is the one of 令和7年1月30日 in Fukushima; the residents' workshop follows the timetable of a city's
own handbook; world café, ideathon and future session follow their published methods.
"""

from dataclasses import dataclass

from goen.core.runsheet.arithmetic import Line, main_minutes


@dataclass(frozen=True)
class Template:
    """A day in outline.

    Parameters
    ----------
    key : str
        Stable name, kept with the event.
    title, summary : str
        What the officer reads when choosing (Japanese, translated at the edge).
    starts_at : str
        Usual beginning, ``"HH:MM"``.
    lines : tuple of Line
        The run sheet.
    themes : tuple of str
        Themes to begin with; may be empty.
    n_rounds : int
        How often groups change.
    """

    key: str
    title: str
    summary: str
    starts_at: str
    lines: tuple[Line, ...]
    themes: tuple[str, ...] = ()
    n_rounds: int = 1

    @property
    def minutes(self) -> int:
        """Length between the announced beginning and end."""
        return main_minutes(self.lines)


_EXCHANGE = Template(
    key="exchange",
    title="若手交流会",
    summary="団体紹介のあと、混成グループで現状分析から提言までをまとめて発表します。",
    starts_at="13:30",
    lines=(
        Line("reception", "受付", 30, "名札を渡し、受付リストに印を付ける", "受付"),
        Line("opening", "開会・主催者挨拶", 10, "", "司会"),
        Line("talk", "各団体の紹介（各10分）", 30, "投影の切り替えを確認", "各団体"),
        Line("icebreak", "自己紹介・テーマの確認", 15, "グループごとに着席。進行役から一言ずつ", "進行役"),
        Line("discussion", "グループ討議① 自由討議・現状分析", 35, "付箋は一枚に一つ。まず一人で書く", "進行役"),
        Line("break", "休憩", 10, "", ""),
        Line("discussion", "グループ討議② あるべき姿・ギャップ", 30, "現状の付箋を見ながら書き足す", "進行役"),
        Line("discussion", "グループ討議③ 解決策・提言", 30, "投票で案を絞る", "進行役"),
        Line("summary", "まとめ・発表準備", 15, "提言シートに付箋を選ぶ。発表者を決める", "進行役"),
        Line("pitch", "発表（各グループ5分）", 30, "5分で鐘。他のグループが採点する", "司会"),
        Line("reflection", "講評・振り返り", 15, "参加者の声に記入してもらう", "幹部"),
        Line("closing", "閉会・記念撮影", 5, "写真に写りたくない人を確認", "司会"),
        Line("social", "懇親会", 90, "", ""),
    ),
    themes=(
        "魅力度ランキング向上策／IT・デジタルが貢献できること",
        "DXで「できたらすごい」自治体サービスとは",
        "未来の自治体職員の働き方アップデート",
        "県産品のPR及び風評払拭・風化防止のためにDXができること",
    ),
)

_WORLD_CAFE = Template(
    key="world-cafe",
    title="ワールドカフェ",
    summary="席替えをしながら3ラウンド語り合い、最後に全体で収穫します。",
    starts_at="14:00",
    lines=(
        Line("reception", "受付", 30, "飲み物を用意する", "受付"),
        Line("opening", "開会・趣旨説明", 10, "", "司会"),
        Line("icebreak", "カフェ・エチケットと自己紹介", 10, "話を聴く、つなげる、書きとめる", "進行役"),
        Line("discussion", "ラウンド1 問いを探る", 20, "", "進行役", 1),
        Line("break", "席替え", 5, "各卓に一人残る", "", 2),
        Line("discussion", "ラウンド2 アイデアをつなぐ", 20, "残った人が前の話を紹介", "進行役", 2),
        Line("break", "席替え", 5, "", "", 3),
        Line("discussion", "ラウンド3 深める", 20, "", "進行役", 3),
        Line("summary", "収穫（ハーベスト）", 20, "大きな付箋に一言ずつ", "進行役", 3),
        Line("pitch", "全体共有", 20, "", "司会", 3),
        Line("reflection", "振り返り", 15, "参加者の声に記入してもらう", "司会", 3),
        Line("closing", "閉会", 5, "", "司会", 3),
    ),
    n_rounds=3,
)

_IDEATHON = Template(
    key="ideathon",
    title="アイデアソン",
    summary="短い話題提供のあと、たくさん出して、選び、形にして発表します。",
    starts_at="13:00",
    lines=(
        Line("reception", "受付", 30, "", "受付"),
        Line("opening", "開会・ルール説明", 10, "", "司会"),
        Line("talk", "話題提供", 30, "", "講師"),
        Line("icebreak", "アイスブレイク", 15, "", "進行役"),
        Line("discussion", "一人でアイデアを書く", 15, "話さずに書く", "進行役"),
        Line("discussion", "ブレインストーミング", 35, "批判しない、量を出す、乗っかる", "進行役"),
        Line("break", "休憩", 10, "", ""),
        Line("discussion", "選んで具体化する", 40, "投票で三つに絞る", "進行役"),
        Line("summary", "まとめ・発表準備", 30, "", "進行役"),
        Line("pitch", "発表", 30, "", "司会"),
        Line("reflection", "評価・講評", 15, "", "審査員"),
        Line("closing", "表彰・閉会", 10, "", "司会"),
    ),
)

_RESIDENTS = Template(
    key="residents",
    title="住民ワークショップ",
    summary="カードに書き、分かち合い、見出しを付けてまとめる2時間です。",
    starts_at="10:00",
    lines=(
        Line("reception", "受付", 20, "グループの札を渡す", "受付"),
        Line("opening", "開会・趣旨説明", 10, "", "司会"),
        Line("discussion", "カードに書く（一人で）", 20, "一枚に一つ", "進行役"),
        Line("discussion", "グループで分かち合う", 30, "順番に読み上げる", "進行役"),
        Line("break", "休憩", 10, "", ""),
        Line("discussion", "集めて見出しを付ける", 15, "", "進行役"),
        Line("summary", "発表準備", 5, "", "進行役"),
        Line("pitch", "発表", 20, "", "司会"),
        Line("closing", "アンケート・閉会", 10, "参加者の声に記入してもらう", "司会"),
    ),
)

_FUTURE = Template(
    key="future-session",
    title="フューチャーセッション",
    summary="多様な立場の人が、ありたい未来から今日の一歩を考えます。",
    starts_at="13:30",
    lines=(
        Line("reception", "受付", 30, "", "受付"),
        Line("opening", "開会・問いの紹介", 10, "", "司会"),
        Line("talk", "インスピレーショントーク", 20, "", "講師"),
        Line("icebreak", "チェックイン", 15, "いまの気持ちを一言", "進行役"),
        Line("discussion", "対話① 未来の兆しを集める", 30, "", "進行役"),
        Line("break", "休憩", 10, "", ""),
        Line("discussion", "対話② ありたい未来を描く", 30, "", "進行役"),
        Line("discussion", "対話③ はじめの一歩を決める", 30, "", "進行役"),
        Line("summary", "まとめ", 10, "", "進行役"),
        Line("pitch", "共有", 15, "", "司会"),
        Line("reflection", "チェックアウト", 5, "参加者の声に記入してもらう", "進行役"),
        Line("closing", "閉会", 5, "", "司会"),
    ),
)

TEMPLATES: dict[str, Template] = {
    template.key: template for template in (_EXCHANGE, _WORLD_CAFE, _IDEATHON, _RESIDENTS, _FUTURE)
}
