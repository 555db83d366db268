from __future__ import annotations

from django.db import migrations

from canvass.core.wall.migrating import guard

REACHED = "campaign_id = ANY ((SELECT canvass_campaigns(canvass_reach()))::bigint[])"
ONES_OWN = "id = ANY ((SELECT canvass_own_shifts())::bigint[])"


class Migration(migrations.Migration):
    dependencies = [("shifts", "0008_one_undo"), ("people", "0008_memberships_behind_the_wall")]

    operations = [guard("shifts_shift", f"{REACHED} OR {ONES_OWN}", writes=REACHED)]
