-- The check that holds a report against that of the same body and scope of the year before.
SELECT checks.report_id, substr(reports.key, 1, length(reports.key) - length(reports.scope) - 6) AS body_key,
       reports.issuer AS body, reports.year, checks.place AS at, checks.left_value AS carried_in,
       checks.right_value AS carried_out_before, checks.left_value - checks.right_value AS difference,
       CASE checks.fault WHEN 'source' THEN 'disagreement' ELSE 'reading' END AS finding
FROM checks JOIN reports ON reports.id = checks.report_id
WHERE checks.verdict = 'violated'
  AND checks.rule = 'requests.carried_over'
  AND (coalesce(nullif(:at, ''), 'total') = 'all' OR checks.place = 'total')
  AND reports.identified = 1
  AND reports.division_code >= coalesce(:division, '')
  AND reports.division_code < coalesce(:division, '') || ':'
  AND reports.year + 0 BETWEEN CAST(coalesce(nullif(:first_year, ''), '0') AS INTEGER)
                           AND CAST(coalesce(nullif(:last_year, ''), '9999') AS INTEGER)
ORDER BY abs(checks.left_value - checks.right_value) DESC, checks.report_id, checks.place
LIMIT CAST(coalesce(nullif(:limit, ''), '200') AS INTEGER)
