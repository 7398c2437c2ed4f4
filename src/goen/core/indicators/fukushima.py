"""The 59 municipalities of Fukushima as tiles: a map of Goen's own making that needs no boundary data.

Each municipality has one square. Columns count from the west (0) to the coast (11), rows from the north (0) to the south
(10), so that neighbours stay near each other, 会津 lies to the left, 中通り runs down the middle and 浜通り along the
right edge from 新地 to いわき. Areas are equal on purpose: a large empty village says no more than a small crowded town.
"""

from dataclasses import dataclass
from functools import cache

from goen.core.text.names import match_key


@dataclass(frozen=True)
class Municipality:
    """One municipality: its five-digit code (JIS X 0402 with the prefecture's 07), name, region and square."""

    code: str
    name: str
    region: str
    column: int
    row: int

    @property
    def short(self) -> str:
        """The name as a tile has room for it, without 市町村."""
        return self.name[:-1]


_TILES = {
    "中通り": """
        07301 桑折町 8 1|07303 国見町 9 0|07213 伊達市 9 1|07201 福島市 8 2|07308 川俣町 9 2|07210 二本松市 8 3|07322 大玉村 7 3
        07214 本宮市 7 4|07521 三春町 8 4|07211 田村市 9 4|07203 郡山市 7 5|07522 小野町 9 5|07344 天栄村 6 6|07207 須賀川市 7 6
        07502 玉川村 8 6|07503 平田村 9 6|07342 鏡石町 6 7|07466 矢吹町 7 7|07501 石川町 8 7|07505 古殿町 9 7|07464 泉崎村 6 8
        07465 中島村 7 8|07504 浅川町 8 8|07484 鮫川村 9 8|07461 西郷村 5 9|07205 白河市 6 9|07481 棚倉町 7 9|07483 塙町 8 9
        07482 矢祭町 8 10
    """,
    "会津": """
        07208 喜多方市 4 3|07402 北塩原村 5 3|07405 西会津町 2 4|07421 会津坂下町 3 4|07422 湯川村 4 4|07407 磐梯町 5 4
        07408 猪苗代町 6 4|07445 金山町 1 5|07444 三島町 2 5|07423 柳津町 3 5|07447 会津美里町 4 5|07202 会津若松市 5 5
        07367 只見町 0 6|07446 昭和村 2 6|07362 下郷町 5 6|07368 南会津町 4 7|07364 檜枝岐村 1 8
    """,
    "浜通り": """
        07561 新地町 11 0|07209 相馬市 11 1|07564 飯舘村 10 2|07212 南相馬市 11 2|07548 葛尾村 10 3|07547 浪江町 11 3
        07546 双葉町 11 4|07544 川内村 10 5|07545 大熊町 11 5|07543 富岡町 11 6|07542 楢葉町 11 7|07541 広野町 11 8
        07204 いわき市 11 9
    """,
}
N_COLUMNS, N_ROWS = 12, 11


@cache
def municipalities() -> tuple[Municipality, ...]:
    """Return all 59, in order of their codes."""
    made = []
    for region, text in _TILES.items():
        for part in text.replace("\n", "|").split("|"):
            if part.strip():
                code, name, column, row = part.split()
                made.append(Municipality(code, name, region, int(column), int(row)))
    return tuple(sorted(made, key=lambda one: one.code))


def find(name: str, code: str = "") -> Municipality | None:
    """Return the municipality a row of statistics means, by its code (5 or 6 digits) or its name; None for any other place.

    Examples
    --------
    >>> find("福島県　会津若松市").code, find("", "072028").name, find("福島県")
    ('07202', '会津若松市', None)
    """
    by_code, by_name = _index()
    if len(code) in (5, 6) and code[:5] in by_code:
        return by_code[code[:5]]
    key = match_key(name)
    return by_name.get(key) or by_name.get(key.removeprefix(match_key("福島県")))


@cache
def _index() -> tuple[dict[str, Municipality], dict[str, Municipality]]:
    every = municipalities()
    names = {match_key(one.name): one for one in every} | {match_key(one.short): one for one in every}
    # "福島" alone is the prefecture as often as the city.
    names.pop(match_key("福島"))
    return {one.code: one for one in every}, names
