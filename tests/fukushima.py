"""The Fukushima day with made-up people, from the roster to the voices: for tests of documents and for looking at pages."""

from datetime import timedelta

from django.utils import timezone
from tests.factories import (
    make_board,
    make_event,
    make_groups,
    make_note,
    make_organisation,
    make_organiser,
    make_participation,
    make_partnership,
    run_segment,
)

from goen.base.actors import Actor
from goen.events.access import Member, get_member
from goen.events.models import Segment
from goen.pitches import queries as pitch_queries
from goen.pitches import services as pitch_services
from goen.proposals import queries as proposal_queries
from goen.proposals import services as proposal_services
from goen.proposals.services import Change
from goen.roster.models import Consent
from goen.voices import services as voice_services

THEMES = (
    "魅力度ランキング向上策／IT・デジタルが貢献できること",
    "DXで「できたらすごい」自治体サービスとは",
    "未来の自治体職員の働き方アップデート",
    "県産品のPR及び風評払拭・風化防止のためにDXができること",
)
NAMES = """髙橋 誠,佐藤 美咲,鈴木 健太,渡邉 彩,齋藤 大輔,濵田 舞,伊藤 翔,𠮷田 優子,山﨑 拓也,菅野 結衣
遠藤 亮,星 あかり,安齋 駿,橋本 奈々,五十嵐 蓮,德永 桃子,柳沼 陸,神 悠斗,國分 千尋
小林 直樹,加藤 さくら,三浦 隼人,松本 七海,清水 航,森 由佳,阿部 竜也,池田 凛,石川 匠,山口 楓,長谷川 樹"""
BODIES = (
    ("福島県", "prefecture", "福島県", ("企画調整部", "文化スポーツ局"), 10),
    ("福島県中央計算センター", "company", "FCC", ("公共システム部", "営業部", "総務部", "開発部"), 9),
    ("日本電気株式会社", "company", "NEC", ("東北支社", "公共ソリューション部"), 11),
)
NOTES = {
    "as_is": (
        "紙と押印の手続が多く、窓口に来てもらう前提になっている",
        "部署ごとに情報が分かれ、同じことを何度も聞いている",
    ),
    "to_be": ("住民が一度だけ伝えれば、必要な支援が向こうから届く", "職員が人と向き合う時間を増やせる"),
    "gap": ("データの持ち方が部署ごとに違う", "小さく試す場と予算の枠がない"),
    "solution": (
        "庁内・市町村・住民をつなぐコミュニティを作り、月1回の試行を続ける",
        "AI で問い合わせの下書きを作り、職員は確認に専念する",
        "事業の進み具合をダッシュボードで公開する",
    ),
}


def make_fukushima(slug="fukushima-2025", consenting=lambda number: number % 3 != 0):
    """Make the whole day; ``consenting(number)`` says who of the thirty lets their name be printed."""
    event = make_event(
        slug=slug,
        title="福島県・FCC・NEC 若手交流会",
        subtitle="ご縁をつくるプロジェクト",
        purpose="官民の若手職員が組織の枠を越えて語り合い、デジタルで地域の課題を解決する提言をまとめる。",
        partnership=make_partnership(name="福島県とNECとの包括連携協定"),
        host="福島県企画調整部",
        venue="杉妻会館",
        address="福島市杉妻町3番45号",
        contact_section="企画調整部デジタル変革課",
        contact_person="大堀",
        contact_phone="024-000-0000",
        contact_mail="dx@example.jp",
    )
    _make_run_sheet(event)
    themes = [event.themes.create(number=number, title=title) for number, title in enumerate(THEMES, start=1)]
    people = _make_people(event, consenting)
    groups = make_groups(event, [people[k::4] for k in range(4)], themes=themes)
    proposal_services.open_missing_sheets(event=event)
    pitch_services.open_missing_pitches(event=event)
    event = run_segment(event, Segment.Kind.DISCUSSION)
    organiser = get_member(Actor(user_id=make_organiser(event).pk), slug)
    for group in groups:
        _write_proposal(organiser, group)
    _present(event, people)
    _speak(event, people)
    return event


