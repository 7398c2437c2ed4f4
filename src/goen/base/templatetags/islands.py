"""Template tags for islands; the front-end founder's file."""

from django import template

register = template.Library()
