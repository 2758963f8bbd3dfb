"""Entries from and for other programs: tables, web pages with schema.org data, catalogues of services in XZuFi."""
