"""The labels of one fact are asked in the order of their trust."""

from pipelines.understanding.facts.page_facts import page_facts, page_tags
from tests.pipelines.understanding.letters import page


def test_the_surest_label_comes_first():
    made = page("年报", facts={"生成日期": "2021-02-01", "栏目": "年报", "成文日期": "2021-01-15"})
    assert [fact.words for fact in page_facts(made, "written_date")] == ["成文日期：2021-01-15", "生成日期：2021-02-01"]
    assert list(page_facts(made, "signer")) == []


def test_tags_by_name():
    made = page("年报", tags={"author": "王青", "contentsource": "柳泉镇", "pubdate": ""})
    assert [tag.value for tag in page_tags(made, "source_tags")] == ["柳泉镇", "王青"]
    assert list(page_tags(made, "publish_tags")) == []
