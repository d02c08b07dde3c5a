-- A body's share beside that of all bodies of the same year and scope in the area asked for.
WITH known AS (
  SELECT reports.id AS report_id, reports.key, reports.scope, reports.issuer, reports.year,
         figures.requests__unable_not_held__total AS not_held,
         figures.requests__results_total__total AS results
  FROM reports JOIN figures ON figures.report_id = reports.id
  WHERE reports.identified = 1
  AND reports.division_code >= coalesce(:division, '')
  AND reports.division_code < coalesce(:division, '') || ':'
  AND reports.year + 0 BETWEEN CAST(coalesce(nullif(:first_year, ''), '0') AS INTEGER)
                           AND CAST(coalesce(nullif(:last_year, ''), '9999') AS INTEGER)
    AND (nullif(:scope, '') IS NULL OR reports.scope = :scope)
    AND figures.requests__unable_not_held__total IS NOT NULL
    AND figures.requests__results_total__total > 0
), everyone AS (
  SELECT year, scope, 1.0 * sum(not_held) / sum(results) AS share FROM known GROUP BY year, scope
)
SELECT reports.report_id, substr(reports.key, 1, length(reports.key) - length(reports.scope) - 6) AS body_key,
       reports.issuer AS body, reports.year, reports.scope, reports.not_held, reports.results,
       round(100.0 * reports.not_held / reports.results, 1) AS share,
       round(100.0 * everyone.share, 1) AS share_of_all,
       round((1.0 * reports.not_held / reports.results) / nullif(everyone.share, 0), 1) AS times
FROM known AS reports JOIN everyone ON everyone.year = reports.year AND everyone.scope = reports.scope
WHERE reports.results >= CAST(coalesce(nullif(:least, ''), '20') AS INTEGER)
ORDER BY 1.0 * reports.not_held / reports.results DESC, reports.results DESC, reports.report_id
LIMIT CAST(coalesce(nullif(:limit, ''), '200') AS INTEGER)
