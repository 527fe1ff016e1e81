"""The table of topics holds together."""

from matcher.reference.topics import topic_name, topics


def test_numbers_are_those_of_the_table_and_names_are_given_once():
    assert all(number == topic.number for number, topic in topics().items())
    for names in ([topic.chinese for topic in topics().values()], [t.english for t in topics().values()]):
        assert len(set(names)) == len(names)


def test_words_are_written_as_they_are_looked_for():
    for topic in topics().values():
        assert len(set(topic.words)) == len(topic.words)
        assert [word for word in topic.words if word != word.lower().strip() or len(word) < 2] == []


def test_a_topic_is_named_in_both_languages():
    assert (topic_name(1, "zh-CN"), topic_name(1, "en")) == ("新媒体运营", "New media")
