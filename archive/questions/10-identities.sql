-- The identities of the form alone, whatever is known of the report: those that the source breaks, unless our reading is asked for.
SELECT checks.report_id,
       CASE reports.identified WHEN 1 THEN substr(reports.key, 1, length(reports.key) - length(reports.scope) - 6) END AS body_key,
       reports.issuer AS body, reports.year, checks.rule, checks.place AS at, checks.left_value, checks.right_value,
       checks.left_value - checks.right_value AS difference,
       CASE checks.fault WHEN 'source' THEN 'contradiction' ELSE 'reading' END AS finding
FROM checks JOIN reports ON reports.id = checks.report_id
WHERE checks.verdict = 'violated'
  AND checks.rule IN ('requests.row_sum', 'requests.column_sum', 'requests.balance', 'review_litigation.total')
  AND (coalesce(nullif(:fault, ''), 'source') = 'all'
       OR (checks.fault IS 'source') = (coalesce(nullif(:fault, ''), 'source') = 'source'))
  AND (nullif(:division, '') IS NULL
       OR reports.division_code >= :division AND reports.division_code < :division || ':')
  AND (nullif(:first_year, '') IS NULL OR reports.year >= CAST(:first_year AS INTEGER))
  AND (nullif(:last_year, '') IS NULL OR reports.year <= CAST(:last_year AS INTEGER))
ORDER BY reports.year DESC, reports.division_code, checks.report_id, checks.rule, checks.place
LIMIT CAST(coalesce(nullif(:limit, ''), '200') AS INTEGER)
