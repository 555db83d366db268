"""The database's own guard of a shift's places: it holds for every way in, and for fifty at once."""

from __future__ import annotations

import pgtrigger

# The lock lets two sign-ups count one after the other; the verbs lock the shift already and pay nothing for it.
SIGN_UP_FITS = pgtrigger.Trigger(
    name="sign_up_fits_places",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("room", "integer"), ("taken", "integer")],
    func="""
        IF NEW.state = 'going' AND NOT NEW.beyond_places AND (
            TG_OP = 'INSERT' OR OLD.state <> 'going' OR OLD.beyond_places OR OLD.shift_id <> NEW.shift_id
        ) THEN
            SELECT places INTO room FROM shifts_shift WHERE id = NEW.shift_id FOR NO KEY UPDATE;
            SELECT count(*) INTO taken FROM shifts_signup
                WHERE shift_id = NEW.shift_id AND state = 'going' AND NOT beyond_places AND id <> NEW.id;
            IF taken >= room THEN
                RAISE EXCEPTION 'shift % has % places', NEW.shift_id, room
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'sign_up_fits_places';
            END IF;
        END IF;
        RETURN NEW;
    """,
)

PLACES_FIT = pgtrigger.Trigger(
    name="shift_keeps_places_taken",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("places"),  # type: ignore[no-untyped-call]
    condition=pgtrigger.Q(new__places__lt=pgtrigger.F("old__places")),
    declare=[("taken", "integer")],
    func="""
        SELECT count(*) INTO taken FROM shifts_signup
            WHERE shift_id = NEW.id AND state = 'going' AND NOT beyond_places;
        IF taken > NEW.places THEN
            RAISE EXCEPTION 'shift % has % people for % places', NEW.id, taken, NEW.places
                USING ERRCODE = 'check_violation', CONSTRAINT = 'shift_keeps_places_taken';
        END IF;
        RETURN NEW;
    """,
)
