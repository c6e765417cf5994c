"""The workbook's live sheets: formulas, each with the value our model gives it."""
