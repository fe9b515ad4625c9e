"""E-mail addresses: which text is one, and no more than one."""

from __future__ import annotations

import hashlib
import re
from email.headerregistry import Address
from email.utils import parseaddr

# What browsers take for <input type="email"> (HTML, "valid e-mail address"), with a dot in the domain: no quotes, commas, spaces, line breaks.
_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_ADDRESS = re.compile(rf"[a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_LABEL}(?:\.{_LABEL})+")
_AROUND = re.compile(r"[\s,;:<>()\[\]\"]+")


def is_address(text: str) -> bool:
    """Whether the text is one e-mail address that can stand in a header as it is."""
    local = text.partition("@")[0]
    dots = local.startswith(".") or local.endswith(".") or ".." in local
    return len(text) <= 254 and not dots and _ADDRESS.fullmatch(text) is not None


def address_in(contact: str | None) -> str | None:
    """The address in what a student left as a way to reach them; None where there is none, or more than one."""
    words = {word.rstrip(".!?") for word in _AROUND.split(contact or "") if "@" in word}
    if len(words) != 1:
        return None
    word = words.pop().removeprefix("mailto:")
    return word if is_address(word) else None


def sender_of(text: str) -> Address:
    """A sender as settings have it: ``advising@college.edu`` or ``College Advising <advising@college.edu>``.

    Raises:
        ValueError: when it is neither.
    """
    name, address = parseaddr(text)
    whole = re.sub(r"""["\s]""", "", f"{name}<{address}>" if name else address)
    if not is_address(address) or not text.isprintable() or re.sub(r"""["\s]""", "", text) not in (whole, f"<{address}>"):
        raise ValueError("is not a sender such as advising@college.edu or College Advising <advising@college.edu>")
    return Address(display_name=name, addr_spec=address)


def digest(text: str, length: int = 10) -> str:
    """A short name for something that must not be shown, or is too long for a key."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]
