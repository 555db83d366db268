from __future__ import annotations

import contextlib
import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from volunteers.people.bulk.parsing import MOST_LINES, decode, read_lines
from volunteers.people.errors import PeopleError

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.mark.parametrize(
    "text",
    [
        "email,name,role,language\nnour@example.org,Nour,coordinator,en\n",
        "E-mailadres;Naam;Rol;Taal\r\nNour@Example.org;Nour;Coördinator;engels\r\n",
        "naam\ttaal\te-mail\trol\nNour\ten\t nour@example.org \tcoordinator",
        "\ufeffemail,name,role,language\n\n\nnour@example.org,Nour,coordinator,en",
    ],
)
def test_columns_are_known_in_either_language_order_and_delimiter(text):
    [line] = read_lines(text)
    assert (line.email, line.name, line.role, line.language, line.problem) == (
        "nour@example.org",
        "Nour",
        "coordinator",
        "en",
        "",
    )


def test_a_bare_column_of_addresses_needs_no_first_row():
    assert [line.email for line in read_lines("a@example.org\nb@example.org\n")] == ["a@example.org", "b@example.org"]


def test_every_bad_row_says_why_under_its_own_number():
    text = (
        "email,role,language\n"
        "a@example.org,,\n"
        "not an address,,\n"
        ",volunteer,\n"
        "b@example.org,boss,\n"
        "c@example.org,,klingon\n"
        "A@example.org,,\n"
    )
    problems = {line.number: line.problem for line in read_lines(text) if line.problem}
    assert problems == {
        3: "This is not an e-mail address.",
        4: "No address.",
        5: "Unknown role “boss”. Use volunteer, coordinator or admin.",
        6: "Unknown language “klingon”. Use nl or en.",
        7: "The same address as in row 2.",
    }


@pytest.mark.parametrize("text", ["", " \n ,\n", "name,role\nNour,admin\n"])
def test_a_list_without_people_or_without_a_column_of_addresses_is_refused_whole(text):
    with pytest.raises(PeopleError):
        read_lines(text)


def test_a_list_longer_than_allowed_is_refused_whole():
    head = "email\n"
    assert len(read_lines(head + "".join(f"p{n}@example.org\n" for n in range(MOST_LINES)))) == MOST_LINES
    with pytest.raises(PeopleError):
        read_lines(head + "".join(f"p{n}@example.org\n" for n in range(MOST_LINES + 1)))


def test_spreadsheets_of_windows_are_read():
    assert read_lines(decode("email;naam\na@example.org;Zoë\n".encode("cp1252")))[0].name == "Zoë"
    assert read_lines(decode("email;naam\na@example.org;Zoë\n".encode("utf-8-sig")))[0].name == "Zoë"


# A first draw of all of Unicode is slow on a busy machine.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=4), max_size=8))
def test_any_list_is_read_or_refused_and_good_rows_have_an_address_once(rows):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["email", "name", "role", "language"])
    writer.writerows(rows)
    try:
        lines = read_lines(out.getvalue())
    except PeopleError:
        return
    good = [line for line in lines if not line.problem]
    assert len({line.email for line in good}) == len(good)
    assert all("@" in line.email and line.role for line in good)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(PeopleError):
        read_lines(decode(data))
