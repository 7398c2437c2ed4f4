"""What pages send to boards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.boards.models import Board
from goen.boards.phases import COLUMN_SETS, MAX_DOTS
from goen.core.notes.board import MAX_TEXT


class NoteForm(forms.Form):
    """One new note."""

    text = forms.CharField(label=_("付箋の文"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 3}))
    column = forms.ChoiceField(label=_("列"))
    message_id = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, columns: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].choices = [(column["key"], column["title"]) for column in columns]  # type: ignore[attr-defined]


class BoardForm(forms.Form):
    """How a board is: name, columns, votes, naming."""

    title = forms.CharField(label=_("名称"), max_length=120)
    titles = forms.CharField(
        label=_("列"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("1 行に一列、6 列まで。名前を変えても、付箋はその列に残ります。"),
    )
    column_set = forms.ChoiceField(label=_("列の組み合わせ"), required=False)
    is_anonymous = forms.BooleanField(
        label=_("匿名で書く"), required=False, help_text=_("最初の書き込みの前だけ切り替えられます。")
    )
    dots_per_person = forms.IntegerField(label=_("一人あたりの票数"), min_value=1, max_value=MAX_DOTS)
    shows_running_dots = forms.BooleanField(label=_("投票の途中経過を見せる"), required=False)
    for_all_tables = forms.BooleanField(label=_("名称のほかは、すべてのテーブルに同じ設定を使う"), required=False)

    def __init__(self, data: Any = None, *, board: Board) -> None:
        initial = {
            "title": board.title,
            "titles": "\n".join(str(column["title"]) for column in board.columns),
            "is_anonymous": board.is_anonymous,
            "dots_per_person": board.dots_per_person,
            "shows_running_dots": board.shows_running_dots,
        }
        super().__init__(data, initial=initial)
        self.fields["column_set"].choices = [("", _("下の列のまま")), *_sets()]  # type: ignore[attr-defined]


class NewBoardForm(forms.Form):
    """One more board, for everybody."""

    title = forms.CharField(label=_("名称"), max_length=120)
    column_set = forms.ChoiceField(label=_("列の組み合わせ"))
    is_anonymous = forms.BooleanField(label=_("匿名で書く"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"column_set": "harvest"})
        self.fields["column_set"].choices = _sets()  # type: ignore[attr-defined]


class PhotoForm(forms.Form):
    """A photo with a few words."""

    photo = forms.FileField(
        label=_("写真"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    )
    caption = forms.CharField(label=_("説明"), max_length=120, required=False)
    note = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


class MomentForm(forms.Form):
    """A moment of the log, and the note to take back there; without a note the whole board."""

    sequence = forms.IntegerField(min_value=1)
    note = forms.CharField(max_length=40, required=False)


def _sets() -> list[tuple[str, str]]:
    return [(key, str(label)) for key, (label, _columns) in COLUMN_SETS.items()]
