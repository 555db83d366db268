from __future__ import annotations

from django.db import migrations

from canvass.core.wall.migrating import guard

REACHED = "organisation_id = ANY ((SELECT canvass_reach())::bigint[])"


class Migration(migrations.Migration):
    dependencies = [("people", "0007_audit_chain"), ("core", "0002_second_wall")]

    operations = [
        guard("people_membership", f"{REACHED} OR user_id = ANY ((SELECT canvass_people())::bigint[])", writes=REACHED),
    ]
