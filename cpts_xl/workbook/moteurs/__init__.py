"""The engines that recalculate a workbook, each in a process of its own, and the copies made for them."""
