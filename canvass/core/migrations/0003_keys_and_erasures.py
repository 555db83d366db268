from __future__ import annotations

import os
from typing import Any

from django.db import migrations, models
from django.db.models import Q

from canvass.core.keys import KEY_BYTES, installation_keys, wrap

HASHES = "hashes"


def make_hash_key(apps: Any, editor: Any) -> None:
    """Where hashes were already made they were made with the installation's key: it stays the one for hashes."""
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('people_user') IS NOT NULL")
        if in_use := cursor.fetchone()[0]:
            cursor.execute("SELECT EXISTS (SELECT FROM people_user)")
            in_use = cursor.fetchone()[0]
    key = installation_keys()[0] if in_use else os.urandom(KEY_BYTES)
    apps.get_model("core", "Key").objects.create(name=HASHES, wrapped=wrap(key, purpose=HASHES))


class Migration(migrations.Migration):
    dependencies = [("core", "0002_second_wall")]

    operations = [
        migrations.CreateModel(
            name="Key",
            fields=[
                ("name", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("wrapped", models.BinaryField(max_length=60)),
            ],
            options={"constraints": [models.CheckConstraint(condition=~Q(name=""), name="key_has_a_name")]},
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("reference", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "reference"), name="erased_once")],
            },
        ),
        migrations.RunPython(make_hash_key, migrations.RunPython.noop),
    ]
