"""The example's input before this year's day: something to read, a visit, questions, and some answers."""

from datetime import timedelta
from typing import Any

from goen.base.actors import Actor
from goen.events.access import get_member
from goen.prelude import services

_ANSWERS = (
    "申請の書き方が窓口ごとに違い、職員も迷う",
    "祭りの担い手が毎年減っている",
    "県産品の話をすると、まず値段を聞かれる",
    "データはあるのに、会議で使われていない",
    "若い人が相談できる相手を知らない",
    "移住した人の声が市町村に届いていない",
)


def prepare(event: Any, organiser: Actor, people: list[Any]) -> None:
    """Prepare the input, and let some people reply."""
    member = get_member(organiser, event.slug)
    services.add_material(
        member=member,
        title="地域の指標（例）",
        note="話し合いの前に目を通してください。",
        url="https://example.jp/shihyo",
    )
    visit = services.add_visit(
        member=member,
        title="デジタル技術の展示見学",
        place="福島駅西口に集合",
        starts_at=event.starts_at - timedelta(days=20),
        note="名札は当日お渡しします。",
    )
    asked = services.add_question(member=member, text="仕事で「もったいない」と感じることは？", feeds="as_is")
    services.add_question(member=member, text="話し合いたいテーマ", feeds="wishes")
    for place, row in enumerate(people[:18]):
        own = get_member(Actor(passes={event.pk: row.guest_pass.token}), event.slug)
        services.say_going(member=own, participation=row, visit=visit, is_going=place % 5 != 0)
        if place < len(_ANSWERS):
            services.save_answers(member=own, participation=row, texts={asked.pk: _ANSWERS[place]})
    present = [row.pk for place, row in enumerate(people[:18]) if place % 5 != 0 and place % 7 != 0]
    services.note_attendance(member=member, visit=visit, present=present)
