from canvass.turf.models.arms import Arm
from canvass.turf.models.door_state import DoorState
from canvass.turf.models.edits import PlanEdit
from canvass.turf.models.links import LinkChange
from canvass.turf.models.plans import Stop, Turf, TurfPlan

__all__ = ["Arm", "DoorState", "LinkChange", "PlanEdit", "Stop", "Turf", "TurfPlan"]
