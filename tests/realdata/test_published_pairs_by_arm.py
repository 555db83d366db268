"""The analysis of a file, on published numbers: two rows for each person, opening and closing, as if they were arms.

Not an experiment, but a check with a known answer: the difference is the published mean change, and the error with the
person as cluster is the published paired one, but for the small-sample factor (2n - 1) / (2n - 2).
"""

from __future__ import annotations

import csv
import json
from io import StringIO
from math import sqrt
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.realdata.files import real_file

TABLE = real_file("bk2016_door_rating_pairs.csv")
PEOPLE, CHANGE, SD = 179, 0.642458, 1.581347


@pytest.fixture
def rows_by_arm(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.csv"
    with TABLE.open(newline="") as lines, path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["when", "person", "number"])
        person = 0
        for row in csv.DictReader(lines):
            for _ in range(int(row["n"])):
                person += 1
                writer.writerow(["opening", person, row["canvass_trans_ratingstart"]])
                writer.writerow(["closing", person, row["canvass_trans_ratingend"]])
    return path


def test_the_difference_and_its_error_are_the_published_ones(rows_by_arm: Path) -> None:
    out = StringIO()
    options = ("--arm=when", "--treatment=closing", "--cluster=person", "--outcome=number", "--json")
    call_command("analyse_comparison", str(rows_by_arm), *options, stdout=out)
    found = json.loads(out.getvalue())
    assert found["clusters"] == PEOPLE
    assert found["itt"]["n"] == 2 * PEOPLE
    assert found["itt"]["value"] == pytest.approx(CHANGE, abs=5e-7)
    factor = sqrt((2 * PEOPLE - 1) / (2 * PEOPLE - 2))
    assert found["itt"]["standard_error"] == pytest.approx(SD / sqrt(PEOPLE) * factor, abs=1e-6)
