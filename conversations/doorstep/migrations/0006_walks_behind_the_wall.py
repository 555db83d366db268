from __future__ import annotations

from django.db import migrations

from canvass.core.wall.migrating import guard

TABLES = ("walk", "doorevent", "entranceevent", "noteevent", "heldentry", "sealedconversation")
SHIFT_SEEN = "EXISTS (SELECT FROM shifts_shift WHERE shifts_shift.id = shift_id)"


class Migration(migrations.Migration):
    dependencies = [("doorstep", "0005_held_entries"), ("shifts", "0009_shifts_behind_the_wall")]

    operations = [guard(f"doorstep_{table}", SHIFT_SEEN) for table in TABLES]
