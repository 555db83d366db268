from __future__ import annotations

from django.db import migrations

from canvass.core.wall.migrating import guard

REACHED = "organisation_id IN (SELECT unnest((SELECT canvass_reach())))"


class Migration(migrations.Migration):
    dependencies = [("people", "0007_audit_chain"), ("core", "0002_second_wall")]

    operations = [
        guard("people_membership", f"{REACHED} OR user_id IN (SELECT unnest((SELECT canvass_people())))", writes=REACHED),
    ]
