"""What a comparison asks of a movement: answers, cards, doors and evenings, before anybody rings."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

from conversations.statistics.distributions import normal_tail
from conversations.statistics.power import answers_per_arm, detectable_effect, exact_answers_per_arm

# Pooled spread of the numbers given at the door in the published pairs of Broockman and Kalla 2016.
POINTS_PER_SD = 2.5
# Planning numbers of the domain: of the doors 30 % open, of those 25 % talk; 3.5 conversations for a duo and shift.
OPEN, TALK, TALKS_PER_DUO = 0.30, 0.25, 3.5
# Found for conversations without judgment by Kalla and Broockman 2020 (0.04 and 0.08); Cohen's "small"; and more.
EXAMPLES = (0.04, 0.08, 0.2, 0.3)


@dataclass(frozen=True)
class Question:
    """``effect`` in standard deviations; shares in percent; a cluster is what the lot decides for at once."""

    effect: float
    correlation: float
    share_percent: int
    answering_percent: int
    cluster_size: float
    icc: float


@dataclass(frozen=True)
class Need:
    conversation: int
    comparison: int
    cards: int
    doors: int
    duo_shifts: int

    @property
    def answers(self) -> int:
        return self.conversation + self.comparison


@dataclass(frozen=True)
class Example:
    """One row of the table of differences: what it means, and what it costs."""

    effect: float
    points: float
    of_hundred: int
    answers: int
    chosen: bool


def need_for(question: Question) -> Need:
    """Unequal groups need more in all: their total is the equal one over 4 p (1 - p)."""
    per_arm = answers_per_arm(
        question.effect,
        baseline_correlation=question.correlation,
        cluster_size=question.cluster_size,
        icc=question.icc,
    )
    share = question.share_percent / 100
    total = 2 * per_arm / (4 * share * (1 - share))
    conversation, comparison = ceil(total * share - 1e-9), ceil(total * (1 - share) - 1e-9)
    cards = ceil((conversation + comparison) * 100 / question.answering_percent)
    return Need(conversation, comparison, cards, ceil(cards / (OPEN * TALK)), ceil(cards / TALKS_PER_DUO))


def examples_for(question: Question) -> list[Example]:
    effects = sorted({*EXAMPLES, question.effect})
    rows = []
    for effect in effects:
        need = need_for(_with_effect(question, effect))
        points, chance = effect * POINTS_PER_SD, chance_of_higher(effect)
        rows.append(Example(effect, points, round(100 * chance), need.answers, effect == question.effect))
    return rows


def chance_of_higher(effect: float) -> float:
    """Of two people, one with and one without: the chance that the first stands higher.

    For normal answers, Phi(d / sqrt 2). Source: McGraw and Wong 1992, doi:10.1037/0033-2909.111.2.361.
    """
    return 1.0 - normal_tail(effect / sqrt(2.0))


def smallest_visible(answers_per_group: int, *, correlation: float = 0.0) -> float:
    """The difference that so many answers in each group would show in 80 of 100 comparisons."""
    sharper = answers_per_group / (1 - correlation**2)
    return detectable_effect(max(2, int(sharper)))


def unadjusted(effect: float) -> int:
    """Per group without an opening number to sharpen it; what textbooks print."""
    return round(exact_answers_per_arm(effect))


def _with_effect(question: Question, effect: float) -> Question:
    return Question(**{**vars(question), "effect": effect})
