"""Mail: whose address it is, an advisor's answer as a letter, and how letters go out."""

from bot.mail.address import address_in, is_address, sender_of
from bot.mail.answer import answer
from bot.mail.sender import MailSender

__all__ = ["MailSender", "address_in", "answer", "is_address", "sender_of"]
