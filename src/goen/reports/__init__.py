"""The documents of the evening: report, slides, workbook, press draft, data."""
