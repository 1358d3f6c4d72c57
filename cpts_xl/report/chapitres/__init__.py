"""The chapters of the annual report: what each shows, read in the steps and the tables of the workbook."""
