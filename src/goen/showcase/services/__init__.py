"""Every write of public pages."""

from goen.showcase.services.pages import (
    Words,
    create_page,
    delete_page,
    edit_page,
    publish,
    unpublish,
)
from goen.showcase.services.parts import (
    PhotoWords,
    SectionWords,
    add_photo,
    add_section,
    edit_photo,
    edit_section,
    move,
    remove_photo,
    remove_section,
)

__all__ = [
    "PhotoWords",
    "SectionWords",
    "Words",
    "add_photo",
    "add_section",
    "create_page",
    "delete_page",
    "edit_page",
    "edit_photo",
    "edit_section",
    "move",
    "publish",
    "remove_photo",
    "remove_section",
    "unpublish",
]