def _make_run_sheet(event):
    lines = (
        ("opening", "開会・挨拶", 10),
        ("talk", "各団体の業務紹介（10分×3）", 30),
        ("icebreak", "自己紹介", 15),
        ("discussion", "グループ討議", 80),
        ("summary", "まとめ・発表準備", 25),
        ("pitch", "発表（5分×4グループ）", 30),
        ("reflection", "講評・振り返り", 25),
        ("closing", "閉会", 10),
    )
    for position, (kind, title, minutes) in enumerate(lines, start=1):
        event.segments.create(position=position, kind=kind, title=title, minutes=minutes)


def _make_people(event, consenting):
    names = iter(NAMES.replace("\n", ",").split(","))
    people = []
    for body, kind, short, departments, n in BODIES:
        organisation = make_organisation(body, short_name=short, kind=kind)
        for k in range(n):
            row = make_participation(
                event,
                next(names),
                organisation,
                department=departments[k % len(departments)],
                checked_in_at=timezone.now(),
            )
            Consent.objects.create(
                participation=row, purpose=Consent.Purpose.NAME, is_given=bool(consenting(len(people)))
            )
            people.append(row)
    return people


def _write_proposal(organiser, group):
    board = make_board(organiser.event, group)
    proposal = proposal_queries.proposal_of_group(group.pk)
    for column, texts in NOTES.items():
        for position, text in enumerate(texts):
            note = make_note(board, text, column, position=position)
            proposal_services.take_note(member=organiser, proposal=proposal, note_id=note.note_id, part=column)
        make_note(board, "まだ選ばれていない付箋", column, position=9)
    common = {"member": organiser, "proposal": proposal}
    proposal_services.add_sentence(
        **common, part="ask", text="来年度も四半期に一度、同じ顔ぶれで進み具合を確かめる場をください。"
    )
    proposal_services.add_sentence(**common, part="kpi", text="窓口での記入時間を半分にする（令和8年3月まで）")
    words = {
        "title": f"つながる窓口・提言{group.label}",
        "summary": "一度伝えれば届く。庁内・市町村・住民をひとつのコミュニティでつなぎます。",
    }
    proposal_services.save_words(**common, changes=[Change(field, text, "") for field, text in words.items()])


def _present(event, people):
    event = run_segment(event, Segment.Kind.PITCH)
    organiser = get_member(Actor(user_id=make_organiser(event).pk), event.slug)
    criteria = pitch_queries.criteria_of(event)
    for pitch in pitch_queries.pitches_of(event):
        pitch_services.start_pitch(member=organiser, pitch_id=pitch.pk)
        for number, person in enumerate(people):
            member = Member(event=event, role="participant", pass_id=person.guest_pass_id)
            if pitch.group_id in pitch_queries.own_group_ids(member):
                continue
            base = 3 + (number % 3 == 0) + (pitch.position == 2) - (number % 7 == 0)
            values = {one.pk: min(5, max(1, base + (one.position + number) % 2)) for one in criteria}
            pitch_services.score_pitch(member=member, pitch=pitch, values=values)
        pitch_services.end_pitch(member=organiser, pitch_id=pitch.pk)
    pitch_services.reveal_results(member=organiser)


def _speak(event, people):
    event = run_segment(event, Segment.Kind.REFLECTION)
    texts = {
        "learnt": "普段の仕事では会えない人の視点に、何度も驚かされた。",
        "ties": "同じ課題に悩む人が県庁にも会社にもいると分かった。",
        "next": "来月、窓口の様子を一緒に見に行く約束をした。",
        "wish": "毎年開いてほしい。ご縁を途切れさせたくない。",
    }
    for number, person in enumerate(people[:24]):
        member = Member(event=event, role="participant", pass_id=person.guest_pass_id)
        publication = ("none", "anonymous", "named")[number % 3]
        question = list(texts)[number % 4]
        voice_services.save_voice(
            member=member,
            participation=person,
            satisfaction=5 - (number % 5 == 0) - (number % 11 == 0),
            wants_again=number % 8 != 0,
            answers={question: (f"{texts[question]}（{number}）", publication)},
        )


def close(event):
    """End the day."""
    event.status, event.closed_at = event.Status.CLOSED, timezone.now() + timedelta(minutes=1)
    event.save()
    return event
