import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_announcements'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='organisation_tree_has_no_circle', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.parent_id IS DISTINCT FROM NEW.parent_id AND NEW.parent_id IS NOT NULL)', func="\n        PERFORM pg_advisory_xact_lock(hashtext('people.organisation tree'));\n        IF EXISTS (\n            WITH RECURSIVE above(id, parent_id) AS (\n                SELECT id, parent_id FROM people_organisation WHERE id = NEW.parent_id\n                UNION\n                SELECT o.id, o.parent_id FROM people_organisation o JOIN above ON o.id = above.parent_id\n            )\n            SELECT 1 FROM above WHERE id = NEW.id\n        ) THEN\n            RAISE EXCEPTION 'an organisation does not lie below itself' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='75b28c298e5128c1dd823e2b4c6df8c62868a213', operation='UPDATE OF "parent_id"', pgid='pgtrigger_organisation_tree_has_no_circle_00810', table='people_organisation', when='BEFORE')),
        ),
    ]
