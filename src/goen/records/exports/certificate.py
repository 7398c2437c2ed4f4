"""廃棄証明書: what was disposed of, when, by whom, on what ground."""

from collections.abc import Mapping
from pathlib import Path

from django.utils import timezone

from goen.base.documents.pdf import compile_pdf
from goen.core.text.era import format_date
from goen.events.models import Event
from goen.records.models import Retention

SHEET = Path(__file__).resolve().parent.parent / "templates" / "records" / "sheet.typ"
TITLES = {
    "roster_participation": "参加者の氏名・所属部署・役職・備考",
    "roster_rosterimport": "取り込んだ名簿ファイルの内容",
    "roster_themepreference": "テーマの希望",
    "voices_voice": "参加者の声",
    "boards_note": "付箋の記名",
    "ties_meeting": "ご縁の記録",
    "inbox_message": "お知らせ",
}


def certificate_pdf(event: Event, retention: Retention, counts: Mapping[str, int], by: str, chain: str) -> bytes:
    """Return the certificate as PDF/A."""
    done = timezone.localtime(retention.disposed_at)
    facts = [
        ("交流会", event.title),
        ("開催日", format_date(timezone.localdate(event.starts_at), with_weekday=True)),
        ("主催", event.host or "—"),
        ("保存期限", format_date(retention.keep_until)),
        ("根拠・理由", retention.reason or "—"),
        ("廃棄した日時", f"{format_date(done.date())} {done:%H時%M分}"),
        ("廃棄した者", "保存期限による自動廃棄" if by == "timer" else by),
        ("監査記録の番号と連鎖値", chain),
    ]
    rows = [[TITLES.get(table, table), f"{count:,} 件"] for table, count in counts.items() if count]
    data = {
        "title": "個人情報廃棄証明書",
        "sender": event.host,
        "lead": "次のとおり、個人情報を復元できない方法で消去したことを証明します。",
        "facts": [list(pair) for pair in facts],
        "tables": [{"heading": "廃棄した情報", "header": ["種類", "件数"], "rows": rows or [["該当なし", "0 件"]]}],
        "foot": "団体別の人数、点数、付箋と提言の文は、個人を識別できない形で残しています。"
        "バックアップに含まれる分は、各バックアップの廃棄をもって消去されます。",
    }
    return compile_pdf(SHEET, data)
