"""A registrar's catalog, as a workbook or CSV files: programs, courses, services, employers, deadlines, military credit."""

from knowledge.importers.catalog.reader import CatalogImporter

__all__ = ["CatalogImporter"]
