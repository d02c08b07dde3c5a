"""A county's portal as one application: the same shell at every address, all that is read in it filled in by scripts."""

import json
from collections.abc import Mapping, Sequence
from html import escape

from tests.crawler.zoo.ground import Answer, Host, Request
from tests.golden.make.html_article import article
from tests.golden.make.printed import blocks
from tests.golden.make.report import Body
from tests.golden.make.story import report

COLUMN = "/zwgk/zfxxgknb/"
TOWNS = ("白鹭镇", "青石镇", "南桥街道")
YEAR = 2023
PER_PAGE = 2

# Vue's shape: an empty mount, a bundle, and the wish for JavaScript; 1.5 kB and less on real portals
SHELL = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>青桐县人民政府</title>{head}
<link rel="stylesheet" href="/static/css/app.css"></head><body><noscript>enable JavaScript to continue</noscript>
<div id="app"></div>{body}<script src="/static/js/app.js"></script></body></html>"""

# a part of the page is shown only when its stylesheet is there, as bundlers have it
_BUNDLE = """
const app = document.getElementById("app");
const styled = () => new Promise((done, failed) => {
  const link = document.createElement("link");
  Object.assign(link, {rel: "stylesheet", href: "/static/css/part.css", onload: done, onerror: failed});
  document.head.append(link);
});
const links = (entries) => "<ul>" + entries.map(
  (one) => `<li><a href="${one.url}" title="${one.title}">${one.title}</a><span>${one.day}</span></li>`
).join("") + "</ul>";
async function turn(page) {
  const list = await (await fetch("/api/list?page=" + page)).json();
  app.innerHTML = "<h2>政府信息公开年报</h2>" + links(list.entries) + `<div class="el-pagination"><span>共 ${list.total} 条</span>
    <button class="btn-next" ${list.isLast ? "disabled" : ""}>›</button></div>`;
  app.querySelector("button").onclick = () => turn(page + 1);
}
async function show() {
  await styled();
  const told = location.pathname.match(/^.detail.(\\d+)$/);
  if (told) {
    const sent = {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({id: told[1]})};
    const article = await (await fetch("/api/article", sent)).json();
    document.title = article.title;
    app.innerHTML = `<h1>${article.title}</h1><div class="content">${article.content}</div>`;
  } else if (location.pathname === COLUMN) {
    await turn(1);
  } else {
    app.innerHTML = links([
      {url: COLUMN, title: "政府信息公开年报", day: ""}, {url: "/zwgk/jgjj/", title: "机构简介", day: ""},
    ]) + "<img src='/static/img/logo.png'>";
  }
}
show();
"""


def application(host: Host) -> None:
    """Puts the portal on a host."""
    shell = SHELL.format(head="", body="")
    entries = [
        {"url": f"/detail/{number}", "title": title(town), "day": "2024-01-16"} for number, town in enumerate(TOWNS)
    ]
    host.pages |= {
        "/": shell,
        COLUMN: shell,
        "/detail/*": shell,
        "/static/js/app.js": Answer(f"const COLUMN = {COLUMN!r};{_BUNDLE}", kind="application/javascript"),
        "/api/list": lambda request: _list(entries, int(request.query["page"])),
        "/api/article": _article,
        "/robots.txt": Answer("", 404),
    }


def _list(entries: Sequence[Mapping[str, str]], page: int) -> Answer:
    shown = entries[(page - 1) * PER_PAGE : page * PER_PAGE]
    told = {"entries": shown, "total": len(entries), "isLast": page * PER_PAGE >= len(entries)}
    return Answer(json.dumps(told), kind="application/json")


def title(town: str) -> str:
    return f"青桐县{town}{YEAR}年政府信息公开工作年度报告"


def _article(request: Request) -> Answer:
    number = int(json.loads(request.body)["id"])
    town = TOWNS[number]
    kind = "township_government" if town.endswith("镇") else "subdistrict_office"
    name = f"青桐县{town}{'人民政府' if kind == 'township_government' else '办事处'}"
    made = report(Body(name, kind, f"青桐县{town}"), YEAR, number)
    told = {"title": escape(title(town)), "content": article(blocks(made))}
    return Answer(json.dumps(told), kind="application/json")
