"""Sign-in to the desk: passwords, sessions, the college's sign-on, and the pages about accounts."""

from bot.desk.signin.gate import Administers, SignedIn, administers, signed_in
from bot.desk.signin.install import install

__all__ = ["Administers", "SignedIn", "administers", "install", "signed_in"]
