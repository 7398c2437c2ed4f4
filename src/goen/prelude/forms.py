"""What organisers prepare and guests answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.prelude import phases
from goen.prelude.models import Question
from goen.prelude.queries import Mine


class MaterialForm(forms.Form):
    """A file or an address."""

    title = forms.CharField(label=_("資料の名称"), max_length=120)
    note = forms.CharField(label=_("ひとこと"), max_length=300, required=False)
    url = forms.URLField(label=_("アドレス"), max_length=500, required=False, assume_scheme="https")
    file = forms.FileField(
        label=_("ファイル"), required=False, help_text=_("PDF、Word、Excel、PowerPoint、画像、CSV。10 MB まで。")
    )


class VisitForm(forms.Form):
    """A visit."""

    title = forms.CharField(label=_("見学の名称"), max_length=120)
    starts_at = forms.DateTimeField(
        label=_("日時"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    place = forms.CharField(label=_("場所・集合"), max_length=160, required=False)
    note = forms.CharField(label=_("持ち物・案内"), max_length=300, required=False)


class QuestionForm(forms.Form):
    """A question and what its answers feed."""

    text = forms.CharField(label=_("質問"), max_length=200)
    feeds = forms.ChoiceField(
        label=_("答えの使いみち"),
        choices=Question.Feeds.choices,
        help_text=_("付箋を選ぶと、当日のグループ討議が始まったとき、答えた方のボードに最初の付箋として並びます。"),
    )


class AnswersForm(forms.Form):
    """The questions before the day; everything may be left blank."""

    def __init__(self, *args: Any, mine: Mine, themes: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = themes
        self.questions = mine.questions
        for question in mine.questions:
            if question.feeds == Question.Feeds.WISHES:
                self._add_wishes(mine.wishes)
            else:
                self._add_text(question, mine.answers.get(question.pk, ""))

    def _add_text(self, question: Question, text: str) -> None:
        is_short = question.feeds == Question.Feeds.SENIORITY
        help_text = _("当日、あなたのグループのボードの最初の付箋になります。") if question.becomes_note else ""
        self.fields[f"question_{question.pk}"] = forms.CharField(
            label=question.text,
            required=False,
            initial=text,
            max_length=phases.SENIORITY_LIMIT if is_short else phases.ANSWER_LIMIT,
            help_text=_("グループ分けで、経験の異なる方を混ぜるために使います。") if is_short else help_text,
            widget=forms.TextInput if is_short else forms.Textarea(attrs={"rows": 2}),
        )

    def _add_wishes(self, wishes: Any) -> None:
        choices = [("", _("希望なし")), *((theme.pk, theme.title) for theme in self.themes)]
        for rank in range(1, min(3, len(self.themes)) + 1):
            self.fields[f"wish_{rank}"] = forms.TypedChoiceField(
                label=_("テーマの第{rank}希望").format(rank=rank),
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=wishes[rank - 1] if rank <= len(wishes) else None,
            )

    def texts(self) -> dict[int, str]:
        """Return the answers by question."""
        prefix = "question_"
        return {int(n[len(prefix) :]): text for n, text in self.cleaned_data.items() if n.startswith(prefix)}

    def wishes(self) -> list[int] | None:
        """Return the wished themes in order, or None when they were not asked for."""
        names = [name for name in self.fields if name.startswith("wish_")]
        return [self.cleaned_data[name] for name in names if self.cleaned_data[name] is not None] if names else None
