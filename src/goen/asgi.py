"""The door of the server: live paths go to thin endpoints, everything else to Django."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goen.settings")

application = get_asgi_application()
