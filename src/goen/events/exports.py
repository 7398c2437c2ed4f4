"""Plans as other programs read them: iCalendar, the open-data list of events, schema.org."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from django.utils import timezone

from goen.base.documents.delimited import UTF8, Delimited, write_csv
from goen.events.models import Event
from goen.events.queries.sheet import SheetLine

TOKYO = ZoneInfo("Asia/Tokyo")
# イベント一覧 of the recommended data set: its 32 columns, in its order.
EVENT_COLUMNS = (
    "都道府県コード又は市区町村コード", "NO", "都道府県名", "市区町村名", "イベント名", "イベント名_カナ", "イベント名_英語", "開始日",
    "終了日", "開始時間", "終了時間", "開始日時特記事項", "説明", "料金(基本)", "料金(詳細)", "連絡先名称", "連絡先電話番号",
    "連絡先内線番号", "主催者", "場所名称", "住所", "方書", "緯度", "経度", "アクセス方法", "駐車場情報", "定員", "参加申込終了日",
    "参加申込終了時間", "参加申込方法", "URL", "備考",
)  # fmt: skip
_PREFECTURES = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
]


def event_ics(event: Event, lines: Sequence[SheetLine], url: str = "") -> bytes:
    """Return the event as one iCalendar entry: stable UID, SEQUENCE by revision, VTIMEZONE Asia/Tokyo."""
    import icalendar  # noqa: PLC0415 - only a download needs it

    entry = icalendar.Event()
    entry.add("uid", f"{event.slug}@goen")
    entry.add("sequence", event.revision)
    entry.add("dtstamp", event.changed_at)
    entry.add("last-modified", event.changed_at)
    entry.add("dtstart", event.starts_at.astimezone(TOKYO))
    entry.add("dtend", event.ends_at.astimezone(TOKYO))
    entry.add("summary", event.title)
    entry.add("location", " ".join(filter(None, (event.venue, event.address))))
    entry.add("description", _description(event, lines))
    if url:
        entry.add("url", url)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Goen//Goen//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def open_data_csv(events: Iterable[Event], address: str, encoding: str = UTF8) -> Delimited:
    """Return the public events as イベント一覧; ``address`` is the page of an event with ``{slug}`` in it."""
    return write_csv(EVENT_COLUMNS, [_open_data_row(event, address) for event in events], encoding=encoding)


def event_json_ld(event: Event, url: str) -> dict[str, object]:
    """Return the event as schema.org says it."""
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": event.purpose or event.subtitle or event.title,
        "startDate": event.starts_at.astimezone(TOKYO).isoformat(timespec="minutes"),
        "endDate": event.ends_at.astimezone(TOKYO).isoformat(timespec="minutes"),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": event.venue, "address": event.address},
        "url": url,
    }
    if event.host:
        found["organizer"] = {"@type": "Organization", "name": event.host}
    if event.capacity:
        found["maximumAttendeeCapacity"] = event.capacity
    return found


def _description(event: Event, lines: Sequence[SheetLine]) -> str:
    sheet = [f"{timezone.localtime(line.start, TOKYO):%H:%M} {line.segment.title}" for line in lines]
    return "\n".join([*filter(None, (event.purpose,)), *sheet])


def _open_data_row(event: Event, address: str) -> list[object]:
    start, end = event.starts_at.astimezone(TOKYO), event.ends_at.astimezone(TOKYO)
    filled = {
        "都道府県コード又は市区町村コード": event.area_code,
        "NO": str(event.pk),
        "都道府県名": _prefecture(event.area_code),
        "イベント名": event.title,
        "イベント名_カナ": event.title_kana,
        "開始日": f"{start:%Y-%m-%d}",
        "終了日": f"{end:%Y-%m-%d}",
        "開始時間": f"{start:%H:%M}",
        "終了時間": f"{end:%H:%M}",
        "説明": " ".join(event.purpose.split()),
        "料金(基本)": event.fee,
        "連絡先名称": " ".join(filter(None, (event.contact_section, event.contact_person))),
        "連絡先電話番号": event.contact_phone,
        "主催者": event.host,
        "場所名称": event.venue,
        "住所": event.address,
        "アクセス方法": event.access_note,
        "定員": event.capacity,
        "URL": address.format(slug=event.slug),
        "備考": event.subtitle,
    }
    return [filled.get(column, "") for column in EVENT_COLUMNS]


def _prefecture(area_code: str) -> str:
    number = int(area_code[:2]) if area_code else 0
    return _PREFECTURES[number - 1] if 1 <= number <= len(_PREFECTURES) else ""
