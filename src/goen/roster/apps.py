"""The roster slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import register_page

SENTENCES = {
    # Files that cannot be read
    "roster.empty_file": _("ファイルに何も書かれていません。名簿を入力して保存してから、もう一度お選びください。"),
    "roster.other_kind": _(
        "{kind} ファイルは名簿として読めません。Excel（.xlsx）または CSV で保存してから、もう一度お選びください。"
    ),
    "roster.with_password": _(
        "パスワードで保護されたファイルです。パスワードを外して保存してから、もう一度お選びください。"
    ),
    "roster.broken_file": _(
        "ファイルが壊れているか、名簿の形式ではありません。Excel で開いて保存し直してから、もう一度お選びください。"
    ),
    "roster.not_a_table": _(
        "表として読めませんでした。Excel（.xlsx）または CSV で保存してから、もう一度お選びください。"
    ),
    "roster.too_many_rows": _(
        "表が大きすぎます（{rows} 行目まで）。{limit} 行までにしてください。離れた場所に残った文字がないかもご確認ください。"
    ),
    "roster.no_such_file": _("ファイル「{name}」を開けません。"),
    "roster.no_name_column": _("「氏名」の列がわかりません。どの列が氏名かを選んでください。"),
    "roster.import_done": _("この取り込みは、すでに終わったか取り消されています。もう一度ファイルをお選びください。"),
    "roster.undo_in_use": _(
        "取り込みのあとに受付や変更があった方が {n} 人いるため、取り消せません（{names}）。名簿の画面で一人ずつ直してください。"
    ),
    # Rows
    "roster.row_without_name": _("氏名がありません。この行は取り込みません。"),
    "roster.row_without_organisation": _("所属がありません。「個人」として取り込みます。"),
    "roster.row_twice": _("{other} 行目と同じ方です。この行は取り込みません。"),
    "roster.row_namesake": _("同じ団体に同姓同名の方がいます。別の方として取り込みます。"),
    "roster.row_cancelled": _("参加を取り消した方です。取り消しのままにします。"),
    "roster.row_absent": _("出欠が「{value}」です。この行は取り込みません。"),
    "roster.row_other_form": _("名簿では「{value}」と書かれています。名簿の書き方を残します。"),
    # Cells
    "roster.cell_formula": _("数式のセルです（{column}）。表示されていた「{value}」を使います。"),
    "roster.cell_formula_empty": _("数式の結果がファイルに残っていません（{column}）。値で貼り付けてください。"),
    "roster.cell_unreadable": _("読めない文字があります（{column}「{value}」）。この行は取り込みません。"),
    "roster.cell_too_long": _(
        "長すぎます（{column}、{length} 文字）。{limit} 文字までにしてください。この行は取り込みません。"
    ),
    "roster.cell_not_kana": _("フリガナ「{value}」は、かなではありません。そのまま取り込みます。"),
    "roster.cell_bad_mail": _("メールアドレス「{value}」の形が正しくありません。空のまま取り込みます。"),
    "roster.cell_unknown_theme": _(
        "{column}「{value}」に当たるテーマがありません（{choice}）。希望なしとして取り込みます。"
    ),
    "roster.cell_theme_twice": _("{column}「{value}」は、上の希望と同じテーマです。"),
    # People
    "roster.already_listed": _("{name} さん（{organisation}）は、すでに名簿にいます。"),
    "roster.already_registered": _(
        "{name} さん（{organisation}）は、すでに登録されています。お手元の参加リンクか、会場の QR コードからお入りください。"
    ),
    "roster.registration_closed": _("申込みの受付は終わりました。主催者へお問い合わせください。"),
    "roster.full": _("定員に達したため、お申し込みを受け付けられません。"),
    "roster.no_walk_ins": _("当日のお申し込みは受け付けていません。受付の係の者にお声がけください。"),
    "roster.wrong_state": _("{name} さんは「{state}」のため、この操作はできません。"),
    "roster.no_such_code": _("参加コードが正しくありません。会場の掲示をご確認ください。"),
    "roster.no_such_link": _("この参加リンクは使えません。新しいリンクを主催者にお求めください。"),
    "roster.not_the_same": _(
        "「{name}」さんを、これまでの参加者と同じ方にできませんでした。画面を読み直して、もう一度お確かめください。"
    ),
    "roster.name_only": _(
        "お名前だけで参加した端末では開けません。個人の QR コードを読み取ると開きます。お手元になければ、受付でご覧になれます。"
    ),
    "roster.pass_in_use": _(
        "このお名前は、別の端末で参加中です。ご本人でしたら、受付で個人の QR コードをお受け取りください。"
    ),
}


class RosterConfig(AppConfig):
    """Who takes part: Excel and CSV in, registration, preferences, consents, check-in."""

    name = "goen.roster"

    def ready(self) -> None:
        """Bring the sentences of this slice and the page of facilitators and guests."""
        register(SENTENCES)
        staff = ("organiser", "co_organiser", "facilitator")
        register_page("event", "check-in", _("受付"), "roster:check-in", order=52, roles=staff)
        register_page("guest", "me", _("わたし"), "roster:me", order=90, icon="person")
