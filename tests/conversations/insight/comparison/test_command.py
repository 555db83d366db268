"""The command on a file: the figures of statsmodels, as text and as JSON; errors that say what to do."""

from __future__ import annotations

import csv
import json
from io import StringIO

import numpy as np
import pytest
import statsmodels.api as sm
from django.core.management import CommandError, call_command

from tests.conversations.statistics.referee import random_experiment


@pytest.fixture
def experiment(tmp_path):
    """Unequal arms, clusters down to one row, a sixth of the answers missing."""
    made = random_experiment(8, 400, 160)
    path = tmp_path / "experiment.csv"
    rng = np.random.default_rng(8)
    answered = rng.random(400) > 1 / 6
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["group", "house", "talk", "before", "after"])
        for i in range(400):
            outcome = repr(float(made.outcome[i])) if answered[i] else "NA"
            row = (made.cluster[i], made.delivered[i], repr(float(made.baseline[i])), outcome)
            writer.writerow(["treated" if made.treated[i] else "control", *row])
    return path, made, answered


def run(path, *options: str) -> str:
    out = StringIO()
    call_command("analyse_comparison", str(path), *options, stdout=out)
    return out.getvalue()


ALL = ("--arm=group", "--cluster=house", "--delivered=talk", "--baseline=before", "--outcome=after")


def test_json_holds_the_figures_of_statsmodels(experiment):
    path, made, answered = experiment
    found = json.loads(run(path, *ALL, "--json"))
    outcome, treated = made.outcome[answered], made.treated[answered].astype(float)
    for name, columns in (("itt", [treated]), ("adjusted", [treated, made.baseline[answered]])):
        exog = np.column_stack([np.ones_like(treated), *columns])
        fitted = sm.OLS(outcome, exog).fit(cov_type="cluster", cov_kwds={"groups": made.cluster[answered]}, use_t=True)
        assert found[name]["value"] == pytest.approx(fitted.params[1], rel=1e-9)
        assert found[name]["standard_error"] == pytest.approx(fitted.bse[1], rel=1e-9)
        assert found[name]["interval"]["low"] == pytest.approx(fitted.conf_int()[1][0], rel=1e-9)
        assert found[name]["n"] == answered.sum()
    first = found["cace"]["first_stage"]["value"]
    assert found["cace"]["effect"]["value"] == pytest.approx(found["itt"]["value"] / first, rel=1e-9)
    assert found["columns"]["treatment"] == "treated"
    assert found["treatment"]["assigned"] + found["comparison"]["assigned"] == 400


def test_text_is_short_and_without_json(experiment):
    path, _made, _answered = experiment
    lines = run(path, *ALL).splitlines()
    assert lines[0].startswith("treated: ")
    assert any(line.startswith("CACE, baseline") for line in lines)
    assert len(lines) == 9


def test_only_two_columns_are_needed(experiment):
    path, _made, _answered = experiment
    found = json.loads(run(path, "--arm=group", "--outcome=after", "--json"))
    assert found["cace"] is None
    assert found["adjusted"] is None
    assert found["largest_cluster"] == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--arm=nowhere", "--outcome=after"), "no column 'nowhere'"),
        (("--arm=house", "--outcome=after"), "must hold two groups"),
        (("--arm=group", "--outcome=after", "--treatment=x"), "no group 'x'"),
        (("--arm=group", "--outcome=group"), "cannot be read"),
    ],
)
def test_what_cannot_be_is_an_error_in_words(experiment, options, words):
    with pytest.raises(CommandError, match=words):
        run(experiment[0], *options)


@pytest.mark.usefixtures("in_english")
def test_a_missing_file_and_bad_rows(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "none.csv", "--arm=a", "--outcome=b")
    path = tmp_path / "bad.csv"
    path.write_text("a,b\n1,2\n0,3\n1,x\n")
    with pytest.raises(CommandError, match="line 4, b: 'x' is not a number"):
        run(path, "--arm=a", "--outcome=b")
    found = json.loads(run(path, "--arm=a", "--outcome=b", "--skip-bad-rows", "--json"))
    assert found["left_out"]["bad_rows"] == 1
