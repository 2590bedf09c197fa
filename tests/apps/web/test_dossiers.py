"""Dossiers on the first page, their overview, the lists behind each number, what is due."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.agency_dossiers.conftest import (
    INSPECTORATE,
    LATE,
    LATE_NOW,
    LATE_OF_INSPECTORATE,
    METROLOGY,
    export,
    line,
    load,
)
from tests.apps.web.workbooks import rows_of_workbook

from parindex.dossiers.models import DossierUnit
from parindex.web.dossier_counted import COUNTED_COLUMNS
from parindex.web.dossier_lists import DUE_COLUMNS
from parindex.web.dossier_overview import PLACE_COLUMNS

COUNTED_LINK = re.compile(r'<a href="(/dossiers/counted/[^"]*)">([\d.]+)</a>')


class TestHome:
    def test_the_tiles_lead_to_their_lists(self, open_as):
        answer, content = open_as("director", "home")
        tiles = answer.context["page"].dossiers
        assert (tiles.counts.late_now, tiles.counts.due_today, tiles.counts.due_soon) == (1, 1, 1)
        for url in (tiles.late_url, tiles.today_url, tiles.soon_url):
            assert f'href="{url}"' in content
        # 3 of 5 online and on time; online has to be above half, on time to reach 95 %.
        assert "60,00 %" in content
        assert "chỉ tiêu: trên 50,00 %" in content
        assert "chỉ tiêu: ít nhất 95,00 %" in content
        # 5 settled in 10 months: one a month, halves up; two more until December.
        assert "mỗi tháng giải quyết 1 hồ sơ" in content
        assert "Năm nay không còn đạt được: dù cả 2 hồ sơ" in content
        assert "Đến tháng 12 cần 1 trên 2 hồ sơ dự kiến (50,00 %)" in content

    def test_a_unit_sees_its_own_and_who_has_none_sees_nothing(self, open_as, some_dossiers):
        answer, _content = open_as("unit_officer", "home")
        tiles = answer.context["page"].dossiers
        assert (tiles.counts.late_now, tiles.counts.due_soon) == (0, 1)
        assert (tiles.online.whole.share.numerator, tiles.online.whole.share.denominator) == (0, 1)
        DossierUnit.objects.filter(agency=some_dossiers.agency).update(unit=None)
        answer, content = open_as("unit_officer", "home")
        assert answer.context["page"].dossiers is None
        assert "Hồ sơ hôm nay" not in content

    def test_nothing_of_it_before_the_first_load(self, client, no_dossiers):
        client.force_login(no_dossiers.people["director"])
        answer = client.get(reverse("home"))
        assert answer.context["page"].dossiers is None

    def test_more_dossiers_take_no_more_queries(self, client, some_dossiers):
        client.force_login(some_dossiers.people["unit_head"])
        counts = []
        for _time in range(2):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(reverse("home")).status_code == 200
            counts.append(len(queries))
            load(some_dossiers, export([line(90 + n, "02/11", "30/11", "") for n in range(9)]))
        assert counts[0] == counts[1]


class TestOverview:
    @pytest.mark.parametrize(
        ("person", "query"),
        [
            ("auditor", {}),
            ("auditor", {"by": "channel", "period": "2021-Q2"}),
            ("auditor", {"by": "procedure", "period": "2021-05"}),
            ("auditor", {"by": "field", "first": "1/2/2021", "last": "8/3/2021"}),
            ("auditor", {"by": "month", "first": "15/1/2021", "last": "10/5/2021"}),
            ("unit_head", {"by": "month"}),
        ],
    )
    def test_every_number_opens_onto_as_many_dossiers(self, client, open_as, person, query):
        answer, content = open_as(person, "dossiers", **query)
        assert answer.status_code == 200
        numbers = {(unescape(url), number) for url, number in COUNTED_LINK.findall(content)}
        assert len(numbers) > 12
        for url, number in numbers:
            listed = client.get(url)
            assert str(listed.context["page"].paginator.count) == number, url
            assert len(listed.context["rows"]) == int(number)

    def test_the_templates_indicators_lead_to_their_components(self, open_as):
        answer, content = open_as("director", "dossiers")
        shares = {
            one.code: (one.line.share.numerator, one.line.share.denominator)
            for one in answer.context["indicators"]
        }
        assert shares == {
            "3.4.1": (3, 5),
            "3.4.2": (2, 5),
            "3.4.3": (0, 2),
            "7.2.2": (2, 5),
            "7.2.3": (1, 5),
            "7.2.4": (1, 2),
        }
        assert reverse("component", args=["dossiers_on_time"]) in content

    @pytest.mark.parametrize(
        ("query", "label", "problem"),
        [
            ({"period": "2021-Q3"}, "Quý III/2021", False),
            ({"period": "2021-11"}, "Tháng 11/2021, tính đến 24/11/2021", False),
            ({"first": "1/2/2021", "last": "8/3/2021"}, "từ 1/2/2021 đến 8/3/2021", False),
            ({"first": "8/3/2021", "last": "1/2/2021"}, "Năm 2021, tính đến 24/11/2021", True),
            ({"first": "8/3", "last": ""}, "Năm 2021, tính đến 24/11/2021", True),
            ({"period": "2022"}, "Năm 2021, tính đến 24/11/2021", True),
            ({"period": "hôm nay"}, "Năm 2021, tính đến 24/11/2021", True),
        ],
    )
    def test_any_period_can_be_asked_for(self, open_as, query, label, problem):
        answer, _content = open_as("auditor", "dossiers", **query)
        asked = answer.context["asked"]
        assert asked.label == label
        assert bool(asked.problem) is problem

    def test_the_table_goes_to_excel(self, open_as):
        answer, _content = open_as("auditor", "dossiers-export", by="unit")
        rows = {row["name"]: row for row in rows_of_workbook(answer, PLACE_COLUMNS)}
        counts = [rows[METROLOGY][key] for key in ("settled", "on_time", "on_time_share", "late")]
        assert counts == [4, 3, 75, 1]
        assert (rows[INSPECTORATE]["on_time"], rows[INSPECTORATE]["on_time_share"]) == (0, 0)
        listed, _content = open_as("auditor", "dossiers-counted-export", indicator="LATE")
        assert {row["code"] for row in rows_of_workbook(listed, COUNTED_COLUMNS)} == {
            LATE,
            LATE_OF_INSPECTORATE,
        }

    def test_a_list_longer_than_a_workbook_may_be_says_what_to_narrow(
        self, client, open_as, monkeypatch
    ):
        query = {"indicator": "LATE", "period": "2021-01..2021-11"}
        monkeypatch.setattr("parindex.web.views.dossiers.EXPORTED_ROWS", 1)
        answer, _content = open_as("auditor", "dossiers-counted-export", **query)
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (
            302,
            reverse("dossiers-counted"),
        )
        content = client.get(answer["Location"]).content.decode()
        assert "Excel nhận nhiều nhất 1 hồ sơ một lần" in content
        assert reverse("dossiers-counted-export") not in content
        assert f'href="{reverse("dossiers")}?period=2021-01..2021-11"' in content
        monkeypatch.setattr("parindex.web.views.dossiers.EXPORTED_ROWS", 2)
        whole, _content = open_as("auditor", "dossiers-counted-export", **query)
        assert len(rows_of_workbook(whole, COUNTED_COLUMNS)) == 2

    def test_an_empty_store_says_what_to_do(self, client, no_dossiers):
        client.force_login(no_dossiers.people["one_stop_officer"])
        content = client.get(reverse("dossiers")).content.decode()
        assert reverse("dossier-load-new") in content
        assert "Chưa nạp hồ sơ nào" in content
        for by in ("unit", "month"):
            assert client.get(reverse("dossiers-export"), {"by": by}).status_code == 200
        for name in ("dossiers-due", "dossiers-counted", "dossier-causes", "dossier-apologies"):
            assert client.get(reverse(name)).status_code == 200


class TestLists:
    @pytest.mark.parametrize(
        ("query", "codes"),
        [
            ({}, [LATE_NOW]),
            ({"list": "today"}, ["H48.12-211115-0006"]),
            ({"list": "soon"}, ["H48.12-211116-0007"]),
            ({"list": "waiting"}, []),
            ({"list": "settled"}, [LATE_OF_INSPECTORATE, LATE]),
            ({"list": "settled", "sort": "ended"}, [LATE, LATE_OF_INSPECTORATE]),
            ({"list": "settled", "words": "thanh TRA"}, [LATE_OF_INSPECTORATE]),
            ({"list": "settled", "words": "do luong 0004"}, [LATE]),
            ({"list": "settled", "unit": INSPECTORATE}, [LATE_OF_INSPECTORATE]),
            ({"list": "settled", "procedure": "9.9"}, []),
        ],
    )
    def test_a_list_and_its_workbook_hold_the_same(self, open_as, query, codes):
        answer, content = open_as("auditor", "dossiers-due", **query)
        assert [dossier.code for dossier, _state in answer.context["rows"]] == codes
        for code in codes:
            assert reverse("dossier", args=[code]) in content
        workbook, _content = open_as("auditor", "dossiers-due-export", **query)
        assert [row["code"] for row in rows_of_workbook(workbook, DUE_COLUMNS)] == codes

    def test_the_tabs_count_every_list(self, open_as):
        answer, _content = open_as("auditor", "dossiers-due", list="nonsense", page="99")
        assert [tab["count"] for tab in answer.context["lists"]] == [1, 1, 1, 0, 2]

    def test_a_unit_sees_its_own(self, open_as):
        _answer, content = open_as("unit_officer", "dossiers-due", list="settled")
        assert LATE not in content
        assert LATE_OF_INSPECTORATE in content
        counted, content = open_as("unit_officer", "dossiers-counted", indicator="LATE")
        assert counted.context["page"].paginator.count == 1
        assert LATE not in content
