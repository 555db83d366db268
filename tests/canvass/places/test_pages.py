from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from canvass.core import jobs
from canvass.core.models import Job
from canvass.places.files import load_osm
from canvass.places.models import Address, PlaceLoad
from tests.canvass.places.towns import bag_file, crossroads
from volunteers.people.models import Membership, Organisation, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client) -> User:
    organisation = Organisation.objects.create(name="Buurtgesprek", slug="buurtgesprek", kind="local")
    user = User.objects.create_user(email="admin@example.org", name="Ada")
    Membership.objects.create(user=user, organisation=organisation, role="admin")
    client.force_login(user)
    translation.activate("en")
    client.cookies["django_language"] = "en"
    return user


def upload(client, path, **fields):
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(reverse("places:upload"), {"file": file, **fields})


def test_an_upload_becomes_a_job_a_load_and_a_report(client, admin, tmp_path, settings):
    path = bag_file(tmp_path / "bag adressen.csv", [{}, {"huisnummer": "x"}])
    response = upload(client, path, what="bag", source="lindenhaven")
    assert response.status_code == 302
    job = Job.objects.get()
    assert job.owner_id == admin.pk
    assert str(job.pk) in client.get(reverse("places:index")).content.decode()
    assert jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    load = PlaceLoad.objects.get(pk=job.result["load_id"])
    assert (load.source, load.file_name) == ("lindenhaven", "bag_adressen.csv")
    assert Address.objects.get().source == "lindenhaven"
    assert not list((settings.MEDIA_ROOT / "uploads").iterdir())
    page = client.get(reverse("places:report", args=[load.pk])).content.decode()
    assert "Addresses without a house number" in page
    lines = client.get(reverse("places:list", args=[load.pk]), {"kind": "address_without_number"})
    assert b"".join(lines.streaming_content).count(b"\n") == 2


def test_a_file_that_cannot_be_loaded_says_so_on_the_page_and_is_not_tried_again(client, admin, tmp_path, settings):
    path = tmp_path / "list.csv"
    path.write_text("straat;lon;lat\nKerkstraat;5;52\n")
    upload(client, path, what="csv")
    job = Job.objects.get()
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.FAILED, 1)
    assert "number" in client.get(reverse("places:index")).content.decode()
    assert "list.csv" in job.error
    assert "Fill in at “Columns”: number=COLUMN" in job.error
    assert not PlaceLoad.objects.exists()
    assert not list((settings.MEDIA_ROOT / "uploads").iterdir())


@pytest.mark.parametrize(
    ("name", "fields", "message"),
    [
        ("bag.csv", {"what": "osm"}, "ends in .osm.pbf"),
        ("bag.csv", {"what": "csv", "mapping": "street"}, "is not of the form field=column"),
        ("bag.csv", {"what": "bag", "source": "Big Town"}, "Use small letters"),
    ],
)
def test_the_form_names_what_is_wrong(client, admin, tmp_path, name, fields, message):
    response = upload(client, bag_file(tmp_path / name, [{}]), **fields)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not Job.objects.exists()


def test_the_page_leads_with_the_doors(client, admin, tmp_path, django_assert_max_num_queries):
    load_osm(path=crossroads().write(tmp_path / "town.osm"), box_name="Kern")
    with django_assert_max_num_queries(20):
        page = client.get(reverse("places:index")).content.decode()
    assert "2 doors to plan" in page
    assert "town.osm" in page
    assert "Kern" in page


def test_a_list_that_a_load_does_not_have_is_empty_and_an_unknown_one_is_not_there(client, admin):
    load = PlaceLoad.objects.create(source="osm", file_name="x", file_sha256="0")
    empty = client.get(reverse("places:list", args=[load.pk]), {"kind": "broken_geometry"})
    assert b"".join(empty.streaming_content) == b"key,detail\n"
    assert client.get(reverse("places:list", args=[load.pk]), {"kind": "../../secret"}).status_code == 404
    assert "did not finish" in client.get(reverse("places:report", args=[load.pk])).content.decode()
