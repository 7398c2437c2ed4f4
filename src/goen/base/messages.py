"""From an error's code and parameters to a sentence a person can act on."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goen.core.errors import GoenError

_sentences: dict[str, str | Promise] = {}


def register(sentences: Mapping[str, str | Promise]) -> None:
    """Add the sentences of a slice; called from its ``apps.py`` at start."""
    _sentences.update(sentences)


def codes() -> frozenset[str]:
    """Return every code that has a sentence."""
    return frozenset(_sentences)


def sentence(error: GoenError) -> str:
    """Return what to tell a person about an error, in the active language."""
    return sentence_of(error.code, error.params)


def sentence_of(code: str, params: Mapping[str, object]) -> str:
    """Return the sentence of a code, filled with its parameters; an unknown code gives the general one."""
    text = _sentences.get(code)
    if text is None:
        return gettext("処理できませんでした（{code}）。").format(code=code)
    return str(text).format_map(_Lenient(params))


def raw_sentence(code: str) -> str:
    """Return the sentence of a code with its blanks open, in the active language; for the reference."""
    return str(_sentences[code])


class _Lenient(dict[str, object]):
    """A missing parameter must not turn a clear sentence into a 500."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


register(
    {
        "base.refused": _("このページは見つからないか、表示する権限がありません。"),
        "base.job_failed": _("処理が途中で失敗しました。もう一度お試しください。続く場合は運用担当へご連絡ください。"),
        "base.too_large": _("ファイルが大きすぎます（{size_mb} MB）。{limit_mb} MB までにしてください。"),
        "base.photo_too_large": _("写真が大きすぎます。{limit_mb} MB までの写真を選んでください。"),
        "base.not_a_photo": _("写真を読み取れませんでした。JPEG・PNG・WebP の写真を選んでください。"),
        "base.too_often": _("操作が多すぎます。{wait_s} 秒ほど待ってから、もう一度お試しください。"),
        "base.no_dask": _(
            "Dask が入っていません。scale の部品（pip install goen[scale]）を入れるか、--workers と --dask を外してください。"
        ),
        "base.no_font": _(
            "日本語フォントが見つかりません（{folder}）。運用担当に make build の実行を依頼してください。"
        ),
        "base.pdf_failed": _("PDF を作成できませんでした（{reason}）。"),
        "base.upload_empty": _("ファイル「{name}」は空です。中身を確かめて、もう一度お選びください。"),
        "base.upload_kind": _("ファイル「{name}」は添付できません。使える種類: {kinds}"),
        "base.upload_broken": _(
            "ファイル「{name}」は {kind} として読めません。開けることを確かめて、保存し直してからお選びください。"
        ),
        "base.upload_macro": _(
            "ファイル「{name}」にはマクロが含まれています。マクロなしで保存してからお選びください。"
        ),
        "base.picture_huge": _("画像「{name}」の画素数が多すぎます（{width}×{height}）。縮めてからお選びください。"),
        "base.not_set_up": _(
            "データベースの準備ができていないか、古いままです。先に goen setup を実行してください。保存済みの内容は自動で控えてから更新します。"
        ),
        "base.database_away": _(
            "データベースにつながらないか、使用中です（{reason}）。起動しているか、設定が正しいかを goen check で確かめてください。"
        ),
        "base.not_a_backup": _("「{name}」は Goen のバックアップではないか、書き出しの途中で切れています。"),
        "base.backup_is_damaged": _(
            "バックアップ「{name}」が壊れています（{member}）。別のバックアップを使ってください。何も変更していません。"
        ),
        "base.backup_is_newer": _(
            "このバックアップは新しい Goen（{version}）で作られています。先に Goen を更新してください。"
        ),
        "base.backup_exists": _("「{name}」はすでにあります。別の名前を指定してください。上書きはしません。"),
        "base.not_empty": _(
            "この Goen にはすでにデータがあります。置き換えるときは --replace を付けてください（先に自動で控えを取ります）。"
        ),
        "base.bad_bundle": _(
            "このファイルは交流会の持ち運びファイルとして読めません（理由: {reason}）。書き出したままの ZIP を選んでください。"
        ),
        "base.workbook_foreign": _(
            "この Excel ブックは、Goen の持ち運びブックとして読めません。「Excel ブックで書き出す」で作ったブックか、ZIP を選んでください。"
        ),
        "base.workbook_row": _(
            "シート「{sheet}」の {row} 行目が、書き出したときと違うか、足りません。元のブックを、もう一度運んでください。何も取り込んでいません。"
        ),
        "base.workbook_sheet": _(
            "シート「{sheet}」がないか、書き出したときと違います。元のブックを、もう一度運んでください。何も取り込んでいません。"
        ),
        "base.workbook_too_long": _(
            "シート「{sheet}」が Excel の上限（{limit} 行）を超えます。ZIP で書き出してください。"
        ),
        "base.bad_address": _(
            "「{url}」は通知先として使えません。http:// か https:// で始まるアドレスを入力してください。"
        ),
        "base.unknown_host": _("「{host}」が見つかりません。アドレスの綴りと、この機械の名前解決を確かめてください。"),
        "base.inside_address": _(
            "「{host}」は内部のアドレスのため呼び出せません。必要なときは、運用担当が GOEN_WEBHOOK_NETS に加えます。"
        ),
        "base.conflict": _("ほかの人が先に変更しました。画面を読み直してから、もう一度操作してください。"),
    }
)
