"""The long-table renderer: rows straight to the content of pages, in the looks that WeasyPrint gave the first."""
