from __future__ import annotations

import secrets
from dataclasses import replace

import pytest
from nacl.bindings import crypto_box_keypair, crypto_box_seal, crypto_box_seal_open

from db import sealing
from db.sealing import Context, Cost, Lock, SealedBox, Sealer, Tampered, WrongCodes

CHEAP = Cost(ops=1, memory=8192)
CODES = ("123456789012", "210987654321")
CONTEXT = Context(poll="p" * 32, question="0123456789abcdef", channel="slips", total=24, content_bytes=27)


def place(number: int) -> bytes:
    return number.to_bytes(16, "big")


def content(value: int = 1) -> bytes:
    return bytes([value]) * 27


@pytest.fixture
def lock() -> Lock:
    return sealing.new_lock(CODES, CHEAP)


@pytest.fixture
def sealer(lock: Lock) -> Sealer:
    return sealing.unlock_sealer(lock, CONTEXT, CODES)


def opened(lock: Lock, boxes: list[SealedBox], context: Context = CONTEXT) -> list[bytes]:
    opener = sealing.unlock_opener(lock, context, CODES)
    return [ballot.content for ballot in opener.open_all(boxes)]


def test_a_new_box_takes_what_its_two_codes_open() -> None:
    lock, sealer = sealing.new_box(CODES, CHEAP, CONTEXT)
    assert opened(lock, [sealer.seal(place(1), content(4))]) == [content(4)]


def test_what_was_sealed_is_what_is_opened(lock: Lock, sealer: Sealer) -> None:
    boxes = [sealer.seal(place(n), content(n)) for n in range(5)]
    assert opened(lock, boxes) == [content(n) for n in range(5)]


def test_a_code_is_twelve_digits_drawn_afresh() -> None:
    drawn = {sealing.draw_code() for _ in range(50)}
    assert len(drawn) == 50
    assert all(len(code) == 12 and code.isdigit() for code in drawn)


def test_it_does_not_matter_which_code_comes_first(lock: Lock) -> None:
    sealing.unlock_opener(lock, CONTEXT, (CODES[1], CODES[0]))


@pytest.mark.parametrize("codes", [(CODES[0], "0" * 12), ("0" * 12, CODES[1]), (CODES[0], CODES[0])])
def test_one_code_alone_opens_nothing(lock: Lock, codes: tuple[str, str]) -> None:
    with pytest.raises(WrongCodes):
        sealing.unlock_opener(lock, CONTEXT, codes)
    with pytest.raises(WrongCodes):
        sealing.unlock_sealer(lock, CONTEXT, codes)


def test_two_polls_with_the_same_codes_have_different_locks(lock: Lock) -> None:
    assert sealing.new_lock(CODES, CHEAP).public_key != lock.public_key


def test_the_usual_cost_is_a_quarter_of_a_gibibyte() -> None:
    assert Cost().memory >= 256 * 2**20


def test_every_box_has_the_length_that_the_poll_gives_it(sealer: Sealer) -> None:
    lengths = {len(sealer.seal(place(n), content(n)).box) for n in range(9)}
    assert lengths == {CONTEXT.box_bytes}


def test_the_same_ballot_sealed_twice_looks_different(sealer: Sealer) -> None:
    assert sealer.seal(place(1), content()).box != sealer.seal(place(1), content()).box


def test_a_place_has_one_key_so_that_entering_it_again_replaces_it(lock: Lock, sealer: Sealer) -> None:
    again = sealing.unlock_sealer(lock, CONTEXT, CODES)
    assert sealer.seal(place(7), content(1)).key == again.seal(place(7), content(2)).key
    assert sealer.key(place(7)) != sealer.key(place(8))


def test_a_ballot_of_another_length_is_not_sealed(sealer: Sealer) -> None:
    with pytest.raises(ValueError, match="fixed length"):
        sealer.seal(place(1), b"short")


def test_a_box_forged_with_the_public_key_is_found_out(lock: Lock, sealer: Sealer) -> None:
    genuine = sealer.seal(place(1), content())
    body = bytes([sealing.VERSION]) + secrets.token_bytes(16) + place(2) + content(1)
    forged = crypto_box_seal(body + secrets.token_bytes(32), lock.public_key)
    assert len(forged) == len(genuine.box)
    with pytest.raises(Tampered, match="不是用两个密码封存的"):
        opened(lock, [genuine, SealedBox(sealer.key(place(2)), forged)])


def test_a_box_put_in_twice_is_found_out(lock: Lock, sealer: Sealer) -> None:
    box = sealer.seal(place(1), content())
    with pytest.raises(Tampered, match="重复"):
        opened(lock, [box, box])


