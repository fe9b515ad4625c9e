"""HSDS, the Human Services Data Specification of Open Referral (1.x to 3), as CSV: a directory of services."""

from knowledge.importers.hsds.reader import Hsds

__all__ = ["Hsds"]
