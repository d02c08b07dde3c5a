"""Addresses that scripts ask for in the background."""

import pytest

from crawler.lists.script_requests import script_requests
from crawler.lists.variables import values_of
from tests.crawler.families.reading import page


def found(markup, **more):
    return script_requests(page(markup), "/api/list", values_of(markup), **more)


@pytest.mark.parametrize(
    ("script", "path"),
    [
        ("var id = 7; $.get('/api/list?c=' + id + '&page=' + page, show)", "/api/list?c=7&page="),
        (
            '$.ajax({url: "/api/list", data: {c: id, page: 1, json: true}, x: 1}); var id = 7',
            "/api/list?c=7&page=1&json=true",
        ),
        ('fetch("//xxgk.qingtong.example/api/list?c=1")', None),
    ],
)
def test_addresses_are_put_together(script, path):
    host = "http://xxgk.qingtong.example/api/list?c=1" if path is None else f"http://www.qingtong.example{path}"
    assert found(f"<script>{script}</script>") == (host,)


def test_data_that_go_as_a_body_are_left_out():
    assert found('$.ajax({url: "/api/list", data: {c: 1}})', with_data=False) == (
        "http://www.qingtong.example/api/list",
    )


@pytest.mark.parametrize(
    "markup",
    [
        '<form action="/api/list?c=1">',
        "<a href='/api/list?c=1'>",
        '<script src="/api/list.js"></script>',
        "/api/list",
        "",
    ],
)
def test_forms_links_and_mere_words_are_no_requests(markup):
    assert found(markup) == ()
