import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    """A waiting list, and a guard that no shift takes more people than it has places."""

    dependencies = [("shifts", "0005_calendar")]

    operations = [
        migrations.AddField(
            model_name="signup",
            name="beyond_places",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="signup",
            name="state",
            field=models.CharField(
                choices=[("going", "going"), ("waiting", "waiting"), ("cancelled", "cancelled")],
                default="going",
                max_length=9,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="shift",
            trigger=pgtrigger.compiler.Trigger(
                name="shift_keeps_places_taken",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."places" < (OLD."places"))',
                    declare="DECLARE taken integer;",
                    func="\n        SELECT count(*) INTO taken FROM shifts_signup\n            WHERE shift_id = NEW.id AND state = 'going' AND NOT beyond_places;\n        IF taken > NEW.places THEN\n            RAISE EXCEPTION 'shift % has % people for % places', NEW.id, taken, NEW.places\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'shift_keeps_places_taken';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="0311f6b8ed8720eb5e28c575ddca7edf146a0e61",
                    operation='UPDATE OF "places"',
                    pgid="pgtrigger_shift_keeps_places_taken_a31f2",
                    table="shifts_shift",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signup",
            trigger=pgtrigger.compiler.Trigger(
                name="sign_up_fits_places",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE room integer; taken integer;",
                    func="\n        IF NEW.state = 'going' AND NOT NEW.beyond_places AND (\n            TG_OP = 'INSERT' OR OLD.state <> 'going' OR OLD.beyond_places OR OLD.shift_id <> NEW.shift_id\n        ) THEN\n            SELECT places INTO room FROM shifts_shift WHERE id = NEW.shift_id FOR NO KEY UPDATE;\n            SELECT count(*) INTO taken FROM shifts_signup\n                WHERE shift_id = NEW.shift_id AND state = 'going' AND NOT beyond_places AND id <> NEW.id;\n            IF taken >= room THEN\n                RAISE EXCEPTION 'shift % has % places', NEW.shift_id, room\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'sign_up_fits_places';\n            END IF;\n        END IF;\n        RETURN NEW;\n    ",
                    hash="2e37191ddd277fadbf5edda962ea2ac708645515",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_sign_up_fits_places_38931",
                    table="shifts_signup",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["going", "waiting", "cancelled"])), name="sign_up_state_known"
            ),
        ),
    ]
