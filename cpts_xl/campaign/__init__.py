"""Many workbooks: each verified once, one open record per CPTS and year, all of them consolidated and compared."""
