from __future__ import annotations

from django.db import migrations

from canvass.core.wall.migrating import guard

REACHED = "campaign_id IN (SELECT unnest((SELECT canvass_campaigns(canvass_reach()))))"
ONES_OWN = "id IN (SELECT unnest((SELECT canvass_own_shifts())))"


class Migration(migrations.Migration):
    dependencies = [("shifts", "0008_one_undo"), ("people", "0008_memberships_behind_the_wall")]

    operations = [guard("shifts_shift", f"{REACHED} OR {ONES_OWN}", writes=REACHED)]
