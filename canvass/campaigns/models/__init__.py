from canvass.campaigns.models.campaigns import Campaign, PlanningNumbers
from canvass.campaigns.models.comparisons import Comparison
from canvass.campaigns.models.programmes import Programme, ProgrammeGoal
from canvass.campaigns.models.registers import DoNotRing, NeighbourhoodVisit
from canvass.campaigns.models.resting import Handover, Reservation, ReservedFace

__all__ = [
    "Campaign",
    "Comparison",
    "DoNotRing",
    "Handover",
    "NeighbourhoodVisit",
    "PlanningNumbers",
    "Programme",
    "ProgrammeGoal",
    "Reservation",
    "ReservedFace",
]
