"""Template tags for parts of pages; the front-end founder's file."""

from django import template

register = template.Library()
