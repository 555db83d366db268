from canvass.campaigns.models.campaigns import Campaign, PlanningNumbers
from canvass.campaigns.models.comparisons import Comparison
from canvass.campaigns.models.registers import DoNotRing, NeighbourhoodVisit

__all__ = ["Campaign", "Comparison", "DoNotRing", "NeighbourhoodVisit", "PlanningNumbers"]
