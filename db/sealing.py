"""The ballot box's lock: two codes open it, anyone who holds the sealing half may drop a ballot in.

At opening the program draws two codes of twelve digits, which the 监票人 and the 计票人 each write down. argon2id
over both gives a box key pair and a tag key; no key is ever stored. Whoever types in ballots unlocks a `Sealer`
with both codes: it keeps the public key and the tag key in memory and forgets the private one. Counting needs
both codes again and gives an `Opener`.

The plaintext of a box has one length a poll, carries a random nonce, the place of the ballot (never a person,
never a time) and a keyed BLAKE2b tag over poll, question, channel, number of slips, public key, nonce, place and
content. So a box that someone without the codes made, moved, repeated or carried over from another poll is found out.

What this cannot do: Python copies bytes as it likes, so keys are wiped on the best effort only; someone who reads
this machine's memory, or changes the program, or holds both codes, sees everything.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from nacl.bindings import (
    crypto_box_seal,
    crypto_box_seal_open,
    crypto_box_SEALBYTES,
    crypto_box_seed_keypair,
)
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

CODE_DIGITS: Final = 12
SALT_BYTES: Final = argon2id.SALTBYTES
KEY_BYTES: Final = 16
PLACE_BYTES: Final = 16
NONCE_BYTES: Final = 16
TAG_BYTES: Final = 32
VERSION: Final = 1

_OVERHEAD: Final = 1 + NONCE_BYTES + PLACE_BYTES + TAG_BYTES


class WrongCodes(Exception):
    """The two codes do not open this box."""


class Tampered(Exception):
    """The box holds something that nobody with the codes put there; says what, never which choice."""


@dataclass(frozen=True)
class Cost:
    """What one guess at the codes costs (argon2id).

    Attributes:
        ops: Passes over the memory.
        memory: Bytes of memory.
    """

    ops: int = 3
    memory: int = 256 * 2**20


@dataclass(frozen=True)
class Lock:
    """The half of the lock that the book keeps: it opens nothing.

    Attributes:
        salt: Random bytes that make the codes of two polls incomparable.
        cost: What one guess costs.
        public_key: Anyone may seal to it.
    """

    salt: bytes
    cost: Cost
    public_key: bytes


@dataclass(frozen=True)
class Context:
    """What a box belongs to: a box of one context is void in every other.

    Attributes:
        poll: The poll's uid.
        question: The fingerprint of what was asked.
        channel: How the ballots come in: slips, totals.
        total: How many slips the scrutineer counted, so that one taken out with the number changed is found out.
        content_bytes: The length of what is sealed, the same for every box.
    """

    poll: str
    question: str
    channel: str
    total: int
    content_bytes: int

    @property
    def box_bytes(self) -> int:
        """The length of every sealed box."""
        return self.content_bytes + _OVERHEAD + crypto_box_SEALBYTES


@dataclass(frozen=True)
class SealedBox:
    """One sealed ballot as the book keeps it: a key that tells nothing, and bytes of fixed length."""

    key: bytes
    box: bytes


@dataclass(frozen=True, repr=False)
class Opened:
    """What was in one box."""

    place: bytes
    content: bytes

    def __repr__(self) -> str:
        return "<Opened>"


def draw_code() -> str:
    """Draw a code of twelve digits. It is never chosen by a person."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def wipe(secret: bytearray) -> None:
    """Overwrite a secret with zeros."""
    secret[:] = bytes(len(secret))


class _Keys:
    """The secrets behind two codes, wiped by `forget`."""

    __slots__ = ("private", "public", "tag")

    def __init__(self, codes: tuple[str, str], salt: bytes, cost: Cost) -> None:
        password = bytearray("|".join(sorted(codes)).encode())
        derived = bytearray(argon2id.kdf(64, bytes(password), salt, cost.ops, cost.memory))
        wipe(password)
        self.public, private = crypto_box_seed_keypair(bytes(derived[:32]))
        self.private = bytearray(private)
        self.tag = bytearray(derived[32:])
        wipe(derived)

    def forget(self) -> None:
        """Wipe the private key and the tag key."""
        wipe(self.private)
        wipe(self.tag)

    def __repr__(self) -> str:
        return "<keys>"


def new_lock(codes: tuple[str, str], cost: Cost) -> Lock:
    """Make the lock of a poll. Slow on purpose: it takes the cost of one guess."""
    salt = secrets.token_bytes(SALT_BYTES)
    keys = _Keys(codes, salt, cost)
    keys.forget()
    return Lock(salt, cost, keys.public)


def new_box(codes: tuple[str, str], cost: Cost, context: Context) -> tuple[Lock, Sealer]:
    """Make the lock of a poll and unlock typing in at once; the private key is forgotten before this returns."""
    salt = secrets.token_bytes(SALT_BYTES)
    keys = _Keys(codes, salt, cost)
    try:
        return Lock(salt, cost, keys.public), Sealer(context, keys.public, bytes(keys.tag))
    finally:
        keys.forget()


def _keys_of(lock: Lock, codes: tuple[str, str]) -> _Keys:
    keys = _Keys(codes, lock.salt, lock.cost)
    if not hmac.compare_digest(keys.public, lock.public_key):
        keys.forget()
        raise WrongCodes
    return keys


def _tag(tag_key: bytes, public_key: bytes, context: Context, body: bytes) -> bytes:
    digest = hashlib.blake2b(key=tag_key, digest_size=TAG_BYTES, person=b"pingyi-tag")
    names = (context.poll.encode(), context.question.encode(), context.channel.encode())
    for field in (*names, context.total.to_bytes(4, "big"), public_key, body):
        digest.update(len(field).to_bytes(4, "big") + field)
    return digest.digest()


