"""The showcase slice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goen.base.messages import register
from goen.base.navigation import ACCOUNTS, register_page

SENTENCES = {
    "showcase.title_needed": _("種類と題名を入れてください。"),
    "showcase.address_taken": _("アドレス「{slug}」は、ほかのページで使われています。別のアドレスにしてください。"),
    "showcase.nothing_to_read": _("まだ読むところがありません。「ひとことで」か本文を書いてから公開してください。"),
    "showcase.release_in_the_past": _(
        "公開日時は、これから先にしてください。いますぐ公開するときは「公開する」を押してください。"
    ),
    "showcase.no_such_block": _("その部品はこのページに加えられません。画面を読み直して、選び直してください。"),
    "showcase.too_many_sections": _("1 つのページに置ける部品は {limit} 個までです。"),
    "showcase.too_many_photos": _("1 つのページに置ける写真は {limit} 枚までです。"),
    "showcase.alt_needed": _("写真の説明を書いてください。見えない人には、この文だけが届きます。"),
    "showcase.credit_needed": _("撮影・提供した人や団体の名前を書いてください。"),
    "showcase.not_a_folder": _("「{path}」はフォルダーではありません。書き出す先のフォルダーを指定してください。"),
    "showcase.folder_in_use": _(
        "「{path}」には別のファイルがあります。空のフォルダーか、前に書き出したフォルダーを指定してください。"
    ),
}


class ShowcaseConfig(AppConfig):
    """Public pages."""

    name = "goen.showcase"

    def ready(self) -> None:
        """Bring sentences, pages and the blocks made of slices below."""
        from goen.events.queries import register_public_block  # noqa: PLC0415 - models exist only now
        from goen.showcase.queries import BLOCKS  # noqa: PLC0415 - as above

        register(SENTENCES)
        register_page("main", "showcase", _("発信"), "showcase:manage", order=60, roles=ACCOUNTS)
        register_page("event", "showcase", _("発信"), "showcase:of-event", order=115)
        register_page("partnership", "showcase", _("発信"), "showcase:of-partnership", order=60)
        for block in BLOCKS:
            register_public_block(block)
