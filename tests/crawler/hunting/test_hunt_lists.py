"""Lists of made-up portals and the bounds of a night, hunted without a network, to what is read and what is told."""

from tests.crawler.scene import Scene, links, title, usual


def test_lists_are_read_to_their_last_page(scene):
    """createPageHTML of TRS: index_1.html is the second page."""
    usual(scene)
    for page in range(4):
        reports = links(*(scene.report(f"/nb/{page}{one}.html", 10 * page + one) for one in range(3)))
        pager = f'<script>createPageHTML(4, {page}, "index", "html");</script>'
        scene.page(f"/nb/index_{page}.html" if page else "/nb/", reports + pager, "政府信息公开年报")
    outcome = scene.run()
    assert (outcome.outcome, outcome.reports) == ("complete", 12)


def test_a_page_of_a_list_that_is_gone_is_told(scene):
    usual(scene)
    reports = links(*(scene.report(f"/nb/0{one}.html", one) for one in range(3)))
    scene.page("/nb/", f'{reports}<script>createPageHTML(2, 0, "index", "html");</script>', "政府信息公开年报")
    outcome = scene.run()
    assert (outcome.outcome, outcome.reason, outcome.reports) == ("incomplete", "declared_more", 3)


def test_a_list_of_news_is_not_turned(scene):
    usual(scene)
    news = links(*((f"/xw/{number}.html", f"今日要闻之{number}") for number in range(10)))
    scene.page(
        "/zwgk/zfxxgk/",
        links(("/nb/", "政府信息公开年报")) + news + "<script>createPageHTML(900, 0, 'index', 'html');</script>",
    )
    assert scene.run().outcome == "complete"
    assert len(scene.asked) == 7


def test_an_endless_list_ends_with_the_budget_and_says_so(tmp_path):
    with Scene(tmp_path, max_pages=30) as scene:
        usual(scene)
        for page in range(1, 60):
            entry = links(scene.report(f"/nb/r{page}.html", page))
            scene.page(
                "/nb/" if page == 1 else f"/nb/?page={page}",
                f'{entry}<a href="/nb/?page={page + 1}">下一页</a>',
                "年报",
            )
        outcome = scene.run()
    assert (outcome.outcome, outcome.reason) == ("incomplete", "over_budget")
    assert outcome.pages == len(scene.asked) == 30


def test_a_list_that_shows_its_last_page_for_ever_ends(scene):
    usual(scene, towns=1)
    for page in range(1, 40):
        scene.page(
            "/nb/" if page == 1 else f"/nb/?page={page}",
            f'{links(("/nb/1.html", title(1)))}<a href="/nb/?page={page + 1}">下一页</a>',
            "年报",
        )
    scene.run()
    assert sum("page=" in path for path in scene.paths) < 12


def test_the_budget_is_never_exceeded_and_what_is_left_is_told(tmp_path):
    with Scene(tmp_path, max_pages=5) as scene:
        usual(scene, towns=9)
        outcome = scene.run()
        assert (outcome.outcome, outcome.reason, outcome.pages, outcome.reports) == ("incomplete", "over_budget", 5, 1)
        assert list(scene.candidates().values()).count(("not_taken", "over_budget")) == 8


def test_the_time_of_a_portal_is_bounded_too(tmp_path):
    with Scene(tmp_path, max_seconds=60) as scene:
        usual(scene)
        give = scene.give

        def slowly(errand):
            scene.clock.now += 25
            give(errand)

        scene.give = slowly
        outcome = scene.run()
    assert (outcome.outcome, outcome.reason, len(scene.asked)) == ("incomplete", "over_time", 3)


def test_what_a_list_declares_is_told(scene):
    usual(scene)
    entries = links(*(scene.report(f"/nb/{town}.html", town) for town in (1, 2, 3)))
    scene.page("/nb/", f"{entries}<div class='page'>共8条 第1/1页</div>", "政府信息公开年报")
    outcome = scene.run()
    assert (outcome.declared_total, outcome.outcome, outcome.reason) == (8, "incomplete", "declared_more")
