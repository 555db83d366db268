from canvass.turf.models.door_state import DoorState
from canvass.turf.models.edits import PlanEdit
from canvass.turf.models.links import LinkChange
from canvass.turf.models.plans import Stop, Turf, TurfPlan

__all__ = ["DoorState", "LinkChange", "PlanEdit", "Stop", "Turf", "TurfPlan"]
