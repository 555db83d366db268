from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from canvass.core.wall.role import insist
from canvass.core.wall.scope import serve_requests

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canvass.settings")

application = get_wsgi_application()
serve_requests()
if not settings.DEBUG:  # whoever develops may be the owner
    insist()