def _key_of_place(tag_key: bytes, context: Context, place: bytes) -> bytes:
    digest = hashlib.blake2b(key=tag_key, digest_size=KEY_BYTES, person=b"pingyi-place")
    digest.update(context.poll.encode() + b"|" + context.channel.encode() + b"|" + place)
    return digest.digest()


class Sealer:
    """Seals ballots for one poll: holds the public key and the tag key, and cannot open what it sealed."""

    __slots__ = ("_context", "_public_key", "_tag_key")

    def __init__(self, context: Context, public_key: bytes, tag_key: bytes) -> None:
        self._context = context
        self._public_key = public_key
        self._tag_key = bytearray(tag_key)

    def for_total(self, total: int) -> Sealer:
        """Return a sealer for the poll once so many slips are counted; this one, if it is that."""
        if total == self._context.total:
            return self
        return Sealer(replace(self._context, total=total), self._public_key, bytes(self._tag_key))

    def key(self, place: bytes) -> bytes:
        """Return the key under which the ballot of a place is kept: the same each time, random to others.

        Entering a slip again therefore replaces it and can never count it twice.
        """
        return _key_of_place(bytes(self._tag_key), self._context, place)

    def seal(self, place: bytes, content: bytes) -> SealedBox:
        """Seal the content of one ballot.

        Raises:
            ValueError: place or content has not the fixed length.
        """
        if len(place) != PLACE_BYTES or len(content) != self._context.content_bytes:
            raise ValueError("not of the fixed length")
        body = bytes((VERSION,)) + secrets.token_bytes(NONCE_BYTES) + place + content
        tag = _tag(bytes(self._tag_key), self._public_key, self._context, body)
        return SealedBox(self.key(place), crypto_box_seal(body + tag, self._public_key))

    def forget(self) -> None:
        """Wipe the tag key; the sealer seals nothing that counts any more."""
        wipe(self._tag_key)

    def __repr__(self) -> str:
        return "<Sealer>"


class Opener:
    """Opens every box of one poll, once."""

    __slots__ = ("_context", "_keys")

    def __init__(self, context: Context, keys: _Keys) -> None:
        self._context = context
        self._keys = keys

    def open_all(
        self, boxes: Iterable[SealedBox], progress: Callable[[int], None] | None = None
    ) -> tuple[Opened, ...]:
        """Open every box and check that each was sealed with the codes, for this poll, once.

        Args:
            boxes: Every box of the poll.
            progress: Called with the number of boxes opened so far.

        Raises:
            Tampered: one box fails; nothing of any box is returned.
        """
        nonces: set[bytes] = set()
        opened = []
        for number, sealed in enumerate(boxes, 1):
            nonce, ballot = self._open(sealed)
            if nonce in nonces:
                raise Tampered("有选票被重复放入")
            nonces.add(nonce)
            opened.append(ballot)
            if progress is not None:
                progress(number)
        return tuple(opened)

    def _open(self, sealed: SealedBox) -> tuple[bytes, Opened]:
        if len(sealed.box) != self._context.box_bytes:
            raise Tampered("有选票长度不对")
        try:
            plain = crypto_box_seal_open(sealed.box, self._keys.public, bytes(self._keys.private))
        except CryptoError:
            raise Tampered("有选票打不开") from None
        body, tag = plain[:-TAG_BYTES], plain[-TAG_BYTES:]
        expected = _tag(bytes(self._keys.tag), self._keys.public, self._context, body)
        if body[0] != VERSION or not hmac.compare_digest(tag, expected):
            raise Tampered("有选票不是用两个密码封存的")
        nonce = body[1 : 1 + NONCE_BYTES]
        place = body[1 + NONCE_BYTES : 1 + NONCE_BYTES + PLACE_BYTES]
        if not hmac.compare_digest(sealed.key, _key_of_place(bytes(self._keys.tag), self._context, place)):
            raise Tampered("有选票被挪动过")
        return nonce, Opened(place, body[1 + NONCE_BYTES + PLACE_BYTES :])

    def forget(self) -> None:
        """Wipe the keys."""
        self._keys.forget()

    def __repr__(self) -> str:
        return "<Opener>"


def unlock_sealer(lock: Lock, context: Context, codes: tuple[str, str]) -> Sealer:
    """Unlock typing in. Slow on purpose; the private key is forgotten before this returns.

    Raises:
        WrongCodes: the codes do not give the poll's public key.
    """
    keys = _keys_of(lock, codes)
    try:
        return Sealer(context, keys.public, bytes(keys.tag))
    finally:
        keys.forget()


def unlock_opener(lock: Lock, context: Context, codes: tuple[str, str]) -> Opener:
    """Unlock counting. Slow on purpose.

    Raises:
        WrongCodes: the codes do not give the poll's public key.
    """
    return Opener(context, _keys_of(lock, codes))


def forbid_core_dumps() -> bool:
    """Keep this process's memory out of core dumps where the system lets it; tell whether it did."""
    if sys.platform == "win32":
        return False
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    return _make_undumpable() if sys.platform == "linux" else True


def _make_undumpable() -> bool:
    import ctypes

    set_dumpable = 4
    try:
        return bool(ctypes.CDLL(None, use_errno=True).prctl(set_dumpable, 0, 0, 0, 0) == 0)
    except (OSError, AttributeError):
        return False
