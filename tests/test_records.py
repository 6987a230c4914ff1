"""Records behave as frozen data classes do."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from functools import cached_property

import pytest

from kit.records import Ordered, Record


class Point(Record):
    """Two values, one of which is usually the same."""

    x: int
    y: tuple[int, ...] = ()

    @cached_property
    def double(self) -> int:
        """Twice x."""
        return 2 * self.x


class Other(Record):
    """Other records of the same values."""

    x: int
    y: tuple[int, ...] = ()


def test_values_are_given_by_place_or_name() -> None:
    assert (Point(1, (2,)).x, Point(1, (2,)).y) == (1, (2,))
    assert Point(y=(2,), x=1) == Point(1, (2,))
    assert Point(1).y == ()


@pytest.mark.parametrize(
    "values,named", [((), {}), ((1, (), 3), {}), ((1,), {"x": 1}), ((1,), {"z": 1}), ((), {"y": ()})]
)
def test_too_few_too_many_or_others_are_refused(values: tuple[object, ...], named: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        Point(*values, **named)  # type: ignore[arg-type]


def test_equal_values_make_equal_records_of_one_class() -> None:
    assert Point(1) == Point(1, ())
    assert Point(1) != Point(2)
    assert Point(1) != Other(1)
    assert Point(1) != (1, ())
    assert len({Point(1), Point(1, ()), Point(2)}) == 2


def test_nothing_can_be_changed() -> None:
    point = Point(1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del point.x
    assert point.replace(x=2) == Point(2)
    assert point == Point(1)


def test_what_is_cached_is_no_value() -> None:
    point = Point(3)
    assert point.double == 6
    assert point == Point(3)
    assert repr(point) == "Point(x=3, y=())"
    assert point.replace(x=4).double == 8


def test_they_travel_between_processes() -> None:
    assert pickle.loads(pickle.dumps(Point(1, (2,)))) == Point(1, (2,))


class Size(Ordered):
    """Records that can be compared."""

    length: int
    width: int = 0


def test_ordered_ones_are_compared_value_by_value() -> None:
    assert Size(1, 9) < Size(2)
    assert Size(2) <= Size(2, 0)
    assert Size(2, 1) > Size(2)
    assert Size(2) >= Size(1, 9)
    assert sorted([Size(2), Size(1, 1), Size(1)]) == [Size(1), Size(1, 1), Size(2)]
    with pytest.raises(TypeError):
        assert Size(1) < Point(1)  # type: ignore[operator]
