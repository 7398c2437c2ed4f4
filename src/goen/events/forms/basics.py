"""Forms of partnerships and of the basics of an event."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goen.accounts.models import Organisation, Role
from goen.base.fields import RowsField
from goen.base.messages import sentence
from goen.core.errors import GoenError
from goen.core.runsheet import TEMPLATES
from goen.events.models import Event, Partnership

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
_EARLIEST = date(1989, 1, 8)
_LONGEST_NAME = 120


class JoinForm(forms.Form):
    """The code on the screen of the hall."""

    code = forms.CharField(
        label=_("参加コード"),
        max_length=12,
        help_text=_("会場の画面や案内にある6文字です。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "inputmode": "latin"}
        ),
    )


class PartnershipForm(forms.ModelForm[Partnership]):
    """What a partnership says of itself."""

    new_organisations = forms.CharField(
        label=_("ほかの構成団体"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("上の一覧にない団体を、1行に1団体ずつ書いてください。"),
    )

    class Meta:
        model = Partnership
        fields = ("name", "purpose", "agreed_on", "organisations")
        field_classes = {"organisations": RowsField}
        widgets = {
            "agreed_on": _DATE,
            "purpose": forms.Textarea(attrs={"rows": 4}),
            "organisations": forms.CheckboxSelectMultiple,
        }
        help_texts = {"name": _("例：DXの推進に関する包括連携協定")}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # Django's own signature
        self.fields["organisations"].required = False
        if not Organisation.objects.exists():
            del self.fields["organisations"]

    def clean_new_organisations(self) -> list[str]:
        """Return the names, one a line, each once."""
        names = [" ".join(line.split()) for line in str(self.cleaned_data["new_organisations"]).splitlines()]
        for name in names:
            if len(name) > _LONGEST_NAME:
                raise forms.ValidationError(_("「%(name)s…」は長すぎます。"), params={"name": name[:20]})
        return list(dict.fromkeys(name for name in names if name))

    def fields_to_save(self) -> dict[str, object]:
        """Return the clean values of the partnership itself."""
        return {name: self.cleaned_data[name] for name in ("name", "purpose", "agreed_on")}

    def organisations_to_save(self) -> list[str]:
        """Return the names of the chosen and of the added organisations."""
        chosen = [organisation.name for organisation in self.cleaned_data.get("organisations", ())]
        return list(dict.fromkeys([*chosen, *self.cleaned_data["new_organisations"]]))


class _WhenForm(forms.ModelForm[Event]):
    """Day and times of an event as three fields people know."""

    day = forms.DateField(label=_("開催日"), widget=_DATE)
    start = forms.TimeField(label=_("開始時刻"), widget=_TIME)
    end = forms.TimeField(label=_("終了時刻"), widget=_TIME)

    class Meta:
        model = Event
        fields = ("title",)

    def clean_day(self) -> date:
        """Refuse a year nobody can mean."""
        day: date = self.cleaned_data["day"]
        if not _EARLIEST <= day <= timezone.localdate() + timedelta(days=3660):
            raise forms.ValidationError(_("開催日の年を確かめてください（%(year)s年）。"), params={"year": day.year})
        return day

    def clean(self) -> dict[str, object]:
        """Put day and times together; the end must come after the start."""
        cleaned = super().clean() or self.cleaned_data
        day, start, end = (cleaned.get(name) for name in ("day", "start", "end"))
        if isinstance(day, date) and isinstance(start, time) and isinstance(end, time):
            if end <= start:
                self.add_error("end", _("終了時刻は、開始時刻より後にしてください。"))
            else:
                cleaned["starts_at"], cleaned["ends_at"] = _moment(day, start), _moment(day, end)
        return cleaned


class NewEventForm(_WhenForm):
    """The few things a plan needs; the rest comes from the template."""

    template_key = forms.ChoiceField(
        label=_("ひな形"),
        widget=forms.RadioSelect,
        help_text=_("次第とテーマの下書きが入ります。あとで自由に直せます。"),
    )
    partnership = forms.ModelChoiceField(
        label=_("連携協定"), queryset=Partnership.objects.none(), required=False, empty_label=_("なし")
    )
    end = forms.TimeField(
        label=_("終了時刻"), widget=_TIME, required=False, help_text=_("空欄なら、ひな形の長さから決めます。")
    )

    class Meta:
        model = Event
        fields = ("title", "venue", "host")

    field_order = ("template_key", "title", "day", "start", "end", "venue", "host", "partnership")

    def __init__(self, *args: object, partnerships: object = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # Django's own signature
        choices = [(key, _template_label(key)) for key in TEMPLATES]
        self.fields["template_key"].choices = choices  # type: ignore[attr-defined] # a ChoiceField
        self.fields["partnership"].queryset = partnerships  # type: ignore[attr-defined] # a ModelChoiceField

    def clean(self) -> dict[str, object]:
        """Take the end from the template where none was given."""
        day, start, key = (self.cleaned_data.get(name) for name in ("day", "start", "template_key"))
        if self.cleaned_data.get("end") is None and day and start and key:
            ends_at = datetime.combine(day, start) + timedelta(minutes=TEMPLATES[key].minutes)
            if ends_at.date() != day:
                self.add_error("start", _("このひな形の長さでは、終了が翌日になります。開始を早めてください。"))
                return self.cleaned_data
            self.cleaned_data["end"] = ends_at.time()
        return super().clean()

    def fields_to_save(self) -> dict[str, object]:
        """Return the clean values of the event."""
        names = ("title", "venue", "host", "starts_at", "ends_at")
        return {name: self.cleaned_data[name] for name in names}


class EventForm(_WhenForm):
    """Everything an event says of itself."""

    class Meta:
        model = Event
        fields = (
            "title", "title_kana", "subtitle", "purpose", "venue", "address", "access_note", "host", "audience", "capacity",
            "fee", "contact_section", "contact_person", "contact_phone", "contact_mail", "naming", "is_public", "area_code",
        )  # fmt: skip
        widgets = {"purpose": forms.Textarea(attrs={"rows": 4}), "naming": forms.RadioSelect}
        help_texts = {
            "naming": _("最初の付箋が書かれるまでに決めてください。"),
            "is_public": _("日時・会場・次第を、だれでも見られるページに出します。名簿や付箋は出ません。"),
            "area_code": _("イベント一覧（オープンデータ）に使います。例：070009"),
            "fee": _("例：無料"),
        }

    def clean_area_code(self) -> str:
        """Accept six digits, however wide they were typed."""
        code = "".join(str(int(letter)) if letter.isdecimal() else letter for letter in self.cleaned_data["area_code"])
        if code and not (len(code) == 6 and code.isascii() and code.isdigit()):  # noqa: PLR2004 - the code's length
            raise forms.ValidationError(_("6桁の数字で入力してください。"))
        return code

    def clean_capacity(self) -> int | None:
        """Refuse an event for nobody."""
        capacity: int | None = self.cleaned_data["capacity"]
        if capacity == 0:
            raise forms.ValidationError(_("定員は1人以上にするか、空欄にしてください。"))
        return capacity

    def fields_to_save(self) -> dict[str, object]:
        """Return the clean values of the event."""
        return {name: self.cleaned_data[name] for name in (*self.Meta.fields, "starts_at", "ends_at")}


class CloneForm(forms.Form):
    """When the same day is held again."""

    day = forms.DateField(label=_("次回の開催日"), widget=_DATE)
    start = forms.TimeField(label=_("開始時刻"), widget=_TIME)

    def starts_at(self) -> datetime:
        """Return the beginning."""
        return _moment(self.cleaned_data["day"], self.cleaned_data["start"])


class MemberForm(forms.Form):
    """Another account for the event."""

    username = forms.CharField(label=_("ユーザー名"), max_length=150, help_text=_("相手のサインイン用の名前です。"))
    role = forms.ChoiceField(
        label=_("役割"),
        choices=[(role.value, role.label) for role in Role if role != Role.PARTICIPANT],
        initial=Role.CO_ORGANISER.value,
    )

    def add_refusal(self, field: str, error: GoenError) -> None:
        """Put a refusal at the field it is about."""
        self.add_error(field, sentence(error))


def event_initial(event: Event) -> dict[str, object]:
    """Return an event as its form shows it."""
    start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    values = {name: getattr(event, name) for name in EventForm.Meta.fields}
    return {**values, "day": start.date(), "start": start.time(), "end": end.time()}


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def _template_label(key: str) -> str:
    template = TEMPLATES[key]
    hours, minutes = divmod(template.minutes, 60)
    length = str(_("%(h)s時間%(m)s分")) if minutes else str(_("%(h)s時間"))
    parts = {"title": _(template.title), "length": length % {"h": hours, "m": minutes}, "summary": _(template.summary)}
    return str(_("%(title)s（%(length)s）%(summary)s")) % parts
