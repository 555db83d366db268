"""What callers may catch. All are programming or input errors, not "too little data"."""


class StatisticsError(ValueError):
    """The input cannot be what it claims to be."""


class InvalidCount(StatisticsError):
    """A count is negative, or a part is larger than its whole."""


class InvalidSums(StatisticsError):
    """Sums that no set of observations can have (for instance a negative variance)."""


class InvalidParameter(StatisticsError):
    """A level, effect, correlation or p-value outside its range."""


class InvalidTable(StatisticsError):
    """A table whose rows, margins or groups do not fit together."""


def require_count(name: str, value: int) -> None:
    """Raise `InvalidCount` unless `value` is a whole number of at least zero."""
    if value != int(value) or value < 0:
        raise InvalidCount(f"{name} must be a whole number >= 0, got {value!r}")


def require_part(name: str, part: int, whole: int) -> None:
    """Raise `InvalidCount` unless 0 <= part <= whole."""
    require_count(name, part)
    require_count(f"total of {name}", whole)
    if part > whole:
        raise InvalidCount(f"{name} is {part}, more than its total {whole}")


def require_open_unit(name: str, value: float) -> None:
    """Raise `InvalidParameter` unless 0 < value < 1."""
    if not 0.0 < value < 1.0:
        raise InvalidParameter(f"{name} must lie between 0 and 1, got {value!r}")
