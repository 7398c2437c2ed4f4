"""Keys to find the same name again; the names themselves are never altered."""

import re
import unicodedata

# Forms of one character that people mix freely when they type a name: for matching only.
_FORMS = str.maketrans(
    {
        "髙": "高", "﨑": "崎", "嵜": "崎", "𠮷": "吉", "濵": "浜", "濱": "浜", "邉": "辺", "邊": "辺", "德": "徳",
        "瀨": "瀬", "栁": "柳", "齋": "斎", "齊": "斉", "廣": "広", "澤": "沢", "櫻": "桜", "國": "国", "惠": "恵",
        "增": "増", "眞": "真", "榮": "栄", "條": "条", "黑": "黒", "曾": "曽", "圓": "円", "遙": "遥",
        "龍": "竜", "嶋": "島", "嶌": "島", "冨": "富", "藏": "蔵", "凜": "凛",
    }
)  # fmt: skip
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_GAPS = re.compile(r"[\s・･,、.。]+")
_LEGAL_FORMS = re.compile(
    r"株式会社|有限会社|合同会社|一般社団法人|公益社団法人|一般財団法人|公益財団法人|特定非営利活動法人|npo法人|国立大学法人|学校法人|"
    r"\((?:株|有|同|一社|公社|一財|公財)\)"
)


def match_key(name: str) -> str:
    """Return a key that is equal for the same name typed differently; never store or show it as a name.

    Parameters
    ----------
    name : str
        A person's name, left unchanged.

    Returns
    -------
    str
        NFKC, case folded, without gaps and variation selectors, common variant characters (髙, 﨑, 𠮷 …) folded.

    Notes
    -----
    O(length); deterministic; idempotent.

    Examples
    --------
    >>> match_key("髙橋　花子") == match_key("高橋花子")
    True
    """
    key = _folded(name)
    # A gap taken out can bring a letter and its accent together: fold until nothing changes any more.
    while (again := _folded(key)) != key:
        key = again
    return key


def _folded(name: str) -> str:
    folded = unicodedata.normalize("NFKC", _SELECTORS.sub("", name)).casefold()
    return _GAPS.sub("", unicodedata.normalize("NFKC", folded)).translate(_FORMS)


def organisation_key(name: str) -> str:
    """Return a key that is equal for the same organisation with or without its legal form.

    Examples
    --------
    >>> organisation_key("㈱みらい システム") == organisation_key("みらいシステム株式会社")
    True
    """
    key = match_key(name)
    return _LEGAL_FORMS.sub("", key) or key


def person_key(name: str, organisation: str) -> str:
    """Return the key somebody is known by over the years: who they are and where they come from."""
    return f"{match_key(name)}|{organisation_key(organisation)}"
