"""How forms are drawn: the Digital Agency's rules, so that a plain ``{{ form }}`` is right."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

_DJANGO = "django/forms/widgets/"
_OWN = "base/forms/widgets/"


class GoenFormRenderer(TemplatesSetting):
    """Forms from Goen's own templates; a widget without one of ours keeps Django's."""

    form_template_name = "base/forms/form.html"
    formset_template_name = "base/forms/formset.html"
    field_template_name = "base/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        """Prefer ``base/forms/widgets/`` to Django's widget of the same name."""
        if template_name.startswith(_DJANGO):
            try:
                return get_template(template_name.replace(_DJANGO, _OWN, 1))
            except TemplateDoesNotExist:
                pass
        return get_template(template_name)
