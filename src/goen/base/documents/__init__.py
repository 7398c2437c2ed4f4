"""Bytes of office documents with Japanese in them: PDF (typst), Word, PowerPoint, Excel, CSV.

Nothing here knows an event: slices hand over plain text, numbers and tables. Heavy libraries are imported when used.
"""
