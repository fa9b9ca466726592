"""Languages to choose among, and the words that lists have for them."""

from babel import Locale

from events.delegates import languages


def test_every_language_offered_is_one_that_exists_and_stands_once_by_its_english_name():
    offered = languages.choices()
    codes = [code for code, _words in offered]
    assert offered[0] == ("en", "English") and len(codes) == len(set(codes)) > 20
    assert set(codes) <= {"syl", *Locale("en").languages}
    assert [words for _code, words in offered[1:]] == sorted(words for _code, words in offered[1:])
    assert {("ur", "Urdu, اردو"), ("syl", "Sylheti, সিলেটি")} <= set(offered)


def test_a_language_that_is_held_already_can_be_kept():
    assert ("mt", "Maltese") in languages.choices("mt") and ("mt", "Maltese") not in languages.choices()
    assert languages.choices("ur") == languages.choices()
    assert ("x-own", "x-own") in languages.choices("x-own")
