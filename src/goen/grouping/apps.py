"""The grouping slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import ORGANISERS, register_page

SENTENCES_OF_THE_CORE = {
    "grouping.people_out_of_range": _("{people}人は扱えません。1人から{most}人までにしてください。"),
    "grouping.rounds_out_of_range": _("ラウンド数{rounds}は扱えません。1から{most}までにしてください。"),
    "grouping.groups_out_of_range": _(
        "{people}人を{groups}グループに分けることはできません。グループ数を直してください。"
    ),
    "grouping.weight_negative": _("重みに負の数は使えません。0以上にしてください。"),
    "grouping.size_range_wrong": _("人数の下限が上限より大きくなっています。範囲を直してください。"),
    "grouping.sizes_do_not_fit": _(
        "ラウンド{round}の{people}人は、{least}人から{most}人までの席に収まりません。人数の範囲かグループ数を直してください。"
    ),
    "grouping.attribute_length": _("「{name}」の値が{people}人分ありません。"),
    "grouping.attribute_value_out_of_range": _("「{name}」に知らない値があります。"),
    "grouping.person_unknown": _("{person}番の人は名簿にいません。"),
    "grouping.pair_with_oneself": _("{person}番の人が自分自身と組になっています。"),
    "grouping.person_in_two_blocks": _(
        "{person}番の人が「同じグループ」の組2つに入っています。1つにまとめてください。"
    ),
    "grouping.lock_out_of_range": _("{person}番の人に決めた席（ラウンド{round}、グループ{group}）はありません。"),
    "grouping.lock_twice": _("{person}番の人にラウンド{round}の席が2つ決められています。"),
    "grouping.lock_of_absent": _("{person}番の人はラウンド{round}にいないため、席を決められません。"),
    "grouping.locks_over_capacity": _("ラウンド{round}のグループ{group}に決めた人が定員{most}人を超えています。"),
    "grouping.rank_costs_length": _("テーマの希望が{people}人分ありません。"),
    "grouping.theme_unknown": _("グループに知らないテーマが割り当てられています。"),
    "grouping.published_out_of_range": _("公開した案に、今はないグループがあります。"),
    "grouping.cards_need_everyone": _("回転カードは、全員が全ラウンドに参加し、席を固定していないときに使えます。"),
    "group.no_people": _("{name} に参加者の行がありません。"),
    "group.unknown_person": _("「{name}」さんは名簿にいません。氏名の書き方を確かめてください。"),
    "group.weight_unreadable": _("重み「{text}」を読み取れません。「団体=4」のように書いてください。"),
    "group.sizes_unreadable": _("人数「{text}」を読み取れません。「6-8」のように書いてください。"),
    "group.unknown_column": _("「{name}」という列は名簿にありません。"),
    "group.times_unreadable": _("{row} 行目の回数「{value}」を読み取れません。会った回数を数字で書いてください。"),
    "group.plan_unreadable": _("{name} は案として読めません。goen group --json が書いたファイルを指定してください。"),
    "group.plan_larger": _(
        "{name} は {rounds} ラウンド・{groups} グループの案です。--rounds と --groups を案に合わせてください。"
    ),
    "group.lock_unreadable": _("席の指定「{text}」を読み取れません。「山田 太郎=2」のように書いてください。"),
}
"""What :mod:`goen.core.grouping` and `goen group` refuse, and why."""

SENTENCES = {
    "grouping.nobody": _("名簿に参加予定の人がいません。先に名簿を取り込んでください。"),
    "grouping.more_groups_than_people": _(
        "{people}人を{groups}グループに分けることはできません。グループ数を{people}以下にしてください。"
    ),
    "grouping.plan_empty": _("この案にはまだ座席がありません。グループ分けの計算が終わってから公開してください。"),
    "grouping.plan_is_published": _("公開中の案は作り直せません。公開を取り下げるか、新しい案を作ってください。"),
    "grouping.rule_needs_two": _("2人以上を選んでください。"),
    "grouping.no_such_group": _("グループ{number}はこの案にありません。画面を読み直してください。"),
    "grouping.changes_unreadable": _("変更の内容を読み取れませんでした。画面を読み直してください。"),
    "grouping.no_such_way": _("その直し方はもう選べません。画面を読み直して、もう一度お選びください。"),
    "grouping.rooms_too_small": _(
        "第{round}ラウンドの{people}人に対して、テーブルの定員の合計が{seats}人です。定員を増やすか、テーブルを増やしてください。"
    ),
    "grouping.too_large_to_prove": _(
        "人数が多いため、最良かどうかの証明はできません（60人まで）。下限との差をご覧ください。"
    ),
    "grouping.rounds_in_wrong_order": _("最後のラウンド{last}が最初のラウンド{first}より前です。"),
    "grouping.no_seat_list": _(
        "「{name}」に「氏名」と「グループ」の列が見つかりません。見出しの行にこの2つの言葉を書いてください。"
    ),
    "grouping.no_meetings": _(
        "「{name}」から以前の同席を読み取れません。「氏名」と「グループ」の列、または1行に2人の氏名を書いてください。"
    ),
    "grouping.year_out_of_range": _("年が正しくありません。1901年から{year}年までにしてください。"),
    "grouping.no_such_seat": _("その人の席はこの案にありません。画面を読み直してください。"),
}


class GroupingConfig(AppConfig):
    """Plans of groups: made, explained, moved, locked, published."""

    name = "goen.grouping"

    def ready(self) -> None:
        """Bring the jobs and sentences of this slice."""
        from goen.grouping import tasks  # noqa: F401, PLC0415 - registers its jobs once models are ready

        register_page("event", "grouping", _("グループ"), "grouping:plans", order=40, roles=ORGANISERS)
        register(SENTENCES_OF_THE_CORE | SENTENCES)
