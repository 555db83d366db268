"""What can go wrong while planning."""


class RoutingError(Exception):
    """Base of everything this package raises on purpose."""


class InvalidRequest(RoutingError, ValueError):
    """The request contradicts itself: a number out of range, a key used twice."""


class PlanCancelled(RoutingError):
    """The caller's `cancelled` answered yes between two slices of work."""
