"""Fields of forms that every slice may use."""

from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from goen.core.text.normalise import whole_number

M = TypeVar("M", bound=Model)


class RowsField(forms.ModelMultipleChoiceField[M]):
    """Rows to tick. A key that no table can hold is no row: SQLite would fail on it instead of finding none."""

    def clean(self, value: Any) -> Any:
        """Return the rows; refuses what is no key before the database is asked."""
        for key in value or ():
            if whole_number(str(key)) is None:
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": str(key)[:40]})
        return super().clean(value)
