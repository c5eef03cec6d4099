"""How a page looks on paper, A4 or Letter, in black and white, and on a screen."""

from typing import Final

STYLE: Final = """
@page { size: auto; margin: 12mm 15mm; }
* { box-sizing: border-box; }
body { font: 10pt/1.3 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; color: #000; background: #fff;
  max-width: 180mm; margin: 0 auto; overflow-wrap: break-word; }
h1 { font-size: 20pt; margin: 0 0 1mm; }
h2 { font-size: 13pt; margin: 0 0 1mm; }
p { margin: 0 0 1mm; }
header { border-bottom: 0.6mm solid #000; padding-bottom: 1.5mm; margin-bottom: 2mm; }
header ul { display: flex; flex-wrap: wrap; gap: 0 5mm; list-style: none; margin: 0; padding: 0; }
.keep { break-inside: avoid; page-break-inside: avoid; }
.exercise { border-bottom: 0.2mm solid #666; padding: 0 0 1mm; margin: 0 0 2mm; }
.dose { font-weight: normal; }
.pictures { display: flex; flex-wrap: wrap; gap: 2mm 3mm; list-style: none; margin: 1mm 0; padding: 0; }
.pictures li { flex: 1 1 30mm; max-width: 58mm; font-size: 9pt; line-height: 1.25; }
.pictures svg { display: block; width: 100%; height: 25mm; }
.pictures li:first-child:nth-last-child(-n+3) svg, .pictures li:first-child:nth-last-child(-n+3) ~ li svg { height: 28mm; }
.pictures p { margin: 0.5mm 0 0; }
.advice { border-left: 0.8mm solid #000; padding-left: 2mm; }
.source { font-size: 8.5pt; color: #333; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: 1mm 0; }
caption { text-align: left; font-weight: bold; }
th, td { border: 0.2mm solid #666; padding: 0.5mm 1mm; text-align: center; font-weight: normal; }
th:first-child { width: 13mm; }
td.box { font-size: 12pt; }
th:last-child { width: 40mm; }
div.line { border-bottom: 0.2mm solid #666; height: 7mm; }
table.data { table-layout: auto; width: auto; }
.data th, .data td { vertical-align: top; text-align: left; padding: 0.7mm 3mm 0.7mm 0; }
.data th, .data td { border: 0; border-bottom: 0.2mm solid #ccc; }
.data th { font-weight: bold; white-space: nowrap; }
.data th:first-child, .data th:last-child { width: auto; }
.chart { display: block; width: 100%; }
.safety { border: 0.4mm solid #000; padding: 1.5mm 2mm 0.5mm; margin: 0 0 2mm; font-size: 9pt; line-height: 1.25; }
.safety h2 { font-size: 11pt; }
.legend { font-size: 9pt; line-height: 1.25; margin: 0 0 2mm; }
"""
