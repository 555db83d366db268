"""Statistics over aggregates: pure, typed, without Django.

Every module takes counts and sums (never rows of people) as plain numbers or frozen
dataclasses and answers with frozen dataclasses. A quantity that cannot be computed comes
back with `value` or `interval` None and a `Reason`; malformed input raises a
`StatisticsError`. NaN never leaves this package.
"""
