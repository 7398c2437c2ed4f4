"""Roster files as offices send them, made as real bytes."""

import io

HEADER = ("No.", "所属", "部署", "役職", "氏　名", "フリガナ", "第１希望", "第２希望", "メールアドレス", "備考")
PEOPLE = (
    (1, "福島県", "企画調整部 デジタル変革課", "主事", "髙橋　花子", "タカハシ　ハナコ", 1, 2, "hanako@example.jp", ""),
    (2, "福島県", "文化スポーツ局", "主査", "𠮷田 一郎", "ヨシダ イチロウ", "２", "１", "", "車いす"),
    (3, "㈱みらいシステム", "第３開発部", "", "山﨑　葵", "ﾔﾏｻﾞｷ ｱｵｲ", "④", "", "ａｏｉ＠ｅｘａｍｐｌｅ．ｊｐ", ""),
)


def xlsx(rows=PEOPLE, header=HEADER, titles=(("若手交流会　参加者名簿",), ("令和７年１月30日現在",), ())):
    """Write a workbook with title rows above its header."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("名簿")
    for number, cells in enumerate([*titles, header, *rows]):
        sheet.write_row(number, 0, cells)
    book.close()
    return out.getvalue()


def many(n):
    """Write a workbook of n people."""
    return xlsx(
        [(k, f"団体{k % 7}", f"第{k % 5}課", "主事", f"参加　{k}", "サンカ", k % 4 + 1, "", "", "") for k in range(n)]
    )


def csv(rows=PEOPLE, header=HEADER, encoding="cp932", delimiter=","):
    """Write a text file; CP932 cannot hold 𠮷."""
    lines = [delimiter.join(str(cell) for cell in row) for row in (("名簿",), header, *rows)]
    return "\r\n".join(lines).replace("𠮷" if encoding == "cp932" else "\0", "吉").encode(encoding)
