"""Notes stand by themselves: remarks by which files of a batch speak of each other go."""

import pytest

from mlat.build.inbox.notes import own_words


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        (
            "Completes/corrects participation-world.csv (signed carried over from it); Date of deposit",
            "Date of deposit",
        ),
        ("Completes/corrects instruments-x.csv: year and title", "year and title"),
        ("completes the row of the same id in a-b.csv (TIAS number)", "from this source (TIAS number)"),
        ("New row; Named among the parties", "Named among the parties"),
        ("seed table (entry into force); seed table (entry into force)", "founding table (entry into force)"),
        ("date not seen", "date not seen"),
    ],
)
def test_a_note_keeps_what_it_says_of_the_fact(note, kept):
    assert own_words(note) == kept
