"""The long-table renderer: write rows straight to page content, in the style that WeasyPrint gave
the first rows."""
