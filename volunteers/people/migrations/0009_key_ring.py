from __future__ import annotations

import base64
from typing import Any

from django.db import migrations

from canvass.core.keyring.adopting import under
from canvass.core.keys import unwrap

NAME = "second factor"


def adopt(apps: Any, _editor: Any) -> None:
    """Secrets of second factors were sealed under the installation's key itself: seal them under the ring's."""
    rows = list(apps.get_model("mfa", "Authenticator").objects.all())
    seal = under(apps.get_model("core", "Key"), NAME) if rows else None
    for row in rows:
        for field in ("secret", "seed"):
            if sealed := row.data.get(field):
                plain, _line = unwrap(base64.b64decode(sealed), purpose=NAME)
                assert seal
                row.data[field] = base64.b64encode(seal(plain, "")).decode()
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("people", "0008_memberships_behind_the_wall"), ("core", "0003_keys_and_erasures"), ("mfa", "__first__")]

    operations = [migrations.RunPython(adopt, migrations.RunPython.noop)]
