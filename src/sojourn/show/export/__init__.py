"""A run for other programs: a workbook, or a folder or zip of plain tables, with sources and how to cite it."""
