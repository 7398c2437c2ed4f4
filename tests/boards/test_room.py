"""The room over the wire of a real server process: storms, repeats, hostile screens, the way without sockets."""

import asyncio
import json
from contextlib import suppress
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from pycrdt import Doc, Map, Text
from tests.boards.screens import Screen
from tests.serving import Server
from websockets.exceptions import ConnectionClosed


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("room"), n_guests=30).prepare().start()
    yield server
    server.stop()


def screens(server, n, board=0):
    return [Screen(server.address, session, server.stage["boards"][board]) for session in server.stage["guests"][:n]]


async def test_a_note_is_acknowledged_and_reaches_the_table(server):
    one, two = screens(server, 2)
    async with one, two:
        await asyncio.gather(one.ready(), two.ready())
        message_id = await one.write("県産品の良さが届いていない")
        await one.until(lambda: message_id in one.acked)
        await two.until(lambda: "県産品の良さが届いていない" in two.texts())
        assert one.n_updates == 0
        assert two.sequences == [one.acked[message_id]]


async def test_a_repeated_message_is_acknowledged_and_not_doubled(server):
    one, two = screens(server, 2)
    async with one, two:
        await asyncio.gather(one.ready(), two.ready())
        update = one.note("二度送る")
        first = await one.send(update, "again")
        await one.until(lambda: first in one.acked)
        sequence = one.acked.pop("again")
        await one.send(update, "again")
        await one.until(lambda: "again" in one.acked)
        assert one.acked["again"] == sequence
        await two.until(lambda: "二度送る" in two.texts())
        assert two.texts().count("二度送る") == 1


async def test_thirty_phones_open_a_new_board_in_the_same_second(tmp_path):
    fresh = Server(tmp_path, n_guests=30).prepare().start()
    try:
        phones = screens(fresh, 30)
        await asyncio.gather(*(phone.__aenter__() for phone in phones))
        await asyncio.gather(*(phone.ready() for phone in phones))
        await asyncio.gather(*(phone.write(f"付箋 {n:02}") for n, phone in enumerate(phones)))
        expected = [f"付箋 {n:02}" for n in range(30)]
        await asyncio.gather(*(phone.until(lambda p=phone: p.texts() == expected) for phone in phones))
        await asyncio.gather(*(phone.__aexit__() for phone in phones))
    finally:
        fresh.stop()


async def test_old_state_and_messages_equal_fresh_state(server):
    writer, watcher = screens(server, 2)
    async with writer, watcher:
        await asyncio.gather(writer.ready(), watcher.ready())
        for number in range(20):
            before = writer.doc.get_state()
            note = min(writer.doc.get("notes", type=Map).keys())
            writer.doc.get("notes", type=Map)[note]["column"] = ["gap", "as_is"][number % 2]
            await writer.send(bytes(writer.doc.get_update(before)))
            await writer.write(f"続き {number}")
        await writer.until(lambda: len(writer.acked) == 40)
        await watcher.until(lambda: watcher.n_updates == 40)
        (fresh,) = screens(server, 1)
        async with fresh:
            await fresh.ready()
            assert fresh.doc.get("notes", type=Map).to_py() == watcher.doc.get("notes", type=Map).to_py()


def hostile_messages(screen):
    good = screen.note("よい付箋")
    return {
        "nothing": b"",
        "noise": b"\x07\x01\x02\x03" * 20,
        "broken update": b"\x01\x02ab" + good[: len(good) // 2],
        "a number of structs beyond the bytes": b"\x01\x02ab\x01\xff\xff\xff\x7f\x01\x00",
        "no message id": b"\x01\x00" + good,
        "another root": b"\x01\x02ab" + _update(lambda doc: doc.get("other", type=Map)),
        "somebody else's name": b"\x01\x02ac" + _note(author="p999999"),
        "no name": b"\x01\x02ad" + _note(author=None),
        "an unknown key": b"\x01\x02ae" + _note(author=screen.author, role="admin"),
        "an unknown column": b"\x01\x02af" + _note(author=screen.author, column="nowhere"),
        "too long a text": b"\x01\x02ag" + _note(author=screen.author, text="あ" * 1001),
        "a huge update": b"\x01\x02ah" + _note(author=screen.author, text="a" * 70_000),
        "a broken vector": b"\x04\xff\xff\xff\xff\xff\xff",
        "text that is no JSON": "{{{",
    }


def _update(change):
    doc = Doc()
    doc.get("other", type=Map)["x"] = 1
    change(doc)
    return bytes(doc.get_update())


def _note(text="書き込み", column="gap", **fields):
    doc = Doc()
    fields = {key: value for key, value in fields.items() if value is not None}
    doc.get("notes", type=Map)["hostile"] = Map({"column": column, **fields, "text": Text(text)})
    return bytes(doc.get_update())


async def test_a_hostile_screen_changes_nothing_and_harms_nobody(server):
    hostile, victim = screens(server, 2, board=0)
    async with hostile, victim:
        await asyncio.gather(hostile.ready(), victim.ready())
        before = victim.texts()
        for message in hostile_messages(hostile).values():
            await hostile.socket.send(message)
        await hostile.until(lambda: len(hostile.refused) >= 8)
        good = await victim.write("まだ書ける")
        await victim.until(lambda: good in victim.acked)
        assert sorted(victim.texts()) == sorted([*before, "まだ書ける"])
        assert all(news["is_final"] for news in hostile.refused.values())
    (fresh,) = screens(server, 1)
    async with fresh:
        await fresh.ready()
        assert fresh.texts() == sorted([*before, "まだ書ける"])


async def test_a_guest_of_another_table_is_refused_at_the_door(server):
    (stranger,) = screens(server, 1, board=1)
    async with stranger:
        await stranger.until(lambda: stranger.told)
        assert stranger.told[0]["code"] == "base.refused"


async def test_ten_megabytes_are_answered_and_the_room_goes_on(server):
    one, two = screens(server, 2)
    async with one, two:
        await asyncio.gather(one.ready(), two.ready())
        with suppress(ConnectionClosed):
            await one.socket.send(b"\x01\x03big" + b"a" * 10_000_000)
        await one.socket.wait_closed()
        assert one.socket.close_code == 1009
        good = await two.write("平気です")
        await two.until(lambda: good in two.acked)


async def test_where_sockets_are_stripped_a_post_is_kept_and_answered(server):
    (one,) = screens(server, 1)
    async with one:
        await one.ready()
        update = one.note("POSTで届く")
    body = b"\x01\x05post1" + update

    def post(data):
        request = Request(f"http://{server.address}/live/boards/hall/{server.stage['boards'][0]}", data=data)
        request.add_header("Cookie", one.headers["Cookie"])
        with urlopen(request, timeout=5) as answer:
            return answer.read()

    answered = await asyncio.to_thread(post, body)
    assert answered[4] == 3
    assert answered.endswith(b"post1")
    with pytest.raises(HTTPError) as refused:
        await asyncio.to_thread(post, b"\x01\x05post2" + b"x" * 10_000_000)
    with refused.value as answer:
        assert json.loads(answer.read())["code"] == "boards.too_large"
    (other,) = screens(server, 1)
    async with other:
        await other.ready()
        assert "POSTで届く" in other.texts()
