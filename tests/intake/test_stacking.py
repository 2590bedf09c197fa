"""The cells of a ruled table laid one under the other, in pictures that can be read."""

from PIL import Image

from parindex_intake.pages import Word
from parindex_intake.ruling import Grid
from parindex_intake.stacking import stacked


def test_a_large_table_becomes_several_pictures_and_every_cell_comes_back() -> None:
    grid = Grid(range(0, 3001, 100), range(0, 1801, 200), frozenset())
    stacks = list(stacked(Image.new("L", (1801, 3001), 255), grid))
    assert len(stacks) > 1
    assert max(stack.picture.height for stack in stacks) < 32_768
    back = set()
    for stack in stacks:
        for y in range(41, stack.picture.height, 128):
            found = stack.back(Word("x", 50, y, 60, y + 10, 90))
            if found is not None:
                assert grid.holds(*found.middle)
                back.add((int(found.middle[0] // 200), int(found.middle[1] // 100)))
    assert len(back) == 9 * 30