def test_a_copy_under_another_key_is_found_out(lock: Lock, sealer: Sealer) -> None:
    box = sealer.seal(place(1), content())
    with pytest.raises(Tampered, match="挪动"):
        opened(lock, [box, replace(box, key=secrets.token_bytes(16))])


def test_two_boxes_that_changed_places_are_found_out(lock: Lock, sealer: Sealer) -> None:
    one, other = sealer.seal(place(1), content(1)), sealer.seal(place(2), content(2))
    with pytest.raises(Tampered, match="挪动"):
        opened(lock, [SealedBox(one.key, other.box), SealedBox(other.key, one.box)])


@pytest.mark.parametrize("position", [0, 40, -1])
def test_a_changed_byte_is_found_out(lock: Lock, sealer: Sealer, position: int) -> None:
    box = sealer.seal(place(1), content())
    changed = bytearray(box.box)
    changed[position] ^= 1
    with pytest.raises(Tampered, match="打不开"):
        opened(lock, [SealedBox(box.key, bytes(changed))])


def test_a_box_of_another_length_is_found_out(lock: Lock, sealer: Sealer) -> None:
    box = sealer.seal(place(1), content())
    with pytest.raises(Tampered, match="长度"):
        opened(lock, [SealedBox(box.key, box.box + b"\x00")])


@pytest.mark.parametrize(
    "changed",
    [
        replace(CONTEXT, poll="q" * 32),
        replace(CONTEXT, question="f" * 16),
        replace(CONTEXT, channel="booth"),
        replace(CONTEXT, total=23),
    ],
    ids=["poll", "question", "channel", "number of slips"],
)
def test_a_box_of_another_poll_question_or_channel_is_found_out(
    lock: Lock, sealer: Sealer, changed: Context
) -> None:
    with pytest.raises(Tampered, match="不是用两个密码封存的"):
        opened(lock, [sealer.seal(place(1), content())], changed)


def test_a_swapped_public_key_is_found_out_by_the_codes(lock: Lock) -> None:
    public, _ = crypto_box_keypair()
    with pytest.raises(WrongCodes):
        sealing.unlock_sealer(replace(lock, public_key=public), CONTEXT, CODES)


def test_a_weakened_cost_is_found_out_by_the_codes(lock: Lock) -> None:
    with pytest.raises(WrongCodes):
        sealing.unlock_sealer(replace(lock, cost=Cost(ops=1, memory=16384)), CONTEXT, CODES)


def test_the_tag_key_alone_opens_no_box(sealer: Sealer, lock: Lock) -> None:
    box = sealer.seal(place(1), content())
    held = [getattr(sealer, name) for name in Sealer.__slots__]
    for secret in (bytes(value) for value in held if isinstance(value, (bytes, bytearray))):
        with pytest.raises(Exception, match="error"):
            crypto_box_seal_open(box.box, lock.public_key, secret)


def test_a_sealer_for_the_counted_slips_seals_for_that_number_alone(lock: Lock, sealer: Sealer) -> None:
    counted = replace(CONTEXT, total=9)
    box = sealer.for_total(9).seal(place(1), content())
    assert opened(lock, [box], counted) == [content()]
    with pytest.raises(Tampered):
        opened(lock, [box])


def test_forgetting_leaves_zeros(lock: Lock, sealer: Sealer) -> None:
    opener = sealing.unlock_opener(lock, CONTEXT, CODES)
    sealer.forget()
    opener.forget()
    assert set(sealer._tag_key) == {0}
    assert set(opener._keys.private) == {0}
    assert set(opener._keys.tag) == {0}


def test_a_forgotten_sealer_seals_nothing_that_counts(lock: Lock, sealer: Sealer) -> None:
    sealer.forget()
    with pytest.raises(Tampered):
        opened(lock, [sealer.seal(place(1), content())])


def test_nothing_secret_shows_when_printed(lock: Lock, sealer: Sealer) -> None:
    opener = sealing.unlock_opener(lock, CONTEXT, CODES)
    ballot = opener.open_all([sealer.seal(place(1), content())])[0]
    assert [repr(thing) for thing in (sealer, opener, opener._keys, ballot)] == [
        "<Sealer>",
        "<Opener>",
        "<keys>",
        "<Opened>",
    ]


def test_opening_tells_how_far_it_is(lock: Lock, sealer: Sealer) -> None:
    boxes = [sealer.seal(place(n), content()) for n in range(3)]
    seen: list[int] = []
    sealing.unlock_opener(lock, CONTEXT, CODES).open_all(boxes, seen.append)
    assert seen == [1, 2, 3]


def test_a_process_that_holds_keys_dumps_no_core() -> None:
    resource = pytest.importorskip("resource")
    assert sealing.forbid_core_dumps()
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
