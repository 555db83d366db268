"""Files that mean harm: XML that reaches for other files or swells, names that climb, endings that are not true."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from canvass.core import jobs
from canvass.core.models import Job
from canvass.places.errors import LoadError
from canvass.places.models import Address, PlaceLoad
from canvass.places.sources.osm import read_osm
from canvass.places.uploads import LONGEST_NAME
from tests.factories import make_organisation, make_user

MIB = 1024 * 1024
NODES = "".join(
    f'<node id="{n}" version="1" lat="52.{n}" lon="5.{n}"><tag k="addr:street" v="{{word}}"/>'
    f'<tag k="addr:housenumber" v="{n}"/></node>'
    for n in (1, 2)
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))


def town(tmp_path: Path, *, head: str = "", word: str = "Kerkstraat") -> Path:
    path = tmp_path / "town.osm"
    path.write_text(f'<?xml version="1.0"?>{head}<osm version="0.6">{NODES.replace("{word}", word)}</osm>')
    return path


def test_a_town_as_xml_is_read(tmp_path):
    assert "Kerkstraat" in str(list(read_osm(town(tmp_path))))


@pytest.mark.parametrize(
    ("entity", "word"),
    [
        ('<!ENTITY x SYSTEM "file://{secret}">', "&x;"),
        ("<!ENTITY x 'inside'>", "&x;"),
        ('<!ENTITY l0 "lol">' + LAUGHS, "&l8;"),
        ('<!ENTITY % p SYSTEM "file://{secret}"> %p;', "Kerkstraat"),
    ],
)
def test_xml_with_entities_is_refused(tmp_path, entity, word):
    secret = tmp_path / "secret"
    secret.write_text("TOPSECRET")
    head = f"<!DOCTYPE osm [{entity.replace('{secret}', str(secret))}]>"
    with pytest.raises(LoadError) as refused:
        list(read_osm(town(tmp_path, head=head, word=word)))
    assert "TOPSECRET" not in str(refused.value)


@pytest.fixture
def send(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    client.force_login(make_user(role="admin", organisation=make_organisation()))

    def send(name: str, content: bytes, what: str):
        file = SimpleUploadedFile("x", content)
        file._name = name  # as a client that is not a browser may send it
        return client.post(reverse("places:upload"), {"file": file, "what": what})

    return send


@pytest.mark.parametrize(
    "name", ["../../../evil.csv", "..\\..\\evil.csv", "/etc/evil.csv", "e vil\n;.csv", "x" * 300 + ".csv"]
)
def test_a_name_leads_nowhere(send, settings, tmp_path, name):
    send(name, b"straat;huisnummer\n", "bag")
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.parents[1] for path in made] == [settings.MEDIA_ROOT / "uploads"] * len(made)
    assert all(len(path.name) <= LONGEST_NAME and "\n" not in path.name and "/" not in path.name for path in made)
    assert made or not Job.objects.exists()


@pytest.mark.parametrize(
    ("name", "what", "content"),
    [
        ("town.osm.pbf", "osm", b"PK\x03\x04" + b"\0" * 500),
        ("town.gpkg", "gpkg", b"#!/bin/sh\necho hello\n" * 40),
        ("areas.geojson", "neighbourhoods", b"<html><script>alert(1)</script></html>"),
        ("list.csv", "bag", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" * 40),
        ("areas.gpkg", "neighbourhoods", b"SQLite format 3\x00" + b"\xff" * 4000),
    ],
)
def test_an_ending_that_the_content_belies_loads_nothing(send, settings, name, what, content):
    assert send(name, content, what).status_code == 302
    job = Job.objects.get()
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert job.error
    assert not Address.objects.exists()
    assert not PlaceLoad.objects.exists()
    assert not list((settings.MEDIA_ROOT / "uploads").iterdir())


@pytest.mark.parametrize("name", ["town.exe", "town.osm.pbf.exe", "town.zip", "town"])
def test_another_ending_is_refused_at_the_form(send, name):
    assert send(name, b"x", "osm").status_code == 422
    assert not Job.objects.exists()


def number(value: int) -> bytes:
    """As protocol buffers write it."""
    head = b""
    while value > 0x7F:
        head += bytes([value & 0x7F | 0x80])
        value >>= 7
    return head + bytes([value])


def pbf(raw: bytes, *, told: int) -> bytes:
    """One compressed block of a map file that says how large it will be (osmformat's Blob and BlobHeader)."""
    packed = zlib.compress(raw, 9)
    blob = b"\x10" + number(told) + b"\x1a" + number(len(packed)) + packed
    head = b"\x0a\x09OSMHeader\x18" + number(len(blob))
    return len(head).to_bytes(4, "big") + head + blob


@pytest.mark.parametrize(("size", "told"), [(64 * MIB, 64 * MIB), (64 * MIB, 1 * MIB), (1, 2**31 - 1), (1, 2**40)])
def test_a_map_that_swells_when_it_is_unpacked_is_refused(tmp_path, size, told):
    path = tmp_path / "bomb.osm.pbf"
    path.write_bytes(pbf(bytes(size), told=told))
    assert path.stat().st_size < MIB
    with pytest.raises(LoadError):
        list(read_osm(path))
