"""How forms are drawn."""

from django.forms.renderers import TemplatesSetting


class GoenFormRenderer(TemplatesSetting):
    """Forms from Goen's own templates."""
