-- Of the reports in which at least one identity of the form can be reckoned, those in which the source breaks at least one.
-- A report of no known place is in no place, but is one of all.
WITH asked AS (
  SELECT reports.id, reports.year, reports.division_code, reports.province, reports.city, reports.county
  FROM reports
  WHERE reports.division_code >= coalesce(:division, '')
  AND reports.division_code < coalesce(:division, '') || ':'
  AND length(reports.division_code) >= CAST(coalesce(nullif(:digits, ''), '6') AS INTEGER)
  AND (CAST(coalesce(nullif(:digits, ''), '6') AS INTEGER) < 4 OR substr(reports.division_code, 3, 2) <> '00')
  AND (CAST(coalesce(nullif(:digits, ''), '6') AS INTEGER) < 6 OR length(reports.division_code) > 6 OR substr(reports.division_code, 5, 2) <> '00')
  UNION ALL
  SELECT reports.id, reports.year, '', NULL, NULL, NULL
  FROM reports
  WHERE reports.division_code IS NULL AND nullif(:division, '') IS NULL
  AND CAST(coalesce(nullif(:digits, ''), '6') AS INTEGER) = 0
), sums AS (
  SELECT checks.report_id, max(CASE WHEN checks.verdict = 'violated' AND checks.fault = 'source'
                                    THEN 1 ELSE 0 END) AS is_broken
  FROM checks
  WHERE checks.report_id IN (SELECT asked.id FROM asked)
    AND checks.rule IN ('requests.row_sum', 'requests.column_sum', 'requests.balance', 'review_litigation.total')
    AND checks.verdict <> 'not_assessable'
  GROUP BY checks.report_id
)
SELECT substr(reports.division_code, 1, CAST(coalesce(nullif(:digits, ''), '6') AS INTEGER)) AS place_code,
       CASE CAST(coalesce(nullif(:digits, ''), '6') AS INTEGER)
           WHEN 0 THEN NULL
           WHEN 2 THEN max(reports.province)
           WHEN 4 THEN max(coalesce(reports.city, reports.county))
           ELSE max(coalesce(reports.county, reports.city))
         END AS place,
       count(*) AS reports_assessable, sum(is_broken) AS reports_broken,
       CASE WHEN count(*) >= CAST(coalesce(nullif(:least, ''), '10') AS INTEGER) THEN round(100.0 * sum(is_broken) / count(*), 1) END AS share_broken
FROM asked AS reports JOIN sums ON sums.report_id = reports.id
WHERE (nullif(:first_year, '') IS NULL OR reports.year >= CAST(:first_year AS INTEGER))
  AND (nullif(:last_year, '') IS NULL OR reports.year <= CAST(:last_year AS INTEGER))
GROUP BY substr(reports.division_code, 1, CAST(coalesce(nullif(:digits, ''), '6') AS INTEGER))
ORDER BY reports_broken DESC, place_code
LIMIT CAST(coalesce(nullif(:limit, ''), '200') AS INTEGER)
