-- Amounts in 10,000 yuan as the reports print them; an amount without a unit is flagged and never turned into one.
WITH no_unit AS (
  SELECT cells.report_id, min(cells.raw) AS printed
  FROM cells
  WHERE cells.table_name = 'proactive' AND cells.row_key IN ('admin_fees', 'gov_procurement')
    AND cells.column_key IN ('amount_wan', 'total_amount_wan') AND cells.status = 'unit_unknown'
  GROUP BY cells.report_id
), fee_words AS (
  SELECT reports_fts.rowid AS report_id FROM reports_fts
  WHERE reports_fts MATCH 'narrative : ("信息 息处 处理 理费")'
)
SELECT reports.id AS report_id, substr(reports.key, 1, length(reports.key) - length(reports.scope) - 6) AS body_key,
       reports.issuer AS body, reports.scope, reports.year,
       figures.proactive__admin_fees__amount_wan AS fees_wan,
       figures.proactive__gov_procurement__project_count AS procurements,
       figures.proactive__gov_procurement__total_amount_wan AS procurement_wan,
       no_unit.printed AS printed_without_unit,
       figures.requests__other_overdue_fee__total AS fee_not_paid,
       CASE WHEN fee_words.report_id IS NULL THEN 0 ELSE 1 END AS fee_mentioned
FROM reports
JOIN figures ON figures.report_id = reports.id
LEFT JOIN no_unit ON no_unit.report_id = reports.id
LEFT JOIN fee_words ON fee_words.report_id = reports.id
WHERE reports.identified = 1
  AND reports.division_code >= coalesce(:division, '')
  AND reports.division_code < coalesce(:division, '') || ':'
  AND reports.year + 0 BETWEEN CAST(coalesce(nullif(:first_year, ''), '0') AS INTEGER)
                           AND CAST(coalesce(nullif(:last_year, ''), '9999') AS INTEGER)
  AND (CASE coalesce(nullif(:show, ''), 'all')
         WHEN 'fees' THEN figures.proactive__admin_fees__amount_wan > 0
         WHEN 'procurement' THEN figures.proactive__gov_procurement__total_amount_wan > 0
         WHEN 'unit' THEN no_unit.report_id IS NOT NULL
         WHEN 'information_fee' THEN fee_words.report_id IS NOT NULL OR figures.requests__other_overdue_fee__total > 0
         ELSE figures.proactive__admin_fees__amount_wan > 0
              OR figures.proactive__gov_procurement__total_amount_wan > 0
              OR no_unit.report_id IS NOT NULL
              OR figures.requests__other_overdue_fee__total > 0
              OR fee_words.report_id IS NOT NULL
       END)
ORDER BY coalesce(figures.proactive__admin_fees__amount_wan, 0)
         + coalesce(figures.proactive__gov_procurement__total_amount_wan, 0) DESC, reports.id
LIMIT CAST(coalesce(nullif(:limit, ''), '200') AS INTEGER)
